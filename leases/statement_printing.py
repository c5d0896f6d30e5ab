"""The statement of a rent as a PDF, in either language: from a template in versions."""

from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from accounts.models import User
from audit.services import record
from leases.models import Lease
from leases.moves import about
from leases.statement import RentStatement, told
from printing import renderer

TEMPLATES: Final = Path(settings.BASE_DIR) / "templates" / "leases" / "statement"
CURRENT: Final = "1"  # a version that was handed out is never changed; another is another folder
LANGUAGES: Final = ("uk", "en")


def read_statement(
    lease: Lease, statement: RentStatement, language: str, *, by: User, at: datetime
) -> bytes:
    """Print a statement of a lease and record who took it. Raises FetchRefused and NotPrinted."""
    pdf = statement_pdf(statement, language)
    facts = {"language": language, "starts_on": statement.period.starts_on.isoformat()}
    with transaction.atomic():
        record("lease.statement_read", subject=about(lease), by=by, at=at, facts=facts)
    return pdf


def statement_pdf(statement: RentStatement, language: str) -> bytes:
    """Print a statement: the same bytes for the same rent. Raises FetchRefused and NotPrinted."""
    folder = TEMPLATES / CURRENT
    html = statement_html(statement, language)
    return renderer.pdf(html, base=folder / "base.css", sheet=folder / "statement.css")


def statement_html(statement: RentStatement, language: str) -> str:
    template = f"leases/statement/{CURRENT}/statement.{language}.html"
    return render_to_string(template, told(statement, language))
