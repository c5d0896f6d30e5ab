from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("outbox", "0007_summaries_and_reminders_to_applicants")]
    operations = []
