"""A lease moves as the table of moves says, whoever writes: never back, and past no step.

The moves are written out, as a later table must not change what this migration says.
"""

from importlib import import_module

from django.db import migrations

LIFE = import_module("leases.migrations.0005_life")
MOVES = (
    ("draft", "issued"),
    ("draft", "cancelled"),
    ("issued", "signed"),
    ("issued", "cancelled"),
    ("signed", "active"),
    ("signed", "ended"),
    ("active", "ended"),
)


def moved(differs):
    """Return when an update is refused: also a move that the table does not have."""
    possible = " OR ".join(
        f"OLD.status = '{present}' AND NEW.status = '{to}'" for present, to in MOVES
    )
    return f"{LIFE.lease_moved(differs)} OR NEW.status <> OLD.status AND NOT ({possible})"


LET_GO = LIFE.let_go(*LIFE.LEASE)
KEPT_BEFORE = LIFE.keep(*LIFE.LEASE, LIFE.BEFORE.SAID, LIFE.lease_moved)
KEPT = LIFE.keep(*LIFE.LEASE, LIFE.BEFORE.SAID, moved)


class Migration(migrations.Migration):
    dependencies = [("leases", "0012_an_act_rests_on_a_scan")]

    operations = [
        migrations.RunPython(LIFE.run(LET_GO), LIFE.run(KEPT_BEFORE)),
        migrations.RunPython(LIFE.run(KEPT), LIFE.run(LET_GO)),
    ]
