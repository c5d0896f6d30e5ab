"""The words of a determination, in Ukrainian and English: made when somebody reads, not before."""

from datetime import date
from fractions import Fraction
from functools import cache
from string import Formatter

from eligibility.case import Case, Home, OpenPeriod
from eligibility.figures import area_text
from eligibility.finding import Finding, Missing
from eligibility.housing import counts, is_gone, numbered
from eligibility.terms import Terms
from eligibility.wording import CATEGORIES, PERIODS, WHAT, WHY

Text = dict[str, str]
UK, EN = 0, 1  # the place of each language in a pair of sentences

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

FATE: dict[bool | None, tuple[str, str]] = {
    True: ("враховується", "counts"),
    None: ("може враховуватися", "may count"),
}


def why(finding: Finding, case: Case, terms: Terms) -> Text:
    """Explain a finding: the people by name, the figures, and what would change an unknown."""
    pair = WHY[finding.clause][finding.reason]
    return {
        "uk": filled(pair[UK], finding, case, terms, UK),
        "en": filled(pair[EN], finding, case, terms, EN),
    }


def filled(sentence: str, finding: Finding, case: Case, terms: Terms, language: int) -> str:
    return sentence.format_map(
        {name: filling(name, finding, case, terms, language) for name in blanks(sentence)}
    )


@cache
def blanks(sentence: str) -> tuple[str, ...]:
    """Return the names a sentence leaves to be filled in."""
    return tuple(name for _, name, _, _ in Formatter().parse(sentence) if name)


def filling(  # noqa: C901, PLR0911  # one answer per name
    name: str, finding: Finding, case: Case, terms: Terms, language: int
) -> str:
    """Word what stands behind one name in a sentence: people, homes, the terms, or a fact."""
    match name:
        case "people":
            return names(finding.people, case)
        case "unsure":
            return names(finding.facts[name], case)
        case "categories" | "not_yet_proven":
            return category_names(finding.facts[name], language)
        case "homes":
            return " ".join(
                about_home(number, home, language) for number, home in numbered(case.homes)
            )
        case "place":
            return (case.residence and case.residence.place) or ""
        case "number":
            return str(len(case.people))
        case "proven":
            return str(sum(person.is_proven for person in case.people))
        case "limit_of_all":
            return worded(terms.area_per_person * len(case.people), language)
        case "per_person":
            return worded(terms.area_per_person, language)
        case "prefix":
            return terms.community_prefix
    return worded(finding.facts[name], language)


def what(missing: Missing) -> Text:
    """Say what to ask for."""
    uk, en = WHAT[missing.what]
    figures = dict(missing.figures)
    return {"uk": uk.format_map(figures), "en": en.format_map(figures)}


def names(refs: object, case: Case) -> str:
    """Name people in the nominative, as in the application."""
    wanted = refs if isinstance(refs, tuple) else ()
    return ", ".join(person.name for person in case.people if person.ref in wanted)


def category_names(ids: object, language: int) -> str:
    listed = ids if isinstance(ids, tuple) else ()
    return "; ".join(CATEGORIES[name][language] for name in listed)


def about_home(number: int, home: Home, language: int) -> str:
    """Say what became of one home in the sum, and why."""
    uk, en = home_fate(home)
    area = worded(home.total_area, language)
    place = home.place.name if home.place else ("місце не вказано", "place not given")[language]
    label = ("Житло", "Home")[language]
    unit = ("м²", "m²")[language]
    what_and_whose = f"{label} {number}, {home.owner.name}"
    where_and_size = f"{place}; {area} {unit} × {home.share}"
    return f"{what_and_whose} ({where_and_size}): {(uk, en)[language]}."


def home_fate(home: Home) -> tuple[str, str]:
    """Say what became of a home in the sum, and why."""
    if is_gone(home):
        return "знищене або непридатне, підтверджено", "destroyed or uninhabitable, with evidence"
    if not home.is_proven:
        return "право власності ще не підтверджено", "ownership is not yet confirmed"
    if home.place and home.place.open_period:
        return out_of_reach(home.place.open_period)
    if home.place and not home.place.is_known:
        return (
            f"коду {home.place.code} немає у завантаженому кодифікаторі, може враховуватися",
            f"the loaded codifier does not have the code {home.place.code}, it may count",
        )
    return FATE[counts(home)]


def out_of_reach(period: OpenPeriod) -> tuple[str, str]:
    """Say which period keeps a home out of the sum, since when, and until when if that is set."""
    uk, en = PERIODS[period.kind][period.end is not None]
    return (
        f"не враховується: {uk.format_map(days_of(period, UK))}",
        f"does not count: {en.format_map(days_of(period, EN))}",
    )


def days_of(period: OpenPeriod, language: int) -> dict[str, str]:
    end = period.end and day(period.end, language)
    return {"start": day(period.start, language), "end": end or ""}


def worded(fact: object, language: int) -> str:
    """Word one figure or day as people write it in that language."""
    if type(fact) is Fraction:  # isinstance asks an abstract class, thrice as long
        text = area_text(fact)
        return text.replace(".", ",") if language == UK else text
    return day(fact, language) if isinstance(fact, date) else str(fact)


def day(value: date, language: int) -> str:
    if language == UK:
        return value.strftime("%d.%m.%Y")
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
