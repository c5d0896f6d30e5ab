"""The charts of the head's page, in words."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from deadlines.working_days import BeyondCalendar, Calendar
from oversight import figures
from oversight.charts import Chart, sideways, upright
from oversight.figures import MOST_ROUNDS, Flow, Span
from review.words import CLAUSES

FLOW = "flow"


def charts(span: Span, calendar: Calendar, flows: Sequence[Flow]) -> list[Chart]:
    """Return every chart; the weeks of the first, which are counted already, are given."""
    others = [draw(span, calendar) for key, draw in CHARTS.items() if key != FLOW]
    return [drawn_flow(flows), *others]


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
    )


def load(span: Span, calendar: Calendar) -> Chart:
    return sideways(
        "load",
        _("Who answers for how many"),
        _("Undecided applications by the caseworker who answers for them."),
        (_("Caseworker"), _("Undecided"), _("Due soon"), _("Overdue")),
        [
            (each.name or _("nobody yet"), each.undecided, each.soon, each.overdue)
            for each in figures.load(span.on, calendar)
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
    try:
        days = figures.forecast(span.on, calendar)
    except BeyondCalendar:
        days = []
    return upright(
        "forecast",
        _("What falls due"),
        _("Undecided applications by their last day, over the next fifteen working days."),
        (_("Last day"), _("Applications")),
        [(day(each), count) for each, count in days],
    )


CHARTS: dict[str, Callable[[Span, Calendar], Chart]] = {
    FLOW: flow,
    "load": load,
    "reasons": reasons,
    "rounds": rounds,
    "forecast": forecast,
}
