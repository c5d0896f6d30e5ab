"""Tariffs of the rent as dated rows. What was entered stays, what was approved for good.

Triggers of migration 0003 hold this for rows written past every service; those of 0004, or its
exclusion constraint on PostgreSQL, that approved tariffs share no day.
"""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rent.formula import Tariff, derived_per_square_metre

# A row that came with the release has neither `entered_by` nor `approved_by`, only its source.
APPROVED = Q(entered_by__isnull=True) | Q(approved_by__isnull=False)


class Tariffs(models.QuerySet["TariffRow"]):
    def approved(self) -> "Tariffs":
        """Keep the rows that count: shipped, or approved by a second person."""
        return self.filter(APPROVED)

    def waiting(self) -> "Tariffs":
        """Keep what somebody entered and nobody has approved or set aside."""
        return self.filter(
            entered_by__isnull=False, approved_by__isnull=True, set_aside_by__isnull=True
        )

    def in_force_between(self, first: date, last: date) -> "Tariffs":
        """Keep the tariffs in force on any day from first to last, both included."""
        return self.filter(start__lte=last, end__gte=first)


class TariffRow(models.Model):
    """A tariff for the days from `start` to `end`, both included.

    It has an end because its mean rent is that of one January; the next year needs its own.
    `per_square_metre` is what counts: what `apartment_rent` gives, or what was `published`; where
    the two differ, `difference_reason` says why this one. A shipped row tells neither.
    """

    name = models.CharField(_("name"), max_length=100)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    per_square_metre = models.DecimalField(
        _("mean rent per square metre, UAH a month"), max_digits=9, decimal_places=2
    )
    apartment_rent = models.DecimalField(
        _("national mean rent of a one-room apartment in January, UAH a month"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
    )
    published = models.DecimalField(
        _("mean rent per square metre as published, UAH a month"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
    )
    difference_reason = models.TextField(_("why this figure counts"), blank=True)
    social = models.DecimalField(_("social coefficient"), max_digits=6, decimal_places=4)
    source = models.CharField(_("source"), max_length=300)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    entered_at = models.DateTimeField(_("entered at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("set aside by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    set_aside_at = models.DateTimeField(_("set aside at"), null=True, blank=True)

    objects = Tariffs.as_manager()

    class Meta:
        verbose_name = _("tariff")
        verbose_name_plural = _("tariffs")
        permissions = (("approve_tariff", "Can approve a tariff that another person entered"),)
        constraints = (
            models.CheckConstraint(
                name="tariff_ends_not_before_it_starts",
                condition=Q(end__gte=F("start")),
            ),
            models.CheckConstraint(
                name="tariff_amounts_are_above_zero",
                condition=Q(per_square_metre__gt=0, social__gt=0),
            ),
            models.CheckConstraint(
                name="tariff_is_approved_by_another_person",
                condition=Q(approved_by__isnull=True)
                | (Q(entered_by__isnull=False) & ~Q(entered_by=F("approved_by"))),
            ),
            models.CheckConstraint(
                name="tariff_mean_rents_are_above_zero",
                condition=(Q(apartment_rent__isnull=True) | Q(apartment_rent__gt=0))
                & (Q(published__isnull=True) | Q(published__gt=0)),
            ),
            models.CheckConstraint(
                name="tariff_other_than_published_says_why",
                condition=Q(published__isnull=True)
                | Q(published=F("per_square_metre"))
                | ~Q(difference_reason=""),
            ),
            models.CheckConstraint(
                name="tariff_is_set_aside_by_somebody_and_not_approved",
                condition=Q(set_aside_by__isnull=True, set_aside_at__isnull=True)
                | Q(
                    set_aside_by__isnull=False, set_aside_at__isnull=False, approved_by__isnull=True
                ),
            ),
            models.UniqueConstraint(
                name="one_approved_tariff_starts_on_a_day", fields=["start"], condition=APPROVED
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_shipped(self) -> bool:
        """It came with the release; nobody here entered or approved it."""
        return self.entered_by_id is None

    @property
    def is_approved(self) -> bool:
        return self.is_shipped or self.approved_by_id is not None

    @property
    def is_waiting(self) -> bool:
        return not self.is_approved and self.set_aside_by_id is None

    @property
    def derived(self) -> Decimal | None:
        """What the mean rent of an apartment gives per square metre; none where it is not told."""
        return derived_per_square_metre(self.apartment_rent) if self.apartment_rent else None

    def tariff(self) -> Tariff:
        """Return the amounts for the formula. Costs one query unless by_rooms is prefetched."""
        coefficients = sorted(self.by_rooms.all(), key=lambda row: row.rooms)
        return Tariff(
            self.name,
            self.per_square_metre,
            tuple(row.value for row in coefficients),
            self.social,
            self.source,
        )


class RoomCoefficient(models.Model):
    """The coefficient of a tariff for dwellings of so many rooms; none is set for more rooms."""

    tariff = models.ForeignKey(
        TariffRow, verbose_name=_("tariff"), on_delete=models.PROTECT, related_name="by_rooms"
    )
    rooms = models.PositiveSmallIntegerField(_("rooms"))
    value = models.DecimalField(_("coefficient"), max_digits=6, decimal_places=4)

    class Meta:
        verbose_name = _("room coefficient")
        verbose_name_plural = _("room coefficients")
        constraints = (
            models.UniqueConstraint(
                name="one_coefficient_per_tariff_and_rooms", fields=["tariff", "rooms"]
            ),
            models.CheckConstraint(
                name="room_coefficient_is_above_zero_for_one_room_or_more",
                condition=Q(rooms__gte=1, value__gt=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.rooms}: {self.value}"
