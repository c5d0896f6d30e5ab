from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")


class OfficeConfig(admin.AdminConfig):
    """Django's admin, as the rooms of the staff."""

    default = False
    default_site = "accounts.site.Office"
