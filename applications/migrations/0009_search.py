from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from applications.searching import search_text

UNDECIDED = ["correction_requested", "proposed_refusal", "registered", "under_review"]
DECIDED = ["approved", "duplicate", "leased", "refused", "withdrawn"]
AT_ONCE = 1000


def index_trigrams(apps: Any, schema_editor: Any) -> None:
    """PostgreSQL finds any part of a text by its groups of three letters; SQLite reads them all."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute(
            "CREATE INDEX application_search_text ON applications_application"
            " USING gin (search_text gin_trgm_ops)"
        )


def forget_trigrams(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX application_search_text")


def fill(apps: Any, schema_editor: Any) -> None:
    applications = apps.get_model("applications", "Application").objects
    rows = applications.filter(search_text="").only("number").prefetch_related("people")
    while batch := list(rows.order_by("pk")[:AT_ONCE]):
        for row in batch:
            row.search_text = search_text(row.number, row.people.all())
        applications.bulk_update(batch, ["search_text"])


def index(fields: list[str], name: str, condition: models.Q | None = None) -> migrations.AddIndex:
    return migrations.AddIndex(
        "application", models.Index(fields=fields, name=name, condition=condition)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0008_clock"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            "application",
            "caseworker",
            models.ForeignKey(
                settings.AUTH_USER_MODEL,
                django.db.models.deletion.PROTECT,
                db_index=False,
                null=True,
                related_name="+",
                verbose_name="caseworker",
            ),
        ),
        migrations.AddField(
            "application",
            "search_text",
            models.TextField(default="", editable=False),
            preserve_default=False,
        ),
        index(
            ["caseworker", "due_on", "id"],
            "undecided_of_a_caseworker",
            models.Q(status__in=UNDECIDED),
        ),
        index(
            ["due_on", "id"],
            "undecided_of_nobody",
            models.Q(status__in=UNDECIDED, caseworker__isnull=True),
        ),
        index(["due_on", "id"], "waiting_for_the_applicant", models.Q(status="correction_requested")),
        index(["due_on", "id"], "decided_by_due_date", models.Q(status__in=DECIDED)),
        index(["due_on", "id"], "application_by_due_date"),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(index_trigrams, forget_trigrams),
    ]
