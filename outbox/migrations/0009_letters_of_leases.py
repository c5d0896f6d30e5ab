from django.db import migrations, models

KINDS = [
    ("receipt", "Receipt"),
    ("reminder", "Reminder"),
    ("digest", "Morning summary"),
    ("nudge", "Reminder to the applicant"),
    ("correction", "Request for a correction"),
    ("hearing_notice", "Notice of hearing"),
    ("decision", "Decision"),
    ("invitation", "Invitation"),
    ("address_changed", "Address for letters changed"),
    ("paper_refused", "File of a paper not taken"),
    ("term_changed", "Changed term of the decision"),
    ("arrears", "Reminder of overdue rent"),
    ("draft_warning", "Warning of an abandoned draft"),
]


class Migration(migrations.Migration):
    dependencies = [("outbox", "0008_letters_of_decisions")]

    operations = [
        migrations.RemoveConstraint(model_name="letter", name="letter_kind_is_known"),
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20, verbose_name="kind"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=[code for code, _ in KINDS]),
                name="letter_kind_is_known",
            ),
        ),
    ]
