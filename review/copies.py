"""A stored copy handed out: the very bytes that were received, or none."""

import hashlib
import logging
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import User
from applications.models import Document
from audit.chain import Fact
from audit.services import record

logger = logging.getLogger(__name__)


class CopyAltered(Exception):
    """The stored file is not the one that was received: its SHA-256 is another."""


class CopyMissing(Exception):
    """The stored file is not where it was put."""


@transaction.atomic
def read(document: int, *, by: User, at: datetime) -> "tuple[Document, File[Any]]":
    """Return a document with its file open at the start, and record who read it.

    Raises CopyMissing and CopyAltered; then nothing was read, and nothing is recorded.
    """
    paper = Document.objects.get(pk=document)
    file = opened(paper)
    facts: dict[str, Fact] = {"application": paper.application_id, "sha256": paper.sha256}
    record("document.read", subject=f"document:{paper.pk}", by=by, at=at, facts=facts)
    return paper, file


def opened(paper: Document) -> "File[Any]":
    try:
        file = default_storage.open(paper.stored_name)
    except FileNotFoundError:
        logger.error("the copy of document %s is missing", paper.pk)  # no traceback
        raise CopyMissing from None
    if hashlib.file_digest(file, "sha256").hexdigest() != paper.sha256:
        file.close()
        logger.error("the copy of document %s is not the one received", paper.pk)
        raise CopyAltered
    file.seek(0)
    return file
