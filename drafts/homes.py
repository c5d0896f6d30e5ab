"""The homes of a draft: what pages call them, and which of them nobody can inspect."""

from django.utils.translation import gettext as _

from drafts.answers import Said, Written
from territories.gazetteer import Gazetteer, Period

HABITABLE = "habitable"


def open_period(home: Said, written: Written) -> Period | None:
    """Return the period for which a home is out of reach now (docs/decisions/0050)."""
    code = home.answers.get("katottg")
    if not code or not written.places.knows(code):
        return None
    return written.places.open_period(code, written.day)


def needs_evidence(written: Written, home: Said) -> bool:
    """Tell whether a paper on its condition is asked for: of a home that is damaged, and within
    reach."""
    if home.answers.get("condition", HABITABLE) == HABITABLE:
        return False
    return open_period(home, written) is None


def place_said(home: Said, places: Gazetteer) -> str:
    """Return the name of the place of a home, or what was typed for it, or that it is not said."""
    code = home.answers.get("katottg")
    if code and places.knows(code):
        return places.name(code)
    return str(home.answers.get("_place") or _("place not said yet"))
