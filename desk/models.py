"""A paper form while a registrar types it, and what came of a batch of package files."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from copies.models import Copy


def fresh_key() -> str:
    return secrets.token_hex(32)


class Sheet(models.Model):
    """The page of one application as a registrar has typed it so far, sealed (`typed.py`).

    `key` makes its submission happen once; `version` tells a page that is behind.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registrar = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="sheets")
    key = models.CharField(max_length=64, unique=True, default=fresh_key)
    sealed = models.TextField()
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    application = models.OneToOneField(Application, models.PROTECT, null=True, related_name="sheet")

    class Meta:
        verbose_name = _("paper form")
        verbose_name_plural = _("paper forms")


class Scan(models.Model):
    """A scanned file of a sheet, in the order added; what it shows is typed on the page."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="scans")
    copy = models.OneToOneField(Copy, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["sheet", "position"], name="scan_has_its_place"),
        )


class Batch(models.Model):
    """Package files taken in at once. `rows` name places, hashes, numbers and faults: nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registrar = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    rows = models.JSONField()
