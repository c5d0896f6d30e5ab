from typing import Any

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
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
        """Refuse roles that one person may not hold together."""
        groups = self.cleaned_data["groups"]
        if clashes := clashing(group.name for group in groups):
            raise ValidationError([clash_said(*pair) for pair in clashes])
        return groups


def clash_said(role: Role, other: Role) -> ValidationError:
    return ValidationError(
        _("One person cannot be both: %(role)s, %(other)s. Untick one of the two."),
        code="clashing_roles",
        params={"role": role.label, "other": other.label},
    )


class NewUserForm(AdminUserCreationForm):  # type: ignore[type-arg]  # as above
    """A new account of the staff: applicants make their own."""

    email = forms.EmailField(label=_("e-mail address"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.is_staff = self.instance.password_is_given = True

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "email")
