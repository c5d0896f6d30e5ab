"""Charts drawn on the server: places of bars in SVG, beside the table they show."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

WIDTH = 720  # of columns side by side, in units of their own; a phone shows a part and scrolls
NARROW, VALUES = 400, 60  # of bars one below the other, which fit a phone; room after a bar
ROW, WORDS, BAR = 46, 20, 16  # heights of a bar with the words above it
CHART, LEGEND = 180, 24  # heights of columns and of what is written under them
COLUMN = CHART - LEGEND
NOTHING = (0, "–")  # cells without a figure


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle, with what it stands for; `kind` tells the series apart, by pattern too."""

    x: int
    y: int
    width: int
    height: int
    kind: int
    label: str
    text: str

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and its table; `key` names it in addresses.

    `addresses` has a row for each row that leads somewhere: where each cell does, or "". Of one
    that `ends_today` and is too wide for a screen, the latest is seen first.
    """

    key: str
    title: str
    tells: str
    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]
    bars: list[Bar]
    height: int
    is_upright: bool
    ends_today: bool = False
    series: tuple[str, ...] = ()
    width: int = WIDTH
    addresses: Sequence[Sequence[str]] = ()

    @property
    def is_empty(self) -> bool:
        return not any(bar.width and bar.height for bar in self.bars)

    @property
    def has_figures(self) -> bool:
        """Tell whether the table says more than that there is nothing."""
        return any(cell not in NOTHING for row in self.rows for cell in row[1:])

    @property
    def table(self) -> list[list[tuple[object, str]]]:
        """Return the cells of each row, each with the address it leads to."""
        whole = zip_longest(self.rows, self.addresses, fillvalue=())
        return [list(zip_longest(row, where, fillvalue="")) for row, where in whole]


def sideways(
    key: str,
    title: str,
    tells: str,
    columns: tuple[str, ...],
    rows: list[tuple[object, ...]],
    *,
    addresses: Sequence[Sequence[str]] = (),
) -> Chart:
    """Draw the first figure of each row as a bar below its name."""
    figures = [int(str(row[1])) for row in rows]
    bars = [
        below(place * ROW + WORDS, scaled(figure, figures, NARROW - VALUES), row)
        for place, (row, figure) in enumerate(zip(rows, figures, strict=True))
    ]
    return Chart(
        key,
        title,
        tells,
        columns,
        rows,
        bars,
        ROW * len(rows),
        is_upright=False,
        width=NARROW,
        addresses=addresses,
    )


def below(y: int, long: int, row: Sequence[object]) -> Bar:
    return Bar(0, y, long, BAR, 0, str(row[0]), str(row[1]))


def upright(
    key: str,
    title: str,
    tells: str,
    columns: tuple[str, ...],
    rows: list[tuple[object, ...]],
    *,
    series: tuple[str, ...] = (),
    figures: list[list[int]] | None = None,
    ends_today: bool = False,
) -> Chart:
    """Draw the figures of each row as columns side by side, one of each series.

    They are the cells of the row after its name, where none are given.
    """
    many = max(1, len(series))
    figures = figures or [[int(str(cell)) for cell in row[1 : many + 1]] for row in rows]
    every = [figure for row in figures for figure in row]
    slot = WIDTH // max(1, len(rows))
    wide = max(2, slot * 7 // 8 // many)  # "≥12" fits above one of 13 weeks
    bars = [
        column(place * slot + number * wide, wide, scaled(figure, every, COLUMN), number, row)
        for place, (row, drawn) in enumerate(zip(rows, figures, strict=True))
        for number, figure in enumerate(drawn)
    ]
    return Chart(
        key,
        title,
        tells,
        columns,
        rows,
        bars,
        CHART + LEGEND,
        is_upright=True,
        ends_today=ends_today,
        series=series,
    )


def column(x: int, wide: int, high: int, number: int, row: Sequence[object]) -> Bar:
    return Bar(x, CHART - high, wide, high, number, str(row[0]), str(row[number + 1]))


def scaled(figure: int, figures: Sequence[int], room: int) -> int:
    """Return the length of a bar; the longest fills the room, and one of something is seen."""
    most = max(figures, default=0)
    return max(2, figure * room // most) if figure and most else 0
