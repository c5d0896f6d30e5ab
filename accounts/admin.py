"""Staff accounts. An administrator keeps them; only a superuser may make anyone more than that."""

from typing import Any, cast

from allauth.account.admin import EmailAddress
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import factors, letters, second_factor
from accounts.announcing import announce
from accounts.forms import NewUserForm, UserForm
from accounts.models import User
from accounts.roles import DECIDING

admin.site.unregister(Group)  # what a role may do is a table in the code, not a form
admin.site.unregister(EmailAddress)  # an address is its applicant's affair


class UserAdmin(DjangoUserAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    form = UserForm
    add_form = NewUserForm
    readonly_fields = ("is_staff", "last_login", "date_joined")
    add_fieldsets = (
        (None, {"fields": ("username", "email", "usable_password", "password1", "password2")}),
    )
    list_display = ("username", "email", "last_name", "first_name", "is_active", "is_superuser")
    list_filter = ("is_active", "groups")
    ordering = ("username", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Leave applicants out: whoever changed their address could sign in as them."""
        return super().get_queryset(request).filter(is_staff=True)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Filter by what is offered alone: any other would ask, letter by letter, for secrets."""
        return lookup.partition("__")[0] in self.list_filter

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Hold back from administrators what would raise anyone, and from all their own roles."""
        fields = list(super().get_readonly_fields(request, obj))
        if is_superuser(request):
            return fields
        fields += ["is_superuser", "user_permissions"]
        return [*fields, "groups"] if obj == request.user else fields

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Show the password's field to nobody who may not set it."""
        sets = super().get_fieldsets(request, obj)
        if obj is None or may_set_password(request, obj):
            return sets
        return [
            (title, {**shown, "fields": [name for name in shown["fields"] if name != "password"]})
            for title, shown in sets
        ]

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:  # noqa: A002  # as in Django
        user = self.get_object(request, unquote(id))
        if user is not None and not may_set_password(request, user):
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    def get_urls(self) -> list[Any]:
        page = path(
            "<int:pk>/reset-factor/",
            self.admin_site.admin_view(self.reset_factor),
            name="accounts_user_reset_factor",
        )
        return [page, *super().get_urls()]

    def reset_factor(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take every second factor off a colleague's account, once it is asked twice and shown."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        user, at = get_object_or_404(self.get_queryset(request), pk=pk), timezone.now()
        if user == request.user or not self.has_change_permission(request, user):
            raise PermissionDenied
        if not second_factor.confirmed_recently(request, at):
            return second_factor.step_up(request, request.path)
        if request.method != "POST":
            context = {**self.admin_site.each_context(request), "holder": user}
            return render(request, "accounts/reset_factor.html", context)
        factors.reset(user, by=cast("User", request.user), at=at)
        letters.tell(user, "factor_reset")
        done = _("The second factor is reset. At the next sign-in an app is added anew.")
        messages.success(request, done)
        return redirect("admin:accounts_user_change", user.pk)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the roles, and let those who oversee know of a deciding one."""
        user = form.instance
        before = roles_of(user)
        super().save_related(request, form, formsets, change)
        by = cast("User", request.user)
        announce(user, before=before, after=roles_of(user), by=by, at=timezone.now())

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Keep a superuser's account, its password above all, to superusers."""
        if obj is not None and obj.is_superuser and not is_superuser(request):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Who acted stays on record: accounts are deactivated, never deleted."""
        return False


def may_set_password(request: HttpRequest, user: User) -> bool:
    """Tell whether the password of an account is this person's to set (docs/decisions/0034).

    An administrator gives a new account its first one; with another they could act as somebody
    who reviews, decides or leases, even by taking the role away for a moment.
    """
    if is_superuser(request):
        return True
    is_new = user.last_login is None and not is_deciding(user)
    return is_new and request.user.has_perm("accounts.change_user")


def roles_of(user: User) -> list[str]:
    return list(user.groups.values_list("name", flat=True))


def is_deciding(user: User) -> bool:
    return user.groups.filter(name__in=DECIDING).exists()


def is_superuser(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_superuser
