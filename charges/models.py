"""The account of each lease: what is owed and what was paid, in rows that are only added to."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from charges.kinds import OF_A_MONTH, OF_A_PAYMENT, Kind
from leases.models import Lease
from sealing.texts import unseal


class BankStatement(models.Model):
    """One file of a bank statement that was taken in; what it was called may name somebody."""

    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, unique=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("taken in by")
    )
    taken_at = models.DateTimeField(_("taken in at"))
    lines = models.PositiveIntegerField(_("lines"))
    known = models.PositiveIntegerField(_("known before"))
    outgoing = models.PositiveIntegerField(_("not incoming"))

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")


class Payment(models.Model):
    """One incoming line of a bank statement; who paid and what for stands sealed.

    `fingerprint` tells one payment in whatever file it comes again: the bank's reference, or all
    that the line says with its place among equal ones. `content` tells whether it says the same.
    """

    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="payments")
    line = models.PositiveIntegerField(_("line"))
    booked_on = models.DateField(_("booked on"))
    amount = models.DecimalField(_("amount, UAH"), max_digits=12, decimal_places=2)
    fingerprint = models.CharField(max_length=64, unique=True)
    content = models.CharField(max_length=64)
    payer_sealed = models.TextField(blank=True)
    purpose_sealed = models.TextField(blank=True)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_above_zero"),
        ]

    @property
    def payer(self) -> str:
        """Who paid, as the bank wrote it. Raises CannotUnseal."""
        return unseal(self.payer_sealed, about=about(self.fingerprint, "payer")) or ""

    @property
    def purpose(self) -> str:
        """What for, as the payer wrote it. Raises CannotUnseal."""
        return unseal(self.purpose_sealed, about=about(self.fingerprint, "purpose")) or ""


def about(fingerprint: str, field: str) -> str:
    return f"payment:{fingerprint}:{field}"


class SetAside(models.Model):
    """That a payment is for no lease, and why: it holds until the payment is posted.

    Added, never changed; `turn` is how often it had been posted before, as in its postings.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="set_asides")
    turn = models.PositiveSmallIntegerField(default=0)
    reason_sealed = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "turn"], name="payment_is_set_aside_once_at_a_time"
            ),
        ]

    @property
    def reason(self) -> str:
        return unseal(self.reason_sealed, about=about(self.payment.fingerprint, "reason")) or ""


class NotCharged(models.Model):
    """A lease whose rent could not be charged the last time it was tried; gone once it is."""

    lease = models.OneToOneField(Lease, models.PROTECT, related_name="not_charged")
    since = models.DateTimeField()
    at = models.DateTimeField()


class Proposal(models.Model):
    """A correction above what one person posts alone; it counts for nothing until approved.

    Its `ref` becomes that of the posting.
    """

    ref = models.UUIDField(unique=True)
    lease = models.ForeignKey(Lease, models.PROTECT, related_name="proposals")
    amount = models.DecimalField(_("amount, UAH"), max_digits=12, decimal_places=2)
    reason_sealed = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount=0) & ~Q(reason_sealed=""), name="proposal_says_how_much_and_why"
            ),
        ]

    @property
    def reason(self) -> str:
        """Why it is proposed. Raises CannotUnseal."""
        return unseal(self.reason_sealed, about=reason_of(self.ref)) or ""


class Answer(models.Model):
    """What a second person said to a proposed correction; `posting` is what was posted, if so.

    The database refuses one with a posting by who proposed it (migration 0005).
    """

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="answer")
    posting = models.OneToOneField("Posting", models.PROTECT, related_name="approval", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()


def reason_of(ref: uuid.UUID) -> str:
    return f"posting:{ref}:reason"


class Posting(models.Model):
    """One row of the account of a lease: `amount` in UAH is owed above zero, and paid below it.

    What was posted wrongly is countered by another posting. `month` is named by its first day;
    `turn` counts the postings of a month, or of a payment. `lines` are the days and rents a charge
    was made of. It counts on `on`, and what is owed is to be paid by `due_on`.
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    lease = models.ForeignKey(
        Lease, models.PROTECT, related_name="postings", verbose_name=_("lease")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    amount = models.DecimalField(_("amount, UAH"), max_digits=12, decimal_places=2)
    on = models.DateField(_("day"))
    due_on = models.DateField(_("to be paid by"))
    month = models.DateField(_("month"), null=True)
    turn = models.PositiveSmallIntegerField(default=0)
    lines = models.JSONField(default=list)
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="postings", null=True)
    counters = models.OneToOneField("self", models.PROTECT, related_name="countered", null=True)
    reason_sealed = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        permissions = [
            ("keep_accounts", "Can take in bank statements, match payments and correct accounts"),
            ("read_payer", "Can read who paid and what for"),
            ("approve_correction", "Can approve a correction that another person proposed"),
        ]
        indexes = [models.Index(fields=["lease", "due_on"], name="postings_of_a_lease")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="posting_kind_is_known"),
            models.UniqueConstraint(
                fields=["lease", "month"],
                condition=Q(kind=Kind.CHARGE),
                name="one_charge_per_lease_and_month",
            ),
            models.UniqueConstraint(
                fields=["lease", "month", "turn"],
                condition=Q(kind__in=OF_A_MONTH),
                name="recounts_of_a_month_take_turns",
            ),
            models.UniqueConstraint(
                fields=["payment", "turn"],
                condition=Q(kind=Kind.PAYMENT),
                name="payment_is_posted_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OF_A_MONTH, month__isnull=False, month__day=1)
                | ~Q(kind__in=OF_A_MONTH) & Q(month__isnull=True),
                name="charge_names_its_month",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OF_A_PAYMENT, payment__isnull=False)
                | ~Q(kind__in=OF_A_PAYMENT) & Q(payment__isnull=True),
                name="only_a_payment_names_one",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.TAKEN_BACK, counters__isnull=False)
                | ~Q(kind=Kind.TAKEN_BACK) & Q(counters__isnull=True),
                name="only_what_takes_back_counters",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.PAYMENT, amount__lt=0)
                | Q(kind__in=[Kind.CHARGE, Kind.TAKEN_BACK], amount__gt=0)
                | Q(kind__in=[Kind.RECOUNT, Kind.CORRECTION]) & ~Q(amount=0),
                name="posting_has_the_sign_of_its_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[Kind.CORRECTION, Kind.TAKEN_BACK])
                | ~Q(reason_sealed="") & Q(by__isnull=False),
                name="correction_says_why_and_by_whom",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("on")), name="due_day_is_not_before"),
        ]

    @property
    def reason(self) -> str:
        """Why a person posted it. Raises CannotUnseal."""
        return unseal(self.reason_sealed, about=self.about()) or ""

    def about(self) -> str:
        return reason_of(self.ref)
