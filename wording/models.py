"""The text of a lease in its versions: a draft of several hands, then a text nobody changes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# A text that came with the release has neither `drafted_by` nor `approved_by`.
APPROVED = Q(drafted_by__isnull=True) | Q(approved_by__isnull=False)
OPEN = Q(drafted_by__isnull=False, approved_by__isnull=True, set_aside_by__isnull=True)


class WordingQuerySet(models.QuerySet["Wording"]):
    def approved(self) -> "WordingQuerySet":
        """Keep the texts that leases may pin: shipped, or approved by a second person."""
        return self.filter(APPROVED)

    def drafts(self) -> "WordingQuerySet":
        """Keep the texts that are still being written."""
        return self.filter(OPEN)


class Wording(models.Model):
    """One version of the text of a lease, in our markup (`wording.markup`).

    `text` is Ukrainian and is what is signed; `reading` says the same in English, to be read.
    `layout` names the folder that says how it looks; `version` counts how often a draft was kept.
    """

    programme = models.CharField(_("programme"), max_length=32)
    number = models.PositiveSmallIntegerField(_("version"))
    layout = models.CharField(_("layout"), max_length=8)
    text = models.TextField(_("text in Ukrainian"))
    reading = models.TextField(_("reading copy in English"))
    version = models.PositiveIntegerField(_("times kept"), default=1)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name=_("drafted by"),
    )
    drafted_at = models.DateTimeField(_("drafted at"), null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"), null=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name=_("set aside by"),
    )
    set_aside_at = models.DateTimeField(_("set aside at"), null=True)

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of the lease")
        verbose_name_plural = _("texts of the lease")
        default_permissions = ("view",)
        permissions = [
            ("draft_wording", "Can draft a text of the lease"),
            ("approve_wording", "Can approve a text of the lease that others drafted"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="one_wording_per_programme_and_number"
            ),
            models.UniqueConstraint(
                fields=["programme"], condition=OPEN, name="one_draft_wording_per_programme"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
                name="wording_is_approved_by_another_person",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(set_aside_by__isnull=True),
                name="approved_wording_is_not_set_aside",
            ),
            models.CheckConstraint(
                condition=~APPROVED | ~Q(sha256=""), name="approved_wording_has_its_hash"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}/{self.number}"

    @property
    def is_approved(self) -> bool:
        return self.drafted_by_id is None or self.approved_by_id is not None

    @property
    def is_draft(self) -> bool:
        return not self.is_approved and self.set_aside_by_id is None


class WordingEdit(models.Model):
    """Who kept a draft, when, and the hash of what they kept; whoever did approves it not."""

    wording = models.ForeignKey(Wording, models.PROTECT, related_name="edits")
    version = models.PositiveIntegerField(_("times kept"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = _("edit")
        verbose_name_plural = _("edits")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["wording", "version"], name="one_edit_per_version_of_a_wording"
            ),
        ]
