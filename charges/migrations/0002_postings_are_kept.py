from django.db import migrations

from audit.kept import allow, refuse, together

TABLES = (
    "charges_bankstatement",
    "charges_payment",
    "charges_posting",
    "charges_setaside",
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
    dependencies = [("charges", "0001_accounts")]

    operations = [migrations.RunPython(refuse_changes, allow_changes)]
