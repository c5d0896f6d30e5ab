"""The application as it was received, and what has become of it."""

import uuid
from datetime import date
from fractions import Fraction

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications import vocabulary
from applications.sealing import unseal
from applications.status import DECIDED, UNDECIDED, Status
from copies.models import Copy


def one_of(field: str, codes: tuple[str, ...], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": codes}), name=name)


class ApplicationQuerySet(models.QuerySet["Application"]):
    def undecided(self) -> "ApplicationQuerySet":
        """Applications that wait for a decision."""
        return self.filter(status__in=UNDECIDED)

    def running(self) -> "ApplicationQuerySet":
        """Applications whose statutory clock runs."""
        return self.undecided().filter(paused_on=None)

    def overdue_on(self, day: date) -> "ApplicationQuerySet":
        """Applications whose clock runs and whose last day has passed."""
        return self.running().filter(due_on__lt=day)

    def by_due_date(self) -> "ApplicationQuerySet":
        return self.order_by("due_on", "pk")


class Application(models.Model):
    """One request of one household. `received_on` is the day of receipt in Kyiv.

    `due_on`, `calendar_version` and `paused_on` are what the last row of the ledger says.
    For the list alone: `caseworker` repeats the assignment (whoever writes that writes both), and
    `search_text` the number and the names (`searching.py`).
    """

    number = models.CharField(_("number"), max_length=14, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="applications"
    )
    programme = models.CharField(_("programme"), max_length=32)
    channel = models.CharField(_("channel"), max_length=16)
    received_at = models.DateTimeField(_("received at"))
    received_on = models.DateField(_("received on"))
    due_on = models.DateField(_("due on"))
    calendar_version = models.CharField(_("calendar"), max_length=64)
    paused_on = models.DateField(_("clock stopped on"), null=True, blank=True)
    language = models.CharField(_("language of letters"), max_length=2)
    invitation_method = models.CharField(_("invitation"), max_length=16)
    postal_address = models.TextField(_("postal address"), null=True, blank=True)
    no_monetary_assistance = models.BooleanField(_("no monetary assistance received"), null=True)
    owns_no_housing = models.BooleanField(_("owns no housing"), null=True)
    personal_data_notice = models.CharField(
        _("version of the personal data notice"), max_length=100, null=True
    )
    residence_bases = models.JSONField(_("bases of former residence"), null=True)
    residence_katottg = models.CharField(_("place of former residence"), max_length=19, null=True)
    residence_address = models.TextField(_("address of former residence"), null=True)
    status = models.CharField(
        _("status"), max_length=32, choices=Status.choices, default=Status.REGISTERED
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    caseworker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("caseworker"),
        null=True,
        db_index=False,  # `undecided_of_a_caseworker` is its index
        related_name="+",
    )
    search_text = models.TextField(editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        permissions = (("view_sensitive", "Can read what only those who review read"),)
        constraints = [
            one_of("status", tuple(Status.values), "application_status_is_known"),
            one_of("channel", vocabulary.CHANNELS, "application_channel_is_known"),
            one_of("language", vocabulary.LANGUAGES, "application_language_is_known"),
            one_of("invitation_method", vocabulary.INVITATIONS, "invitation_method_is_known"),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("received_on")), name="application_is_due_after_receipt"
            ),
            models.CheckConstraint(
                condition=Q(paused_on__isnull=True)
                | Q(status__in=["correction_requested", "withdrawn", "duplicate"]),
                name="clock_stops_only_for_a_correction",
            ),
            models.CheckConstraint(
                condition=~Q(invitation_method="post") | Q(postal_address__isnull=False),
                name="invitation_by_post_has_an_address",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=Q(status__in=sorted(UNDECIDED)),
                name="undecided_by_due_date",
            ),
            models.Index(
                fields=["caseworker", "due_on", "id"],
                condition=Q(status__in=sorted(UNDECIDED)),
                name="undecided_of_a_caseworker",
            ),
            models.Index(
                fields=["due_on", "id"],
                condition=Q(status__in=sorted(UNDECIDED), caseworker__isnull=True),
                name="undecided_of_nobody",
            ),
            models.Index(
                fields=["due_on", "id"],
                condition=Q(status=Status.CORRECTION_REQUESTED),
                name="waiting_for_the_applicant",
            ),
            models.Index(
                fields=["due_on", "id"],
                condition=Q(status__in=sorted(DECIDED)),
                name="decided_by_due_date",
            ),
            models.Index(fields=["due_on", "id"], name="application_by_due_date"),
            # For the filters of the list, each beside its order.
            models.Index(
                fields=["caseworker", "due_on", "id"],
                condition=Q(status__in=sorted(DECIDED)),
                name="decided_of_a_caseworker",
            ),
            models.Index(
                fields=["due_on", "id"],
                condition=Q(status__in=sorted(DECIDED), caseworker__isnull=True),
                name="decided_of_nobody",
            ),
            models.Index(
                fields=["channel", "due_on", "id"],
                condition=Q(status__in=sorted(UNDECIDED)),
                name="undecided_of_a_channel",
            ),
            models.Index(
                fields=["channel", "due_on", "id"],
                condition=Q(status__in=sorted(DECIDED)),
                name="decided_of_a_channel",
            ),
            models.Index(fields=["status", "due_on", "id"], name="application_by_status"),
        ]

    def __str__(self) -> str:
        return self.number


