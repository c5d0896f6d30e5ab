"""What a lease is recognised by: a number or a code that was typed, or its file."""

from django import forms
from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from leases.verification import LEAST, read_code, read_number


class TypedForm(forms.Form):
    use_required_attribute = False

    asked = forms.CharField(
        label=_("Number of the lease, or its code"),
        help_text=_(
            "The number looks like 4829-3057-1630/1. The code stands at the top of every page; its"
            " first 16 characters are enough."
        ),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Type the number of the lease, or its code."),
            "max_length": _("Type one number or one code: this is too long to be either."),
        },
    )

    def clean_asked(self) -> str:
        """Return the number or the code as we write it."""
        typed: str = self.cleaned_data["asked"]
        read = read_number(typed) or read_code(typed)
        if read is None:
            raise forms.ValidationError(
                _(
                    "This is no number of a lease, nor a code. A number has twelve digits, a slash"
                    " and one digit more; compare each with the paper. A code has at least"
                    " %(least)s characters: digits and the letters a to f."
                ),
                params={"least": LEAST},
            )
        return read


class FileForm(forms.Form):
    use_required_attribute = False

    file = forms.FileField(
        label=_("The PDF of the lease"),
        help_text=_(
            "We work out its SHA-256, which is another for every other file, and keep nothing of"
            " it."
        ),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("This file is empty. Choose the PDF of the lease."),
        },
    )

    def clean_file(self) -> "File[bytes]":
        file: File[bytes] = self.cleaned_data["file"]
        if file.size > settings.MAX_DOCUMENT_BYTES:
            raise forms.ValidationError(_("This file is larger than 20 MB: no lease of ours is."))
        return file
