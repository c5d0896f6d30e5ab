"""Letters that wait to go out, and those that went."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outbox.state import Delivery, Kind, State


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self, at: datetime) -> "LetterQuerySet":
        return self.filter(state=State.QUEUED, not_before__lte=at)

    def abandoned(self, *, claimed_before: datetime) -> "LetterQuerySet":
        """Letters whose sender died: claimed, and neither sent nor put back since."""
        return self.filter(state=State.SENDING, claimed_at__lt=claimed_before)


class Letter(models.Model):
    """One letter to one reader. Its text is personal; its id, kind and `about` are not."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    about = models.CharField(_("about"), max_length=64, db_index=True)
    to = models.TextField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    delivery = models.CharField(_("delivery"), max_length=10, choices=Delivery)
    dedupe_key = models.CharField(_("what makes it one letter"), max_length=200, unique=True)
    message_id = models.CharField(_("number for mail servers"), max_length=200, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("queued at"))
    not_before = models.DateTimeField(_("not before"))
    claimed_at = models.DateTimeField(_("last attempt at"), null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    printed_at = models.DateTimeField(_("printed at"), null=True)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("printed by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        permissions = (("print_letter", "Can mark letters as printed"),)
        indexes = (models.Index(fields=["state", "not_before"], name="letters_by_turn"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="letter_kind_is_known"),
            models.CheckConstraint(
                condition=Q(delivery__in=Delivery.values), name="letter_delivery_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="letter_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.TO_PRINT, State.PRINTED], delivery=Delivery.POST)
                | (~Q(state__in=[State.TO_PRINT, State.PRINTED]) & Q(delivery=Delivery.EMAIL)),
                name="only_post_is_printed_and_only_email_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SENDING) | Q(claimed_at__isnull=False),
                name="letter_being_sent_is_claimed",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False)
                | (~Q(state=State.SENT) & Q(sent_at__isnull=True)),
                name="sent_letter_has_its_instant",
            ),
            models.CheckConstraint(
                condition=Q(state=State.PRINTED, printed_at__isnull=False, printed_by__isnull=False)
                | (~Q(state=State.PRINTED) & Q(printed_at__isnull=True, printed_by__isnull=True)),
                name="printed_letter_has_its_instant_and_printer",
            ),
        )

    def __str__(self) -> str:
        return gettext("Letter %(number)s: %(kind)s") % {
            "number": self.pk,
            "kind": self.get_kind_display(),
        }
