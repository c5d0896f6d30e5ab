"""What is added to a lease while it lives: its end, the papers drawn up beside it, and scans."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from copies.models import Copy
from leases.causes import WITHOUT_PAPER, Cause


class Ending(models.Model):
    """That a lease ends, why, and which is its last day; the last row of a lease counts.

    Added, never changed: what is taken back is a row too. `paper` names the paper it rests on,
    and `proof` is its scan: migration 0011 asks each new row of the causes PROVEN for one.
    Nobody (`by`) recorded what the clock did.
    """

    lease = models.ForeignKey("leases.Lease", models.PROTECT, related_name="endings")
    cause = models.CharField(_("why it ends"), max_length=16, choices=Cause.choices)
    last_day = models.DateField(_("last day"), null=True)
    paper = models.CharField(_("paper it rests on"), max_length=200, blank=True)
    paper_on = models.DateField(_("day of the paper"), null=True)
    proof = models.ForeignKey("leases.Scan", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("end of a lease")
        verbose_name_plural = _("ends of leases")
        constraints = [
            models.CheckConstraint(
                condition=Q(cause__in=Cause.values), name="cause_of_an_end_is_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="end_says_why"),
            models.CheckConstraint(
                condition=Q(cause=Cause.CARRIES_ON, last_day__isnull=True)
                | ~Q(cause=Cause.CARRIES_ON) & Q(last_day__isnull=False),
                name="end_has_its_last_day",
            ),
            models.CheckConstraint(
                condition=Q(cause__in=WITHOUT_PAPER) | ~Q(paper="") & Q(paper_on__isnull=False),
                name="end_rests_on_a_paper",
            ),
        ]


class Recheck(models.Model):
    """What the rules said of the proven facts when a renewal was drawn up, or issued on others.

    `clauses` is clause to value; `sha256` that of the determination. Added, never changed.
    """

    lease = models.ForeignKey("leases.Lease", models.PROTECT, related_name="rechecks")
    outcome = models.CharField(_("outcome"), max_length=24)
    clauses = models.JSONField()
    sha256 = models.CharField("SHA-256", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("facts asked again for a new term")
        verbose_name_plural = _("facts asked again for new terms")
        default_permissions = ()


class PaperKind(models.TextChoices):
    """What is drawn up beside a lease."""

    ACCEPTANCE = "acceptance", _("Act of acceptance")
    RETURN = "return", _("Act of return")
    AMENDMENT = "amendment", _("Amendment")


ACTS = (PaperKind.ACCEPTANCE, PaperKind.RETURN)


class Paper(models.Model):
    """An act or an amendment as it was printed: what it pins never changes.

    `on` is the day of the hand-over, or the day an amendment holds from; `data` is all that its
    text is made of, `change` who joins and who leaves. It counts once it is signed. Who recorded
    that is not known (`signed_by`) of papers signed before two people were asked for. An act rests
    on the scan of what was signed (`proof`); those signed before decision 0167 have none.
    """

    lease = models.ForeignKey("leases.Lease", models.PROTECT, related_name="papers")
    kind = models.CharField(_("kind"), max_length=16, choices=PaperKind.choices)
    number = models.PositiveSmallIntegerField(_("number"))
    on = models.DateField(_("day"))
    data = models.JSONField()
    change = models.JSONField(default=dict)
    template = models.CharField(_("template"), max_length=64)
    template_sha256 = models.CharField(max_length=64)
    pdf_name = models.CharField(max_length=80)
    pdf_sha256 = models.CharField(_("SHA-256 of the PDF"), max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made at"))
    signed_on = models.DateField(_("signed on"), null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    proof = models.ForeignKey("leases.Scan", models.PROTECT, null=True, related_name="+")
    set_aside_at = models.DateTimeField(_("set aside at"), null=True)
    set_aside_reason = models.TextField(_("why it was set aside"), blank=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("paper of a lease")
        verbose_name_plural = _("papers of leases")
        permissions = [("set_aside_signed_act", "Can set aside an act that was signed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=PaperKind.values), name="kind_of_a_paper_is_known"
            ),
            models.UniqueConstraint(
                fields=["lease", "kind", "number"], name="number_of_a_paper_is_unique"
            ),
            models.UniqueConstraint(
                fields=["lease", "kind"],
                condition=Q(kind__in=ACTS, set_aside_at__isnull=True),
                name="one_act_of_a_kind_stands",
            ),
            models.UniqueConstraint(
                fields=["lease"],
                condition=Q(
                    kind=PaperKind.AMENDMENT, signed_on__isnull=True, set_aside_at__isnull=True
                ),
                name="one_amendment_waits_to_be_signed",
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at__isnull=True) | ~Q(set_aside_reason=""),
                name="paper_set_aside_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(kind=PaperKind.AMENDMENT)
                | Q(signed_on__isnull=True)
                | Q(set_aside_at__isnull=True),
                name="signed_amendment_is_not_set_aside",
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True)
                | Q(set_aside_at__isnull=True)
                | Q(set_aside_by__isnull=False) & ~Q(set_aside_by=F("signed_by")),
                name="signed_act_is_set_aside_by_another",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """It is printed and waits to be signed."""
        return self.signed_on is None and self.set_aside_at is None


class Scanned(models.TextChoices):
    """What a scan shows."""

    LEASE = "lease", _("The signed lease")
    ACCEPTANCE = "acceptance", _("The signed act of acceptance")
    RETURN = "return", _("The signed act of return")
    AMENDMENT = "amendment", _("A signed amendment")
    CONSENT = "consent", _("A consent")
    ENDING = "ending", _("A notice, agreement or decision that ends the lease")
    OTHER = "other", _("Another paper")


class Scan(models.Model):
    """A signed paper, or a file signed electronically, kept to the byte as it came.

    `copy` is the same file on its way through the checks; nobody opens either before it is clean.
    """

    lease = models.ForeignKey("leases.Lease", models.PROTECT, related_name="scans")
    shows = models.CharField(_("what it shows"), max_length=16, choices=Scanned.choices)
    copy = models.OneToOneField(Copy, models.PROTECT, related_name="+")
    stored_name = models.CharField(max_length=80, unique=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("signed paper of a lease")
        verbose_name_plural = _("signed papers of leases")
        constraints = [
            models.CheckConstraint(
                condition=Q(shows__in=Scanned.values), name="what_a_scan_shows_is_known"
            ),
            models.UniqueConstraint(fields=["lease", "sha256"], name="scan_is_attached_once"),
        ]
