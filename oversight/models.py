"""Questions that were asked about a change of the rules, each with its answer as it was then."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WhatIf(models.Model):
    """One question: terms as they would be, and what would come out differently.

    `answer` is the tally of `whatif.py`; `differing` the first applications that it counts, as
    documents. Both are written once, by the worker that claimed the question.
    """

    MOST_LISTED = 500

    terms = models.TextField(_("changed terms"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("asked at"))
    claimed_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answer = models.JSONField(null=True)
    differing = models.JSONField(default=list)

    class Meta:
        verbose_name = _("question about a change of the rules")
        verbose_name_plural = _("questions about changes of the rules")
        permissions = (
            ("ask_what_if", "Can ask what another rule would change"),
            ("view_figures", "Can see how the office keeps its term"),
        )
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer__isnull=True)
                | Q(answered_at__isnull=False, answer__isnull=False),
                name="question_is_answered_at_an_instant",
            ),
        )
