"""What is asked about the people of the household, in this order."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from drafts.answers import Said, Written
from drafts.forms.answer_form import AnswerForm
from drafts.forms.people_birth import BirthDateForm
from drafts.forms.people_contact import ContactForm
from drafts.forms.people_identity import IdentityForm
from drafts.forms.people_idp import IdpForm
from drafts.forms.people_names import NameForm
from drafts.forms.people_relationships import RelationshipForm
from drafts.forms.people_statuses import StatusesForm
from drafts.forms.people_study import StudyForm
from drafts.forms.people_taxpayer import TaxpayerForm
from drafts.models import Kind
from drafts.people import called, counts_as_child_if_student, is_applicant
from drafts.question import Asked, Question, Task, always, of_applicant, of_member

Title = Callable[[Written, Said], str]


def asks(of_you: "str | Promise", of_other: "str | Promise") -> Title:
    """Return a title that asks the applicant in the second person, and of others by their name."""

    def title(_written: Written, person: Said) -> str:
        return str(of_you) if is_applicant(person) else str(of_other) % {"name": called(person)}

    return title


def about_person(
    slug: str, title: Title, form: type[AnswerForm], is_asked: Asked = always
) -> Question:
    return Question(slug, Kind.PERSON, Task.YOU, title, form, is_asked)


def may_study(written: Written, person: Said) -> bool:
    return counts_as_child_if_student(person, written.day)


PEOPLE_QUESTIONS: tuple[Question, ...] = (
    about_person(
        "relationship",
        asks("", _("Who is this person to you?")),
        RelationshipForm,
        of_member,
    ),
    about_person(
        "name",
        asks(_("What is your name?"), _("What is the name of this person?")),
        NameForm,
    ),
    about_person(
        "birth-date",
        asks(_("What is your birth date?"), _("What is the birth date of %(name)s?")),
        BirthDateForm,
    ),
    about_person(
        "identity",
        asks(_("Your identity document"), _("The identity document of %(name)s")),
        IdentityForm,
    ),
    about_person(
        "taxpayer",
        asks(_("Your taxpayer number"), _("The taxpayer number of %(name)s")),
        TaxpayerForm,
    ),
    about_person(
        "idp",
        asks(_("Do you have an IDP certificate?"), _("Does %(name)s have an IDP certificate?")),
        IdpForm,
    ),
    about_person(
        "contact",
        asks(_("How can we reach you?"), ""),
        ContactForm,
        of_applicant,
    ),
    about_person(
        "student",
        asks("", _("Does %(name)s study full-time?")),
        StudyForm,
        may_study,
    ),
    Question(
        "statuses",
        Kind.PERSON,
        Task.STATUSES,
        asks(_("Which of these apply to you?"), _("Which of these apply to %(name)s?")),
        StatusesForm,
    ),
)
