"""Where a tariff comes from, and a new rent for leases in force: prepared, approved, applied.

Triggers of migration 0007 hold, for rows written past every service, that a re-rating stays as it
was prepared and takes each step once.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from copies.models import Copy
from leases.models import Lease, RentPeriod
from rent.models import TariffRow
from sealing.texts import unseal


class TariffSource(models.Model):
    """The document a tariff was entered from, byte for byte as it came; rows are added."""

    tariff = models.ForeignKey(
        TariffRow, models.PROTECT, related_name="sources", verbose_name=_("tariff")
    )
    copy = models.OneToOneField(
        Copy, models.PROTECT, related_name="tariff_source", verbose_name=_("copy")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("source document of a tariff")
        verbose_name_plural = _("source documents of tariffs")


class TariffConfirmation(models.Model):
    """That a second person compared a tariff that came with the release with its document.

    `apartment_rent` is what the document says, UAH a month, where it does. Added, never changed.
    """

    tariff = models.OneToOneField(TariffRow, models.PROTECT, related_name="confirmation")
    apartment_rent = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(apartment_rent__isnull=True) | Q(apartment_rent__gt=0),
                name="confirmed_mean_rent_is_above_zero",
            ),
        ]


class Why(models.TextChoices):
    """Why a lease gets no new rent. The values never change; the labels may."""

    NOT_SIGNED = "not_signed", _("Not signed yet: cancel it and draw up another")
    ENDS_BEFORE = "ends_before", _("Ends before the new rent would begin")
    BEGINS_LATER = "begins_later", _("Begins later than the new rent would")
    SAME_TARIFF = "same_tariff", _("Has this tariff already")
    LATER_RENT = "later_rent", _("Has another rent from that day or a later one")
    NO_COEFFICIENT = "no_coefficient", _("No coefficient is set for so many rooms")
    ROUNDS_TO_NOTHING = "rounds_to_nothing", _("The new rent would round to nothing")
    WAITS = "waits", _("Waits for its new rent in another re-rating")
    NOT_IN_FORCE = "not_in_force", _("No longer in force")
    CHANGED = "changed", _("Its rent was changed meanwhile")
    NOT_NOTIFIED = "not_notified", _("The notice did not arrive in time")
    BY_HAND = "by_hand", _("Left out by a decision")


class Rerating(models.Model):
    """One new tariff for the leases in force, from a day on. Two people, then the day itself.

    `notice_days` is how long before the day each household is told. From `answers_awaited_since` on
    all but the leases that wait for an answer to an objection have been dealt with, and another
    re-rating may begin.
    """

    tariff = models.ForeignKey(
        TariffRow, models.PROTECT, related_name="reratings", verbose_name=_("tariff")
    )
    effective_on = models.DateField(_("new rent from"))
    notice_days = models.PositiveSmallIntegerField(_("days of notice"))
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    prepared_at = models.DateTimeField(_("prepared at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("approved by"),
        null=True,
    )
    approved_at = models.DateTimeField(_("approved at"), null=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("set aside by"),
        null=True,
    )
    set_aside_at = models.DateTimeField(_("set aside at"), null=True)
    answers_awaited_since = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(_("applied at"), null=True)

    class Meta:
        verbose_name = _("re-rating")
        verbose_name_plural = _("re-ratings")
        permissions = [
            ("prepare_rerating", "Can prepare a re-rating and record objections"),
            ("approve_rerating", "Can approve a re-rating and leave leases out of it"),
        ]
        constraints = [
            models.CheckConstraint(
                name="rerating_is_approved_by_another_person",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False)
                & ~Q(approved_by=F("prepared_by")),
            ),
            models.CheckConstraint(
                name="rerating_is_set_aside_before_it_is_applied",
                condition=Q(set_aside_by__isnull=True, set_aside_at__isnull=True)
                | Q(
                    set_aside_by__isnull=False,
                    set_aside_at__isnull=False,
                    applied_at__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="rerating_is_approved_before_it_is_applied",
                condition=Q(applied_at__isnull=True) | Q(approved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="rerating_is_approved_before_answers_are_awaited",
                condition=Q(answers_awaited_since__isnull=True) | Q(approved_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["tariff"],
                condition=Q(
                    set_aside_by__isnull=True,
                    applied_at__isnull=True,
                    answers_awaited_since__isnull=True,
                ),
                name="one_open_rerating_per_tariff",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tariff}, {self.effective_on:%d.%m.%Y}"

    @property
    def is_open(self) -> bool:
        return self.set_aside_by_id is None and self.applied_at is None

    @property
    def is_waiting(self) -> bool:
        return self.is_open and self.approved_by_id is None

    @property
    def is_approved(self) -> bool:
        """Whether its notices are on their way and its day is still to come."""
        return self.is_open and self.approved_by_id is not None

    @property
    def state(self) -> str:
        """Where it stands: waiting, approved, answers_awaited, applied or set_aside."""
        if self.set_aside_by_id is not None:
            return "set_aside"
        if self.applied_at is not None:
            return "applied"
        if self.answers_awaited_since is not None:
            return "answers_awaited"
        return "approved" if self.is_approved else "waiting"


class RentChange(models.Model):
    """What a re-rating means for one lease: a new rent, or why there is none."""

    rerating = models.ForeignKey(Rerating, models.PROTECT, related_name="changes")
    lease = models.ForeignKey(
        Lease, models.PROTECT, related_name="rent_changes", verbose_name=_("lease")
    )
    before = models.ForeignKey(RentPeriod, models.PROTECT, related_name="+", null=True)
    new_rent = models.DecimalField(
        _("new rent, UAH a month"), max_digits=12, decimal_places=2, null=True
    )
    exact_rent = models.CharField(_("rent before rounding, UAH a month"), max_length=64, blank=True)
    left_out = models.CharField(_("why left out"), max_length=20, choices=Why.choices, blank=True)
    left_out_reason_sealed = models.TextField(blank=True)
    after = models.OneToOneField(RentPeriod, models.PROTECT, related_name="+", null=True)

    class Meta:
        verbose_name = _("new rent of a lease")
        verbose_name_plural = _("new rents of leases")
        constraints = [
            models.UniqueConstraint(
                fields=["rerating", "lease"], name="one_change_of_a_lease_per_rerating"
            ),
            models.CheckConstraint(
                condition=Q(left_out__in=["", *Why.values]), name="why_left_out_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(left_out="") | Q(new_rent__gt=0, before__isnull=False),
                name="lease_that_is_rerated_has_both_rents",
            ),
            models.CheckConstraint(
                condition=Q(left_out="") | Q(after__isnull=True),
                name="lease_left_out_gets_no_new_rent",
            ),
            models.CheckConstraint(
                condition=~Q(left_out=Why.BY_HAND) | ~Q(left_out_reason_sealed=""),
                name="lease_left_out_by_hand_has_a_reason",
            ),
        ]

    @property
    def keeps_amount(self) -> bool:
        """Whether the tariff gives the rent that the lease has already."""
        return self.before is not None and self.before.monthly_rent == self.new_rent

    @property
    def left_out_reason(self) -> str:
        """Why a person left it out. Raises CannotUnseal."""
        return unseal(self.left_out_reason_sealed, about=self.about()) or ""

    def about(self) -> str:
        """Return what the sealed reason is bound to."""
        return f"rent_change:{self.pk}:left_out_reason"


class Objection(models.Model):
    """What a household said against its new rent; sealed, added and never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    change = models.ForeignKey(RentChange, models.PROTECT, related_name="objections")
    made_on = models.DateField(_("made on"))
    who_sealed = models.TextField()
    text_sealed = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        constraints = [
            models.CheckConstraint(
                condition=~Q(who_sealed="") & ~Q(text_sealed=""),
                name="objection_says_who_and_what",
            ),
        ]


class ObjectionAnswer(models.Model):
    """What a decision maker answered to an objection and why; sealed, added and never changed."""

    objection = models.OneToOneField(Objection, models.PROTECT, related_name="answer")
    is_upheld = models.BooleanField(_("upheld"))
    reasons_sealed = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reasons_sealed=""), name="answer_to_an_objection_has_reasons"
            ),
        ]

    @property
    def reasons(self) -> str:
        """Why it is answered so. Raises CannotUnseal."""
        return unseal(self.reasons_sealed, about=reasons_of(self.objection_id)) or ""


def reasons_of(objection: uuid.UUID) -> str:
    """Return what the sealed reasons of an answer are bound to."""
    return f"objection:{objection}:reasons"
