"""Leases printed together: what was asked for, and what became of each lease."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from batches.state import RUNNING, SETTLED, ItemState, State
from leases.models import Lease


class Batch(models.Model):
    """Leases that one clerk had printed together.

    `key` names the page it was asked from, so that a second click asks for nothing. `place` says
    which building or site was chosen, for people to read. The files hold every lease that is done:
    a PDF for the printer, and a ZIP of the PDFs as they were issued.
    """

    key = models.UUIDField(unique=True)
    place = models.CharField(_("building or site"), max_length=320, blank=True)
    state = models.CharField(
        _("status"), max_length=16, choices=State.choices, default=State.PRINTING
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked for by")
    )
    at = models.DateTimeField(_("asked for at"))
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    pdf_name = models.CharField(max_length=80, blank=True)
    pdf_sha256 = models.CharField(_("SHA-256 of the print file"), max_length=64, blank=True)
    pdf_bytes = models.PositiveBigIntegerField(default=0)
    zip_name = models.CharField(max_length=80, blank=True)
    zip_sha256 = models.CharField(_("SHA-256 of the ZIP"), max_length=64, blank=True)
    zip_bytes = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("batch of leases")
        verbose_name_plural = _("leases printed together")
        default_permissions = ("view",)
        permissions = [("make_batch", "Can have leases printed together and take the files")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="batch_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.READY) & ~Q(pdf_name="") & ~Q(zip_name="")
                | ~Q(state=State.READY) & Q(pdf_name="", zip_name=""),
                name="ready_batch_and_no_other_has_its_files",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(RUNNING), ended_at__isnull=True)
                | ~Q(state__in=sorted(RUNNING)) & Q(ended_at__isnull=False),
                name="batch_that_ended_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Batch %(number)s") % {"number": self.pk})

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def kept_until(self) -> datetime | None:
        """The moment from which its files are deleted."""
        return self.ended_at and self.ended_at + settings.BATCH_FILES_KEPT_FOR


class ItemQuerySet(models.QuerySet["BatchItem"]):
    def waiting(self) -> "ItemQuerySet":
        """Leases that somebody is to print, in the order in which they were asked for."""
        waiting = self.filter(state=ItemState.WAITING, batch__state=State.PRINTING)
        return waiting.order_by("batch_id", "position")

    def abandoned(self, *, claimed_before: datetime) -> "ItemQuerySet":
        """Leases whose worker died before it said what became of them."""
        return self.filter(state=ItemState.CLAIMED, claimed_at__lt=claimed_before)

    def unsettled(self) -> "ItemQuerySet":
        return self.exclude(state__in=SETTLED)

    def done(self) -> "ItemQuerySet":
        return self.filter(state=ItemState.DONE).order_by("position")

    def refused(self) -> "ItemQuerySet":
        return self.filter(state=ItemState.REFUSED).order_by("position")


class BatchItem(models.Model):
    """One lease of a batch. `reason` is the name of the refusal; its sentence is in `reasons.py`.

    `was_draft`: the batch itself issues it; any other is taken as it was stored.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="items")
    lease = models.ForeignKey(Lease, models.PROTECT, related_name="+", verbose_name=_("lease"))
    position = models.PositiveSmallIntegerField(_("number"))
    was_draft = models.BooleanField()
    state = models.CharField(
        _("status"), max_length=16, choices=ItemState.choices, default=ItemState.WAITING
    )
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True)
    reason = models.CharField(_("reason"), max_length=64, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("lease of a batch")
        verbose_name_plural = _("leases of a batch")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["batch", "lease"], name="lease_is_in_a_batch_once"),
            models.UniqueConstraint(
                fields=["batch", "position"], name="place_in_a_batch_is_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ItemState.values), name="item_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.DONE) | Q(pages__gte=1),
                name="printed_lease_has_its_pages",
            ),
            models.CheckConstraint(
                condition=Q(state=ItemState.REFUSED) & ~Q(reason="")
                | ~Q(state=ItemState.REFUSED) & Q(reason=""),
                name="refused_lease_and_no_other_has_its_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state"],
                condition=Q(state__in=[ItemState.WAITING, ItemState.CLAIMED]),
                name="leases_to_be_printed",
            )
        ]
