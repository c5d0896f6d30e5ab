"""What narrows the list: who answers, how it came, where it stands. Kept from tab to tab."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

from django.db.models import Q

from applications.status import DECIDED, UNDECIDED, Status
from applications.vocabulary import CHANNELS
from review.turns import Applications, Turn

NOBODY: Final = "nobody"
ACCOUNT = re.compile(r"[1-9]\d{0,17}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Filters:
    """Each as it stands in an address; empty where it narrows nothing."""

    caseworker: str = ""  # the key of an account, or NOBODY
    channel: str = ""
    status: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self | None:
        """Return the filters that an address names; None where it names something else."""
        found = cls(*(query.get(each, "") for each in NAMES))
        is_known = (
            found.caseworker in ("", NOBODY) or ACCOUNT.fullmatch(found.caseworker),
            found.channel in ("", *CHANNELS),
            found.status in ("", *Status.values),
        )
        return found if all(is_known) else None

    def of(self, turn: Turn | None) -> "Filters":
        """Return those that can narrow a tab; of what a search found (None), all can."""
        if turn in ANSWERED_FOR:
            return replace(self, caseworker="", status=self.status_of(turn))
        return replace(self, status=self.status_of(turn))

    def status_of(self, turn: Turn | None) -> str:
        return self.status if self.status in statuses_of(turn) else ""

    def narrowed(self, applications: Applications) -> Applications:
        return applications.filter(
            self.whose(), **{each: value for each in PLAIN if (value := getattr(self, each))}
        )

    def whose(self) -> Q:
        if self.caseworker == NOBODY:
            return Q(caseworker__isnull=True)
        return Q(caseworker=int(self.caseworker)) if self.caseworker else Q()

    def as_query(self) -> dict[str, str]:
        return {each: value for each in NAMES if (value := getattr(self, each))}


NO_FILTERS: Final = Filters()
NAMES = ("caseworker", "channel", "status")
PLAIN = ("channel", "status")
ANSWERED_FOR: Final = frozenset({Turn.MINE, Turn.UNASSIGNED})  # these say who answers already


def statuses_of(turn: Turn | None) -> list[Status]:
    """Return where an application of a tab may stand, in their order; none where it says so."""
    if turn is None:
        return list(Status)
    if turn == Turn.ASKED:
        return []
    if turn == Turn.PROPOSED:  # what is approved may be withdrawn
        return [each for each in Status if each in UNDECIDED | {Status.APPROVED}]
    return [each for each in Status if each in (DECIDED if turn == Turn.DECIDED else UNDECIDED)]
