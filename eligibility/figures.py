"""Exact figures as text: decimals where they end, fractions where they do not."""

from fractions import Fraction
from functools import lru_cache


def area_text(area: Fraction) -> str:
    """Write square metres exactly: two decimals or more ("27.30"), or "100/3" where none end it."""
    return quotient_text(area.numerator, area.denominator)


@lru_cache(maxsize=65536)
def quotient_text(numerator: int, denominator: int) -> str:
    """Write a fraction in lowest terms; kept by its two numbers, which are quick to look up."""
    rest = denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{numerator}/{denominator}"
    places = 2
    while 10**places % denominator:
        places += 1
    digits = f"{numerator * 10**places // denominator:0{places + 1}d}"
    return f"{digits[:-places]}.{digits[-places:]}"
