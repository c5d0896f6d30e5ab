"""Letters of review, worded in the language the applicant chose; reminders in both."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from applications.models import Application
from applications.status import Status
from deadlines.working_days import day_in_kyiv
from outbox.delivered import terms_on
from outbox.services import queue
from review.appeal_term import key_of, last_day_to_appeal, named_on
from review.appeals import appeal_on
from review.askable import asked, household_of
from review.in_force import day_decided
from review.lock import subject_of
from review.models import (
    Appeal,
    Closing,
    ClosingState,
    CorrectionRequest,
    Decision,
    Hearing,
    Proposal,
)
from review.notices import key_of as key_of_notice
from review.notices import key_of_closing

HEARING = {
    "uk": "Запропоновано відмову: Ви можете висловитися",
    "en": "A refusal is proposed: you can be heard",
}
DECISION = {"uk": "Рішення за Вашою заявою", "en": "The decision on your application"}
CORRECTED = {
    "uk": "Виправлено очевидну помилку в рішенні",
    "en": "An obvious error in the decision is put right",
}
APPEAL = {
    True: {"uk": "Вашу скаргу розглядають", "en": "Your appeal is examined"},
    False: {"uk": "Вашу скаргу залишено без розгляду", "en": "Your appeal is left unexamined"},
}
REASSIGN = "Заяві {number} потрібен інший працівник / needs another caseworker"
CORRECTION = {"uk": "Просимо виправити або додати", "en": "Please correct or add something"}
TAKEN_BACK = {
    "uk": "Виправляти вже нічого не треба",
    "en": "Nothing needs to be corrected any more",
}
CLOSING = {"uk": "Вашу заяву закрито без рішення", "en": "Your application is closed undecided"}
TO_BE_CLOSED = {
    "uk": "Вашу заяву можуть закрити без рішення: перевірте",
    "en": "Your application may be closed undecided: please check",
}
KEPT_OPEN = {"uk": "Вашу заяву не закрито", "en": "Your application is not closed"}
REMINDER = {
    True: "Заява {number}: строк минув / overdue",
    False: "Заява {number}: строк {due_on} / due {due_on}",
}


def queue_hearing_notice(hearing: Hearing, *, at: datetime) -> None:
    """Say what is proposed, why, and until when and how the applicant can speak."""
    proposal = hearing.proposal
    application = proposal.application
    days = settings.HEARING_WORKING_DAYS
    body = worded("hearing_notice", application, proposal=proposal, hearing=hearing, days=days)
    subject = HEARING[application.language]
    send("hearing_notice", application, subject, body, key_of_notice(hearing), at=at)


def queue_decision(decision: Decision, *, at: datetime) -> None:
    """Say what was decided and why; of a refusal, how, where and until when to appeal."""
    application = decision.application
    body = decision_body(f"decision_{decision.kind}", decision)
    send("decision", application, DECISION[application.language], body, key_of(decision), at=at)


def queue_corrected(decision: Decision, *, at: datetime) -> None:
    """Say that an obvious error was put right: what was wrong, and what is right."""
    application = decision.application
    body = decision_body("decision_corrected", decision)
    send("decision", application, CORRECTED[application.language], body, key_of(decision), at=at)


def decision_body(template: str, decision: Decision) -> str:
    application = decision.application
    appeal = appeal_on(day_in_kyiv(decision.at))
    return worded(
        template,
        application,
        proposal=decision.proposal,
        decision=decision,
        decided_on=day_in_kyiv(decision.at),
        where=appeal.where[application.language],
        how=appeal.how[application.language],
        source=appeal.source,
        is_enclosed=not goes_by_email(application),
        link=link_to(application),
        until=last_day_to_appeal(decision) or decision.appeal_until,
        days=appeal.complaint_days,
        post_days=terms_on(day_in_kyiv(decision.at)).post_days,
    )


def link_to(application: Application) -> str:
    """Return where an applicant with an account finds the decision as a PDF, having signed in."""
    if application.owner_id is None:
        return ""
    return settings.SITE_URL + reverse("status", args=[application.number])


def queue_appeal(appeal: Appeal, *, at: datetime) -> None:
    """Say that an appeal came and is examined, or that it is left unexamined and why."""
    application = appeal.application
    template = "appeal_examined" if appeal.reopened else "appeal_left"
    context = {
        "application": application,
        "appeal": appeal,
        "decided_on": day_decided(appeal.decision),
        "until": last_day_to_appeal(appeal.decision),
    }
    body = render_to_string(f"review/letters/{template}.{application.language}.txt", context)
    subject = APPEAL[appeal.reopened][application.language]
    send("decision", application, subject, body, f"appeal:{appeal.pk}", at=at)


def queue_reassignment(application: Application, *, why: str, at: datetime) -> None:
    """Ask those who decide to give an application to another caseworker, by number alone.

    `why` is "conflict" of who answered for it, or "appeal" that left it to nobody.
    """
    deciders = User.objects.with_perm("review.decide", include_superusers=False)
    body = render_to_string(
        "review/letters/reassign.txt", {"number": application.number, "why": why}
    )
    for reader in deciders.exclude(email=""):
        queue(
            "reminder",
            to=reader.email,
            subject=REASSIGN.format(number=application.number),
            body=body,
            dedupe_key=f"reassign:{application.pk}:{application.version}:{reader.pk}",
            at=at,
            about=subject_of(application.pk),
        )


def queue_correction(request: CorrectionRequest, *, at: datetime) -> None:
    """Say what is to be corrected or added, each with its note, and where that is done."""
    application = request.application
    language = application.language
    with translation.override(language):
        household = household_of(application)
        items = [
            {"label": household.label(asked(item.path)), "note": item.note}
            for item in request.items.order_by("position")
        ]
    context = {
        "application": application,
        "request": request,
        "items": items,
        "link": settings.SITE_URL + reverse("correction", args=[application.number]),
    }
    body = render_to_string(f"review/letters/correction.{language}.txt", context)
    key = f"correction:{request.pk}"
    send("correction", application, CORRECTION[language], body, key, at=at)


def queue_correction_taken_back(request: CorrectionRequest, *, at: datetime) -> None:
    """Say that nothing needs to be corrected any more."""
    application = request.application
    template = f"review/letters/correction_taken_back.{application.language}.txt"
    body = render_to_string(template, {"application": application})
    key = f"correction_taken_back:{request.pk}"
    send("correction", application, TAKEN_BACK[application.language], body, key, at=at)


def queue_closing(application: Application, status: Status, *, at: datetime) -> None:
    """Say that an application was closed without a decision, and what to do if that is wrong.

    Of a repeated one the other's number, why, and how, where and until when to object.
    """
    language, closed_on = application.language, day_in_kyiv(at)
    context: dict[str, Any] = {"application": application, "closed_on": closed_on}
    if status == Status.DUPLICATE:
        context |= objection(application, closed_on)
    body = render_to_string(f"review/letters/{status}.{language}.txt", context)
    key = f"{status}:application:{application.pk}"
    send("decision", application, CLOSING[language], body, key, at=at)


def objection(application: Application, on: date) -> dict[str, Any]:
    """Return what was confirmed, and how its applicant can object, as against a decision."""
    appeal, confirmed = appeal_on(on), application.closings.filter(state=ClosingState.CONFIRMED)
    return {
        "closing": confirmed.select_related("of").get(),
        "where": appeal.where[application.language],
        "how": appeal.how[application.language],
        "source": appeal.source,
        "until": named_on(on),
        "days": appeal.complaint_days,
        "post_days": terms_on(on).post_days,
    }


def queue_closing_recorded(closing: Closing, *, at: datetime) -> None:
    """Say at once why an application may be closed, and what to do if that is wrong."""
    send_of_closing("closing_recorded", closing, TO_BE_CLOSED, key_of_closing(closing), at=at)


def queue_kept_open(closing: Closing, *, at: datetime) -> None:
    """Say that an application is not closed after all."""
    send_of_closing("closing_kept_open", closing, KEPT_OPEN, f"kept_open:{closing.pk}", at=at)


def send_of_closing(
    template: str, closing: Closing, subject: dict[str, str], key: str, *, at: datetime
) -> None:
    application = closing.application
    language = application.language
    context = {
        "application": application,
        "closing": closing,
        "days": settings.HEARING_WORKING_DAYS,
        "post_days": terms_on(day_in_kyiv(at)).post_days,
    }
    body = render_to_string(f"review/letters/{template}.{language}.txt", context)
    send("decision", application, subject[language], body, key, at=at)


def worded(template: str, application: Application, *, proposal: Proposal, **facts: Any) -> str:
    context = {
        "application": application,
        "proposal": proposal,
        "reasons": reasons(proposal, application.language),
        **facts,
    }
    return render_to_string(f"review/letters/{template}.{application.language}.txt", context)


def reasons(proposal: Proposal, language: str) -> list[dict[str, str]]:
    """Return the clauses a proposal rests on: the provision, and its sentence in that language."""
    return [
        {"citation": clause["citation"], "why": clause["why"][language]}
        for clause in proposal.determination.document["clauses"]
        if clause["id"] in proposal.grounds
    ]


def send(
    kind: str, application: Application, subject: str, body: str, key: str, *, at: datetime
) -> None:
    """Queue by e-mail, or by post where the applicant chose post or has no e-mail."""
    applicant = application.people.get(relationship="applicant")
    by_email = goes_by_email(application)
    address = "\n".join(filter(None, (applicant.name, application.postal_address)))
    queue(
        kind,
        to=applicant.email or "" if by_email else address,
        subject=subject,
        body=body,
        dedupe_key=key,
        at=at,
        about=subject_of(application.pk),
        delivery="email" if by_email else "post",
    )


def goes_by_email(application: Application) -> bool:
    """Tell whether letters go by e-mail: it was chosen, and there is an address."""
    applicant = application.people.get(relationship="applicant")
    return bool(applicant.email) and application.invitation_method == "electronic"


def queue_reminder(
    application: Application,
    reader: User,
    key: str,
    *,
    left: int | None,
    propose_by: date | None = None,
    on: date,
    at: datetime,
) -> bool:
    """Remind one of the staff by number and dates alone; tell whether it was not queued before.

    Without `left` the letter names the last day, and no number of working days; with `propose_by`
    the last day to propose a refusal.
    """
    number, due = application.number, application.due_on
    over = None if left is None else -left
    context = {"number": number, "due_on": due, "left": left, "over": over, "is_past": on > due}
    context["propose_by"] = propose_by
    letter = queue(
        "reminder",
        to=reader.email,
        subject=REMINDER[on > due].format(number=number, due_on=f"{due:%d.%m.%Y}"),
        body=render_to_string("review/letters/reminder.txt", context),
        dedupe_key=key,
        at=at,
        about=subject_of(application.pk),
    )
    return letter is not None
