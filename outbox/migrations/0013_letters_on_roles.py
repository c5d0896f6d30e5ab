from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0012_marks_as_posted_taken_back'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='letter',
            name='letter_kind_is_known',
        ),
        migrations.AlterField(
            model_name='letter',
            name='kind',
            field=models.CharField(choices=[('receipt', 'Receipt'), ('reminder', 'Reminder'), ('digest', 'Morning summary'), ('nudge', 'Reminder to the applicant'), ('correction', 'Request for a correction'), ('hearing_notice', 'Notice of hearing'), ('decision', 'Decision'), ('invitation', 'Invitation'), ('address_changed', 'Address for letters changed'), ('paper_refused', 'File of a paper not taken'), ('term_changed', 'Changed term of the decision'), ('rent_notice', 'Notice of a new rent'), ('arrears', 'Reminder of overdue rent'), ('draft_warning', 'Warning of an abandoned draft'), ('lease', 'Letter on a lease'), ('roles', 'Roles of staff changed')], max_length=20, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['receipt', 'reminder', 'digest', 'nudge', 'correction', 'hearing_notice', 'decision', 'invitation', 'address_changed', 'paper_refused', 'term_changed', 'rent_notice', 'arrears', 'draft_warning', 'lease', 'roles'])), name='letter_kind_is_known'),
        ),
    ]
