from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("leases", "0004_wording")]
    operations = []
