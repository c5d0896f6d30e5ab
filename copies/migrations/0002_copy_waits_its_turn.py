import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('copies', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='copy',
            name='waiting_copies_by_receipt',
        ),
        migrations.RemoveField(
            model_name='copy',
            name='claimed_at',
        ),
        migrations.AddField(
            model_name='copy',
            name='attempts',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='copy',
            name='not_before',
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='copy',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['not_before'], name='waiting_copies_by_turn'),
        ),
    ]
