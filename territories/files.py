"""The file an official list comes in."""

from pathlib import Path

from refusals.refused import Refused

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 64 * MEGABYTE


def read(path: Path) -> bytes:
    """Return what the file holds. Raises Refused when it cannot be read or is above 64 MB."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Refused.at(
            "file", uk="Файл не вдалося прочитати.", en="The file cannot be read."
        ) from error
    if len(content) > MAX_FILE_BYTES:
        raise Refused.at("file", uk="Файл більший за 64 МБ.", en="The file is above 64 MB.")
    return content
