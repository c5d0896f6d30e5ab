"""What a home is called, so that a household tells its homes apart."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from applications import package as received
from applications.models import Home
from territories.gazetteer import Gazetteer


def home_named(home: Home | received.Home, owner: str, places: Gazetteer) -> str:
    """Name a home by its owner, its address or else its place, and its area."""
    known = filter(None, (where(home, places), area_said(home.total_area)))
    return _("home of %(owner)s, %(where)s") % {"owner": owner, "where": ", ".join(known)}


def where(home: Home | received.Home, places: Gazetteer) -> str:
    """Return the address; without one the name of the place, where that is known."""
    if home.address or not home.katottg:
        return home.address or ""
    return places.name(home.katottg) if places.knows(home.katottg) else ""


def area_said(area: Decimal) -> str:
    """Write an area as the page's language does, without zeros that say nothing."""
    is_whole = area == area.to_integral_value()
    return f"{number_format(area.quantize(Decimal(1)) if is_whole else area)} {_('m²')}"
