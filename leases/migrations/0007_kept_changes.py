from django.db import migrations

from audit.kept import allow, refuse, together

TABLES = ("leases_leasechange",)
REFUSE = together(*map(refuse, TABLES))
ALLOW = together(*map(allow, TABLES))


def refuse_changes(apps, schema_editor):
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("leases", "0006_pdf")]

    operations = [migrations.RunPython(refuse_changes, allow_changes)]
