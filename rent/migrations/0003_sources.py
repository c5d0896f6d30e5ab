from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("rent", "0002_ship_tariff_of_2025")]
    operations = []
