from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReratingConfig(AppConfig):
    name = "rerating"
    verbose_name = _("Re-rating")
