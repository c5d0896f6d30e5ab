"""What becomes of an application in the office: each row is one act of a person, kept as it was."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models import Application, Revision
from applications.status import ASIDE, Status
from applications.vocabulary import CHANNELS
from copies.models import Copy

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
    """What a caseworker proposes. `grounds` are ids of clauses; there is always at least one.

    `facts` are those of the clauses that carry them, as "clause:fact" (`facts_named.py`).
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="proposals")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    grounds = models.JSONField(_("grounds"))
    facts = models.JSONField(_("facts"), default=list)
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


class Nature(models.TextChoices):
    """What kind of decision it is. Whatever is not the first follows another one."""

    FIRST = "first", _("Decision")
    ON_APPEAL = "on_appeal", _("Decision after an appeal")
    CORRECTION = "correction", _("Correction of an obvious error")


class Decision(models.Model):
    """What was decided: binding, reasoned, by another person than proposed it. Never changed.

    The decisions on an application are a chain, each naming the one it `supersedes`; the last one
    is in force (decision 0087). `earlier_by` is who made the superseded one; `considered` says how
    what the applicant said was weighed; `wrong` and `right` are of a correction alone.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions")
    nature = models.CharField(
        _("nature"), max_length=12, choices=Nature.choices, default=Nature.FIRST
    )
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="decisions")
    grounds = models.JSONField(_("grounds"))
    text = models.TextField(_("reasons"))
    considered = models.TextField(_("how what was said was weighed"), blank=True)
    wrong = models.TextField(_("what was wrong"), blank=True)
    right = models.TextField(_("what is right"), blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    earlier_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
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
            models.CheckConstraint(
                condition=Q(nature=Nature.FIRST, supersedes__isnull=True)
                | Q(nature__in=[Nature.ON_APPEAL, Nature.CORRECTION], supersedes__isnull=False),
                name="only_the_first_decision_supersedes_none",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(supersedes__isnull=True),
                name="one_first_decision_per_application",
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=~Q(nature=Nature.CORRECTION),
                name="a_proposal_is_decided_once",
            ),
            models.CheckConstraint(
                condition=~Q(nature=Nature.ON_APPEAL)
                | Q(earlier_by__isnull=False) & ~Q(by=F("earlier_by")),
                name="an_appeal_is_decided_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(nature=Nature.CORRECTION) & ~Q(wrong="") & ~Q(right="")
                | ~Q(nature=Nature.CORRECTION) & Q(wrong="", right=""),
                name="a_correction_says_what_was_wrong_and_what_is_right",
            ),
        )


class Pinned(models.Model):
    """What is printed of an act in one language: pinned with the act, printed after, then kept.

    `sealed` are the words the template is filled with (`printed.py`). One that cannot be printed
    is tried again `not_before`; `trouble` is the class of what went wrong the last time.
    """

    language = models.CharField(max_length=2)
    template = models.CharField(max_length=64)
    template_sha256 = models.CharField(max_length=64)
    sealed = models.TextField()
    pdf_name = models.CharField(max_length=200, blank=True)
    pdf_sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    printed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=32, blank=True)

    class Meta:
        abstract = True

    @property
    def is_set_aside(self) -> bool:
        """Tell whether it could not be printed so far, or is not as it was printed."""
        return bool(self.trouble) or (self.printed_at is None and self.attempts > 0)


class DecisionLetter(Pinned):
    """A decision as its reader gets it."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="letters")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["decision", "language"], name="one_letter_per_decision_and_language"
            ),
            models.CheckConstraint(
                condition=Q(printed_at__isnull=True, pdf_name="", pdf_sha256="")
                | Q(printed_at__isnull=False) & ~Q(pdf_name="") & ~Q(pdf_sha256=""),
                name="a_printed_letter_is_kept_with_its_sha256",
            ),
        )

    @property
    def about(self) -> str:
        """Name what its words are sealed to."""
        return f"decision:{self.decision_id}:{self.language}"


class Appeal(models.Model):
    """What was brought against a decision; `by` wrote it down.

    Late with no good reason it is left unexamined: not `reopened`, and `late_reason` says why.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="appeals")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="appeals")
    received_on = models.DateField(_("received on"))
    channel = models.CharField(_("received how"), max_length=16)
    from_whom = models.CharField(_("from whom"), max_length=200)
    text = models.TextField(_("what it says"), blank=True)
    copy = models.OneToOneField(Copy, models.PROTECT, null=True, related_name="+")
    is_late = models.BooleanField(_("after the term"))
    late_reason = models.TextField(_("why it is late"), blank=True)
    reopened = models.BooleanField(_("reopens the application"))
    keeps_place = models.BooleanField(_("keeps the place"), null=True)
    basis = models.TextField(_("legal basis"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        permissions = (("record_appeal", "Can record an appeal against a decision"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(channel__in=CHANNELS), name="appeal_channel_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(copy__isnull=False), name="an_appeal_is_kept_as_it_came"
            ),
            models.CheckConstraint(
                condition=Q(is_late=False, reopened=True) | Q(is_late=True) & ~Q(late_reason=""),
                name="only_a_late_appeal_is_left_and_says_why",
            ),
            models.CheckConstraint(
                condition=Q(reopened=True, keeps_place__isnull=False) & ~Q(basis="")
                | Q(reopened=False, keeps_place__isnull=True),
                name="a_reopened_application_keeps_its_place_or_not_by_law",
            ),
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(reopened=True),
                name="a_decision_is_reopened_once",
            ),
        )

    @property
    def copies(self) -> list[Copy]:
        """Return its files in the order in which they were attached."""
        further = sorted(self.further.all(), key=lambda each: each.position)
        return [*filter(None, [self.copy]), *(each.copy for each in further)]


class AppealCopy(models.Model):
    """A further file of an appeal, after its first one."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="further")
    copy = models.OneToOneField(Copy, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["appeal", "position"], name="a_file_of_an_appeal_has_its_place"
            ),
        )


