"""Order 814, groups 1 and 2: own housing does not exceed 13.65 square metres per person."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from eligibility.case import Case, Home
from eligibility.finding import Fact, Finding, Missing
from eligibility.terms import Terms
from eligibility.unknown import Value

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Area:
    """What the household owns for sure and at most, and the limits to hold it against, in m².

    `possible` is None while the area of a home is itself not proven: there is no upper bound.
    """

    counted: Fraction
    possible: Fraction | None
    limit: Fraction  # for the people who certainly belong to the household
    possible_limit: Fraction  # for everybody named


def own_housing(case: Case, terms: Terms) -> Finding:
    """Order 814, groups 1 and 2: own housing per person is not above the set area.

    Adds the shares of every home that counts; exactly the set area is within it. While it is
    unknown whether a home counts, the rule stays open unless the rest decides it.
    """
    area = owned_area(case, terms)
    value, reason = answer(case, area)
    return Finding(
        "own_housing",
        value,
        reason,
        owners(case),
        facts(case, area),
        missing(case) if value is Value.UNKNOWN else (),
    )


def answer(case: Case, area: Area) -> tuple[Value, str]:
    """Weigh what is said of homes; silence and contradiction are asked about, not guessed."""
    if not case.homes and not case.owns_no_housing:
        said = case.owns_no_housing is False or case.basis == "declared"
        return Value.UNKNOWN, "not_said" if said else "not_proven"
    if case.homes and case.owns_no_housing:
        return Value.UNKNOWN, "contradiction"
    return compare(area) if case.homes else (Value.MET, "owns_none")


def compare(area: Area) -> tuple[Value, str]:
    """Hold what is owned, for sure and at most, against the limits."""
    if area.possible is not None and area.possible <= area.limit:
        return Value.MET, "within" if area.possible else "none_counts"
    if area.counted > area.possible_limit:
        return Value.NOT_MET, "above"
    if area.possible is None:
        return Value.UNKNOWN, "unbounded"
    return Value.UNKNOWN, "undecided" if area.limit == area.possible_limit else "household_open"


def counts(home: Home) -> bool | None:
    """Tell whether a home counts: neither proven destroyed nor in a place out of its owner's reach.

    None while that is unknown: the place is not given or not in the codifier, or a destroyed or
    uninhabitable home has no evidence.
    """
    if is_gone(home):
        return False
    if home.place is not None and home.place.open_period is not None:
        return False
    is_certain = home.is_habitable and home.place is not None and home.place.is_known
    return True if is_certain else None


def is_gone(home: Home) -> bool:
    """Tell whether a home is destroyed or uninhabitable, with evidence: whatever its area."""
    return not home.is_habitable and home.has_evidence


def owned_area(case: Case, terms: Terms) -> Area:
    """Add up the shares of the homes that count and of those that may."""
    counted = possible = ZERO
    bounded = True
    for home in case.homes:
        if not home.is_proven:
            bounded = bounded and is_gone(home)
            continue
        does_count = counts(home)
        if does_count is not False:
            possible += home.total_area * home.share
        if does_count:
            counted += home.total_area * home.share
    certain = sum(person.is_proven for person in case.people)
    return Area(
        counted,
        possible if bounded else None,
        terms.area_per_person * certain,
        terms.area_per_person * len(case.people),
    )


def owners(case: Case) -> tuple[str, ...]:
    """Return who owns the homes, or the applicant, who answers for there being none."""
    return tuple(dict.fromkeys(home.owner.ref for home in case.homes)) or (case.applicant.ref,)


def facts(case: Case, area: Area) -> dict[str, Fact]:
    """State the figures the answer rests on, and what became of each home."""
    figures: dict[str, Fact] = {
        "counted_m2": area.counted,
        "possible_m2": area.possible,
        "limit_m2": area.limit,
        "people": str(len(case.people)),
        "owns_no_housing": case.owns_no_housing,
        "codes_not_in_codifier": tuple(
            home.place.code for home in case.homes if home.place and not home.place.is_known
        ),
        "homes": tuple(f"{home.ref}: {fate(home)}" for home in case.homes),
    }
    if area.possible_limit != area.limit:
        figures["possible_limit_m2"] = area.possible_limit
    return figures


def fate(home: Home) -> str:
    """Say in one word what became of a home in the sum."""
    if not home.is_proven and not is_gone(home):
        return "not_proven"
    return {True: "counts", False: "does_not_count", None: "may_count"}[counts(home)]


def missing(case: Case) -> tuple[Missing, ...]:
    """Ask for what would decide: per home the paper or the place, or the declaration."""
    if not case.homes or case.owns_no_housing:
        what = "housing_contradiction" if case.homes else "housing_declaration"
        return (Missing(what, case.applicant.ref),)
    homes = [
        Missing(ask, home.owner.ref, about(number, home))
        for number, home in numbered(case.homes)
        if (ask := ask_for(home))
    ]
    people = [
        Missing("household_proof", person.ref) for person in case.people if not person.is_proven
    ]
    return (*homes, *people)


def ask_for(home: Home) -> str | None:
    """Name what would tell whether a home counts; None when that is known."""
    if not home.is_proven and not is_gone(home):
        return "home_ownership"
    if counts(home) is not None:
        return None
    if not home.is_habitable:
        return "home_evidence"
    return "home_code" if home.place is None else "home_unknown_code"


def numbered(homes: tuple[Home, ...]) -> Iterator[tuple[int, Home]]:
    """Yield the homes with the numbers that people are told them by: as listed, from 1."""
    return enumerate(homes, start=1)


def about(number: int, home: Home) -> tuple[tuple[str, str], ...]:
    return (("home", str(number)), ("code", home.place.code if home.place else "—"))
