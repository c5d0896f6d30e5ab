"""An act that was signed is set aside by another person than who recorded the signing.

Who recorded it is not known of papers signed before. SQLite rebuilds the table, so what keeps it is
told it anew; a signing from now on says who recorded it.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LIFE = import_module("leases.migrations.0005_life")
TABLE, NAME = "leases_paper", "leases_paper_keeps_what_it_pinned"


def moved(differs):
    """Return when an update is refused: also a signing that nobody recorded."""
    once = LIFE.given_again(("signed_by_id", "set_aside_by_id"), differs)
    by_nobody = "OLD.signed_on IS NULL AND NEW.signed_on IS NOT NULL AND NEW.signed_by_id IS NULL"
    return f"{LIFE.row_moved(TABLE, differs)} OR {once} OR {by_nobody}"


LET_GO = LIFE.let_go(TABLE, NAME)
KEPT_BEFORE = LIFE.kept(TABLE)
KEPT = LIFE.keep(TABLE, NAME, f"{TABLE} keeps what it pinned", moved)


class Migration(migrations.Migration):
    dependencies = [
        ("leases", "0009_facts_asked_again"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(LIFE.run(LET_GO), LIFE.run(KEPT_BEFORE)),
        migrations.AlterModelOptions(
            name="paper",
            options={
                "permissions": [
                    ("set_aside_signed_act", "Can set aside an act that was signed"),
                ],
                "verbose_name": "paper of a lease",
                "verbose_name_plural": "papers of leases",
            },
        ),
        *(
            migrations.AddField(
                model_name="paper",
                name=name,
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            )
            for name in ("signed_by", "set_aside_by")
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signed_by__isnull", True),
                    ("set_aside_at__isnull", True),
                    models.Q(
                        ("set_aside_by__isnull", False),
                        models.Q(("set_aside_by", models.F("signed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="signed_act_is_set_aside_by_another",
            ),
        ),
        migrations.RunPython(LIFE.run(KEPT), LIFE.run(LET_GO)),
    ]
