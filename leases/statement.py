"""The statement of a rent: its factors, their product, how it is rounded and what is to be paid.

Every line names its source. What was announced besides stands beside it and changes nothing.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from leases import words
from leases.announced import Announced, announced_by, income_below_which
from leases.models import Lease, RentPeriod
from leases.rents import rent_on
from leases.shown import total_area
from leases.snapshot import UNITS, figure
from rent import formula
from rent.formula import FORMULA, Factor, monthly_rent

FORMULA_IN_ENGLISH: Final = "Order under Resolution 814: the rent is AR × S × RC × SC"
# The Order is silent on rounding; its published examples end in whole hryvnias.
ROUNDING: Final = {
    "uk": "опубліковані приклади до Порядку № 814 — у цілих гривнях (53 м² — 7 193 грн); половину "
    "заокруглюємо вгору, бо Порядок про це не говорить",
    "en": "the examples published with the Order are in whole hryvnias (53 m²: 7,193 UAH); a half "
    "is rounded up, since the Order does not say",
}


@dataclass(frozen=True, slots=True)
class RentStatement:
    """The rent of a lease that holds on `day`, with the factors it is the product of."""

    lease: Lease
    day: date
    period: RentPeriod
    rent: formula.Statement

    @property
    def announced(self) -> Announced | None:
        return announced_by(self.day)


def statement_on(lease: Lease, day: date) -> RentStatement:
    """Return the statement of the rent that holds on the day, or on the first day if it is later.

    Two queries. The factors are those of the lease and of the tariff its rent was set by.
    """
    day = max(day, lease.starts_on)
    period = rent_on(lease, day)
    rooms = int(lease.data["dwelling"]["rooms"])
    rent = monthly_rent(total_area(lease), rooms, period.tariff.tariff())
    return RentStatement(lease, day, period, rent)


def told(statement: RentStatement, language: str) -> dict[str, Any]:
    """Return what the statement says in a language, every figure written out."""
    lease, rent, total = statement.lease, statement.rent, statement.period.monthly_rent
    lines = [line(factor, language) for factor in rent.factors]
    return {
        "number": lease.number,
        "tenant": lease.data["tenant"]["name"],
        "address": lease.data["dwelling"]["address"],
        "starts_on": written(statement.period.starts_on),
        "tariff": statement.period.tariff.name,
        "lines": lines,
        "formula": cited(FORMULA, language),
        "product": f"{words.BLANK}× ".join(each["value"] for each in lines),
        "exact": number(rent.exact, language),
        "rounded": number(rent.total, language),
        "rounding": ROUNDING[language],
        "total": money(total, language),
        "words": words.in_words(total),
        "announced": beside(statement.announced, total, language),
    }


def line(factor: Factor, language: str) -> dict[str, str]:
    is_uk = language == "uk"
    unit = UNITS[factor.unit] if is_uk else factor.unit
    return {
        "symbol": factor.symbol,
        "name": factor.name_uk if is_uk else factor.name_en,
        "value": number(factor.value, language),
        "unit": unit,
        "citation": cited(factor.citation, language),
        "is_quoted": "" if is_uk or factor.citation == FORMULA else "uk",
    }


def beside(announced: Announced | None, rent: Decimal, language: str) -> dict[str, Any] | None:
    """Return what was announced, and what of it this rent exceeds; None if nothing was."""
    if announced is None:
        return None
    above = announced.above(rent)
    return {
        "on": written(announced.announced_on),
        "share": percent(announced.share),
        "least": number(announced.least, language),
        "most": number(announced.most, language),
        "above": money(above, language) if above else "",
        "income": money(income_below_which(rent, announced.share), language),
        "source": announced.source[language],
        "subsidy_share": percent(announced.subsidy_share),
        "subsidy_income": money(income_below_which(rent, announced.subsidy_share), language),
        "subsidy_source": announced.subsidy_source[language],
    }


def cited(source: str, language: str) -> str:
    return FORMULA_IN_ENGLISH if source == FORMULA and language == "en" else source


def number(amount: Decimal, language: str) -> str:
    """Write every digit, as the language does: 7 193,16 and 7,193.16."""
    if language == "uk":
        return figure(amount)
    whole, point, fraction = formula.plain(amount).partition(".")
    return f"{int(whole):,}{point}{fraction}"


def money(amount: Decimal, language: str) -> str:
    return words.in_figures(amount) if language == "uk" else f"{amount:,.2f}"


def percent(share: Decimal) -> str:
    return formula.plain(share * 100)


def written(day: date) -> str:
    return f"{day:%d.%m.%Y}"
