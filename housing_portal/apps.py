from django.apps import AppConfig
from django.db.backends.signals import connection_created

from housing_portal.sqlite import teach_ukrainian


class PortalConfig(AppConfig):
    name = "housing_portal"

    def ready(self) -> None:
        connection_created.connect(teach_ukrainian)
