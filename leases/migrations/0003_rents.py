from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("leases", "0002_issued_lease_keeps_what_it_pinned")]
    operations = []
