"""The acts on batches: ask, call off, print, put together, hand out, delete."""

from batches.binding import bind_waiting
from batches.making import MOST, NothingChosen, NotRunning, TooMany, cancel, make
from batches.printing import is_under_way, print_waiting
from batches.sweeping import sweep
from batches.taking import HasFallen, Kind, NotReady, take
from printing.files import FileAltered

__all__ = [
    "MOST",
    "FileAltered",
    "HasFallen",
    "Kind",
    "NotReady",
    "NotRunning",
    "NothingChosen",
    "TooMany",
    "bind_waiting",
    "cancel",
    "is_under_way",
    "make",
    "print_waiting",
    "sweep",
    "take",
]
