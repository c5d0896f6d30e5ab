"""Browsers of the staff: `force_login` gives them a session that carries the second factor.

`bare_login` gives the one that a password alone opens. `authenticated` stands for the app.
"""

from typing import Any

from django.test import Client
from django.utils import timezone

from accounts import factors, totp
from accounts.models import Factor, User
from accounts.second_factor import MARK, is_of_staff
from sealing.texts import unseal

bare_login = Client.force_login


def login_with_factor(client: Client, user: User, backend: str | None = None) -> None:
    bare_login(client, user, backend)
    if is_of_staff(user):
        put_mark(client)


def put_mark(client: Client, **mark: Any) -> None:
    """Say in a browser's session when the password and the factor were shown."""
    now = timezone.now().timestamp()
    session = client.session
    session[MARK] = {"password_at": now, "factor_at": now, "seen_at": now, **mark}
    session.save()


def with_app(user: User) -> Factor:
    """Give an account an authenticator app, whose present code is not used yet."""
    at, secret = timezone.now(), totp.draw_secret()
    typed = totp.code(secret, totp.step_of(at))
    factor = factors.add_app(user, secret, typed, name="phone", at=at)
    Factor.objects.filter(pk=factor.pk).update(last_step=0)
    return factor


def code_of(user: User) -> str:
    """Return what the app of an account shows now."""
    app = user.factors.get(kind="app")
    secret = unseal(app.secret, about=factors.about(app)) or ""
    return totp.code(secret, totp.step_of(timezone.now()))
