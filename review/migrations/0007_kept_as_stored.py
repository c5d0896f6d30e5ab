from django.db import migrations

from audit.kept import allow, refuse, together

TABLES = (
    "review_decision",
    "review_recordeddetermination",
)
REFUSE = together(*map(refuse, TABLES))
ALLOW = together(*map(allow, TABLES))


def refuse_changes(apps, schema_editor):
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("review", "0006_clock")]

    operations = [migrations.RunPython(refuse_changes, allow_changes)]
