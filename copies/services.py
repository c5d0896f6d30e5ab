"""What can be done with a copy: take it in, check it, open it once it is clean, throw it away."""

from copies.checking import check, check_waiting
from copies.files import CopyAltered, CopyMissing, FileEmpty, FileTooLarge
from copies.leftovers import sweep_leftovers
from copies.opening import NotClean, open_clean
from copies.receiving import (
    WrongKind,
    WrongOffset,
    append,
    begin,
    complete,
    discard,
    receive,
    remove_files,
)
from copies.space import NoSpace
from copies.wording import flag_said, refusal_said

__all__ = [
    "CopyAltered",
    "CopyMissing",
    "FileEmpty",
    "FileTooLarge",
    "NoSpace",
    "NotClean",
    "WrongKind",
    "WrongOffset",
    "append",
    "begin",
    "check",
    "check_waiting",
    "complete",
    "discard",
    "flag_said",
    "open_clean",
    "receive",
    "refusal_said",
    "remove_files",
    "sweep_leftovers",
]
