"""What is asked about the former residence, homes, declarations and letters, in this order."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from drafts.answers import Said, Written
from drafts.forms.answer_form import AnswerForm
from drafts.forms.declarations import AssistanceForm, NoticeForm
from drafts.forms.homes import HomePlaceForm, OwnerForm, OwnsForm
from drafts.forms.homes_area import AreaForm
from drafts.forms.homes_condition import ConditionForm, EvidenceForm
from drafts.forms.invitation import LanguageForm, MethodForm
from drafts.forms.residence import BasesForm, ResidencePlaceForm
from drafts.homes import needs_evidence
from drafts.models import Kind
from drafts.question import Asked, Question, Task, always

Title = Callable[[Written, Said], "str | Promise"]


def asks(title: "str | Promise") -> Title:
    return lambda _written, _part: title


def asks_of_home(title: "str | Promise") -> Title:
    """Return a title that names the place of the home, where there are several homes."""

    def titled(written: Written, home: Said) -> str:
        place = home.answers.get("_place")
        return f"{title} ({place})" if place and len(written.homes) > 1 else str(title)

    return titled


def owns_title(written: Written, _part: Said) -> "str | Promise":
    if lives_alone(written):
        return _("Do you own a home in Ukraine?")
    return _("Do you, or anybody who will live with you, own a home in Ukraine?")


def lives_alone(written: Written) -> bool:
    return len(written.people) == 1


def has_others(written: Written, _home: Said) -> bool:
    """Tell whether it is to be asked who owns a home: the applicant alone owns their own."""
    return not lives_alone(written)


def about_home(
    slug: str, title: "str | Promise", form: type[AnswerForm], is_asked: Asked = always
) -> Question:
    return Question(slug, Kind.HOME, Task.HOMES, asks_of_home(title), form, is_asked)


REST_QUESTIONS: tuple[Question, ...] = (
    Question(
        "bases",
        Kind.RESIDENCE,
        Task.RESIDENCE,
        asks(_("On what basis did you live in the Mariupol community?")),
        BasesForm,
    ),
    Question(
        "place",
        Kind.RESIDENCE,
        Task.RESIDENCE,
        asks(_("Where did you live before you had to leave?")),
        ResidencePlaceForm,
    ),
    Question("owns", Kind.HOUSING, Task.HOMES, owns_title, OwnsForm),
    about_home("owner", _("Who owns this home?"), OwnerForm, has_others),
    about_home("place", _("Where is this home?"), HomePlaceForm),
    about_home("condition", _("In what condition is this home?"), ConditionForm),
    about_home(
        "evidence",
        _("Is there a paper on the condition of this home?"),
        EvidenceForm,
        needs_evidence,
    ),
    about_home("area", _("How large is this home, and which share is owned?"), AreaForm),
    Question(
        "assistance",
        Kind.DECLARATIONS,
        Task.DECLARATIONS,
        asks(_("Have you received monetary assistance under Resolution 814?")),
        AssistanceForm,
    ),
    Question(
        "notice",
        Kind.DECLARATIONS,
        Task.DECLARATIONS,
        asks(_("How your data are used")),
        NoticeForm,
    ),
    Question(
        "method",
        Kind.INVITATION,
        Task.DECLARATIONS,
        asks(_("How should we write to you?")),
        MethodForm,
    ),
    Question(
        "language",
        Kind.INVITATION,
        Task.DECLARATIONS,
        asks(_("In which language should we write to you?")),
        LanguageForm,
    ),
)
