"""Dated rows of the calendar of working days. Only approved rows count.

A row that came with the release has neither `entered_by` nor `approved_by`, only its source.
"""

from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

Row = TypeVar("Row", bound=models.Model)

SHIPPED = Q(entered_by__isnull=True)
APPROVED = SHIPPED | Q(approved_by__isnull=False)
APPROVED_BY_ANOTHER = Q(approved_by__isnull=True) | (
    Q(entered_by__isnull=False) & ~Q(entered_by=F("approved_by"))
)


class EnteredRows(models.QuerySet[Row]):
    def approved(self) -> Self:
        """Keep the rows that count: shipped, or approved by a second person."""
        return self.filter(APPROVED)


class EnteredRow(models.Model):
    """What a row of the calendar rests on: its source, and two people or the release."""

    source = models.CharField(_("source"), max_length=300)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        abstract = True


class Regime(EnteredRow):
    """Martial law or peace, from a day on; `end` is the last day, empty while none is known."""

    class Kind(models.TextChoices):
        MARTIAL_LAW = "martial_law", _("martial law")
        PEACE = "peace", _("peace")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"), null=True, blank=True)

    objects = EnteredRows.as_manager()

    class Meta:
        verbose_name = _("regime")
        verbose_name_plural = _("regimes")
        constraints = (
            models.CheckConstraint(
                name="regime_is_martial_law_or_peace",
                condition=Q(kind__in=["martial_law", "peace"]),
            ),
            models.CheckConstraint(
                name="regime_ends_not_before_it_starts",
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
            ),
            models.UniqueConstraint(
                name="one_approved_regime_starts_on_a_day", fields=["start"], condition=APPROVED
            ),
            models.CheckConstraint(
                name="regime_is_approved_by_another_person", condition=APPROVED_BY_ANOTHER
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.start}"


class CalendarYear(EnteredRow):
    """A year whose days off are known; a due date never falls outside approved years."""

    year = models.PositiveSmallIntegerField(_("year"))

    objects = EnteredRows.as_manager()

    class Meta:
        verbose_name = _("calendar year")
        verbose_name_plural = _("calendar years")
        constraints = (
            models.CheckConstraint(
                name="calendar_year_is_between_1991_and_2999",
                condition=Q(year__range=(1991, 2999)),
            ),
            models.UniqueConstraint(
                name="one_approved_calendar_per_year", fields=["year"], condition=APPROVED
            ),
            models.CheckConstraint(
                name="calendar_year_is_approved_by_another_person", condition=APPROVED_BY_ANOTHER
            ),
        )

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(EnteredRow):
    """A day that is not what its place in the week says."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("day off in peace")
        DAY_OFF = "day_off", _("day off under every regime")
        WORKING_DAY = "working_day", _("working day under every regime")

    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=200)

    objects = EnteredRows.as_manager()

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        constraints = (
            models.CheckConstraint(
                name="calendar_day_is_holiday_day_off_or_working_day",
                condition=Q(kind__in=["holiday", "day_off", "working_day"]),
            ),
            models.UniqueConstraint(
                name="one_approved_holiday_on_a_day",
                fields=["day"],
                condition=APPROVED & Q(kind="holiday"),
            ),
            models.UniqueConstraint(
                name="one_approved_moved_day_on_a_day",
                fields=["day"],
                condition=APPROVED & Q(kind__in=["day_off", "working_day"]),
            ),
            models.CheckConstraint(
                name="calendar_day_is_approved_by_another_person", condition=APPROVED_BY_ANOTHER
            ),
        )

    def __str__(self) -> str:
        return f"{self.day}, {self.get_kind_display()}"
