from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0002_ship_calendars_2024_to_2027")]
    operations = []
