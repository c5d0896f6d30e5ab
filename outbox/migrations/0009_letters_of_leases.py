from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("outbox", "0008_letters_of_decisions")]
    operations = []
