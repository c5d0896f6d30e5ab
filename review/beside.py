"""What stands beside the rows of the list: how many wait in each tab, and who answers for them."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, IntegerField, OuterRef, QuerySet, Subquery

from accounts.models import User
from accounts.roles import Role
from review.filters import NOBODY, Filters
from review.turns import NOT_COUNTED, Look, Turn, counted_of_turn

MOST_COUNTED: Final = 99  # beyond it a tab says "99+"


class Counted(Subquery):
    """How many rows a query finds; sliced, it counts no further."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


@dataclass(frozen=True, slots=True)
class Beside:
    """How many wait in each tab, up to 100; caseworkers by name, each with the key of an account.

    Whoever the list is narrowed to is among them, even where they are a caseworker no more.
    """

    counts: dict[Turn, int]
    caseworkers: list[tuple[str, str]]


def beside(look: Look, filters: Filters) -> Beside:
    """Return it for whoever looks, narrowed as the list is. One query."""
    in_office = User.groups.through.objects.filter(group__name=Role.CASEWORKER)
    asked = filters.caseworker if filters.caseworker != NOBODY else ""
    named = User.objects.filter(pk__in=[look.user.pk, *filter(None, [asked])], is_staff=True)
    of_office = User.objects.filter(is_active=True, pk__in=in_office.values("user"))
    people = (
        User.objects.filter(pk__in=of_office.values("pk").union(named.values("pk")))
        .annotate(works=Exists(in_office.filter(user=OuterRef("pk"))), **counts(look, filters))
        .order_by("last_name", "first_name", "username")
    )
    rows = list(people)
    return Beside(
        {turn: getattr(rows[0], column(turn)) for turn in COUNTED},
        [(str(each.pk), str(each)) for each in rows if each.works or str(each.pk) == asked],
    )


def counts(look: Look, filters: Filters) -> dict[str, Counted]:
    """Return how many wait in each tab, up to one more than is shown, as annotations."""
    return {
        column(turn): counted(filters.of(turn).narrowed(counted_of_turn(turn, look)))
        for turn in COUNTED
    }


def counted(rows: QuerySet[Any]) -> Counted:
    """Return how many rows there are, as an annotation; counted no further than is shown."""
    return Counted(rows.order_by().values("pk")[: MOST_COUNTED + 1])


COUNTED = [turn for turn in Turn if turn not in NOT_COUNTED]


def column(turn: Turn) -> str:
    return f"count_{turn}"


def count_said(count: int) -> str:
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)
