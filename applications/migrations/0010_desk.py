
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0009_search'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brought_by', models.CharField(choices=[('applicant', 'The applicant'), ('member', 'A member of the household'), ('representative', 'A representative'), ('carrier', 'The post or a courier')], max_length=16, verbose_name='brought by')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='name of who brought it')),
            ],
            options={
                'verbose_name': 'arrival',
                'verbose_name_plural': 'arrivals',
            },
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['birth_date'], name='people_by_birth_date'),
        ),
        migrations.AddField(
            model_name='arrival',
            name='application',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='arrival', to='applications.application'),
        ),
        migrations.AddField(
            model_name='arrival',
            name='typed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.CheckConstraint(condition=models.Q(('brought_by__in', ('applicant', 'member', 'representative', 'carrier'))), name='who_brought_it_is_known'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('brought_by', 'representative'), _negated=True), models.Q(('name', ''), _negated=True), _connector='OR'), name='representative_has_a_name'),
        ),
    ]
