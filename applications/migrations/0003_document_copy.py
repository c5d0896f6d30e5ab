import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0002_application_owner'),
        ('copies', '0002_copy_waits_its_turn'),
    ]

    operations = [
        migrations.CreateModel(
            name='DocumentCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('copy', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='copies.copy')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='applications.document')),
            ],
        ),
        migrations.AddConstraint(
            model_name='documentcopy',
            constraint=models.UniqueConstraint(fields=('document', 'position'), name='document_copy_has_its_place'),
        ),
    ]
