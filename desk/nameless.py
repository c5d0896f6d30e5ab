"""Faults of a package as they are kept: an unknown key or a ref may be somebody's name."""

import re
from dataclasses import replace

from applications.refusal import refusal
from refusals.refused import Refusal

LISTED = re.compile(r"(?:(?:people|homes|documents)\[\d+\]\.)?")
QUOTED = {"unknown_person": "ref", "same_ref": "ref", "same_key_twice": "key"}  # code → figure


def nameless(fault: Refusal) -> Refusal:
    """Return a fault with "?" for every word of the package's own.

    Of the path to an unknown key only the place in its list is left: a key may hold dots.
    """
    if figure := QUOTED.get(fault.code):
        return refusal(fault.path, fault.code, **{figure: "?"})
    if fault.code == "unknown_key":
        place = LISTED.match(fault.path)
        return replace(fault, path=(place[0] if place else "") + "?")
    return fault
