"""Letters by post are printed and then posted, dead ones say why, and people move both on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from deadlines.working_days import day_in_kyiv


def say_what_is_known(apps, schema_editor):
    """What was marked as printed had been given to the post, as that mark said."""
    letters = apps.get_model("outbox", "Letter").objects
    for letter in letters.filter(state="printed").iterator():
        letter.state, letter.posted_by_id = "posted", letter.printed_by_id
        letter.posted_on = day_in_kyiv(letter.printed_at)
        letter.save(update_fields=["state", "posted_by", "posted_on"])
    letters.filter(state="uncertain").update(trouble="no_answer")
    letters.filter(state="failed").update(trouble="refused")
    if schema_editor.connection.vendor == "postgresql":  # before the table is altered again
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ("outbox", "0004_letters_tell_of_addresses_and_refused_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='letter',
            options={'permissions': (('print_letter', 'Can print letters and mark them as posted'), ('resend_letter', 'Can send letters again or deal with them otherwise')), 'verbose_name': 'letter', 'verbose_name_plural': 'letters'},
        ),
        migrations.RemoveConstraint(
            model_name='letter',
            name='letter_state_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='letter',
            name='only_post_is_printed_and_only_email_sent',
        ),
        migrations.RemoveConstraint(
            model_name='letter',
            name='printed_letter_has_its_instant_and_printer',
        ),
        migrations.AddField(
            model_name='letter',
            name='note',
            field=models.TextField(blank=True, verbose_name='how it was dealt with'),
        ),
        migrations.AddField(
            model_name='letter',
            name='posted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='posted by'),
        ),
        migrations.AddField(
            model_name='letter',
            name='posted_on',
            field=models.DateField(null=True, verbose_name='posted on'),
        ),
        migrations.AddField(
            model_name='letter',
            name='tracking_number',
            field=models.CharField(blank=True, max_length=32, verbose_name='tracking number'),
        ),
        migrations.AddField(
            model_name='letter',
            name='trouble',
            field=models.CharField(blank=True, choices=[('mailbox', 'The mail server does not take letters for this address'), ('refused', 'The mail server refused the letter'), ('no_answer', 'The connection broke before the mail server answered'), ('unsendable', 'The letter cannot be sent as it is written'), ('sender_died', 'The worker ended while it was sending')], max_length=12, verbose_name='what went wrong'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='state',
            field=models.CharField(choices=[('queued', 'Queued'), ('sending', 'Being sent'), ('sent', 'Sent'), ('uncertain', 'Perhaps sent'), ('failed', 'Not sent'), ('to_print', 'To be printed'), ('printed', 'Printed, to be posted'), ('posted', 'Posted'), ('set_aside', 'Dealt with otherwise')], max_length=10, verbose_name='state'),
        ),
        migrations.RunPython(say_what_is_known, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sending', 'sent', 'uncertain', 'failed', 'to_print', 'printed', 'posted', 'set_aside'])), name='letter_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'set_aside'), models.Q(('delivery', 'post'), ('state__in', ('to_print', 'printed', 'posted'))), models.Q(models.Q(('state__in', ('to_print', 'printed', 'posted')), _negated=True), ('delivery', 'email')), _connector='OR'), name='only_post_is_printed_and_only_email_sent'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('printed_at__isnull', False), ('printed_by__isnull', False), ('state__in', ('printed', 'posted'))), models.Q(models.Q(('state__in', ('printed', 'posted')), _negated=True), ('printed_at__isnull', True), ('printed_by__isnull', True)), ('state', 'set_aside'), _connector='OR'), name='printed_letter_has_its_instant_and_printer'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('posted_by__isnull', False), ('posted_on__isnull', False), ('state', 'posted')), models.Q(models.Q(('state', 'posted'), _negated=True), ('posted_by__isnull', True), ('posted_on__isnull', True), ('tracking_number', '')), _connector='OR'), name='posted_letter_has_its_day_and_poster'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('failed', 'uncertain')), _negated=True), models.Q(('trouble', ''), _negated=True), _connector='OR'), name='dead_letter_says_what_went_wrong'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('trouble', ''), ('trouble__in', ['mailbox', 'refused', 'no_answer', 'unsendable', 'sender_died']), _connector='OR'), name='trouble_of_a_letter_is_known'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'set_aside'), models.Q(('note', ''), _negated=True)), models.Q(models.Q(('state', 'set_aside'), _negated=True), ('note', '')), _connector='OR'), name='letter_set_aside_says_why'),
        ),
    ]
