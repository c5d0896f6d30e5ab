from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_codes_in_use_are_known")]
    operations = []
