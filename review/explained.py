"""Refused acts in one sentence each, naming the rule that refuses."""

from collections.abc import Callable
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.models import User
from applications.clock import CalendarLost
from applications.status import Status
from copies.services import FileEmpty, FileTooLarge, NoSpace, WrongKind, refusal_said
from deadlines.working_days import BeyondCalendar
from printing.renderer import FetchRefused, NotPrinted
from review import services
from review.words import CLAUSES, FACTS, OUTCOMES
from sealing.texts import CannotUnseal


def explained(refused: Exception) -> str:
    """Return the sentence for one of REFUSALS."""
    return EXPLANATIONS[type(refused)](refused)


def name(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else _("the portal")


def version_conflict(refused: services.VersionConflict) -> str:
    at = date_format(localtime(refused.at), "d.m.Y H:i") if refused.at else "?"
    return _(
        "%(who)s changed this application at %(at)s, after you had opened the page. Nothing was"
        " done, and what you wrote is kept. Look at the application as it is now, then send again."
    ) % {"who": name(refused.by), "at": at}


def not_yours(refused: services.NotYours) -> str:
    if refused.caseworker is None:
        return _("Nobody has taken this application yet. Take it for review first.")
    return _(
        "%(who)s answers for this application. Only the caseworker who answers for it may do this."
    ) % {"who": name(refused.caseworker)}


def not_determined(refused: services.NotDetermined) -> str:
    language = "en" if (get_language() or "").startswith("en") else "uk"
    asked = dict.fromkeys(each["what"][language] for each in refused.missing)
    return _(
        "The accepted papers leave it unknown whether the conditions are met, and unknown is not"
        " the same as not eligible. What would tell: %(missing)s."
    ) % {"missing": "; ".join(asked)}


def against(refused: services.AgainstDetermination) -> str:
    return _("The accepted papers say: %(outcome)s. The opposite cannot be proposed.") % {
        "outcome": OUTCOMES[refused.outcome]
    }


def not_heard(refused: services.NotHeard) -> str:
    return _(
        "Nobody is refused unheard (law 2073-IX, article 17). The applicant may speak until the"
        " end of %(day)s; record the hearing, or decide after that day."
    ) % {"day": date_format(refused.hear_by, "d.m.Y")}


def notice_not_sent(refused: services.NoticeNotSent) -> str:
    return _(
        "The notice of the hearing has not left (%(state)s), so the days to speak have not begun"
        " (law 2073-IX, article 17). Wait until it is sent or printed, hear the applicant and"
        " record it, or take the proposal back and propose anew."
    ) % {"state": refused.state.label if refused.state else _("no such letter")}


def answer_awaited(refused: services.AnswerAwaited) -> str:
    if refused.answer_by is None:
        return _(
            "The letter that says so to the applicant has not left, so the days to answer have not"
            " begun (law 2073-IX, article 17). Wait until it is sent or printed."
        )
    return _(
        "The applicant may answer until the end of %(day)s (law 2073-IX, article 17). Confirm it"
        " after that day, or turn it down."
    ) % {"day": date_format(refused.answer_by, "d.m.Y")}


def papers_waiting(refused: services.PapersWaiting) -> str:
    return ngettext(
        "%(papers)d paper waits for a verdict. Whatever was brought is judged first: the caseworker"
        " accepts or rejects it.",
        "%(papers)d papers wait for a verdict. Whatever was brought is judged first: the caseworker"
        " accepts or rejects each.",
        refused.papers,
    ) % {"papers": refused.papers}


def late(refused: services.LateWithoutReason) -> str:
    return _(
        "The term of appeal ended on %(day)s. Write what the applicant says of the delay, and"
        " choose whether the reason is good; without one the appeal is left unexamined."
    ) % {"day": date_format(refused.until, "d.m.Y")}


def not_a_fact(refused: services.NotAFactOfIt) -> str:
    return _(
        "The fact “%(fact)s” belongs to no clause chosen as a ground. Choose its clause too, or"
        " leave the fact out."
    ) % {"fact": FACTS.get(refused.fact, refused.fact)}


def votes(refused: services.VotesDoNotAdd) -> str:
    return ngettext(
        "%(present)d member was present, and the votes are not as many. For, against and abstained"
        " together are as many as were present.",
        "%(present)d members were present, and the votes are not as many. For, against and"
        " abstained together are as many as were present.",
        refused.present,
    ) % {"present": refused.present}


EXPLANATIONS: dict[type[Exception], Callable[[Any], str]] = {
    services.VersionConflict: version_conflict,
    services.NotYours: not_yours,
    services.NotDetermined: not_determined,
    services.AgainstDetermination: against,
    services.NotHeard: not_heard,
    services.NoticeNotSent: notice_not_sent,
    services.PapersWaiting: papers_waiting,
    services.AlreadyTaken: lambda refused: (
        _("%(who)s has taken this application already.") % {"who": name(refused.caseworker)}
    ),
    services.NobodyPresent: lambda _refused: _(
        "No caseworker is present who could be given it. Assign it by hand, or end an absence."
    ),
    services.DaysRefused: lambda _refused: _(
        "The last day of an absence is not before its first day, and not before today."
    ),
    services.AlreadyAway: lambda refused: (
        _("From %(first)s to %(last)s an absence is entered already. End that one first.")
        % {
            "first": date_format(refused.absence.first_day, "d.m.Y"),
            "last": date_format(refused.absence.last_day, "d.m.Y"),
        }
    ),
    services.AlreadyEnded: lambda _refused: _("This absence has ended."),
    services.PlanChanged: lambda _refused: _(
        "Something changed after this was planned, so nothing was handed over. Look at the plan as"
        " it is now, then hand over."
    ),
    services.NotACaseworker: lambda _refused: _("This person may not take applications."),
    services.MoveRefused: lambda refused: (
        _("An application that stands at “%(present)s” cannot move to “%(to)s”.")
        % {"present": Status(refused.present).label, "to": Status(refused.to).label}
    ),
    services.NotUnderReview: lambda refused: (
        _("Papers are judged during review; the application stands at “%(status)s”.")
        % {"status": Status(refused.status).label}
    ),
    services.AlreadyDecided: lambda refused: (
        _("Nothing can be added any more; the application stands at “%(status)s”.")
        % {"status": Status(refused.status).label}
    ),
    services.ClockNotRunning: lambda _refused: _(
        "The clock of this application does not run: it is decided, closed or stopped meanwhile."
    ),
    services.TermOver: lambda _refused: _(
        "The last day has passed, and what is overdue is not extended. Decide as soon as you can."
    ),
    services.ExtendedAlready: lambda _refused: _(
        "The term was extended already, as often as it may be."
    ),
    services.ExtensionTooLong: lambda refused: (
        _("An extension has from 1 to %(days)d working days. Write a number between them.")
        % {"days": refused.days}
    ),
    BeyondCalendar: lambda refused: (
        _(
            "The term would end in %(year)d, for which there is no approved calendar of working"
            " days. Have it entered and approved first."
        )
        % {"year": refused.year}
    ),
    CalendarLost: lambda _refused: _(
        "The calendar this term was counted by cannot be had again. Have the due dates counted anew"
        " on the page of the working calendar first."
    ),
    services.ProposalOpen: lambda _refused: _("A proposal awaits its decision already."),
    services.NoOpenProposal: lambda _refused: _(
        "Nothing awaits a decision here: it was decided, sent back or closed meanwhile."
    ),
    services.NothingAsked: lambda _refused: _("Choose at least one thing to be corrected."),
    services.NotAskable: lambda _refused: _(
        "The application has no such answer or paper, or it is named twice."
    ),
    services.NoOpenCorrection: lambda _refused: _(
        "Nothing waits for the applicant here: it was answered, taken back or closed meanwhile."
    ),
    services.NoGrounds: lambda _refused: _("A proposal names at least one clause."),
    services.NotAGround: lambda refused: (
        _("The clause “%(clause)s” does not carry this proposal on the accepted papers.")
        % {"clause": CLAUSES.get(refused.clause, refused.clause)}
    ),
    services.GroundsNotEnough: lambda _refused: _(
        "These grounds leave one of the two groups open. A refusal names a clause that both groups"
        " need, or at least one of each group."
    ),
    services.ReasonMissing: lambda _refused: _("This step needs its reason in words."),
    services.NoteEmpty: lambda _refused: _("Write the note first."),
    services.NotANote: lambda _refused: _(
        "That note was put right already. Choose the later one, or none."
    ),
    services.AlreadyHeard: lambda _refused: _(
        "The hearing is recorded already, and the record stays as it is."
    ),
    services.HearingDayRefused: lambda _refused: _(
        "The day of the hearing lies between the day of the notice and today."
    ),
    services.SamePerson: lambda _refused: _(
        "You proposed this. The decision is made by another person than the one who proposed it."
    ),
    services.FactsChanged: lambda _refused: _(
        "The proven facts changed after this was proposed. Send it back, so that it is proposed"
        " on the facts as they are now."
    ),
    services.NotAnotherApplication: lambda _refused: _(
        "This is the same application. Write the number of the other one."
    ),
    services.OtherClosed: lambda refused: (
        _(
            "The other application stands at “%(status)s” and gives nobody a dwelling, so this one"
            " is not closed as its duplicate."
        )
        % {"status": Status(refused.status).label}
    ),
    services.NobodyShared: lambda _refused: _(
        "The two applications name no person in common, so neither repeats the other."
    ),
    services.ClosingOpen: lambda _refused: _(
        "That this application is to be closed is recorded, and awaits another person who decides."
        " It is confirmed or turned down first."
    ),
    services.NoOpenClosing: lambda _refused: _(
        "Nothing awaits a second person here: it was confirmed or turned down meanwhile."
    ),
    services.RecordedByYou: lambda _refused: _(
        "You recorded this. Another person confirms that the application is closed."
    ),
    services.RequestDayRefused: lambda _refused: _(
        "The paper of the applicant came between the day of the application and today. Look at the"
        " day it was received."
    ),
    services.AnswerAwaited: answer_awaited,
    services.PaperNotChecked: lambda _refused: _(
        "The scan of the applicant’s paper is not checked yet, or was refused, so nobody can have"
        " looked at it. Wait a minute; if it was refused, do not close, and have it scanned again."
    ),
    services.CopyAltered: lambda _refused: _(
        "The stored copy is not the file that was received: its SHA-256 is another. It is not"
        " handed out; tell those who run the portal."
    ),
    services.CopyMissing: lambda _refused: _(
        "The stored copy is not where it was kept. Tell those who run the portal."
    ),
    services.NotClean: lambda _refused: _(
        "This copy has not been found clean, so nobody opens it. The pictures of its pages can be"
        " looked at."
    ),
    services.NotAFactOfIt: not_a_fact,
    services.FactsMissing: lambda refused: (
        _("Choose at least one fact of the clause “%(clause)s”.")
        % {"clause": CLAUSES.get(refused.clause, refused.clause)}
    ),
    services.ConsiderationMissing: lambda _refused: _(
        "The applicant was heard. Write how what they said was weighed: the decision shows it"
        " (law 2073-IX, article 17)."
    ),
    services.HasConflict: lambda refused: (
        _(
            "%(who)s stated a conflict of interest in this application. Another person proposes"
            " and decides; a proposal of theirs is sent back."
        )
        % {"who": name(refused.who)}
    ),
    services.ConflictUnnamed: lambda _refused: _("Say what the conflict of interest is."),
    services.DecidedBefore: lambda _refused: _(
        "You took part in the decision that was appealed. After an appeal, others propose and"
        " decide."
    ),
    services.LateWithoutReason: late,
    services.NotTheirsToLeave: lambda _refused: _(
        "The appeal is late. To leave it unexamined is a decision: one who decides, and neither"
        " proposed nor made the decision appealed, records it. If the reason for the delay is good,"
        " say so, and it is examined."
    ),
    services.AppealDayRefused: lambda _refused: _(
        "The day of the appeal lies between the day of the decision and today."
    ),
    services.BasisMissing: lambda _refused: _(
        "This is another answer on the place than the act gives. Name its legal basis."
    ),
    services.NotDecided: lambda refused: (
        _("The application stands at “%(status)s”: there is no decision in force to put right.")
        % {"status": Status(refused.status).label}
    ),
    services.TemplateAltered: lambda _refused: _(
        "The text this decision is printed with was changed since, so it is not printed. Tell"
        " those who run the portal."
    ),
    services.FileAltered: lambda _refused: _(
        "The stored PDF is not the one that was printed: its SHA-256 is another. It is not handed"
        " out; tell those who run the portal."
    ),
    CannotUnseal: lambda _refused: _(
        "What is kept sealed does not open with the keys of the portal. Nothing was done; tell"
        " those who run the portal."
    ),
    FetchRefused: lambda _refused: _(
        "The text of this decision asks for a file or an address, so it is not printed. Tell"
        " those who run the portal."
    ),
    NotPrinted: lambda _refused: _(
        "The printer stopped before it was done, and nothing was changed. Try once more; if it"
        " happens again, tell those who run the portal."
    ),
    services.NotOfACommission: lambda _refused: _(
        "In this programme one official decides, and no commission votes."
    ),
    services.AlreadyVoted: lambda _refused: _(
        "How the commission voted on this proposal is recorded already, and stays."
    ),
    services.NumberMissing: lambda _refused: _(
        "A protocol has a number, and names the members who were present, one in a line."
    ),
    services.SittingDayRefused: lambda _refused: _(
        "The commission sits between the day of the proposal and today."
    ),
    services.VotesDoNotAdd: votes,
    services.OtherMembers: lambda _refused: _(
        "The protocol of this number and day is kept already, with other members present. Look at"
        " the number, the day and the names."
    ),
    services.NotVoted: lambda _refused: _(
        "In this programme a commission decides. Record its protocol first."
    ),
    services.VotedDown: lambda _refused: _(
        "The commission did not vote for this proposal by more than half of those present. Send it"
        " back."
    ),
    **{
        refused: lambda refused: refusal_said(refused.code)
        for refused in (FileTooLarge, FileEmpty, WrongKind, NoSpace)
    },
}
REFUSALS = tuple(EXPLANATIONS)
