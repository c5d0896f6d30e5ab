"""The number of an application: eleven random digits and a check digit, in groups of four.

Random, so that it says nothing about how many applied and cannot be counted up; it opens nothing.
The check digit is Damm's: it catches every single wrong digit and every swap of neighbours.
"""

import secrets

from stdnum import damm

DIGITS = 11


def draw() -> str:
    """Draw a new number, such as "4829-3057-1630"."""
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    return grouped(digits + damm.calc_check_digit(digits))


def grouped(digits: str) -> str:
    return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def is_number(typed: str) -> bool:
    """Tell whether something typed is a well-formed number, blanks and hyphens aside."""
    digits = "".join(letter for letter in typed if letter not in " -\u00a0")
    return (
        len(digits) == DIGITS + 1
        and digits.isascii()
        and digits.isdecimal()
        and damm.is_valid(digits)
    )
