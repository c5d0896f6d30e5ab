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

    def waiting(self) -> Self:
        """Keep what somebody entered and nobody has approved or set aside."""
        return self.filter(
            entered_by__isnull=False, approved_by__isnull=True, set_aside_by__isnull=True
        )


def two_people(name: str) -> tuple[models.CheckConstraint, ...]:
    """Return what holds of every row of a kind: two people, each with the instant of their act."""
    return (
        models.CheckConstraint(
            name=f"{name}_is_approved_by_another_person", condition=APPROVED_BY_ANOTHER
        ),
        models.CheckConstraint(
            name=f"{name}_tells_when_it_was_approved",
            condition=Q(approved_by__isnull=True, approved_at__isnull=True)
            | Q(approved_by__isnull=False, approved_at__isnull=False),
        ),
        models.CheckConstraint(
            name=f"{name}_is_set_aside_by_somebody_and_not_approved",
            condition=Q(set_aside_by__isnull=True, set_aside_at__isnull=True)
            | Q(set_aside_by__isnull=False, set_aside_at__isnull=False, approved_by__isnull=True),
        ),
    )


class EnteredRow(models.Model):
    """What a row of the calendar rests on: its source, and two people or the release.

    An approved row stays as it is (triggers of migration 0005); a later one takes its place.
    """

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
    entered_at = models.DateTimeField(_("entered at"), null=True, blank=True)
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

    class Meta:
        abstract = True

    @property
    def is_approved(self) -> bool:
        return self.entered_by_id is None or self.approved_by_id is not None

    @property
    def is_waiting(self) -> bool:
        return not self.is_approved and self.set_aside_by_id is None


class Regime(EnteredRow):
    """Martial law or peace, from a day on; `end` is the last day, empty while none is known.

    Of two that start on the same day, the one approved last counts.
    """

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
                name="one_shipped_regime_starts_on_a_day", fields=["start"], condition=SHIPPED
            ),
            *two_people("regime"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.start:%d.%m.%Y}"


class CalendarYear(EnteredRow):
    """A year whose days off are known; a due date never falls outside approved years."""

    year = models.PositiveSmallIntegerField(_("year"))

    objects = EnteredRows.as_manager()

    class Meta:
        verbose_name = _("calendar year")
        verbose_name_plural = _("calendar years")
        permissions = (
            ("approve_calendar", "Can approve rows of the calendar and confirm what they move"),
        )
        constraints = (
            models.CheckConstraint(
                name="calendar_year_is_between_1991_and_2999",
                condition=Q(year__range=(1991, 2999)),
            ),
            models.UniqueConstraint(
                name="one_approved_calendar_per_year", fields=["year"], condition=APPROVED
            ),
            *two_people("calendar_year"),
        )

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(EnteredRow):
    """What a day is, whatever its place in the week says; the row approved last counts."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("day off in peace")
        DAY_OFF = "day_off", _("day off under every regime")
        WORKING_DAY = "working_day", _("working day under every regime")
        ORDINARY = "ordinary", _("as its place in the week says")

    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=200)

    objects = EnteredRows.as_manager()

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        constraints = (
            models.CheckConstraint(
                name="calendar_day_kind_is_known",
                condition=Q(kind__in=["holiday", "day_off", "working_day", "ordinary"]),
            ),
            models.UniqueConstraint(
                name="a_day_is_shipped_once", fields=["day"], condition=SHIPPED
            ),
            *two_people("calendar_day"),
        )

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}, {self.get_kind_display()}"


class CorrectionPolicy(EnteredRow):
    """What asking an applicant for a correction does to the clock, from a day on.

    The clock runs on unless an act says otherwise, so whatever stops it names that act.
    """

    class Effect(models.TextChoices):
        RUNS_ON = "runs_on", _("the clock runs on")
        PAUSES = "pauses", _("the clock stops until the answer")
        RESTARTS = "restarts", _("the clock begins anew with the answer")

    start = models.DateField(_("first day"))
    effect = models.CharField(_("what happens to the clock"), max_length=20, choices=Effect)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)

    objects = EnteredRows.as_manager()

    class Meta:
        verbose_name = _("rule of corrections")
        verbose_name_plural = _("rules of corrections")
        constraints = (
            models.CheckConstraint(
                name="effect_of_a_correction_is_known",
                condition=Q(effect__in=["runs_on", "pauses", "restarts"]),
            ),
            models.CheckConstraint(
                name="clock_stops_only_on_a_legal_basis",
                condition=Q(effect="runs_on") | ~Q(legal_basis=""),
            ),
            *two_people("correction_policy"),
        )

    def __str__(self) -> str:
        return f"{self.get_effect_display()}, {self.start:%d.%m.%Y}"
