"""What may be tried how often. The only table of it.

A shelter, a library, an aid centre share one address on the network: limits per network are
generous. Those per browser, and per e-mail address asked for from one network, are strict. An
e-mail address alone is limited generously: whoever asks for somebody else's shuts nobody out. So
is the name of an account of the staff; the network of an office is shared by all who work there.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from accounts.throttle import spend

logger = logging.getLogger(__name__)

MINUTES_15 = timedelta(minutes=15)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many of one act in a window, for one of what `scopes` name together."""

    act: str
    scopes: tuple[str, ...]
    most: int
    window: timedelta


class TooMany(Exception):
    """A limit is reached; `seconds` from now there is room again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


# In the order spent, the narrowest first: whoever is over their own takes nothing from others.
LIMITS: Final[tuple[Limit, ...]] = (
    Limit("send_code", ("address", "network"), 6, MINUTES_15),
    Limit("send_code", ("address",), 30, MINUTES_15),
    Limit("send_code", ("network",), 200, MINUTES_15),
    Limit("try_code", ("browser",), 20, MINUTES_15),
    Limit("try_code", ("network",), 600, MINUTES_15),
    Limit("try_printed_code", ("browser",), 20, MINUTES_15),
    Limit("try_printed_code", ("network",), 300, MINUTES_15),
    Limit("start_without_email", ("network",), 100, MINUTES_15),
    Limit("type_password", ("account", "network"), 10, MINUTES_15),
    Limit("type_password", ("account",), 50, MINUTES_15),
    Limit("type_password", ("network",), 600, MINUTES_15),
    Limit("try_factor", ("account",), 10, MINUTES_15),
    Limit("try_factor", ("network",), 300, MINUTES_15),
    Limit("keep_typed", ("owner",), 20, MINUTES_15),
    Limit("keep_typed", ("network",), 200, MINUTES_15),
    Limit("verify_lease", ("network",), 100, MINUTES_15),
)

# Of everybody together. Beyond these nobody is refused: the log says that something is going on.
ALARMS: Final[tuple[Limit, ...]] = (
    Limit("send_code", (), 600, MINUTE),
    Limit("try_code", (), 3000, MINUTE),
    Limit("try_printed_code", (), 3000, MINUTE),
    Limit("start_without_email", (), 300, MINUTE),
    Limit("type_password", (), 300, MINUTE),
    Limit("try_factor", (), 600, MINUTE),
    Limit("keep_typed", (), 300, MINUTE),
    Limit("verify_lease", (), 300, MINUTE),
)


def count(act: str, *, at: datetime, **scopes: str) -> None:
    """Count one try of an act for each of its limits. Raises TooMany.

    Comes before any costly work: no letter is made and nothing is compared for whoever is over.
    """
    for limit in of_act(LIMITS, act):
        if (seconds := spend(key_of(limit, scopes), limit.most, limit.window, at)) is not None:
            raise TooMany(seconds)
    for alarm in of_act(ALARMS, act):
        if spend(key_of(alarm, scopes), alarm.most, alarm.window, at) is not None:
            sound(alarm, at)


def sound(alarm: Limit, at: datetime) -> None:
    """Tell the log, once in a window, that an act is tried unusually often."""
    if spend(f"alarm:{alarm.act}", 1, alarm.window, at) is None:
        logger.error("alarm: more than %d of %s in %s", alarm.most, alarm.act, alarm.window)


def key_of(limit: Limit, scopes: dict[str, str]) -> str:
    """Return what is counted, such as "send_code:address+network:olena@example.org+192.0.2.1"."""
    values = "+".join(scopes[scope] for scope in limit.scopes)
    return f"{limit.act}:{'+'.join(limit.scopes)}:{values}"


def of_act(limits: Iterable[Limit], act: str) -> Iterable[Limit]:
    return (limit for limit in limits if limit.act == act)
