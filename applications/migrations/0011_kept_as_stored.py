from django.db import migrations

from audit.kept import allow, refuse, together

TABLES = (
    "applications_statuschange",
    "applications_revision",
    "applications_submission",
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
    dependencies = [("applications", "0010_desk")]

    operations = [migrations.RunPython(refuse_changes, allow_changes)]
