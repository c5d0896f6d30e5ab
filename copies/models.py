"""Files as they were received, and what became of each. Knows no applications."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Whether a copy may be opened. There is no state of "unknown, but open"."""

    RECEIVING = "receiving", _("Being uploaded")
    WAITING = "waiting", _("Being checked")
    CLEAN = "clean", _("Checked")
    REFUSED = "refused", _("Refused")


class Kind(models.TextChoices):
    """What a file is by its content, never by its name."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", "JPEG"
    PNG = "png", "PNG"
    HEIC = "heic", "HEIC"
    SIGNATURE = "p7s", _("Signature (P7S)")
    SIGNED_CONTAINER = "asice", _("Signed container (ASiC)")


class Copy(models.Model):
    """One received file, under a random name outside the web root.

    `sha256` and `size` are of the bytes as received; `stored_sha256` of those kept, which differ
    once an image was made anew. `received_at` is when its last bytes came. `flags` are codes of
    what was noticed (`wording.py`). It is checked no earlier than `not_before`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("file name as received"), max_length=255)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, blank=True)
    size = models.PositiveIntegerField(_("size, bytes"))
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    stored_name = models.CharField(max_length=80, unique=True)
    stored_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=State.choices)
    refusal = models.CharField(_("why refused"), max_length=32, blank=True)
    flags = models.JSONField(_("noticed"), default=list)
    received_at = models.DateTimeField(_("received at"))
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField()
    inspected_at = models.DateTimeField(null=True)
    scanned_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("copy")
        verbose_name_plural = _("copies")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=State.values), name="copy_state_is_known"),
            models.CheckConstraint(
                condition=Q(kind__in=(*Kind.values, "")), name="copy_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REFUSED) | ~Q(refusal=""), name="refused_copy_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLEAN)
                | Q(inspected_at__isnull=False, scanned_at__isnull=False),
                name="clean_copy_was_inspected_and_scanned",
            ),
        )
        indexes = (
            models.Index(
                fields=["not_before"],
                condition=Q(state=State.WAITING),
                name="waiting_copies_by_turn",
            ),
        )

    @property
    def awaits_scanner(self) -> bool:
        """Whether all is done but the virus check, which is slow, silent or not there."""
        return self.state == State.WAITING and self.inspected_at is not None


class Page(models.Model):
    """A picture of one page, drawn by us: nothing of the received bytes is in it."""

    copy = models.ForeignKey(Copy, models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    stored_name = models.CharField(max_length=80, unique=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["copy", "number"], name="copy_page_is_drawn_once"),
        )
