"""Where a tariff comes from; what was entered stays, and what was approved for good."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SAID = "a tariff stays as it was entered"
ENTERED = (
    "name", "start", '"end"', "per_square_metre", "apartment_rent", "published",
    "difference_reason", "social", "source", "entered_by_id", "entered_at",
)  # fmt: skip
COUNTS = "{row}.entered_by_id IS NULL OR {row}.approved_by_id IS NOT NULL"


def changed(differs):
    """Return the condition under which an update is more than an approval; `differs` is SQL."""
    columns = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in ENTERED)
    return f"{COUNTS.format(row='OLD')} OR OLD.set_aside_by_id IS NOT NULL OR {columns}"


def of_tariff_that_counts(row):
    """Return the condition under which a coefficient would join a tariff that counts."""
    counts = COUNTS.format(row="rent_tariffrow")
    return f"SELECT 1 FROM rent_tariffrow WHERE id = {row}.tariff_id AND ({counts})"


# What the database runs so that nobody rewrites a tariff, or adds a coefficient to one that counts.
REFUSE = {
    "postgresql": (
        f"""
        CREATE FUNCTION tariff_stays() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{SAID}'; END $$
        """,
        f"""
        CREATE FUNCTION coefficient_joins_no_tariff_that_counts()
        RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
        IF EXISTS ({of_tariff_that_counts("NEW")}) THEN RAISE EXCEPTION '{SAID}'; END IF;
        RETURN NEW;
        END $$
        """,
        f"""
        CREATE TRIGGER tariff_stays BEFORE UPDATE ON rent_tariffrow
        FOR EACH ROW WHEN ({changed("IS DISTINCT FROM")}) EXECUTE FUNCTION tariff_stays()
        """,
        """
        CREATE TRIGGER tariff_is_not_deleted BEFORE DELETE OR TRUNCATE ON rent_tariffrow
        FOR EACH STATEMENT EXECUTE FUNCTION tariff_stays()
        """,
        """
        CREATE TRIGGER coefficient_stays BEFORE UPDATE OR DELETE OR TRUNCATE
        ON rent_roomcoefficient FOR EACH STATEMENT EXECUTE FUNCTION tariff_stays()
        """,
        """
        CREATE TRIGGER coefficient_joins_no_tariff_that_counts BEFORE INSERT
        ON rent_roomcoefficient FOR EACH ROW
        EXECUTE FUNCTION coefficient_joins_no_tariff_that_counts()
        """,
    ),
    "sqlite": (
        f"""
        CREATE TRIGGER tariff_stays BEFORE UPDATE ON rent_tariffrow WHEN {changed("IS NOT")}
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END
        """,
        f"""
        CREATE TRIGGER tariff_is_not_deleted BEFORE DELETE ON rent_tariffrow
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END
        """,
        # INSERT OR REPLACE deletes without asking the trigger above.
        f"""
        CREATE TRIGGER tariff_is_not_replaced BEFORE INSERT ON rent_tariffrow
        WHEN EXISTS (SELECT 1 FROM rent_tariffrow WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END
        """,
        f"""
        CREATE TRIGGER coefficient_is_not_changed BEFORE UPDATE ON rent_roomcoefficient
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END
        """,
        f"""
        CREATE TRIGGER coefficient_is_not_deleted BEFORE DELETE ON rent_roomcoefficient
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END
        """,
        f"""
        CREATE TRIGGER coefficient_joins_no_tariff_that_counts BEFORE INSERT
        ON rent_roomcoefficient WHEN EXISTS ({of_tariff_that_counts("NEW")})
        OR EXISTS (SELECT 1 FROM rent_roomcoefficient WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END
        """,
    ),
}
ALLOW = {
    "postgresql": (
        "DROP TRIGGER tariff_stays ON rent_tariffrow",
        "DROP TRIGGER tariff_is_not_deleted ON rent_tariffrow",
        "DROP TRIGGER coefficient_stays ON rent_roomcoefficient",
        "DROP TRIGGER coefficient_joins_no_tariff_that_counts ON rent_roomcoefficient",
        "DROP FUNCTION tariff_stays()",
        "DROP FUNCTION coefficient_joins_no_tariff_that_counts()",
    ),
    "sqlite": (
        "DROP TRIGGER tariff_stays",
        "DROP TRIGGER tariff_is_not_deleted",
        "DROP TRIGGER tariff_is_not_replaced",
        "DROP TRIGGER coefficient_is_not_changed",
        "DROP TRIGGER coefficient_is_not_deleted",
        "DROP TRIGGER coefficient_joins_no_tariff_that_counts",
    ),
}


def refuse(apps, schema_editor):
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("rent", "0002_ship_tariff_of_2025"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="tariffrow",
            options={
                "permissions": (("approve_tariff", "Can approve a tariff that another person entered"),),
                "verbose_name": "tariff",
                "verbose_name_plural": "tariffs",
            },
        ),
        migrations.AddField(
            model_name="tariffrow",
            name="apartment_rent",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="national mean rent of a one-room apartment in January, UAH a month"),
        ),
        migrations.AddField(
            model_name="tariffrow",
            name="published",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="mean rent per square metre as published, UAH a month"),
        ),
        migrations.AddField(
            model_name="tariffrow",
            name="difference_reason",
            field=models.TextField(blank=True, verbose_name="why this figure counts"),
        ),
        migrations.AddField(
            model_name="tariffrow",
            name="set_aside_by",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="set aside by"),
        ),
        migrations.AddField(
            model_name="tariffrow",
            name="set_aside_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="set aside at"),
        ),
        migrations.AddConstraint(
            model_name="tariffrow",
            constraint=models.CheckConstraint(
                condition=(models.Q(apartment_rent__isnull=True) | models.Q(apartment_rent__gt=0))
                & (models.Q(published__isnull=True) | models.Q(published__gt=0)),
                name="tariff_mean_rents_are_above_zero",
            ),
        ),
        migrations.AddConstraint(
            model_name="tariffrow",
            constraint=models.CheckConstraint(
                condition=models.Q(published__isnull=True)
                | models.Q(published=models.F("per_square_metre"))
                | ~models.Q(difference_reason=""),
                name="tariff_other_than_published_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="tariffrow",
            constraint=models.CheckConstraint(
                condition=models.Q(set_aside_by__isnull=True, set_aside_at__isnull=True)
                | models.Q(set_aside_by__isnull=False, set_aside_at__isnull=False, approved_by__isnull=True),
                name="tariff_is_set_aside_by_somebody_and_not_approved",
            ),
        ),
        migrations.RunPython(refuse, allow),
    ]
