"""`python -m tests.copies.before_copies`: go from papers with a file to papers with copies.

Makes a database as it was, with one paper in it, migrates it, and prints in JSON what became of it.
"""

import json
import sys
from datetime import UTC, date, datetime
from typing import Any

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

AT = datetime(2026, 1, 5, 10, tzinfo=UTC)
BEFORE, AFTER = "0002_application_owner", "0005_document_without_a_file"


def migrated(name: str) -> Any:
    """Migrate applications there; return the models as they are then."""
    call_command("migrate", "applications", name, verbosity=0)
    node = ("applications", name)
    return MigrationLoader(connection).project_state(node).apps


def with_a_paper(apps: Any) -> None:
    application = apps.get_model("applications", "Application").objects.create(
        number="1234-5678-9012",
        programme="resolution-814",
        channel="post",
        received_at=AT,
        received_on=date(2026, 1, 5),
        due_on=date(2026, 1, 26),
        calendar_version="x",
        language="uk",
        invitation_method="electronic",
    )
    apps.get_model("applications", "Document").objects.create(
        application=application,
        position=0,
        paper="other",
        given_type="other",
        original_name="довідка.pdf",
        stored_name="documents/abc",
        sha256="ab" * 32,
        size=7,
        received_at=AT,
    )


def what_became(apps: Any) -> dict[str, Any]:
    held = apps.get_model("applications", "DocumentCopy").objects.get()
    shown = ("name", "stored_name", "sha256", "stored_sha256", "size", "state", "kind")
    return {
        "paper": held.document.paper,
        "position": held.position,
        **{name: getattr(held.copy, name) for name in shown},
        "is_due": held.copy.not_before == AT,
    }


if __name__ == "__main__":
    django.setup()
    with_a_paper(migrated(BEFORE))
    json.dump(what_became(migrated(AFTER)), sys.stdout)
