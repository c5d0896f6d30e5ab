"""What may be tried how often. The only table of it.

A shelter, a library, an aid centre share one address on the network: limits per network are
generous, those per e-mail address and per browser strict.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from accounts.throttle import spend

MINUTES_15 = timedelta(minutes=15)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many of one act in a window, for one of what `scope` names."""

    act: str
    scope: str
    most: int
    window: timedelta


class TooMany(Exception):
    """A limit is reached; `seconds` from now there is room again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


# In the order spent: whoever is over their own limit takes nothing from everybody's.
LIMITS: Final[tuple[Limit, ...]] = (
    Limit("send_code", "network", 200, MINUTES_15),
    Limit("send_code", "address", 6, MINUTES_15),
    Limit("send_code", "everybody", 600, MINUTE),
    Limit("try_code", "network", 600, MINUTES_15),
    Limit("try_code", "address", 20, MINUTES_15),
    Limit("try_code", "everybody", 3000, MINUTE),
    Limit("try_printed_code", "network", 300, MINUTES_15),
    Limit("try_printed_code", "browser", 20, MINUTES_15),
    Limit("try_printed_code", "everybody", 3000, MINUTE),
    Limit("start_without_email", "network", 100, MINUTES_15),
    Limit("start_without_email", "everybody", 300, MINUTE),
)


def count(act: str, *, at: datetime, **scopes: str) -> None:
    """Count one try of an act for each scope of its limits. Raises TooMany.

    Comes before any costly work: no letter is made and nothing is compared for whoever is over.
    """
    for limit in limits_of(act):
        key = f"{act}:{limit.scope}:{scopes.get(limit.scope, '')}"
        if (seconds := spend(key, limit.most, limit.window, at)) is not None:
            raise TooMany(seconds)


def limits_of(act: str) -> Iterable[Limit]:
    return (limit for limit in LIMITS if limit.act == act)
