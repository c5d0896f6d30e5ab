"""Forms of the application that point to another page once it is submitted."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from drafts.forms.answer_form import AnswerForm
from drafts.forms.invitation import MethodForm
from drafts.forms.people_contact import ContactForm


class SubmittedMethodForm(MethodForm):
    """How to write to the applicant, whose e-mail is changed on a page of the cabinet."""

    def address(self) -> str:
        application = self.written.draft.application
        if self.email or application is None:
            return self.email
        url = reverse("invitation", args=[application.number])
        said = gettext("You have given no e-mail address yet.")
        return format_html('{} <a href="{}">{}</a>', said, url, gettext("Give an e-mail address"))


class SubmittedContactForm(ContactForm):
    needed_for_invitation = _(
        "E-mail: letters come to you by e-mail. Give the address, or first choose post on the page"
        " “Change how we write to you”."
    )


FORMS: dict[type[AnswerForm], type[AnswerForm]] = {
    MethodForm: SubmittedMethodForm,
    ContactForm: SubmittedContactForm,
}