class Protocol(models.Model):
    """A sitting of the commission: its number and day, and who was there, one name each."""

    number = models.CharField(_("number"), max_length=32)
    held_on = models.DateField(_("held on"))
    members = models.JSONField(_("members present"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("protocol")
        verbose_name_plural = _("protocols")
        permissions = (("record_protocol", "Can record how the commission voted"),)
        constraints = (
            models.UniqueConstraint(
                fields=["number", "held_on"], name="one_protocol_per_number_and_day"
            ),
            models.CheckConstraint(condition=~Q(number=""), name="a_protocol_has_its_number"),
        )


class Vote(models.Model):
    """How the commission voted on one proposal."""

    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="votes")
    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="vote")
    votes_for = models.PositiveSmallIntegerField(_("for"))
    votes_against = models.PositiveSmallIntegerField(_("against"))
    abstained = models.PositiveSmallIntegerField(_("abstained"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))


class ProtocolExtract(Pinned):
    """What the protocol of a sitting says of one application: who was there, how they voted."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="extracts")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["vote", "language"], name="one_extract_per_vote_and_language"
            ),
            models.CheckConstraint(
                condition=Q(printed_at__isnull=True, pdf_name="", pdf_sha256="")
                | Q(printed_at__isnull=False) & ~Q(pdf_name="") & ~Q(pdf_sha256=""),
                name="a_printed_extract_is_kept_with_its_sha256",
            ),
        )

    @property
    def about(self) -> str:
        """Name what its words are sealed to."""
        return f"vote:{self.vote_id}:{self.language}"


class ClosingState(models.TextChoices):
    """What became of closing an application without a decision."""

    OPEN = "open", _("Awaits another person")
    CONFIRMED = "confirmed", _("Confirmed")
    KEPT_OPEN = "kept_open", _("Not closed")
    SET_ASIDE = "set_aside", _("Set aside with the application")


class Closing(models.Model):
    """An application to be closed without a decision: recorded by one, confirmed by another.

    As withdrawn on the applicant's own paper, `copy`, which came on `received_on`; or as one that
    repeats the application `of`.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="closings")
    to = models.CharField(max_length=16, choices=[(s.value, s.label) for s in sorted(ASIDE)])
    of = models.ForeignKey(Application, models.PROTECT, null=True, related_name="+")
    received_on = models.DateField(_("received on"), null=True)
    copy = models.OneToOneField(Copy, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    state = models.CharField(
        _("state"), max_length=16, choices=ClosingState.choices, default=ClosingState.OPEN
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        verbose_name = _("closing without a decision")
        verbose_name_plural = _("closings without a decision")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=ClosingState.values), name="closing_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state=ClosingState.OPEN),
                name="one_open_closing_per_application",
            ),
            models.CheckConstraint(
                condition=Q(to=Status.WITHDRAWN, of__isnull=True)
                & Q(copy__isnull=False, received_on__isnull=False)
                | Q(to=Status.DUPLICATE, of__isnull=False)
                & Q(copy__isnull=True, received_on__isnull=True),
                name="closing_rests_on_a_paper_or_on_another_application",
            ),
            models.CheckConstraint(
                condition=~Q(of=F("application")), name="an_application_does_not_repeat_itself"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="closing_has_its_reason"),
            models.CheckConstraint(
                condition=Q(state=ClosingState.OPEN, ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(state=ClosingState.OPEN),
                name="ended_closing_has_its_instant_and_author",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClosingState.CONFIRMED) | ~Q(ended_by=F("by")),
                name="closing_is_confirmed_by_another_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClosingState.KEPT_OPEN) | ~Q(ended_why=""),
                name="closing_is_turned_down_with_a_reason",
            ),
        )


class ConflictStatement(models.Model):
    """What one of the staff stated on opening an application, once for each answer.

    Whoever ever stated a conflict of interest has one: it is not taken back.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="statements")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    has_conflict = models.BooleanField()
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["application", "by", "has_conflict"], name="a_conflict_is_stated_once"
            ),
            models.CheckConstraint(
                condition=Q(has_conflict=False) | ~Q(text=""), name="a_conflict_is_named"
            ),
        )


class Note(models.Model):
    """What one of the staff wrote down for the others (`notes.py`). Triggers let none be changed.

    `corrects` is the note it puts right; each is put right once, by one that can be in its turn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="notes")
    sealed = models.TextField()
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="correction")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = (
            models.CheckConstraint(condition=~Q(sealed=""), name="note_says_something"),
            models.CheckConstraint(
                condition=~Q(corrects=F("id")), name="note_does_not_put_itself_right"
            ),
        )


class JobRun(models.Model):
    """When a job of the clock last came to its end."""

    name = models.CharField(max_length=32, unique=True)
    ran_at = models.DateTimeField()
