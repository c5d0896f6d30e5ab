"""The field with which several files are chosen at once."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

# Kinds and endings: a phone offers its camera and its pictures, a computer hides what is not taken.
ACCEPTED = (
    "image/jpeg,image/png,image/heic,image/heif,application/pdf,"
    ".jpg,.jpeg,.png,.heic,.heif,.pdf,.p7s,.asice"
)


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Cleaned: a list of uploaded files. What is in them is not looked at here."""

    widget = ManyFiles(attrs={"accept": ACCEPTED})

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        if not data and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return list(data or ())


class FilesForm(forms.Form):
    chosen = ManyFilesField(
        label=_("Choose photographs or files"),
        help_text=_(
            "JPG, PNG, HEIC or PDF, up to 20 MB each. You can choose several at once, one for "
            "every page or side."
        ),
        error_messages={
            "required": _("Choose at least one file, or say that you will bring it later.")
        },
    )
