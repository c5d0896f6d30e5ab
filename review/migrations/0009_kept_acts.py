from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("review", "0008_after_a_decision")]
    operations = []
