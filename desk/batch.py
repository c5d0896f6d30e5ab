"""Package files taken in many at a time: each is registered whole or not at all, and told so.

A file is one package of the contract (contract/package.md), or a ZIP of packages with the files
they name beside them.
"""

import hashlib
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from accounts.models import User
from applications.attachments import Attachment
from applications.models import Submission
from applications.package import Package
from applications.package_json import MAX_BYTES
from applications.receiving import receive
from applications.refusal import refusal
from copies.kinds import START, kind_of
from desk.archives import opened, reading, unpacked
from desk.models import Batch
from desk.nameless import nameless
from refusals.refused import Refusal, Refused, collecting

MOST_PACKAGES = 200  # in one batch
MOST_ENTRIES = 2000  # of a ZIP
MOST_UNPACKED = 500 * 1024 * 1024
ACCEPTED, ALREADY, REFUSED = "accepted", "already", "refused"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A package as it came: its bytes, what it is called, and how to open a file beside it."""

    name: str
    raw: bytes
    attachments: Callable[[Package], Sequence[Attachment]]


@dataclass(slots=True)
class Result:
    """What came of one package. `name` is shown once and not kept: it may name somebody."""

    place: int
    name: str
    sha256: str
    outcome: str
    number: str = ""
    due_on: str = ""
    faults: Sequence[Refusal] = ()

    @property
    def errors(self) -> list[dict[str, Any]]:
        return [each.as_error() for each in self.faults]

    def kept(self) -> dict[str, Any]:
        return {
            "place": self.place,
            "sha256": self.sha256,
            "outcome": self.outcome,
            "number": self.number,
            "due_on": self.due_on,
            "errors": [nameless(each).as_error() for each in self.faults],
        }


def take_in(
    files: "Iterable[UploadedFile[Any]]", *, by: User, at: datetime
) -> tuple[Batch, list[Result]]:
    """Register every package of these files that can be, one transaction each."""
    results = []
    for place, arrived in enumerate(packages(files), start=1):
        if place > MOST_PACKAGES:
            results.append(
                refused(
                    place,
                    "",
                    b"",
                    Refused(refusal("", "too_many_packages", limit=str(MOST_PACKAGES))),
                )
            )
            break
        results.append(result_of(place, arrived, by=by, at=at))
    kept = Batch.objects.create(registrar=by, at=at, rows=[each.kept() for each in results])
    return kept, results


def result_of(
    place: int, arrived: "Arrived | tuple[str, Refused]", *, by: User, at: datetime
) -> Result:
    if isinstance(arrived, tuple):
        return refused(place, arrived[0], b"", arrived[1])
    sha256 = hashlib.sha256(arrived.raw).hexdigest()
    is_there = Submission.objects.filter(key=sha256).exists()
    try:
        made = receive(arrived.raw, key=None, attachments=arrived.attachments, by=by, at=at)
    except Refused as fault:
        return refused(place, arrived.name, arrived.raw, fault)
    # Another window may have registered the same package since: then its instant is not ours.
    outcome = ALREADY if is_there or made.submission.at != at else ACCEPTED
    return Result(place, arrived.name, sha256, outcome, made.number, made.due_on.isoformat())


def refused(place: int, name: str, raw: bytes, fault: Refused) -> Result:
    sha256 = hashlib.sha256(raw).hexdigest() if raw else ""
    return Result(place, name, sha256, REFUSED, faults=fault.refusals)


def packages(
    files: "Iterable[UploadedFile[Any]]",
) -> "Iterator[Arrived | tuple[str, Refused]]":
    """Yield every package in the order of the files; in place of a file that is none, its fault."""
    for file in files:
        name = file.name or ""
        start = file.read(4)
        file.seek(0)
        if start[:2] == b"PK":
            yield from zipped(name, file)
        else:
            raw = file.read(MAX_BYTES + 1)
            yield Arrived(name, raw, no_files)


def no_files(package: Package) -> Sequence[Attachment]:
    """Refuse files that a package names and that did not come: those come in a ZIP with it."""
    faults = [
        refusal(f"documents[{place}].file", "not_in_zip") for place in range(len(package.documents))
    ]
    if faults:
        raise Refused(*faults)
    return []


def zipped(name: str, file: Any) -> "Iterator[Arrived | tuple[str, Refused]]":
    """Yield the packages of an archive; in place of one that cannot be read, its fault."""
    try:
        with reading():
            archive = zipfile.ZipFile(file)
        entries = required(archive)
        found = [each for each in entries.values() if each.filename.endswith(".json")]
        if not found:
            raise Refused(refusal("", "no_package_in_zip"))
    except Refused as fault:
        yield name, fault
        return
    with archive:
        for entry in found:
            yield packed(name, archive, entries, entry)


def packed(
    name: str,
    archive: zipfile.ZipFile,
    entries: dict[str, zipfile.ZipInfo],
    entry: zipfile.ZipInfo,
) -> Arrived | tuple[str, Refused]:
    path = PurePosixPath(entry.filename)
    label = f"{name}: {path.name}"
    try:
        raw = unpacked(archive, entry, MAX_BYTES + 1)
    except Refused as fault:
        return label, fault
    return Arrived(label, raw, partial(attachments, archive, entries, path.parent))


def required(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the files of an archive by path. Raises Refused for one too large to unpack."""
    entries = {each.filename: each for each in archive.infolist() if is_file(each)}
    if len(entries) > MOST_ENTRIES or sum(it.file_size for it in entries.values()) > MOST_UNPACKED:
        raise Refused(refusal("", "zip_too_large", limit=str(MOST_UNPACKED // (1024 * 1024))))
    return entries


def is_file(entry: zipfile.ZipInfo) -> bool:
    mode = entry.external_attr >> 16
    is_hidden = entry.filename.startswith("__MACOSX/")
    return not entry.is_dir() and not is_hidden and (stat.S_IFMT(mode) in (0, stat.S_IFREG))


def attachments(
    archive: zipfile.ZipFile,
    entries: dict[str, zipfile.ZipInfo],
    folder: PurePosixPath,
    package: Package,
) -> Sequence[Attachment]:
    """Find the files a package names beside it in the archive. Raises Refused for each missing."""
    faults: list[Refusal] = []
    found = []
    for place, document in enumerate(package.documents):
        where = f"documents[{place}].file"
        with collecting(faults):
            entry = required_file(archive, entries.get(str(folder / document.file)), where)
            name = PurePosixPath(document.file).name
            opener = partial(opened, archive, entry, where)
            found.append(Attachment(document.type, document.person, name, opener))
    if faults:
        raise Refused(*faults)
    return found


def required_file(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo | None, where: str
) -> zipfile.ZipInfo:
    """Return a file that can be taken, else raise Refused; only its start is unpacked."""
    if entry is None:
        raise Refused(refusal(where, "not_in_zip"))
    if entry.file_size == 0:
        raise Refused(refusal(where, "file_empty"))
    if entry.file_size > settings.MAX_DOCUMENT_BYTES:
        raise Refused(refusal(where, "file_too_large", limit=str(megabytes())))
    if not kind_of(unpacked(archive, entry, START, where)):
        raise Refused(refusal(where, "file_wrong_kind"))
    return entry


def megabytes() -> int:
    return int(settings.MAX_DOCUMENT_BYTES) // (1024 * 1024)
