from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_first_sign_in")]
    operations = []
