from typing import Any

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import ROLES, Role, clashing


class RolesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """The groups of the table, by their labels."""

    def label_from_instance(self, obj: Any) -> str:
        return str(Role(obj.name).label)


class UserForm(UserChangeForm):  # type: ignore[type-arg]  # generic in the stubs alone
    email = forms.EmailField(label=_("e-mail address"))
    groups = RolesField(
        label=_("Roles"),
        queryset=Group.objects.filter(name__in=list(ROLES)).order_by("pk"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta(UserChangeForm.Meta):
        model = User

    def clean_groups(self) -> Any:
        """Refuse an administrator who would also review, decide or lease."""
        groups = self.cleaned_data["groups"]
        if clash := clashing(group.name for group in groups):
            raise ValidationError(
                _("An administrator may not also be: %(roles)s."),
                code="clashing_roles",
                params={"roles": get_text_list([str(role.label) for role in clash], ",")},
            )
        return groups


class NewUserForm(AdminUserCreationForm):  # type: ignore[type-arg]  # as above
    """A new account of the staff: applicants make their own."""

    email = forms.EmailField(label=_("e-mail address"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.is_staff = True

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "email")
