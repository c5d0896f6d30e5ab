"""Staff accounts. An administrator keeps them; only a superuser may make anyone more than that."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from accounts.forms import NewUserForm, UserForm
from accounts.models import User

admin.site.unregister(Group)  # what a role may do is a table in the code, not a form


@admin.register(User)
class UserAdmin(DjangoUserAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    form = UserForm
    add_form = NewUserForm
    add_fieldsets = (
        (None, {"fields": ("username", "email", "usable_password", "password1", "password2")}),
    )
    list_display = ("username", "email", "last_name", "first_name", "is_active", "is_superuser")
    list_filter = ("is_active", "groups")
    ordering = ("username", "pk")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Hold back from administrators what would raise anyone, and from all their own roles."""
        fields = [*super().get_readonly_fields(request, obj), "last_login", "date_joined"]
        if is_superuser(request):
            return fields
        fields += ["is_superuser", "user_permissions"]
        return [*fields, "groups"] if obj == request.user else fields

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Keep a superuser's account, its password above all, to superusers."""
        if obj is not None and obj.is_superuser and not is_superuser(request):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Who acted stays on record: accounts are deactivated, never deleted."""
        return False


def is_superuser(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_superuser
