"""Letters that wait to go out, and those that went."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outbox.state import DEAD, ON_PAPER, Delivery, Kind, State, Trouble

PRINTED = (State.PRINTED, State.POSTED)
POST = (*ON_PAPER, State.POSTED)


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self, at: datetime) -> "LetterQuerySet":
        return self.filter(state=State.QUEUED, not_before__lte=at)

    def abandoned(self, *, claimed_before: datetime) -> "LetterQuerySet":
        """Letters whose sender died: claimed, and neither sent nor put back since."""
        return self.filter(state=State.SENDING, claimed_at__lt=claimed_before)

    def dead(self) -> "LetterQuerySet":
        """Letters that only a person moves on: not sent, or perhaps sent."""
        return self.filter(state__in=DEAD)

    def on_paper(self) -> "LetterQuerySet":
        """Letters by post that have not left the house, the oldest first."""
        return self.filter(state__in=ON_PAPER).order_by("pk")


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
    trouble = models.CharField(_("what went wrong"), max_length=12, choices=Trouble, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    printed_at = models.DateTimeField(_("printed at"), null=True)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("printed by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    posted_on = models.DateField(_("posted on"), null=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("posted by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    tracking_number = models.CharField(_("tracking number"), max_length=32, blank=True)
    taken_back = models.TextField(_("why its posting was taken back"), blank=True)
    note = models.TextField(_("how it was dealt with"), blank=True)
    handed_on = models.DateField(_("handed over on"), null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        permissions = (
            ("print_letter", "Can print letters and mark them as posted"),
            ("resend_letter", "Can send letters again or deal with them otherwise"),
        )
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
                condition=Q(state=State.SET_ASIDE)
                | Q(state__in=POST, delivery=Delivery.POST)
                | ~Q(state__in=POST) & Q(delivery=Delivery.EMAIL),
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
                condition=Q(state__in=PRINTED, printed_at__isnull=False, printed_by__isnull=False)
                | ~Q(state__in=PRINTED) & Q(printed_at__isnull=True, printed_by__isnull=True)
                | Q(state=State.SET_ASIDE),
                name="printed_letter_has_its_instant_and_printer",
            ),
            models.CheckConstraint(
                condition=Q(state=State.POSTED, posted_on__isnull=False, posted_by__isnull=False)
                | ~Q(state=State.POSTED)
                & Q(posted_on__isnull=True, posted_by__isnull=True, tracking_number=""),
                name="posted_letter_has_its_day_and_poster",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DEAD) | ~Q(trouble=""),
                name="dead_letter_says_what_went_wrong",
            ),
            models.CheckConstraint(
                condition=Q(trouble="") | Q(trouble__in=Trouble.values),
                name="trouble_of_a_letter_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SET_ASIDE) & ~Q(note="")
                | ~Q(state=State.SET_ASIDE) & Q(note=""),
                name="letter_set_aside_says_why",
            ),
            models.CheckConstraint(
                condition=Q(handed_on__isnull=True) | Q(state=State.SET_ASIDE),
                name="only_a_letter_set_aside_was_handed_over",
            ),
        )

    def __str__(self) -> str:
        return gettext("Letter %(number)s: %(kind)s") % {
            "number": self.pk,
            "kind": self.get_kind_display(),
        }
