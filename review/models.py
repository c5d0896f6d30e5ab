"""What becomes of an application in the office: each row is one act of a person, kept as it was."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models import Application, Revision

NO_GROUNDS: list[str] = []


class Kind(models.TextChoices):
    """What is proposed, and then decided."""

    APPROVE = "approve", _("Approval")
    REFUSE = "refuse", _("Refusal")


class State(models.TextChoices):
    """What became of a proposal."""

    OPEN = "open", _("Awaits a decision")
    DECIDED = "decided", _("Decided")
    SENT_BACK = "sent_back", _("Sent back")
    SET_ASIDE = "set_aside", _("Set aside with the application")


class Assignment(models.Model):
    """Who answers for an application; who did before is in the audit chain."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="assignment")
    caseworker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        permissions = (("take_application", "Can take an application for review"),)


class Absence(models.Model):
    """Days on which a caseworker is given no applications by rule; why they are away is not kept.

    Ended early, it counts no more from that moment on.
    """

    caseworker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        permissions = (("enter_absence", "Can enter when a caseworker is away"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="absence_ends_not_before_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="ended_absence_has_its_instant_and_author",
            ),
        )


class RecordedDetermination(models.Model):
    """What the rules said, with the facts they read, so that anybody can have it said again.

    `case` holds the facts and the accepted papers (`replay.py`), never a personal number.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="determinations")
    basis = models.CharField(max_length=8)
    as_of = models.DateField()
    ruleset = models.CharField(max_length=64)
    territories_edition = models.CharField(max_length=200)
    calendar_version = models.CharField(max_length=64)
    case = models.JSONField()
    document = models.JSONField()
    sha256 = models.CharField("SHA-256", max_length=64)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("recorded determination")
        verbose_name_plural = _("recorded determinations")
        permissions = (("judge_evidence", "Can accept or reject evidence"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(basis__in=("declared", "verified")), name="determination_basis_is_known"
            ),
        )


class Proposal(models.Model):
    """What a caseworker proposes. `grounds` are ids of clauses; there is always at least one."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="proposals")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    grounds = models.JSONField(_("grounds"))
    text = models.TextField(_("reasons"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    determination = models.ForeignKey(RecordedDetermination, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.OPEN)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    closing_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        permissions = (("propose_decision", "Can propose a decision"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="proposal_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="proposal_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state=State.OPEN),
                name="one_open_proposal_per_application",
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(grounds=NO_GROUNDS), name="proposal_has_its_reasons"
            ),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(state=State.OPEN),
                name="closed_proposal_has_its_instant_and_author",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SENT_BACK) | ~Q(closing_reason=""),
                name="proposal_is_sent_back_with_a_reason",
            ),
        )


class Hearing(models.Model):
    """The applicant's chance to speak before a refusal (law 2073-IX, art. 17).

    Open until heard, or until the end of the day `hear_by`.
    """

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="hearing")
    notice_at = models.DateTimeField(_("notice at"))
    hear_by = models.DateField(_("to be heard by"))
    heard_on = models.DateField(_("heard on"), null=True)
    statement = models.TextField(_("what the applicant said"), blank=True)

    class Meta:
        verbose_name = _("hearing")
        verbose_name_plural = _("hearings")
        constraints = (
            models.CheckConstraint(
                condition=Q(heard_on__isnull=True, statement="")
                | Q(heard_on__isnull=False) & ~Q(statement=""),
                name="heard_means_a_statement_is_kept",
            ),
        )


class CorrectionState(models.TextChoices):
    """What became of a request to correct the application."""

    OPEN = "open", _("Waits for the applicant")
    ANSWERED = "answered", _("Answered")
    TAKEN_BACK = "taken_back", _("Taken back")
    SET_ASIDE = "set_aside", _("Set aside with the application")


class CorrectionRequest(models.Model):
    """What the caseworker asks the applicant to correct, and nothing besides.

    `revision` is the version of the application that the answer made; none where it changed
    no answer.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="corrections")
    text = models.TextField(_("message"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    state = models.CharField(
        _("state"), max_length=16, choices=CorrectionState.choices, default=CorrectionState.OPEN
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    revision = models.OneToOneField(Revision, models.PROTECT, null=True, related_name="correction")

    class Meta:
        verbose_name = _("correction request")
        verbose_name_plural = _("correction requests")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=CorrectionState.values), name="correction_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state=CorrectionState.OPEN),
                name="one_open_correction_per_application",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=CorrectionState.OPEN, closed_at__isnull=True, closed_by__isnull=True
                )
                | Q(closed_at__isnull=False, closed_by__isnull=False)
                & ~Q(state=CorrectionState.OPEN),
                name="closed_correction_has_its_instant_and_author",
            ),
            models.CheckConstraint(
                condition=Q(revision__isnull=True) | Q(state=CorrectionState.ANSWERED),
                name="only_an_answer_makes_a_version",
            ),
        )


class CorrectionItem(models.Model):
    """One thing asked for: a question, "person:p1:name", or a paper, "paper:p1:idp_certificate".

    `sealed` is what the applicant answered so far; `reply` what they say about it.
    """

    request = models.ForeignKey(CorrectionRequest, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    path = models.CharField(_("what"), max_length=200)
    note = models.TextField(_("what is wrong"))
    sealed = models.TextField(blank=True)
    reply = models.TextField(_("reply"), blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("item to correct")
        verbose_name_plural = _("items to correct")
        constraints = (
            models.UniqueConstraint(
                fields=["request", "path"], name="correction_asks_each_thing_once"
            ),
            models.UniqueConstraint(
                fields=["request", "position"], name="correction_item_has_its_place"
            ),
            models.CheckConstraint(condition=~Q(note=""), name="correction_says_what_is_wrong"),
        )


class Decision(models.Model):
    """What was decided: binding, reasoned, by another person than proposed it. Never changed."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="decision")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="decision")
    grounds = models.JSONField(_("grounds"))
    text = models.TextField(_("reasons"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    appeal_until = models.DateField(_("appeal until"), null=True)
    determination = models.ForeignKey(RecordedDetermination, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        permissions = (("decide", "Can decide what another person proposed"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="decision_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(by=F("proposed_by")), name="decided_by_another_person"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.REFUSE)
                | ~Q(grounds=NO_GROUNDS) & ~Q(text="") & Q(appeal_until__isnull=False),
                name="refusal_has_grounds_and_a_term_of_appeal",
            ),
        )


class JobRun(models.Model):
    """When a job of the clock last came to its end."""

    name = models.CharField(max_length=32, unique=True)
    ran_at = models.DateTimeField()