class Submission(models.Model):
    """An idempotency key and what it made: the same key gives the same application for ever."""

    key = models.CharField(max_length=100, unique=True)
    content_sha256 = models.CharField(max_length=64)
    application = models.OneToOneField(Application, models.PROTECT, related_name="submission")
    at = models.DateTimeField()


class Bringer(models.TextChoices):
    """Who handed an application in."""

    APPLICANT = "applicant", _("The applicant")
    MEMBER = "member", _("A member of the household")
    REPRESENTATIVE = "representative", _("A representative")
    CARRIER = "carrier", _("The post or a courier")


class Arrival(models.Model):
    """How an application came to the desk: who brought it, and who typed it in."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="arrival")
    brought_by = models.CharField(_("brought by"), max_length=16, choices=Bringer.choices)
    name = models.CharField(_("name of who brought it"), max_length=150, blank=True)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("arrival")
        verbose_name_plural = _("arrivals")
        constraints = [
            one_of("brought_by", tuple(Bringer.values), "who_brought_it_is_known"),
            models.CheckConstraint(
                condition=~Q(brought_by="representative") | ~Q(name=""),
                name="representative_has_a_name",
            ),
        ]


class Person(models.Model):
    """The applicant or a household member. Personal numbers are sealed (`sealing.py`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="people")
    position = models.PositiveSmallIntegerField()
    ref = models.CharField(max_length=64)
    relationship = models.CharField(_("relationship"), max_length=16)
    surname = models.CharField(_("surname"), max_length=150)
    given_name = models.CharField(_("given name"), max_length=150)
    patronymic = models.CharField(_("patronymic"), max_length=150, null=True)
    birth_date = models.DateField(_("birth date"))
    identity_type = models.CharField(_("identity document"), max_length=32)
    identity_number_sealed = models.TextField()
    identity_index = models.CharField(max_length=64, db_index=True)
    taxpayer_number_sealed = models.TextField(blank=True)
    taxpayer_index = models.CharField(max_length=64, db_index=True, blank=True)
    taxpayer_number_refused = models.BooleanField(_("refused a taxpayer number"))
    unzr_sealed = models.TextField(blank=True)
    unzr_index = models.CharField(max_length=64, db_index=True, blank=True)
    idp_number_sealed = models.TextField(blank=True)
    idp_issued_on = models.DateField(_("IDP certificate issued on"), null=True)
    phone_sealed = models.TextField(blank=True)
    email = models.CharField(_("e-mail"), max_length=254, null=True)
    full_time_student = models.BooleanField(_("full-time student"))
    unsure_of_statuses = models.BooleanField(_("unsure of statuses"))

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("household")
        constraints = [
            models.UniqueConstraint(fields=["application", "ref"], name="person_ref_is_unique"),
            models.UniqueConstraint(
                fields=["application", "position"], name="person_position_is_unique"
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(relationship="applicant"),
                name="one_applicant_per_application",
            ),
            one_of("relationship", vocabulary.RELATIONSHIPS, "relationship_is_known"),
            one_of("identity_type", vocabulary.IDENTITY_TYPES, "identity_type_is_known"),
            models.CheckConstraint(
                condition=Q(taxpayer_number_refused=False) | Q(taxpayer_number_sealed=""),
                name="taxpayer_number_is_given_or_refused",
            ),
        ]
        indexes = [models.Index(fields=["birth_date"], name="people_by_birth_date")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The full name in the nominative, as in the application."""
        return " ".join(filter(None, (self.surname, self.given_name, self.patronymic)))

    def about(self, field: str) -> str:
        """What a sealed value of this row is bound to."""
        return f"person:{self.pk}:{field}"

    @property
    def identity_number(self) -> str:
        return unseal(self.identity_number_sealed, about=self.about("identity_number")) or ""

    @property
    def taxpayer_number(self) -> str | None:
        return unseal(self.taxpayer_number_sealed, about=self.about("taxpayer_number"))

    @property
    def unzr(self) -> str | None:
        return unseal(self.unzr_sealed, about=self.about("unzr"))

    @property
    def idp_number(self) -> str | None:
        return unseal(self.idp_number_sealed, about=self.about("idp_number"))

    @property
    def phone(self) -> str | None:
        return unseal(self.phone_sealed, about=self.about("phone"))


class StatusClaim(models.Model):
    """A status somebody claims, as its holder or as a family member of its holder."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="status_claims")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(_("status"), max_length=48)
    held_as = models.CharField(_("held as"), max_length=16)

    class Meta:
        constraints = [
            one_of("code", vocabulary.STATUS_CODES, "status_code_is_known"),
            one_of("held_as", vocabulary.HELD_AS, "status_is_held_or_of_family"),
            models.CheckConstraint(
                condition=~Q(code="fallen_defender", held_as="holder"),
                name="nobody_holds_the_status_of_the_fallen",
            ),
        ]


class Home(models.Model):
    """Housing that somebody of the household owns. `total_area` in m², the share as a fraction."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="homes")
    position = models.PositiveSmallIntegerField()
    ref = models.CharField(max_length=64)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="homes")
    total_area = models.DecimalField(_("total area, m²"), max_digits=7, decimal_places=2)
    share_numerator = models.PositiveIntegerField()
    share_denominator = models.PositiveIntegerField()
    katottg = models.CharField(_("place"), max_length=19, null=True)
    address = models.TextField(_("address"), null=True)
    condition = models.CharField(_("condition"), max_length=16)
    evidence_type = models.CharField(_("evidence"), max_length=32, null=True)
    evidence_reference = models.TextField(_("reference of the evidence"), null=True)

    class Meta:
        verbose_name = _("home")
        verbose_name_plural = _("homes")
        constraints = [
            models.UniqueConstraint(fields=["application", "ref"], name="home_ref_is_unique"),
            one_of("condition", vocabulary.CONDITIONS, "home_condition_is_known"),
            models.CheckConstraint(condition=Q(total_area__gt=0), name="home_area_is_positive"),
            models.CheckConstraint(
                condition=Q(share_numerator__gt=0) & Q(share_numerator__lte=F("share_denominator")),
                name="home_share_is_at_most_one",
            ),
        ]

    @property
    def share(self) -> Fraction:
        return Fraction(self.share_numerator, self.share_denominator)


class Verdict(models.TextChoices):
    """What a caseworker found of a document."""

    PENDING = "pending", _("Not yet looked at")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")


class Document(models.Model):
    """A paper as it was brought: one file, or several photographs of it (`DocumentCopy`).

    A paper about a home is its owner's, and names the home where it was given for it.
    `verdict_at` of a paper that waits is when the word on it was taken back (`reweighing.py`).
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="documents")
    position = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="documents")
    home = models.ForeignKey(Home, models.PROTECT, null=True, related_name="documents")
    paper = models.CharField(_("paper"), max_length=64)
    given_type = models.CharField(_("type as received"), max_length=64)
    received_at = models.DateTimeField(_("received at"))
    verdict = models.CharField(
        _("verdict"), max_length=16, choices=Verdict.choices, default=Verdict.PENDING
    )
    verdict_reason = models.TextField(_("reason"), blank=True)
    verdict_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    verdict_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            one_of("verdict", tuple(Verdict.values), "document_verdict_is_known"),
            models.UniqueConstraint(
                fields=["application", "position"], name="document_position_is_unique"
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.REJECTED) | ~Q(verdict_reason=""),
                name="rejection_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.PENDING)
                | Q(verdict_by__isnull=False, verdict_at__isnull=False),
                name="verdict_has_its_author_and_time",
            ),
        ]

    @property
    def waits_again(self) -> bool:
        """Tell whether a word was taken back, because the answer this paper shows changed."""
        return self.verdict == Verdict.PENDING and self.verdict_at is not None


