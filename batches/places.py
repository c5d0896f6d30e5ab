"""Buildings and sites to choose among, and the leases of one."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from batches.making import in_order
from housing.models import Building, Site
from leases.models import Lease

Choices = list[tuple[str, str | list[tuple[str, str]]]]


def place_choices() -> Choices:
    """Return every site with its buildings. Two queries."""
    sites = Site.objects.prefetch_related("buildings").order_by("name", "pk")
    return [("", _("Choose…")), *((str(site), of_site(site)) for site in sites)]


def of_site(site: Site) -> list[tuple[str, str]]:
    buildings = sorted(site.buildings.all(), key=lambda building: building.address)
    return [
        *((f"building-{building.pk}", f"{site}, {building}") for building in buildings),
        (f"site-{site.pk}", _("%(site)s, all buildings") % {"site": site}),
    ]


def named(place: str) -> str:
    """Return a place as people call it; `place` is one of the choices. One query."""
    kind, _dash, number = place.partition("-")
    if kind == "site":
        return Site.objects.get(pk=number).name
    building = Building.objects.select_related("site").get(pk=number)
    return f"{building.site}, {building}"


def leases_of(place: str, statuses: Collection[str]) -> list[Lease]:
    """Return the leases of a place in these statuses, in the order of their dwellings."""
    kind, _dash, number = place.partition("-")
    path = "dwelling__building" if kind == "building" else "dwelling__building__site"
    found: QuerySet[Lease] = Lease.objects.filter(**{path: number}, status__in=statuses)
    return in_order(found.values("pk"))  # type: ignore[arg-type]  # a subquery is as good
