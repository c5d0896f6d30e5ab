"""The application page: a dossier in words, and the forms of the next steps."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from applications.sensitive import CLAUSES, PERMISSION
from applications.status import UNDECIDED, Status
from review import words
from review.appeal_term import term_of_appeal
from review.board import OF_DOCUMENTS, board, first_waiting
from review.closing_forms import CloseForm, DuplicateForm, KeepOpenForm, WithdrawForm
from review.closing_rows import closing_row
from review.correction_forms import RequestCorrectionForm, TakeBackCorrectionForm
from review.correction_rows import correction_rows
from review.decision_forms import AppealForm, CorrectErrorForm, VoteForm
from review.decision_rows import after_decision
from review.dossier import Dossier
from review.explained import name
from review.extend_form import ExtendForm
from review.findings import clause_row, grounds, missing, outcome
from review.forms import (
    AcceptForm,
    ActForm,
    AddPaperForm,
    AssignForm,
    DecideForm,
    HearForm,
    ProposeForm,
    RejectForm,
    SendBackForm,
    TakeForm,
)
from review.household import home_row, matches, person_row, residence
from review.impartiality import is_asked
from review.models import ConflictStatement
from review.next_steps import step_rows
from review.note_forms import NoteForm
from review.notes import notes
from review.protected import OVERSEES
from review.refusing import refusal_time
from review.timeline import timeline

FORMS: dict[str, type[ActForm]] = {
    "take": TakeForm,
    "assign": AssignForm,
    "add_paper": AddPaperForm,
    "add_note": NoteForm,
    "accept": AcceptForm,
    "reject": RejectForm,
    "request_correction": RequestCorrectionForm,
    "take_back_correction": TakeBackCorrectionForm,
    "propose": ProposeForm,
    "hear": HearForm,
    "vote": VoteForm,
    "decide": DecideForm,
    "correct_error": CorrectErrorForm,
    "appeal": AppealForm,
    "send_back": SendBackForm,
    "extend": ExtendForm,
    "withdraw": WithdrawForm,
    "duplicate": DuplicateForm,
    "close": CloseForm,
    "keep_open": KeepOpenForm,
}
MATCHES_SHOWN = 5


def context(dossier: Dossier, failed: ActForm | None = None) -> dict[str, Any]:
    """Return what the template shows; `failed` is a form sent with errors, shown as it was sent."""
    user = dossier.user
    shown: dict[str, Any] = {
        "dossier": dossier,
        "due": dossier.due,
        "application": dossier.application,
        "channel": words.CHANNELS[dossier.application.channel],
        "invitation": words.INVITATIONS[dossier.application.invitation_method],
        "failed": failed,
        "steps": step_rows(dossier, forms_of(dossier, failed), failed),
        "papers": board(dossier, form_of, failed),
        "first_waiting": first_waiting(dossier),
        "timeline": timeline(dossier),
        "unassigned": unassigned(dossier),
        "may_state_conflict": is_asked(user),
        "can_download": user.has_perm("applications.view_document"),
    }
    if dossier.has_hidden:
        shown |= {"hidden": True, "reason_url": reason_url(dossier)}
    if user.has_perm("applications.view_person"):
        shown |= people_context(dossier)
    if user.has_perm("review.view_recordeddetermination"):
        shown |= determination_context(dossier)
    if dossier.closing and user.has_perm("review.view_closing"):
        shown["closing"] = closing_row(dossier.closing, dossier)
    if user.has_perm("review.view_note"):
        shown |= {"notes": notes(dossier.application), "note_form": note_form(dossier, failed)}
    return shown


def unassigned(dossier: Dossier) -> str:
    """Return why nobody answers for an application that is under way; nothing where somebody does.

    One query, and only then.
    """
    status = Status(dossier.application.status)
    if dossier.caseworker or status == Status.REGISTERED or status not in UNDECIDED:
        return ""
    stated = ConflictStatement.objects.filter(application=dossier.application, has_conflict=True)
    last = stated.select_related("by").order_by("-at").first()
    if last is None:
        return _("Nobody answers for it since the appeal. Those who decide assign a caseworker.")
    told = {"who": name(last.by), "day": f"{localtime(last.at):%d.%m.%Y}"}
    return (
        _(
            "Nobody answers for it: %(who)s stated a conflict of interest on %(day)s. Those who"
            " decide assign another caseworker."
        )
        % told
    )


def note_form(dossier: Dossier, failed: ActForm | None) -> ActForm | None:
    if failed is not None and failed.step == "add_note":
        return failed
    return form_of("add_note", dossier) if "add_note" in dossier.steps else None


def people_context(dossier: Dossier) -> dict[str, Any]:
    found = matches(dossier)
    return {
        "people": [
            person_row(person, is_open=dossier.reads_protected) for person in dossier.people
        ],
        "homes": [home_row(home, dossier) for home in dossier.homes],
        "residence": residence(dossier),
        "owns_no_housing": words.YES_NO[dossier.application.owns_no_housing],
        "no_assistance": words.YES_NO[dossier.application.no_monetary_assistance],
        "corrections": correction_rows(dossier),
        "matches": found[:MATCHES_SHOWN],
        "more": len(found[MATCHES_SHOWN:]),
    }


def determination_context(dossier: Dossier) -> dict[str, Any]:
    decision, proposal = dossier.decision, dossier.proposal
    both = zip(dossier.declared["clauses"], dossier.verified["clauses"], strict=True)
    return {
        **after_decision(dossier),
        "clauses": [
            clause_row(declared, verified, is_open=is_open(declared["id"], dossier))
            for declared, verified in both
        ],
        "outcomes": [
            (_("As declared"), outcome(dossier.declared)),
            (_("As proven by accepted papers"), outcome(dossier.verified)),
        ],
        "missing": [] if dossier.has_hidden else missing(dossier),
        "decision": decision,
        "refusal_time": refusal_time(dossier),
        "can_extend": "extend" in dossier.steps,
        "term_of_appeal": term_of_appeal(decision) if decision else None,
        "decision_grounds": grounds(decision.grounds, decision.determination.document)
        if decision and not dossier.has_hidden
        else [],
        "proposal_grounds": grounds(proposal.grounds, proposal.determination.document)
        if proposal and not dossier.has_hidden
        else [],
    }


def is_open(clause: str, dossier: Dossier) -> bool:
    """Tell whether what a clause says names nothing that the user may not read."""
    return clause not in CLAUSES or not dossier.has_hidden


def reason_url(dossier: Dossier) -> str | None:
    """Return where whoever oversees gives a reason to read what is protected."""
    if not (dossier.user.has_perm(OVERSEES) and dossier.user.has_perm(PERMISSION)):
        return None
    return reverse("admin:review_reason", args=[dossier.application.pk])


def forms_of(dossier: Dossier, failed: ActForm | None) -> dict[str, ActForm]:
    """Return the form of every step this user can take now, documents aside.

    A form sent meanwhile in vain is among them, so that what was written is not lost.
    """
    steps = [step for step in FORMS if step in dossier.steps and step not in OF_DOCUMENTS]
    steps = [step for step in steps if step != "add_note"]  # it stands under the notes
    if dossier.kind is None:
        steps = [step for step in steps if step != "propose"]  # there is nothing to propose yet
    forms = {step: form_of(step, dossier) for step in steps}
    if failed is not None and failed.step not in {*OF_DOCUMENTS, "add_note"}:
        forms[failed.step] = failed
    return forms


def form_of(
    step: str,
    dossier: Dossier,
    *,
    document: int | None = None,
    data: Mapping[str, Any] | None = None,
    files: Any = None,
) -> ActForm:
    """Return the form of a step; bound when data are given. Ids on the page are its own."""
    own = f"{step}-{document}" if document else step
    return FORMS[step](
        data,
        files,
        step=step,
        dossier=dossier,
        action=reverse(f"admin:review_{step}", args=[dossier.application.pk]),
        initial={"document": document} if document else {},
        auto_id=f"{own}-%s",
    )
