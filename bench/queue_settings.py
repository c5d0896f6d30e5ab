"""The settings of the portal, with a lean plain list beside its pages."""

from housing_portal.settings import *  # noqa: F403  # every one of them

ROOT_URLCONF = "bench.lean"
ALLOWED_HOSTS = ["testserver"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
