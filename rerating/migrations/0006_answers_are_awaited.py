"""A re-rating that waits only for answers to objections lets another to its tariff begin."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rerating', '0005_objections_are_answered'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='rentchange',
            name='why_left_out_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='rerating',
            name='one_open_rerating_per_tariff',
        ),
        migrations.AddField(
            model_name='rerating',
            name='answers_awaited_since',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='rentchange',
            name='left_out',
            field=models.CharField(blank=True, choices=[('not_signed', 'Not signed yet: cancel it and draw up another'), ('ends_before', 'Ends before the new rent would begin'), ('begins_later', 'Begins later than the new rent would'), ('same_tariff', 'Has this tariff already'), ('later_rent', 'Has another rent from that day or a later one'), ('no_coefficient', 'No coefficient is set for so many rooms'), ('rounds_to_nothing', 'The new rent would round to nothing'), ('waits', 'Waits for its new rent in another re-rating'), ('not_in_force', 'No longer in force'), ('changed', 'Its rent was changed meanwhile'), ('not_notified', 'The notice did not arrive in time'), ('by_hand', 'Left out by a decision')], max_length=20, verbose_name='why left out'),
        ),
        migrations.AddConstraint(
            model_name='rentchange',
            constraint=models.CheckConstraint(condition=models.Q(('left_out__in', ['', 'not_signed', 'ends_before', 'begins_later', 'same_tariff', 'later_rent', 'no_coefficient', 'rounds_to_nothing', 'waits', 'not_in_force', 'changed', 'not_notified', 'by_hand'])), name='why_left_out_is_known'),
        ),
        migrations.AddConstraint(
            model_name='rerating',
            constraint=models.CheckConstraint(condition=models.Q(('answers_awaited_since__isnull', True), ('approved_by__isnull', False), _connector='OR'), name='rerating_is_approved_before_answers_are_awaited'),
        ),
        migrations.AddConstraint(
            model_name='rerating',
            constraint=models.UniqueConstraint(condition=models.Q(('answers_awaited_since__isnull', True), ('applied_at__isnull', True), ('set_aside_by__isnull', True)), fields=('tariff',), name='one_open_rerating_per_tariff'),
        ),
    ]
