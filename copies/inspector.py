"""Have a file inspected by a process of its own, which may crash or hang without harm to us."""

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File

from copies.inspection.found import MOST_PAGES
from copies.models import Kind
from copies.wording import FLAGS, REFUSALS

logger = logging.getLogger(__name__)

SECONDS = 60
MOST_ANSWERED = 64 * 1024  # bytes


class NotInspected(Exception):
    """We could not inspect, for a reason of ours: the file is neither fit nor unfit."""


class TookTooLong(NotInspected):
    """It was not done in SECONDS, which may be the fault of a busy machine."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """Either `refusal`, or what was found; the pictures lie in the folder of the inspection."""

    refusal: str = ""
    kind: str = ""
    flags: Sequence[str] = ()
    pages: int = 0
    is_made_anew: bool = False


def inspect(file: "File[Any]", folder: Path) -> Inspected:
    """Inspect a file, leaving pictures in the folder (`inspection.found`).

    A process that crashes, or wants too much memory or too much of the processor, has met a file
    that cannot be read. Raises NotInspected, and TookTooLong for one that only took long.
    """
    source, answer = folder / "received", folder / "answer"
    with source.open("wb") as copied:
        shutil.copyfileobj(file, copied)
    try:
        status = run(source, folder, answer)
    except subprocess.TimeoutExpired:
        raise TookTooLong from None
    if status == os.EX_TEMPFAIL:
        raise NotInspected
    if status != os.EX_OK:
        return Inspected(refusal="cannot_be_read")
    return understood(answer)


def run(source: Path, folder: Path, answer: Path) -> int:
    """Run the inspection without our environment, which holds secrets; return its exit status."""
    inspection = [sys.executable, "-m", "copies.inspection", str(source), str(folder)]
    command = [*without_network(), *inspection]
    with answer.open("wb") as written:
        return subprocess.run(  # noqa: S603  nothing in the command comes from outside
            command,
            cwd=settings.BASE_DIR,
            env={"LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            timeout=SECONDS,
            check=False,
        ).returncode


@cache
def without_network() -> tuple[str, ...]:
    """Return the command that takes the network from a process; empty where the system has none."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    command = (unshare, "--net", "--map-root-user")
    tried = subprocess.run([*command, "true"], capture_output=True, check=False)  # noqa: S603
    return command if tried.returncode == os.EX_OK else ()


def understood(answer: Path) -> Inspected:
    """Read what the process said; one that a file has taken over may say anything."""
    with answer.open("rb") as file:
        said = file.read(MOST_ANSWERED)
    try:
        found = Inspected(**json.loads(said))
    except (ValueError, TypeError):
        return not_understood()
    return found if is_possible(found) else not_understood()


def is_possible(found: Inspected) -> bool:
    """Tell whether it is what an inspection of ours could say."""
    if found.refusal:
        return found == Inspected(refusal=found.refusal) and found.refusal in REFUSALS
    return (
        found.kind in Kind.values
        and all(flag in FLAGS for flag in found.flags)
        and found.pages in range(MOST_PAGES + 1)
    )


def not_understood() -> Inspected:
    logger.warning("an inspection gave an answer that is none")
    return Inspected(refusal="cannot_be_read")
