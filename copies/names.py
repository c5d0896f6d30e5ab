"""Names of files as people gave them, made fit to be shown and to be saved under."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 255
NAMELESS = "file"
# Neither seen nor harmless: controls, direction marks, halves of letters, letters of no meaning.
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
FORBIDDEN = re.compile(r'[<>:"|?*]')  # in names of Windows, and in headers
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # devices of Windows


def cleaned(name: str) -> str:
    """Return the last part of a name without what hides or misleads, in 255 letters at most."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(
        letter
        for letter in unicodedata.normalize("NFC", last)
        if unicodedata.category(letter) not in HIDDEN
    )
    plain = " ".join(FORBIDDEN.sub("_", seen).split()).strip(". ")
    if RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    return shortened(plain) or NAMELESS


def shortened(name: str) -> str:
    """Cut the middle out of a name too long, so that its ending still tells what it is."""
    if len(name) <= LONGEST:
        return name
    ending = PurePosixPath(name).suffix[-16:]
    return name[: LONGEST - len(ending)] + ending


def with_ending(name: str, ending: str) -> str:
    """Return a name that ends as the content does, whatever it ended with."""
    stem = PurePosixPath(name).stem or NAMELESS
    return f"{stem[: LONGEST - len(ending)]}{ending}"
