from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0007_summaries_and_reminders_to_applicants"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="handed_on",
            field=models.DateField(null=True, verbose_name="handed over on"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("handed_on__isnull", True), ("state", "set_aside"), _connector="OR"
                ),
                name="only_a_letter_set_aside_was_handed_over",
            ),
        ),
    ]
