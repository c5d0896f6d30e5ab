from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("outbox", "0004_letters_tell_of_addresses_and_refused_files")]
    operations = []
