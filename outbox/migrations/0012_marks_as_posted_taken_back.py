from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0011_notices_of_rates'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='taken_back',
            field=models.TextField(blank=True, verbose_name='why its posting was taken back'),
        ),
    ]
