"""Appeals, corrected decisions, protocols, statements of conflict, and decisions as they are printed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0007_a_paper_names_its_home'),
        ('copies', '0002_copy_waits_its_turn'),
        ('review', '0002_corrections'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received_on', models.DateField(verbose_name='received on')),
                ('channel', models.CharField(max_length=16, verbose_name='received how')),
                ('from_whom', models.CharField(max_length=200, verbose_name='from whom')),
                ('text', models.TextField(blank=True, verbose_name='what it says')),
                ('is_late', models.BooleanField(verbose_name='after the term')),
                ('late_reason', models.TextField(blank=True, verbose_name='why it is late')),
                ('reopened', models.BooleanField(verbose_name='reopens the application')),
                ('keeps_place', models.BooleanField(null=True, verbose_name='keeps the place')),
                ('basis', models.TextField(blank=True, verbose_name='legal basis')),
                ('at', models.DateTimeField(verbose_name='at')),
            ],
            options={
                'verbose_name': 'appeal',
                'verbose_name_plural': 'appeals',
                'permissions': (('record_appeal', 'Can record an appeal against a decision'),),
            },
        ),
        migrations.CreateModel(
            name='ConflictStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('has_conflict', models.BooleanField()),
                ('text', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='DecisionLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=2)),
                ('template', models.CharField(max_length=64)),
                ('template_sha256', models.CharField(max_length=64)),
                ('sealed', models.TextField()),
                ('pdf_name', models.CharField(blank=True, max_length=200)),
                ('pdf_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('printed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Protocol',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=32, verbose_name='number')),
                ('held_on', models.DateField(verbose_name='held on')),
                ('members', models.JSONField(verbose_name='members present')),
                ('at', models.DateTimeField(verbose_name='at')),
            ],
            options={
                'verbose_name': 'protocol',
                'verbose_name_plural': 'protocols',
                'permissions': (('record_protocol', 'Can record how the commission voted'),),
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('votes_for', models.PositiveSmallIntegerField(verbose_name='for')),
                ('votes_against', models.PositiveSmallIntegerField(verbose_name='against')),
                ('abstained', models.PositiveSmallIntegerField(verbose_name='abstained')),
                ('at', models.DateTimeField(verbose_name='at')),
            ],
        ),
        migrations.AddField(
            model_name='decision',
            name='considered',
            field=models.TextField(blank=True, verbose_name='how what was said was weighed'),
        ),
        migrations.AddField(
            model_name='decision',
            name='earlier_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='decision',
            name='nature',
            field=models.CharField(choices=[('first', 'Decision'), ('on_appeal', 'Decision after an appeal'), ('correction', 'Correction of an obvious error')], default='first', max_length=12, verbose_name='nature'),
        ),
        migrations.AddField(
            model_name='decision',
            name='right',
            field=models.TextField(blank=True, verbose_name='what is right'),
        ),
        migrations.AddField(
            model_name='decision',
            name='supersedes',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='review.decision'),
        ),
        migrations.AddField(
            model_name='decision',
            name='wrong',
            field=models.TextField(blank=True, verbose_name='what was wrong'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='facts',
            field=models.JSONField(default=list, verbose_name='facts'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='applications.application'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='review.proposal'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('nature', 'first'), ('supersedes__isnull', True)), models.Q(('nature__in', ['on_appeal', 'correction']), ('supersedes__isnull', False)), _connector='OR'), name='only_the_first_decision_supersedes_none'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('supersedes__isnull', True)), fields=('application',), name='one_first_decision_per_application'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('nature', 'correction'), _negated=True), fields=('proposal',), name='a_proposal_is_decided_once'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('nature', 'on_appeal'), _negated=True), models.Q(('earlier_by__isnull', False), models.Q(('by', models.F('earlier_by')), _negated=True)), _connector='OR'), name='an_appeal_is_decided_by_somebody_else'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('nature', 'correction'), models.Q(('wrong', ''), _negated=True), models.Q(('right', ''), _negated=True)), models.Q(models.Q(('nature', 'correction'), _negated=True), ('right', ''), ('wrong', '')), _connector='OR'), name='a_correction_says_what_was_wrong_and_what_is_right'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='applications.application'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='appeal',
            name='copy',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='copies.copy'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='review.decision'),
        ),
        migrations.AddField(
            model_name='conflictstatement',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='applications.application'),
        ),
        migrations.AddField(
            model_name='conflictstatement',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='decisionletter',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='review.decision'),
        ),
        migrations.AddField(
            model_name='protocol',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='vote',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='vote',
            name='proposal',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='vote', to='review.proposal'),
        ),
        migrations.AddField(
            model_name='vote',
            name='protocol',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='review.protocol'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ('online', 'in_person', 'post', 'email'))), name='appeal_channel_is_known'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), ('copy__isnull', False), _connector='OR'), name='an_appeal_is_kept_as_it_came'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_late', False), ('reopened', True)), models.Q(('is_late', True), models.Q(('late_reason', ''), _negated=True)), _connector='OR'), name='only_a_late_appeal_is_left_and_says_why'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('keeps_place__isnull', False), ('reopened', True), models.Q(('basis', ''), _negated=True)), models.Q(('keeps_place__isnull', True), ('reopened', False)), _connector='OR'), name='a_reopened_application_keeps_its_place_or_not_by_law'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.UniqueConstraint(condition=models.Q(('reopened', True)), fields=('decision',), name='a_decision_is_reopened_once'),
        ),
        migrations.AddConstraint(
            model_name='conflictstatement',
            constraint=models.UniqueConstraint(fields=('application', 'by', 'has_conflict'), name='a_conflict_is_stated_once'),
        ),
        migrations.AddConstraint(
            model_name='conflictstatement',
            constraint=models.CheckConstraint(condition=models.Q(('has_conflict', False), models.Q(('text', ''), _negated=True), _connector='OR'), name='a_conflict_is_named'),
        ),
        migrations.AddConstraint(
            model_name='decisionletter',
            constraint=models.UniqueConstraint(fields=('decision', 'language'), name='one_letter_per_decision_and_language'),
        ),
        migrations.AddConstraint(
            model_name='decisionletter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('pdf_name', ''), ('pdf_sha256', ''), ('printed_at__isnull', True)), models.Q(('printed_at__isnull', False), models.Q(('pdf_name', ''), _negated=True), models.Q(('pdf_sha256', ''), _negated=True)), _connector='OR'), name='a_printed_letter_is_kept_with_its_sha256'),
        ),
        migrations.AddConstraint(
            model_name='protocol',
            constraint=models.UniqueConstraint(fields=('number', 'held_on'), name='one_protocol_per_number_and_day'),
        ),
        migrations.AddConstraint(
            model_name='protocol',
            constraint=models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='a_protocol_has_its_number'),
        ),
    ]
