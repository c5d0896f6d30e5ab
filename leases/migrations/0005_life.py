"""The life of a lease: in force, renewed, ended; its acts, amendments and scans.

What a lease, a paper of it and a resident pin never changes; what is added stays. That leases of
one dwelling, household or tenant never overlap, each database is told in its own words.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from audit.kept import allow, refuse, together

BEFORE = import_module("leases.migrations.0002_issued_lease_keeps_what_it_pinned")
DIFFERS = {"postgresql": "IS DISTINCT FROM", "sqlite": "IS NOT"}

PINNED = (*BEFORE.PINNED, "follows_id")
FINAL = "('ended', 'cancelled')"

# Table → what its rows never change, and what they are given once.
KEPT = {
    "leases_paper": (
        ("lease_id", "kind", "number", '"on"', "data", "change", "template", "template_sha256",
         "pdf_name", "pdf_sha256", "made_by_id", "made_at"),
        ("signed_on", "set_aside_at"),
    ),
    "leases_resident": (
        ("lease_id", "position", "name", "birth_date", "relationship", "taxpayer_index",
         "identity_index", "unzr_index", "from_on", "joined_by_id"),
        ("until_on", "left_by_id"),
    ),
}  # fmt: skip
ADDED = ("leases_ending", "leases_scan")


def changes(columns, differs):
    return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in columns)


def given_again(columns, differs):
    return " OR ".join(
        f"OLD.{column} IS NOT NULL AND NEW.{column} {differs} OLD.{column}" for column in columns
    )


def lease_moved(differs):
    """Return the condition under which an update changes what a lease pinned, or revives it."""
    return (
        f"OLD.status <> 'draft' AND (NEW.status = 'draft' OR {changes(PINNED, differs)})"
        f" OR {given_again(('signed_on', 'ended_on'), differs)}"
        f" OR OLD.status IN {FINAL} AND NEW.status <> OLD.status"
    )


def row_moved(table, differs):
    never, once = KEPT[table]
    return f"{changes(never, differs)} OR {given_again(once, differs)}"


def keep(table, name, said, moved):
    """Return what refuses such an update, and any deletion, in each database."""
    return {
        "postgresql": (
            f"""
            CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '{said}'; END $$
            """,
            f"""
            CREATE TRIGGER {name} BEFORE UPDATE ON {table}
            FOR EACH ROW WHEN ({moved(DIFFERS["postgresql"])}) EXECUTE FUNCTION {name}()
            """,
            f"""
            CREATE TRIGGER {name}_for_good BEFORE DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {name}()
            """,
        ),
        "sqlite": (
            f"""
            CREATE TRIGGER {name} BEFORE UPDATE ON {table}
            WHEN {moved(DIFFERS["sqlite"])} BEGIN SELECT RAISE(ABORT, '{said}'); END
            """,
            f"""
            CREATE TRIGGER {name}_for_good BEFORE DELETE ON {table}
            BEGIN SELECT RAISE(ABORT, '{said}'); END
            """,
            f"""
            CREATE TRIGGER {name}_in_its_place BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
            BEGIN SELECT RAISE(ABORT, '{said}'); END
            """,
        ),
    }


def let_go(table, name):
    return {
        "postgresql": (
            f"DROP TRIGGER {name} ON {table}",
            f"DROP TRIGGER {name}_for_good ON {table}",
            f"DROP FUNCTION {name}()",
        ),
        "sqlite": (
            f"DROP TRIGGER {name}",
            f"DROP TRIGGER {name}_for_good",
            f"DROP TRIGGER {name}_in_its_place",
        ),
    }


def kept(table):
    def moved(differs):
        return row_moved(table, differs)

    return keep(table, f"{table}_keeps_what_it_pinned", f"{table} keeps what it pinned", moved)


LEASE = ("leases_lease", "lease_keeps_what_it_pinned")
REFUSE = together(
    keep(*LEASE, BEFORE.SAID, lease_moved), *map(kept, KEPT), *map(refuse, ADDED)
)
ALLOW = together(
    let_go(*LEASE),
    *(let_go(table, f"{table}_keeps_what_it_pinned") for table in KEPT),
    *map(allow, ADDED),
)

# Constraint → the column whose leases never overlap, and which rows it leaves out.
NEVER_OVERLAP = {
    "leases_of_a_dwelling_never_overlap": ("dwelling_id", "{row}status <> 'cancelled'"),
    "leases_of_a_household_never_overlap": ("application_id", "{row}status <> 'cancelled'"),
    "leases_of_a_tenant_never_overlap": (
        "tenant_document_index",
        "{row}status <> 'cancelled' AND {row}tenant_document_index <> ''",
    ),
    "leases_of_a_taxpayer_never_overlap": (
        "tenant_number_index",
        "{row}status <> 'cancelled' AND {row}tenant_number_index <> ''",
    ),
}
LAST = "COALESCE({row}ended_on, {row}ends_on)"


def exclusion(name, column, counts):
    """Say it to PostgreSQL, with ranges of one value for "the same": they need no extension.

    A lease that ended before its first day takes no day at all.
    """
    same = column if column.endswith("_id") else f"hashtextextended({column}, 0)"
    last = LAST.format(row="")
    return f"""
        ALTER TABLE leases_lease ADD CONSTRAINT {name} EXCLUDE USING gist (
            int8range({same}, {same}, '[]') WITH &&,
            daterange(starts_on, GREATEST({last} + 1, starts_on)) WITH &&
        ) WHERE ({counts.format(row="")})
        """


def on_sqlite(name, column, counts):
    """Say it to SQLite, which has one writer at a time: two triggers are a constraint there."""
    last, others = LAST.format(row="NEW."), LAST.format(row="other.")
    overlaps = f"""
        {counts.format(row="NEW.")} AND EXISTS (
            SELECT 1 FROM leases_lease AS other
            WHERE other.{column} = NEW.{column} AND {counts.format(row="other.")}
            AND other.id IS NOT NEW.id
            AND other.starts_on <= {last} AND NEW.starts_on <= {others}
            AND other.starts_on <= {others} AND NEW.starts_on <= {last}
        )
        """
    return tuple(
        f"""
        CREATE TRIGGER {name}_{when} BEFORE {event} ON leases_lease WHEN {overlaps}
        BEGIN SELECT RAISE(ABORT, '{name}'); END
        """
        for when, event in (("drawn_up", "INSERT"), ("changed", "UPDATE"))
    )


OVERLAP_REFUSED = {
    "postgresql": tuple(exclusion(name, *said) for name, said in NEVER_OVERLAP.items()),
    "sqlite": sum((on_sqlite(name, *said) for name, said in NEVER_OVERLAP.items()), ()),
}
OVERLAP_ALLOWED = {
    "postgresql": tuple(f"ALTER TABLE leases_lease DROP CONSTRAINT {name}" for name in NEVER_OVERLAP),
    "sqlite": tuple(
        f"DROP TRIGGER {name}_{when}" for name in NEVER_OVERLAP for when in ("drawn_up", "changed")
    ),
}


def run(statements):
    def on_the_database(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return on_the_database


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0012_view_sensitive'),
        ('copies', '0002_copy_waits_its_turn'),
        ('housing', '0001_initial'),
        ('leases', '0003_rents'),
        ('rent', '0003_sources'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(run(BEFORE.ALLOW), run(BEFORE.REFUSE)),
        migrations.CreateModel(
            name='Ending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(choices=[('term', 'Its term is over'), ('notice', 'Notice given by the tenant'), ('mutual', 'Agreement of both parties'), ('court', 'Decision of a court'), ('unfit', 'The dwelling became unfit to live in'), ('death', 'Death of a tenant who lived alone'), ('carries_on', 'It goes on: the recorded end is taken back')], max_length=16, verbose_name='why it ends')),
                ('last_day', models.DateField(null=True, verbose_name='last day')),
                ('paper', models.CharField(blank=True, max_length=200, verbose_name='paper it rests on')),
                ('paper_on', models.DateField(null=True, verbose_name='day of the paper')),
                ('reason', models.TextField(verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='at')),
            ],
            options={
                'verbose_name': 'end of a lease',
                'verbose_name_plural': 'ends of leases',
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('acceptance', 'Act of acceptance'), ('return', 'Act of return'), ('amendment', 'Amendment')], max_length=16, verbose_name='kind')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('on', models.DateField(verbose_name='day')),
                ('data', models.JSONField()),
                ('change', models.JSONField(default=dict)),
                ('template', models.CharField(max_length=64, verbose_name='template')),
                ('template_sha256', models.CharField(max_length=64)),
                ('pdf_name', models.CharField(max_length=80)),
                ('pdf_sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the PDF')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('signed_on', models.DateField(null=True, verbose_name='signed on')),
                ('set_aside_at', models.DateTimeField(null=True, verbose_name='set aside at')),
                ('set_aside_reason', models.TextField(blank=True, verbose_name='why it was set aside')),
            ],
            options={
                'verbose_name': 'paper of a lease',
                'verbose_name_plural': 'papers of leases',
            },
        ),
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shows', models.CharField(choices=[('lease', 'The signed lease'), ('acceptance', 'The signed act of acceptance'), ('return', 'The signed act of return'), ('amendment', 'A signed amendment'), ('consent', 'A consent'), ('ending', 'A notice, agreement or decision that ends the lease'), ('other', 'Another paper')], max_length=16, verbose_name='what it shows')),
                ('stored_name', models.CharField(max_length=80, unique=True)),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('at', models.DateTimeField(verbose_name='at')),
            ],
            options={
                'verbose_name': 'signed paper of a lease',
                'verbose_name_plural': 'signed papers of leases',
            },
        ),
        migrations.RemoveConstraint(
            model_name='lease',
            name='one_live_lease_per_dwelling',
        ),
        migrations.RemoveConstraint(
            model_name='lease',
            name='one_live_lease_per_household',
        ),
        migrations.RemoveConstraint(
            model_name='lease',
            name='one_live_lease_per_tenant_number',
        ),
        migrations.RemoveConstraint(
            model_name='lease',
            name='one_live_lease_per_tenant_document',
        ),
        migrations.RemoveConstraint(
            model_name='lease',
            name='lease_status_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='lease',
            name='signed_lease_has_its_day',
        ),
        migrations.AddField(
            model_name='lease',
            name='follows',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='leases.lease', verbose_name='renews'),
        ),
        migrations.AddField(
            model_name='resident',
            name='from_on',
            field=models.DateField(null=True, verbose_name='from'),
        ),
        migrations.AddField(
            model_name='resident',
            name='until_on',
            field=models.DateField(null=True, verbose_name='until'),
        ),
        migrations.AlterField(
            model_name='lease',
            name='status',
            field=models.CharField(choices=[('draft', 'Draft'), ('issued', 'Issued, waits to be signed'), ('signed', 'Signed'), ('active', 'In force'), ('ended', 'Ended'), ('cancelled', 'Cancelled')], default='draft', max_length=16, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='leasechange',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AlterField(
            model_name='leasechange',
            name='to_status',
            field=models.CharField(choices=[('draft', 'Draft'), ('issued', 'Issued, waits to be signed'), ('signed', 'Signed'), ('active', 'In force'), ('ended', 'Ended'), ('cancelled', 'Cancelled')], max_length=16, verbose_name='to'),
        ),
        migrations.AddIndex(
            model_name='lease',
            index=models.Index(fields=['tenant_number_index'], name='leases_by_tenant_number'),
        ),
        migrations.AddIndex(
            model_name='lease',
            index=models.Index(fields=['tenant_document_index'], name='leases_by_tenant_document'),
        ),
        migrations.AddConstraint(
            model_name='lease',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'active')), fields=('dwelling',), name='one_lease_of_a_dwelling_is_in_force'),
        ),
        migrations.AddConstraint(
            model_name='lease',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'cancelled'), _negated=True), fields=('follows',), name='one_renewal_per_lease'),
        ),
        migrations.AddConstraint(
            model_name='lease',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'issued', 'signed', 'active', 'ended', 'cancelled'])), name='lease_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='lease',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['active', 'signed', 'ended']), _negated=True), ('signed_on__isnull', False), _connector='OR'), name='signed_lease_has_its_day'),
        ),
        migrations.AddField(
            model_name='ending',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ending',
            name='lease',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endings', to='leases.lease'),
        ),
        migrations.AddField(
            model_name='paper',
            name='lease',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='leases.lease'),
        ),
        migrations.AddField(
            model_name='paper',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='resident',
            name='joined_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joined', to='leases.paper'),
        ),
        migrations.AddField(
            model_name='resident',
            name='left_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='left', to='leases.paper'),
        ),
        migrations.AddConstraint(
            model_name='resident',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('from_on__isnull', True), ('joined_by__isnull', True)), models.Q(('from_on__isnull', False), ('joined_by__isnull', False)), _connector='OR'), name='who_joins_does_so_by_an_amendment'),
        ),
        migrations.AddConstraint(
            model_name='resident',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_by__isnull', True), ('until_on__isnull', True)), models.Q(('left_by__isnull', False), ('until_on__isnull', False)), _connector='OR'), name='who_leaves_does_so_by_an_amendment'),
        ),
        migrations.AddField(
            model_name='scan',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='scan',
            name='copy',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='copies.copy'),
        ),
        migrations.AddField(
            model_name='scan',
            name='lease',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='leases.lease'),
        ),
        migrations.AddConstraint(
            model_name='ending',
            constraint=models.CheckConstraint(condition=models.Q(('cause__in', ['term', 'notice', 'mutual', 'court', 'unfit', 'death', 'carries_on'])), name='cause_of_an_end_is_known'),
        ),
        migrations.AddConstraint(
            model_name='ending',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='end_says_why'),
        ),
        migrations.AddConstraint(
            model_name='ending',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cause', 'carries_on'), ('last_day__isnull', True)), models.Q(models.Q(('cause', 'carries_on'), _negated=True), ('last_day__isnull', False)), _connector='OR'), name='end_has_its_last_day'),
        ),
        migrations.AddConstraint(
            model_name='ending',
            constraint=models.CheckConstraint(condition=models.Q(('cause__in', ('term', 'carries_on')), models.Q(models.Q(('paper', ''), _negated=True), ('paper_on__isnull', False)), _connector='OR'), name='end_rests_on_a_paper'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['acceptance', 'return', 'amendment'])), name='kind_of_a_paper_is_known'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.UniqueConstraint(fields=('lease', 'kind', 'number'), name='number_of_a_paper_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ('acceptance', 'return')), ('set_aside_at__isnull', True)), fields=('lease', 'kind'), name='one_act_of_a_kind_stands'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'amendment'), ('set_aside_at__isnull', True), ('signed_on__isnull', True)), fields=('lease',), name='one_amendment_waits_to_be_signed'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(('set_aside_at__isnull', True), models.Q(('set_aside_reason', ''), _negated=True), _connector='OR'), name='paper_set_aside_says_why'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'amendment'), _negated=True), ('signed_on__isnull', True), ('set_aside_at__isnull', True), _connector='OR'), name='signed_amendment_is_not_set_aside'),
        ),
        migrations.AddConstraint(
            model_name='scan',
            constraint=models.CheckConstraint(condition=models.Q(('shows__in', ['lease', 'acceptance', 'return', 'amendment', 'consent', 'ending', 'other'])), name='what_a_scan_shows_is_known'),
        ),
        migrations.AddConstraint(
            model_name='scan',
            constraint=models.UniqueConstraint(fields=('lease', 'sha256'), name='scan_is_attached_once'),
        ),
        migrations.RunPython(run(OVERLAP_REFUSED), run(OVERLAP_ALLOWED)),
        migrations.RunPython(run(REFUSE), run(ALLOW)),
    ]
