"""The rent of Resolution 814. Pure and exact: figures come in as Decimal and are never rounded
but once, to the whole hryvnia that is paid."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation, localcontext
from math import prod

FORMULA = "Порядок № 814: розрахунок плати AR × S × RC × SC"
HOUSEHOLD_AREA = Decimal("35.22")  # square metres that AR divides the mean rent of an apartment by
EXACT = Context(prec=60, traps=[Inexact, InvalidOperation])


class NoCoefficient(Exception):
    """The act sets no coefficient for a dwelling of so many rooms (docs/decisions/0011)."""

    def __init__(self, rooms: int, most: int) -> None:
        super().__init__(f"a coefficient is set for 1 to {most} rooms only")
        self.rooms = rooms
        self.most = most


class NoArea(Exception):
    """A dwelling has an area above zero."""


@dataclass(frozen=True, slots=True)
class Tariff:
    """The amounts in force in a period.

    `per_square_metre` is hryvnias per square metre a month; `by_rooms` begins with one room.
    """

    name: str
    per_square_metre: Decimal
    by_rooms: tuple[Decimal, ...]
    social: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Factor:
    """One line of the statement, so that lease, page and command show the same words."""

    symbol: str
    value: Decimal
    unit: str
    name_uk: str
    name_en: str
    citation: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A rent as the factors it is the product of: AR, S, RC and SC, in this order."""

    factors: tuple[Factor, ...]

    @property
    def exact(self) -> Decimal:
        """Hryvnias per month, unrounded; raises decimal.Inexact above 60 digits."""
        with localcontext(EXACT):
            return prod((factor.value for factor in self.factors), start=Decimal(1))

    @property
    def total(self) -> Decimal:
        """Hryvnias per month, rounded half up to the whole hryvnia (docs/decisions/0010)."""
        return self.exact.quantize(Decimal(1), ROUND_HALF_UP)

    @property
    def lines(self) -> tuple[Factor, ...]:
        """The factors and, last, the rent they make."""
        rent = Factor("R", self.total, "UAH", "Плата за місяць", "Rent per month", FORMULA)
        return (*self.factors, rent)


def monthly_rent(total_area: Decimal, rooms: int, tariff: Tariff) -> Statement:
    """Resolution 814, rent: AR × S × RC × SC.

    AR is the mean rent per square metre, S the total area in square metres, RC the coefficient
    for the rooms and SC the social coefficient. Raises NoArea unless the area is above zero, and
    NoCoefficient rather than guess one.
    """
    if not (total_area.is_finite() and total_area > 0):
        raise NoArea("the total area is not above zero")
    if not 1 <= rooms <= len(tariff.by_rooms):
        raise NoCoefficient(rooms, most=len(tariff.by_rooms))
    return Statement(
        (
            mean_rent(tariff),
            Factor("S", total_area, "m²", "Загальна площа житла", "Total area", FORMULA),
            Factor(
                "RC",
                tariff.by_rooms[rooms - 1],
                "",
                f"Коефіцієнт за кількістю кімнат (кімнат: {rooms})",
                f"Room coefficient (rooms: {rooms})",
                FORMULA,
            ),
            Factor("SC", tariff.social, "", "Соціальний коефіцієнт", "Social coefficient", FORMULA),
        )
    )


def mean_rent(tariff: Tariff) -> Factor:
    """Return AR: the mean rent of a one-room apartment by 35.22 m², as the tariff's source says."""
    return Factor(
        "AR",
        tariff.per_square_metre,
        "UAH/m²",
        "Середня вартість оренди 1 м² житла на місяць",
        "Mean rent per square metre a month",
        tariff.source,
    )


def derived_per_square_metre(apartment_rent: Decimal) -> Decimal:
    """Return AR: the mean rent of a one-room apartment in January by 35.22 m², in hryvnias.

    Rounded half up to the whole hryvnia, as the one published figure is (docs/decisions/0099).
    """
    return (apartment_rent / HOUSEHOLD_AREA).quantize(Decimal(1), ROUND_HALF_UP)


def plain(amount: Decimal) -> str:
    """Write an amount in digits: no exponent, no zeros at the end of the fraction."""
    digits = f"{amount:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