class DocumentCopy(models.Model):
    """One file of a paper, in the order added."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="copies")
    copy = models.OneToOneField(Copy, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "position"], name="document_copy_has_its_place"
            ),
        ]


class StatusChange(models.Model):
    """One move of an application; history is added, not edited."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="status_changes")
    from_status = models.CharField(_("from"), max_length=32, blank=True)
    to_status = models.CharField(_("to"), max_length=32, choices=Status.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status history")


class ClockEntry(models.Model):
    """One row of the statutory clock's ledger: what happened to the term, when, on which basis.

    `working_days` is the length of a term that began, or what an extension adds, else 0. `due_on`
    is the last day from this row on. Rows are only added (migration review/0006).
    """

    class Kind(models.TextChoices):
        STARTED = "started", _("Started")
        PAUSED = "paused", _("Stopped")
        RESUMED = "resumed", _("Went on")
        RESTARTED = "restarted", _("Began anew")
        EXTENDED = "extended", _("Extended")
        RECOUNTED = "recounted", _("Counted anew by a changed calendar")

    application = models.ForeignKey(Application, models.PROTECT, related_name="clock")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    on = models.DateField(_("day"))
    working_days = models.PositiveSmallIntegerField(_("working days"))
    due_on = models.DateField(_("due on"))
    calendar_version = models.CharField(_("calendar"), max_length=64)
    legal_basis = models.TextField(_("legal basis"))
    decision = models.CharField(_("by which decision"), max_length=200, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("row of the clock")
        verbose_name_plural = _("clock")
        constraints = [
            one_of(
                "kind",
                ("started", "paused", "resumed", "restarted", "extended", "recounted"),
                "clock_entry_kind_is_known",
            ),
            models.UniqueConstraint(
                fields=["application"], condition=Q(kind="started"), name="a_clock_starts_once"
            ),
            models.CheckConstraint(
                condition=~Q(legal_basis=""), name="whatever_moves_the_clock_names_its_basis"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["started", "restarted", "extended"], working_days__gt=0)
                | Q(kind__in=["paused", "resumed", "recounted"], working_days=0),
                name="only_a_term_or_its_extension_has_days",
            ),
            models.CheckConstraint(
                condition=~Q(kind="extended")
                | ~Q(decision="") & ~Q(reason="") & Q(by__isnull=False) & Q(due_on__gt=F("on")),
                name="an_extension_is_a_decision_with_its_reason",
            ),
        ]


class Why(models.TextChoices):
    """Why a version of an application was kept."""

    SUBMITTED = "submitted", _("Submitted")
    CORRECTION = "correction", _("Correction")
    INVITATION = "invitation", _("Way of invitation")


class Revision(models.Model):
    """The whole application as it was submitted, and again after each change the applicant made.

    `sealed` is its package as JSON (`revisions.py`), `sha256` that of the canonical JSON. A later
    version is a row of its own; number 1 is what was submitted.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("number"))
    why = models.CharField(_("why"), max_length=16, choices=Why.choices)
    sealed = models.TextField()
    sha256 = models.CharField("SHA-256", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("version of an application")
        verbose_name_plural = _("versions of an application")
        constraints = [
            one_of("why", tuple(Why.values), "why_a_version_is_kept_is_known"),
            models.UniqueConstraint(
                fields=["application", "number"], name="version_number_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(number=1, why=Why.SUBMITTED) | Q(number__gt=1) & ~Q(why=Why.SUBMITTED),
                name="first_version_is_the_submitted_one",
            ),
        ]
