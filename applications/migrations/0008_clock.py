from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("applications", "0007_a_paper_names_its_home")]
    operations = []
