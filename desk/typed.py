"""What a registrar typed: kept as the page sent it, and changed by a row more or less."""

import re
import secrets
from datetime import date

from django.http import QueryDict

PEOPLE, HOMES = "people", "homes"
MOST = {PEOPLE: 30, HOMES: 50}  # of the contract
LETTER = {PEOPLE: "p", HOMES: "h"}
REF = re.compile(r"[ph][0-9a-f]{1,12}")
BLANK = "__ref__"  # in the cards a script copies
OF_THE_PAGE = ("csrfmiddlewaretoken", "act", "version", "weighed", "scans")
MOST_BYTES = 256 * 1024  # a household of thirty with fifty homes is 40 KB


class TooMany(Exception):
    """A household of this contract has no more people, or homes, than MOST."""


def first(on: date) -> QueryDict:
    """Return what a new sheet says: one person, brought today by the applicant, in Ukrainian."""
    typed = QueryDict(mutable=True)
    typed[PEOPLE] = fresh_ref(PEOPLE)
    typed["arrival-channel"] = "in_person"
    typed["arrival-brought_by"] = "applicant"
    typed["invitation-language"] = "uk"
    for part in ("day", "month", "year"):
        typed[f"arrival-received_on_{part}"] = str(getattr(on, part))
    return typed


def of_page(sent: QueryDict) -> QueryDict:
    """Return what was typed on a page, without what belongs to the page itself."""
    typed = sent.copy()
    for name in OF_THE_PAGE:
        typed.pop(name, None)
    return typed


def refs(typed: QueryDict, kind: str) -> list[str]:
    """Return the refs of people or homes in their order, each once, no more than there may be."""
    sent = dict.fromkeys(typed.getlist(kind))
    mine = [ref for ref in sent if REF.fullmatch(ref) and ref.startswith(LETTER[kind])]
    return mine[: MOST[kind]]


def add(typed: QueryDict, kind: str) -> str:
    """Add an empty row and return its ref. Raises TooMany."""
    if len(refs(typed, kind)) >= MOST[kind]:
        raise TooMany
    ref = fresh_ref(kind)
    typed.appendlist(kind, ref)
    return ref


def remove(typed: QueryDict, kind: str, ref: str) -> None:
    """Remove a row with all that was typed into it; the applicant stays."""
    listed = refs(typed, kind)
    if ref not in listed or (kind == PEOPLE and ref == listed[0]):
        return
    typed.setlist(kind, [each for each in listed if each != ref])
    for name in [name for name in typed if name.startswith(f"{ref}-")]:
        del typed[name]


def fresh_ref(kind: str) -> str:
    return LETTER[kind] + secrets.token_hex(4)
