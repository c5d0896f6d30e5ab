from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("review", "0007_kept_as_stored")]
    operations = []
