"""Answers that may be unknown: Kleene's three-valued logic, reasoned about here alone."""

from collections.abc import Iterable
from enum import StrEnum


class Value(StrEnum):
    """What one clause found."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


def value_of(answer: bool | None) -> Value:
    """Name an answer; None is "not yet known", never "no"."""
    if answer is None:
        return Value.UNKNOWN
    return Value.MET if answer else Value.NOT_MET


def all_of(values: Iterable[Value]) -> Value:
    """Return NOT_MET if one is not met, MET if all are met, and UNKNOWN otherwise."""
    known = set(values)
    if Value.NOT_MET in known:
        return Value.NOT_MET
    return Value.UNKNOWN if Value.UNKNOWN in known else Value.MET


def any_of(values: Iterable[Value]) -> Value:
    """Return MET if one is met, NOT_MET if none is, and UNKNOWN otherwise."""
    known = set(values)
    if Value.MET in known:
        return Value.MET
    return Value.UNKNOWN if Value.UNKNOWN in known else Value.NOT_MET


def any_answer(answers: Iterable[bool | None]) -> bool | None:
    """Return True if one answer is True, False if all are False, and None otherwise."""
    known = set(answers)
    if True in known:
        return True
    return None if None in known else False
