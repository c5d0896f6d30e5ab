"""`manage.py submit FILE… [--key KEY]`: register each package with its documents."""

import argparse
import json
import sys
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from applications.attachments import Attachment
from applications.package import Package
from applications.package_json import MAX_BYTES
from applications.receiving import receipt, receive
from applications.refusal import refusal
from copies.kinds import START, kind_of
from refusals.commands import EXIT_STATUS, refusals_said_on, refuse_usage
from refusals.refused import Refused


class Command(BaseCommand):
    help = "Register each application package with its documents and print its number, as JSON."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        refuse_usage(parser)
        parser.add_argument("files", nargs="+", metavar="FILE", help="a package")
        parser.add_argument("--key", help="idempotency key; by default the SHA-256 of the package")

    def handle(self, *, files: list[str], key: str | None, **_: Any) -> None:
        if key is not None and len(files) > 1:
            with refusals_said_on(self.stdout):
                raise Refused(refusal("--key", "one_key_one_package"))
        answers = [register(Path(name), key=key) for name in files]
        for answer in answers:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if any("errors" in answer for answer in answers):
            sys.exit(EXIT_STATUS)


def register(path: Path, *, key: str | None) -> dict[str, object]:
    """Register one package; return its number and days, or its error object."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError:
        return Refused(refusal("", "no_file", name=path.name)).as_document()
    try:
        application = receive(
            raw,
            key=key,
            attachments=lambda package: attachments(package, path.parent),
            by=None,
            at=timezone.now(),
        )
    except Refused as refused:
        return refused.as_document()
    return dict(receipt(application))


def attachments(package: Package, folder: Path) -> list[Attachment]:
    """Find the files a package names beside it. Raises Refused for each that cannot be taken."""
    refusals, found = [], []
    for place, document in enumerate(package.documents):
        where = f"documents[{place}].file"
        source = folder / document.file
        if fault := fault_of(source, folder):
            refusals.append(refusal(where, fault, limit=str(megabytes())))
            continue
        opener = partial(opened, source)
        found.append(Attachment(document.type, document.person, source.name, opener))
    if refusals:
        raise Refused(*refusals)
    return found


def opened(source: Path) -> BinaryIO:
    return source.open("rb")


def fault_of(source: Path, folder: Path) -> str | None:
    """Name why a file beside a package cannot be taken; None when it can."""
    try:
        if not source.resolve().is_relative_to(folder.resolve()):
            return "file_outside"
        if not source.is_file():
            return "file_missing"
        size, start = source.stat().st_size, start_of(source)
    except OSError:  # such as a name longer than the file system allows, or one we may not read
        return "file_missing"
    if size > settings.MAX_DOCUMENT_BYTES:
        return "file_too_large"
    if size == 0:
        return "file_empty"
    return None if kind_of(start) else "file_wrong_kind"


def start_of(source: Path) -> bytes:
    with opened(source) as file:
        return file.read(START)


def megabytes() -> int:
    return int(settings.MAX_DOCUMENT_BYTES) // (1024 * 1024)
