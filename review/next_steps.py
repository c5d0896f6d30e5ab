"""The steps a person can take now, the most likely one first, each with what it will do."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from review.dossier import Dossier
from review.forms import ActForm


@dataclass(frozen=True, slots=True)
class Told:
    """What a step is called and what will happen."""

    title: "str | Promise"
    happens: "str | Promise"


@dataclass(frozen=True, slots=True)
class StepRow:
    step: str
    title: str
    happens: str
    form: ActForm
    is_open: bool
    warns: bool


# In the order in which they are most likely, where several can be taken.
TOLD: dict[str, Told] = {
    "take": Told(
        _("Take it for review"),
        _("You answer for it until it is decided. The papers can then be judged."),
    ),
    "decide": Told(
        _("Decide as proposed"),
        _("The decision is binding, and the letter with it is queued at once. To decide otherwise,"
          " send the proposal back."),
    ),
    "propose": Told(
        _("Propose a decision"),
        _("Another person decides. A refusal is announced to the applicant first, who can be"
          " heard."),
    ),
    "hear": Told(
        _("Record the hearing"),
        _("What the applicant said is kept with the proposal, and it can then be decided. The"
          " record is not changed afterwards."),
    ),
    "vote": Told(
        _("Record the vote of the commission"),
        _("In this programme a commission decides. The decision follows its vote and names the"
          " protocol."),
    ),
    "appeal": Told(
        _("Record an appeal"),
        _("The application is decided again, by somebody who neither proposed nor decided it"
          " before; the earlier decision stays. A late appeal is examined if the reason is good;"
          " such a person alone leaves it unexamined. A letter tells the applicant."),
    ),
    "correct_error": Told(
        _("Put an obvious error right"),
        _("A slip of the pen or of counting, which changes nothing in the outcome. A new decision"
          " says what was wrong and what is right; a letter tells the applicant."),
    ),
    "take_back_correction": Told(
        _("Take the request for a correction back"),
        _("The application is under review again, and a letter says that nothing needs to be"
          " corrected. A term that was stopped goes on."),
    ),
    "request_correction": Told(
        _("Ask the applicant for a correction"),
        _("A letter names each thing with your note, and the applicant answers just these. The"
          " term runs on unless a rule with a legal basis stops it."),
    ),
    "send_back": Told(
        _("Send the proposal back"),
        _("The application is under review again; the caseworker sees your reason."),
    ),
    "take_proposal_back": Told(
        _("Take the proposal back"),
        _("The application is under review again, and you can propose anew. Your reason is kept."),
    ),
    "add_paper": Told(
        _("Add a paper"),
        _("The file is checked, then waits for a verdict with the other papers."),
    ),
    "assign": Told(
        _("Assign to a caseworker"),
        _("That person answers for it from now on, whoever did before."),
    ),
    "extend": Told(
        _("Extend the term"),
        _("A decision of yours, with its reason and legal basis. The last day moves by these"
          " working days, and a letter tells the applicant so."),
    ),
    "withdraw": Told(
        _("Close: the applicant withdraws"),
        _("Only on the applicant’s own paper. A letter tells the applicant at once; the application"
          " is closed when another person confirms it. Nothing reopens it."),
    ),
    "duplicate": Told(
        _("Close: it repeats another application"),
        _("A letter tells the applicant at once; the application is closed without a decision when"
          " another person confirms it. The other one remains."),
    ),
    "close": Told(
        _("Confirm that it is closed"),
        _("It ends without a decision, and a letter tells the applicant so. Nothing reopens it."
          " Look at what it rests on first."),
    ),
    "keep_open": Told(
        _("Do not close it"),
        _("The application goes on, and a letter tells the applicant so."),
    ),
}  # fmt: skip
# Never opened by themselves, however few others there are.
LAST_RESORTS = frozenset(
    {
        "send_back",
        "appeal",
        "correct_error",
        "assign",
        "add_paper",
        "extend",
        "withdraw",
        "duplicate",
        "close",
        "keep_open",
    }
)

# What is written there is read by others than those who read what is protected (decision 0126).
WRITTEN = frozenset(
    {
        "request_correction",
        "propose",
        "hear",
        "decide",
        "send_back",
        "correct_error",
        "appeal",
        "extend",
        "withdraw",
        "duplicate",
    }
)
AFTER_PAPERS = frozenset({"propose", "request_correction", "decide"})


def step_rows(
    dossier: Dossier, forms: Mapping[str, ActForm], failed: ActForm | None
) -> list[StepRow]:
    """Return the steps with their forms: open is the one that was sent, or the most likely."""
    order = [*(step for step in TOLD if step in forms), *(s for s in forms if s not in TOLD)]
    first = opened(order, dossier, failed)
    return [row(step, forms[step], dossier, is_open=step == first) for step in order]


def opened(order: list[str], dossier: Dossier, failed: ActForm | None) -> str | None:
    if failed is not None:
        return failed.step
    if dossier.asked and "request_correction" in order:
        return "request_correction"
    later = LAST_RESORTS | (AFTER_PAPERS if dossier.papers_waiting else set())
    likely = [step for step in order if step not in later]
    return likely[0] if likely else None


def row(step: str, form: ActForm, dossier: Dossier, *, is_open: bool) -> StepRow:
    told = TOLD.get(form.told_as)
    warns = step in WRITTEN and dossier.has_protected
    title = str(told.title) if told else str(form.label_of_button())
    return StepRow(step, title, str(told.happens) if told else "", form, is_open, warns)
