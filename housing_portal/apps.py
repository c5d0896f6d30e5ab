from django.apps import AppConfig
from django.core.checks import register
from django.db.backends.signals import connection_created

from housing_portal.sqlite import teach_ukrainian
from housing_portal.walls import check_walls


class PortalConfig(AppConfig):
    name = "housing_portal"

    def ready(self) -> None:
        connection_created.connect(teach_ukrainian)
        register(check_walls, "printing", deploy=True)
