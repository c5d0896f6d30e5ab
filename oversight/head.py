"""The charts of the head's page, in words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from deadlines.working_days import Calendar
from oversight import figures
from oversight.charts import Chart, sideways, upright
from oversight.closings import closings
from oversight.figures import MOST_ROUNDS, Flow, Span
from oversight.lasting import HALF, MOST, Duration, Lasted, lasted
from review.filters import NOBODY
from review.words import CLAUSES

FLOW, LASTING = "flow", "durations"
LIST = "admin:applications_application_changelist"


def charts(
    span: Span, calendar: Calendar, flows: Sequence[Flow], weeks: Mapping[date, Lasted]
) -> list[Chart]:
    """Return every chart; what the first two show is counted already, and given."""
    given = (FLOW, LASTING)
    others = [draw(span, calendar) for key, draw in CHARTS.items() if key not in given]
    return [drawn_flow(flows), drawn_durations(span, weeks), *others]


def day(value: date) -> str:
    return date_format(value, "d.m")


def flow(span: Span, _calendar: Calendar) -> Chart:
    return drawn_flow(figures.flow(span))


def drawn_flow(flows: Sequence[Flow]) -> Chart:
    return upright(
        FLOW,
        _("Received and decided"),
        _("Applications received and decided in each week, named by its Monday."),
        (_("Week from"), _("Received"), _("Decided"), _("Of these in time")),
        [(day(it.monday), it.received, it.decided, it.in_time) for it in flows],
        series=(_("Received"), _("Decided")),
        ends_today=True,
    )


def durations(span: Span, calendar: Calendar) -> Chart:
    return drawn_durations(span, lasted(span, calendar))


def drawn_durations(span: Span, weeks: Mapping[date, Lasted]) -> Chart:
    found = [weeks.get(monday, Lasted()) for monday in span.mondays]
    pairs = [(each.percentile(HALF), each.percentile(MOST)) for each in found]
    return upright(
        LASTING,
        _("How long a decision takes"),
        _(
            "Working days from receipt to the first decision, by the week of receipt. “≥”: some of"
            " that week are still open, so it will be at least that long."
        ),
        (_("Week from"), _("Half within, days"), _("Nine of ten within, days"), _("Still open")),
        [
            (day(monday), in_days(half), in_days(most), week.ages.total())
            for monday, week, (half, most) in zip(span.mondays, found, pairs, strict=True)
        ],
        series=(_("Half within"), _("Nine of ten within")),
        figures=[[each.days or 0 for each in pair] for pair in pairs],
        ends_today=True,
    )


def in_days(duration: Duration) -> str:
    if duration.days is None:
        return "–"
    return f"≥ {duration.days}" if duration.at_least else str(duration.days)


def load(span: Span, calendar: Calendar) -> Chart:
    loads = figures.load(span.on, calendar)
    return sideways(
        "load",
        _("Who answers for how many"),
        _("Undecided applications by the caseworker who answers for them."),
        (_("Caseworker"), _("Undecided"), _("Due soon"), _("Overdue")),
        [(each.name or _("nobody yet"), each.undecided, each.soon, each.overdue) for each in loads],
        addresses=[
            (
                "",
                listed(each.account, each.undecided, turn="waiting"),
                listed(each.account, each.soon, turn="soon"),
                listed(each.account, each.overdue, turn="overdue"),
            )
            for each in loads
        ],
    )


def listed(account: int | None, count: int, **query: str) -> str:
    """Return where the list shows these of a caseworker, or of nobody; "" where there are none."""
    whose = {**query, "caseworker": str(account or NOBODY)}
    return f"{reverse(LIST)}?{urlencode(whose)}" if count else ""


def closed(span: Span, _calendar: Calendar) -> Chart:
    found = closings(span)
    return sideways(
        "closed",
        _("Closed without a decision"),
        _(
            "Applications closed in these weeks as withdrawn or as duplicates, by who recorded that"
            " they are to be closed; another person confirmed it."
        ),
        (_("Who recorded it"), _("Closed"), _("Withdrawn"), _("Duplicates")),
        [
            (
                each.name or _("the applicants themselves"),
                each.closed,
                each.withdrawn,
                each.duplicates,
            )
            for each in found
        ],
    )


def reasons(span: Span, _calendar: Calendar) -> Chart:
    return sideways(
        "reasons",
        _("Reasons for refusal"),
        _("How often each clause was a ground of a refusal; a refusal may have several."),
        (_("Clause"), _("Refusals")),
        [(str(CLAUSES[clause]), count) for clause, count in figures.refusal_reasons(span)],
    )


def rounds(span: Span, _calendar: Calendar) -> Chart:
    names = ("0", "1", "2", _("%(rounds)d or more") % {"rounds": MOST_ROUNDS})
    return sideways(
        "rounds",
        _("Correction rounds"),
        _("How many rounds of corrections the applications took that were decided."),
        (_("Rounds"), _("Applications")),
        list(zip(names, figures.correction_rounds(span), strict=True)),
    )


def forecast(span: Span, calendar: Calendar) -> Chart:
    days = figures.forecast(span.on, calendar)
    return upright(
        "forecast",
        _("What falls due"),
        told_of_forecast(days),
        (_("Last day"), _("Applications")),
        [(day(each), count) for each, count in days],
    )


def told_of_forecast(days: Sequence[tuple[date, int]]) -> str:
    if len(days) == figures.FORECAST:
        return _("Undecided applications by their last day, over the next fifteen working days.")
    if not days:
        return _("No calendar of working days is approved for this year, so no last day is known.")
    last, _count = days[-1]
    return _(
        "Undecided applications by their last day, up to %(last)s: the approved calendar of working"
        " days ends there. Once the next year’s is approved, the days after it are shown."
    ) % {"last": day(last)}


CHARTS: dict[str, Callable[[Span, Calendar], Chart]] = {
    FLOW: flow,
    LASTING: durations,
    "load": load,
    "closed": closed,
    "reasons": reasons,
    "rounds": rounds,
    "forecast": forecast,
}
