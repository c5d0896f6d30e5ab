"""An application being written: saved as it is answered, sealed, its papers beside it."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from copies.models import Copy


def fresh_key() -> str:
    return secrets.token_hex(32)


class Draft(models.Model):
    """What one applicant has answered so far. `key` makes its submission happen once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=64, unique=True, default=fresh_key)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True)
    application = models.OneToOneField(Application, models.PROTECT, null=True, related_name="draft")

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = (
            models.UniqueConstraint(
                fields=["owner"],
                condition=Q(application__isnull=True),
                name="one_open_draft_per_owner",
            ),
        )


class Kind(models.TextChoices):
    """What a part of a draft is about. People and homes may be many, the others are one each."""

    PERSON = "person"
    RESIDENCE = "residence"
    HOUSING = "housing"
    HOME = "home"
    DECLARATIONS = "declarations"
    INVITATION = "invitation"


SINGLE = (Kind.RESIDENCE, Kind.HOUSING, Kind.DECLARATIONS, Kind.INVITATION)


class Part(models.Model):
    """The answers about one person, one home, or one matter, as sealed JSON (`answers.py`)."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    ref = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField()
    sealed = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="part_kind_is_known"),
            models.UniqueConstraint(fields=["draft", "ref"], name="part_ref_is_unique"),
            models.UniqueConstraint(
                fields=["draft", "kind"],
                condition=Q(kind__in=[str(kind) for kind in SINGLE]),
                name="single_part_is_one_per_draft",
            ),
        )


class Paper(models.Model):
    """One paper of the checklist: whose or of which home (`about`, a ref), and its photographs."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="papers")
    code = models.CharField(max_length=64)
    about = models.CharField(max_length=64)
    later = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["draft", "code", "about"], name="paper_is_asked_once"),
        )


class PaperCopy(models.Model):
    """A photograph or file of a paper, in the order added."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="copies")
    copy = models.OneToOneField(Copy, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["paper", "position"], name="paper_copy_has_its_place"),
        )
