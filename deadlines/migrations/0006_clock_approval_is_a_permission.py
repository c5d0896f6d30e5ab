from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0005_clock_approved_rows_stay")]

    operations = [
        migrations.AlterModelOptions(
            name="calendaryear",
            options={
                "permissions": (
                    (
                        "approve_calendar",
                        "Can approve rows of the calendar and confirm what they move",
                    ),
                ),
                "verbose_name": "calendar year",
                "verbose_name_plural": "calendar years",
            },
        ),
    ]
