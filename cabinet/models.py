"""A paper on its way to a submitted application: its files, until the applicant sends it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from copies.models import Copy


class Addition(models.Model):
    """A paper being added. Sent, it becomes a document of the application and this row goes.

    `about` is the ref of a person or of a home.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="additions")
    code = models.CharField(max_length=64)
    about = models.CharField(max_length=64)
    started_at = models.DateTimeField()

    class Meta:
        verbose_name = _("paper being added")
        verbose_name_plural = _("papers being added")
        constraints = (
            models.UniqueConstraint(
                fields=["application", "code", "about"], name="paper_is_added_once_at_a_time"
            ),
        )


class AdditionCopy(models.Model):
    """A photograph or file of a paper being added, in the order chosen."""

    addition = models.ForeignKey(Addition, models.CASCADE, related_name="copies")
    copy = models.OneToOneField(Copy, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["addition", "position"], name="added_copy_has_its_place"
            ),
        )
