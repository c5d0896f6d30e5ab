"""The lease as it was drawn up: what it pins never changes; only its status moves."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from applications.status import Status as ApplicationStatus
from housing.models import Dwelling
from leases.grounds import BY_WORD, LEAVING
from leases.records import ACTS, Ending, Paper, PaperKind, Recheck, Scan, Scanned
from leases.status import IN_LIFE, LIVE, Status
from leases.term import LEAST_MONTHS
from rent.models import TariffRow

__all__ = [
    "ACTS",
    "Ending",
    "Lease",
    "LeaseChange",
    "LeaseQuerySet",
    "Paper",
    "PaperKind",
    "Recheck",
    "RentPeriod",
    "Resident",
    "Scan",
    "Scanned",
]

SHORTEST_SIX_MONTHS = timedelta(days=180)  # from first to last day: 1 September to 28 February


class LeaseQuerySet(models.QuerySet["Lease"]):
    def live(self) -> "LeaseQuerySet":
        """Leases that hold their dwelling and their household."""
        return self.filter(status__in=LIVE)


class Lease(models.Model):
    """One contract of one household for one dwelling; `ends_on` is its last day.

    `data` is all that the text is made of, personal numbers sealed; with the template it makes the
    same PDF again, byte for byte. `exact_rent` is written in digits, because SQLite keeps fifteen.
    The tenant's blind indexes tell one tenant under two applications; they show no number.
    A renewal `follows` the lease whose term it continues.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="leases", verbose_name=_("application")
    )
    dwelling = models.ForeignKey(
        Dwelling, models.PROTECT, related_name="leases", verbose_name=_("dwelling")
    )
    tariff = models.ForeignKey(
        TariffRow, models.PROTECT, related_name="leases", verbose_name=_("tariff")
    )
    template = models.CharField(_("template"), max_length=64)
    template_sha256 = models.CharField(_("SHA-256 of the template"), max_length=64)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    term_months = models.PositiveSmallIntegerField(_("term, months"))
    status = models.CharField(
        _("status"), max_length=16, choices=Status.choices, default=Status.DRAFT
    )
    monthly_rent = models.DecimalField(_("rent, UAH a month"), max_digits=12, decimal_places=2)
    exact_rent = models.CharField(_("rent before rounding, UAH a month"), max_length=64)
    data = models.JSONField()
    tenant_number_index = models.CharField(max_length=64, blank=True)
    tenant_document_index = models.CharField(max_length=64)
    pdf_name = models.CharField(max_length=80, blank=True)
    pdf_sha256 = models.CharField(_("SHA-256 of the PDF"), max_length=64, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"))
    signed_on = models.DateField(_("signed on"), null=True)
    ended_on = models.DateField(_("ended on"), null=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="renewals", verbose_name=_("renews")
    )

    objects = LeaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("lease")
        verbose_name_plural = _("leases")
        permissions = [
            ("make_lease", "Can draw up, issue and cancel a lease"),
            ("sign_lease", "Can record that a lease was signed or ended"),
        ]
        constraints = [
            # That leases of one dwelling, household or tenant never overlap needs more than a row:
            # migration 0005 says it to each database.
            models.UniqueConstraint(
                fields=["dwelling"],
                condition=Q(status=Status.ACTIVE),
                name="one_lease_of_a_dwelling_is_in_force",
            ),
            models.UniqueConstraint(
                fields=["follows"],
                condition=~Q(status=Status.CANCELLED),
                name="one_renewal_per_lease",
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="lease_status_is_known"
            ),
            # Months differ in length, so the database holds the days to the shortest six of them.
            models.CheckConstraint(
                condition=Q(term_months__gte=LEAST_MONTHS)
                & Q(ends_on__gt=F("starts_on") + SHORTEST_SIX_MONTHS - timedelta(days=1)),
                name="lease_is_six_months_or_more",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[Status.DRAFT, Status.CANCELLED])
                | ~Q(pdf_name="") & ~Q(pdf_sha256=""),
                name="issued_lease_has_its_pdf",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[*sorted(IN_LIFE), Status.ENDED])
                | Q(signed_on__isnull=False),
                name="signed_lease_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.ENDED) | Q(ended_on__isnull=False),
                name="ended_lease_has_its_day",
            ),
            models.CheckConstraint(condition=Q(monthly_rent__gt=0), name="lease_has_a_rent"),
        ]
        indexes = [
            models.Index(fields=["tenant_number_index"], name="leases_by_tenant_number"),
            models.Index(fields=["tenant_document_index"], name="leases_by_tenant_document"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_forsaken(self) -> bool:
        """Nobody signed it and its application is no longer approved: it waits to be cancelled."""
        is_unsigned = self.status in {Status.DRAFT, Status.ISSUED}
        return is_unsigned and self.application.status != self.awaited

    @property
    def awaited(self) -> ApplicationStatus:
        """Where its application stands until it is signed; a renewal finds it leased."""
        return ApplicationStatus.LEASED if self.follows_id else ApplicationStatus.APPROVED


class ResidentQuerySet(models.QuerySet["Resident"]):
    def present(self) -> "ResidentQuerySet":
        """Those whom no amendment has let go."""
        return self.filter(left_by__isnull=True)

    def on(self, day: date) -> "ResidentQuerySet":
        """Those who live there by right on a day of the lease."""
        begun = Q(from_on__isnull=True) | Q(from_on__lte=day)
        return self.filter(begun, Q(until_on__isnull=True) | Q(until_on__gte=day))


class Resident(models.Model):
    """Somebody who lives in the dwelling; all have equal rights. `name` is in the nominative.

    From the first day of the lease to its last, save where an amendment says otherwise: `from_on`
    is the first day of who joined later, `until_on` the last of who left, who did so by
    `left_ground`, which `left_proof` shows.
    """

    lease = models.ForeignKey(Lease, models.PROTECT, related_name="residents")
    position = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=460)
    birth_date = models.DateField(_("birth date"))
    relationship = models.CharField(_("relationship"), max_length=16)
    taxpayer_index = models.CharField(max_length=64, db_index=True, blank=True)
    identity_index = models.CharField(max_length=64, db_index=True)
    unzr_index = models.CharField(max_length=64, db_index=True, blank=True)
    from_on = models.DateField(_("from"), null=True)
    joined_by = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="joined")
    until_on = models.DateField(_("until"), null=True)
    left_by = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="left")
    left_ground = models.CharField(_("left by"), max_length=16, blank=True)
    left_proof = models.ForeignKey(Scan, models.PROTECT, null=True, related_name="+")

    objects = ResidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("resident")
        verbose_name_plural = _("residents")
        constraints = [
            models.UniqueConstraint(
                fields=["lease", "position"], name="resident_position_is_unique"
            ),
            models.UniqueConstraint(
                fields=["lease"], condition=Q(relationship="applicant"), name="one_tenant_per_lease"
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True, joined_by__isnull=True)
                | Q(from_on__isnull=False, joined_by__isnull=False),
                name="who_joins_does_so_by_an_amendment",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True, left_by__isnull=True)
                | Q(until_on__isnull=False, left_by__isnull=False),
                name="who_leaves_does_so_by_an_amendment",
            ),
            models.CheckConstraint(
                condition=Q(left_by__isnull=True, left_ground="", left_proof__isnull=True)
                | Q(left_by__isnull=False, left_ground=BY_WORD, left_proof__isnull=True)
                | Q(
                    left_by__isnull=False, left_ground__in=sorted(LEAVING), left_proof__isnull=False
                ),
                name="nobody_leaves_without_a_paper_that_proves_it",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LeaseChange(models.Model):
    """One move of a lease; history is added, not edited. Nobody (`by`) is the clock."""

    lease = models.ForeignKey(Lease, models.PROTECT, related_name="changes")
    from_status = models.CharField(_("from"), max_length=16, blank=True)
    to_status = models.CharField(_("to"), max_length=16, choices=Status.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("history")
        constraints = [
            models.CheckConstraint(
                condition=~Q(to_status__in=[Status.CANCELLED, Status.ENDED]) | ~Q(reason=""),
                name="end_of_a_lease_has_a_reason",
            ),
        ]


class RentPeriod(models.Model):
    """The rent of a lease from a day on, until the next row's; rows are added, never changed.

    The first is what the lease was drawn up for. `exact_rent` is written in digits, as in the
    lease itself.
    """

    lease = models.ForeignKey(Lease, models.PROTECT, related_name="rents", verbose_name=_("lease"))
    starts_on = models.DateField(_("first day"))
    tariff = models.ForeignKey(
        TariffRow, models.PROTECT, related_name="+", verbose_name=_("tariff")
    )
    monthly_rent = models.DecimalField(_("rent, UAH a month"), max_digits=12, decimal_places=2)
    exact_rent = models.CharField(_("rent before rounding, UAH a month"), max_length=64)

    class Meta:
        verbose_name = _("rent of a lease")
        verbose_name_plural = _("rents of leases")
        constraints = [
            models.UniqueConstraint(
                fields=["lease", "starts_on"], name="one_rent_of_a_lease_begins_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(monthly_rent__gt=0), name="rent_of_a_lease_is_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.monthly_rent} ({self.starts_on})"


class LeaseCode(models.Model):
    """The code printed on every page of an issued lease: the SHA-256 of its attached data.

    Leases of the first template have none.
    """

    lease = models.OneToOneField(Lease, models.PROTECT, related_name="code")
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)

    def __str__(self) -> str:
        return self.sha256
