"""An act of hand-over or return is signed on a scan of it that is attached to its lease.

Acts that were signed before rest on a word alone and stay as they are: so what refuses is asked of
each signing, and no constraint of the table is.
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

LIFE = import_module("leases.migrations.0005_life")
TABLE, NAME = "leases_paper", "leases_act_rests_on_a_scan"
SAID = "an act is signed on a scan of it, and leases_paper keeps what it pinned"


def moved(differs):
    """Return when an update is refused: a signed act of no such scan, or another scan later."""
    return f"""NEW.kind IN ('acceptance', 'return')
        AND OLD.signed_on IS NULL AND NEW.signed_on IS NOT NULL AND (
            NEW.proof_id IS NULL OR NOT EXISTS (
                SELECT 1 FROM leases_scan
                WHERE id = NEW.proof_id AND lease_id = NEW.lease_id AND shows = NEW.kind))
        OR OLD.signed_on IS NOT NULL AND NEW.proof_id {differs} OLD.proof_id"""


REFUSE = {
    "postgresql": (
        f"""
        CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF {moved(LIFE.DIFFERS["postgresql"])} THEN
            RAISE EXCEPTION '{SAID}'; END IF; RETURN NEW; END $$
        """,
        f"""
        CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION {NAME}()
        """,
    ),
    "sqlite": (
        f"""
        CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} WHEN {moved(LIFE.DIFFERS["sqlite"])}
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END
        """,
    ),
}
ALLOW = {
    "postgresql": (f"DROP TRIGGER {NAME} ON {TABLE}", f"DROP FUNCTION {NAME}()"),
    "sqlite": (f"DROP TRIGGER {NAME}",),
}


class Migration(migrations.Migration):
    dependencies = [("leases", "0011_an_end_rests_on_a_scan")]

    operations = [
        migrations.AddField(
            model_name="paper",
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
