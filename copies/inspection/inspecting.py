"""One file: told by its content, and given to who knows its kind."""

from importlib import import_module
from pathlib import Path
from typing import Any

from copies.inspection.found import Found, Unfit
from copies.kinds import START, kind_of

# Kind → who inspects it; loaded when needed, since each loads a library of its own.
BY_KIND = {
    "jpeg": "images",
    "png": "images",
    "heic": "images",
    "pdf": "pdfs",
    "p7s": "signed",
    "asice": "signed",
}


def inspect(source: Path, folder: Path) -> dict[str, Any]:
    """Return what was found as JSON can say it; pictures are left in the folder."""
    with source.open("rb") as file:
        kind = kind_of(file.read(START))
    if kind is None:
        return {"refusal": "wrong_kind"}
    try:
        found: Found = import_module(f"copies.inspection.{BY_KIND[kind]}").inspect(
            kind, source, folder
        )
    except Unfit as unfit:
        return {"refusal": unfit.code}
    return {
        "kind": kind,
        "flags": list(found.flags),
        "pages": found.pages,
        "is_made_anew": found.is_made_anew,
    }
