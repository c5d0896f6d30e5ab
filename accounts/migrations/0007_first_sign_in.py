from django.db import migrations, models


def note_those_given(apps, schema_editor):
    """Whoever of the staff never signed in has the password that somebody else set."""
    staff = apps.get_model("accounts", "User").objects.filter(is_staff=True, last_login=None)
    staff.exclude(password="").exclude(password__startswith="!").update(password_is_given=True)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_clashing_roles")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="password_is_given",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(note_those_given, migrations.RunPython.noop),
    ]
