"""A lease ends by notice, agreement or decision of a court on a paper that is attached to it.

Ends that were recorded before rest on a name alone and stay as they are: so what refuses is asked
of each new row, and no constraint of the table is.
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

LIFE = import_module("leases.migrations.0005_life")
TABLE, NAME = "leases_ending", "leases_ending_rests_on_a_scan"
SAID = "an end by notice, agreement or decision rests on a scan of this lease"
WHEN = """NEW.cause IN ('notice', 'mutual', 'court') AND (NEW.proof_id IS NULL OR NOT EXISTS (
    SELECT 1 FROM leases_scan WHERE id = NEW.proof_id AND lease_id = NEW.lease_id))"""
REFUSE = {
    "postgresql": (
        f"""
        CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF {WHEN} THEN RAISE EXCEPTION '{SAID}'; END IF; RETURN NEW; END $$
        """,
        f"""
        CREATE TRIGGER {NAME} BEFORE INSERT ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION {NAME}()
        """,
    ),
    "sqlite": (
        f"""
        CREATE TRIGGER {NAME} BEFORE INSERT ON {TABLE} WHEN {WHEN}
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END
        """,
    ),
}
ALLOW = {
    "postgresql": (f"DROP TRIGGER {NAME} ON {TABLE}", f"DROP FUNCTION {NAME}()"),
    "sqlite": (f"DROP TRIGGER {NAME}",),
}


class Migration(migrations.Migration):
    dependencies = [("leases", "0010_signed_act_is_set_aside_by_another")]

    operations = [
        migrations.AddField(
            model_name="ending",
            name="proof",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="leases.scan",
            ),
        ),
        migrations.RunPython(LIFE.run(REFUSE), LIFE.run(ALLOW)),
    ]
