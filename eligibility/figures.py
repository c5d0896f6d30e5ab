"""Exact figures as text: decimals where they end, fractions where they do not."""

from fractions import Fraction
from functools import lru_cache


@lru_cache(maxsize=65536)
def area_text(area: Fraction) -> str:
    """Write square metres exactly: two decimals or more ("27.30"), or "100/3" where none end it."""
    rest = area.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{area.numerator}/{area.denominator}"
    places = 2
    while (area * 10**places).denominator != 1:
        places += 1
    digits = f"{int(area * 10**places):0{places + 1}d}"
    return f"{digits[:-places]}.{digits[-places:]}"
