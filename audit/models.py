"""The chain in the database. Triggers refuse to change or delete an entry (migration 0002)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.chain import GENESIS, Link


class Head(models.Model):
    """The end of the chain, in one row: whoever adds an entry holds its lock until they commit.

    Locking the last entry instead would fork the chain: a waiting writer sees it, not the next.
    """

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        verbose_name = _("end of the chain")
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="chain_has_one_head"),)


class Entry(models.Model):
    """One act: who did what to what, and when. Ids, codes and hashes; nothing personal."""

    seq = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("at"))
    act = models.CharField(_("act"), max_length=64)
    subject = models.CharField(_("subject"), max_length=64, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,  # the system itself
    )
    facts = models.JSONField(_("facts"))
    previous_hash = models.CharField(_("hash before"), max_length=64, unique=True)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = (
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="entries_count_from_one"),
        )
        indexes = (
            models.Index(fields=["at"], name="entries_by_instant"),
            models.Index(fields=["act", "seq"], name="entries_by_act"),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.act}"

    def link(self) -> Link:
        """Return what the hash of this entry has to cover."""
        return Link(
            seq=self.seq,
            at=self.at,
            act=self.act,
            subject=self.subject,
            by=self.by_id,
            facts=self.facts,
            previous_hash=self.previous_hash,
        )


class Opening(models.Model):
    """What opens one commitment of an entry: its salt, and the value where no other row keeps it.

    Both are sealed (`about`). Erased, the commitment tells nothing any more, and the chain stands.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="openings")
    name = models.CharField(_("name"), max_length=32)
    salt_sealed = models.TextField()
    value_sealed = models.TextField(blank=True)

    class Meta:
        verbose_name = _("opening of a commitment")
        verbose_name_plural = _("openings of commitments")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["entry", "name"], name="commitment_has_one_opening"),
        )

    def about(self, field: str) -> str:
        """What a sealed text of this row is bound to."""
        return f"opening:{self.entry_id}:{self.name}:{field}"


class Anchoring(models.Model):
    """When the end of the chain last went outside, and which entry it was."""

    class Way(models.TextChoices):
        FILE = "file", _("file")
        MAIL = "mail", _("e-mail")

    way = models.CharField(max_length=8, choices=Way.choices, unique=True)
    at = models.DateTimeField()
    seq = models.PositiveBigIntegerField()

    class Meta:
        default_permissions = ()
