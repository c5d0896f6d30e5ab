"""An administrator keeps accounts, and cannot become or make anything more by it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import factors
from accounts.models import User
from accounts.roles import ROLES
from audit.models import Entry
from outbox.models import Letter
from tests.signing_in import put_mark, with_app

pytestmark = pytest.mark.django_db
PASSWORD = "a long and quiet passphrase"


@pytest.fixture
def groups(db: None) -> dict[str, Group]:
    return {group.name: group for group in Group.objects.filter(name__in=list(ROLES))}


@pytest.fixture
def administrator(groups: dict[str, Group]) -> User:
    user = staff("administrator")
    user.groups.add(groups["administrator"])
    return user


@pytest.fixture
def browser(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


def staff(name: str, **fields: Any) -> User:
    return User.objects.create_user(name, f"{name}@example.org", PASSWORD, is_staff=True, **fields)


def posted(user: User, *groups: Group, **changed: Any) -> dict[str, Any]:
    return {
        "username": user.username,
        "email": user.email,
        "is_staff": "on",
        "is_active": "on",
        "groups": [group.pk for group in groups],
        **changed,
    }


def page(user: User) -> str:
    return reverse("admin:accounts_user_change", args=[user.pk])


def test_an_administrator_gives_roles(browser: Client, groups: dict[str, Group]) -> None:
    user = staff("halyna")

    answer = browser.post(page(user), posted(user, groups["caseworker"], groups["registrar"]))

    assert answer.status_code == 302
    assert {group.name for group in user.groups.all()} == {"caseworker", "registrar"}


def test_a_forged_post_raises_nobody(browser: Client, groups: dict[str, Group]) -> None:
    user = staff("halyna")
    every = [permission.pk for permission in Permission.objects.all()]

    answer = browser.post(page(user), posted(user, is_superuser="on", user_permissions=every))

    user.refresh_from_db()
    assert answer.status_code == 302
    assert not user.is_superuser
    assert not user.user_permissions.exists()


def test_an_administrator_cannot_change_their_own_roles(
    browser: Client, administrator: User, groups: dict[str, Group]
) -> None:
    browser.post(page(administrator), posted(administrator, groups["decision_maker"]))

    assert [group.name for group in administrator.groups.all()] == ["administrator"]


@pytest.mark.parametrize("role", ["caseworker", "decision_maker", "lease_clerk"])
def test_a_deciding_role_beside_administrator_is_a_form_error(
    browser: Client, groups: dict[str, Group], role: str
) -> None:
    user = staff("halyna")

    answer = browser.post(page(user), posted(user, groups["administrator"], groups[role]))

    assert answer.status_code == 200
    assert answer.context["adminform"].form.has_error("groups", "clashing_roles")
    assert not user.groups.exists()


@pytest.mark.parametrize("name", ["auth_user_password_change", "accounts_user_change"])
def test_a_superusers_account_is_out_of_an_administrators_reach(browser: Client, name: str) -> None:
    owner = staff("owner", is_superuser=True)
    passwords = {"password1": "another quiet passphrase", "password2": "another quiet passphrase"}

    answer = browser.post(reverse(f"admin:{name}", args=[owner.pk]), posted(owner, **passwords))

    owner.refresh_from_db()
    assert answer.status_code == 403
    assert owner.check_password(PASSWORD)


def set_password(browser: Client, user: User) -> int:
    """Post a password for an account and return the status of the answer."""
    passwords = {"password1": "another quiet passphrase", "password2": "another quiet passphrase"}
    url = reverse("admin:auth_user_password_change", args=[user.pk])
    return browser.post(url, {**passwords, "usable_password": "true"}).status_code


@pytest.mark.parametrize("role", ["caseworker", "decision_maker", "lease_clerk"])
def test_an_administrator_cannot_become_who_decides_by_a_forged_password(
    browser: Client, groups: dict[str, Group], role: str
) -> None:
    user = staff("halyna")
    user.groups.add(groups[role])

    assert set_password(browser, user) == 403

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_taking_the_role_away_first_does_not_help(
    browser: Client, groups: dict[str, Group]
) -> None:
    user = staff("halyna", last_login=datetime(2026, 1, 5, tzinfo=UTC))
    user.groups.add(groups["decision_maker"])

    assert browser.post(page(user), posted(user)).status_code == 302
    assert set_password(browser, user) == 403


def test_a_password_set_is_in_the_audit_chain(browser: Client, administrator: User) -> None:
    user = staff("halyna")

    assert set_password(browser, user) == 302

    user.refresh_from_db()
    assert user.check_password("another quiet passphrase")
    entry = Entry.objects.get()
    assert (entry.act, entry.subject, entry.by) == (
        "user.password_set", f"user:{user.pk}", administrator,
    )  # fmt: skip


@pytest.mark.parametrize("spelt", ["_2B{}", " {}"])
def test_a_password_is_set_under_another_spelling_of_the_number_on_record_too(
    spelt: str, browser: Client
) -> None:
    """Django finds account 1 under "_2B1", which it reads as "+1", and under " 1"."""
    user = staff("halyna")
    new = "another quiet passphrase"
    typed = {"password1": new, "password2": new, "usable_password": "true"}

    browser.post(f"/admin/accounts/user/{spelt.format(user.pk)}/password/", typed)

    user.refresh_from_db()
    assert user.check_password(new)
    assert user.password_is_given
    assert Entry.objects.get().act == "user.password_set"


def test_a_superuser_sets_any_password(client: Client, groups: dict[str, Group]) -> None:
    client.force_login(staff("owner", is_superuser=True))
    user = staff("halyna")
    user.groups.add(groups["decision_maker"])

    assert set_password(client, user) == 302


def test_a_changed_account_is_in_the_audit_chain_by_its_fields(
    browser: Client, groups: dict[str, Group]
) -> None:
    user = staff("halyna")

    browser.post(page(user), posted(user, groups["caseworker"], email="shevchuk@example.org"))

    entry = Entry.objects.get()
    assert (entry.act, entry.subject) == ("user.changed", f"user:{user.pk}")
    assert set(entry.facts["fields"].split(",")) == {"email", "groups"}
    assert "shevchuk" not in str(entry.facts)


def test_whoever_only_looks_sees_nothing_of_a_password(client: Client) -> None:
    auditor = staff("auditor")
    auditor.user_permissions.set(Permission.objects.filter(codename="view_user"))
    client.force_login(auditor)

    text = client.get(page(staff("halyna"))).content.decode()

    assert "halyna@example.org" in text
    assert "md5" not in text


def test_a_superuser_may_make_another(client: Client) -> None:
    client.force_login(staff("owner", is_superuser=True))
    user = staff("halyna")

    client.post(page(user), posted(user, is_superuser="on"))

    user.refresh_from_db()
    assert user.is_superuser


@pytest.mark.parametrize("email", ["", "HALYNA@example.org"], ids=["no e-mail", "somebody's"])
def test_a_new_account_needs_an_email_of_its_own(browser: Client, email: str) -> None:
    staff("halyna")
    form = {"username": "petro", "email": email, "password1": PASSWORD, "password2": PASSWORD}

    answer = browser.post(reverse("admin:accounts_user_add"), {**form, "usable_password": "true"})

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors
    assert not User.objects.filter(username="petro").exists()


def test_an_administrator_adds_an_account(browser: Client) -> None:
    form = {"username": "petro", "email": "petro@example.org", "usable_password": "true"}

    answer = browser.post(
        reverse("admin:accounts_user_add"), {**form, "password1": PASSWORD, "password2": PASSWORD}
    )

    assert answer.status_code == 302
    user = User.objects.get(username="petro")
    assert user.check_password(PASSWORD)
    assert Entry.objects.get(act="user.added").subject == f"user:{user.pk}"


def test_a_new_account_belongs_to_the_staff(browser: Client) -> None:
    form = {"username": "petro", "email": "petro@example.org", "usable_password": "true"}

    browser.post(
        reverse("admin:accounts_user_add"), {**form, "password1": PASSWORD, "password2": PASSWORD}
    )

    assert User.objects.get(username="petro").is_staff


def test_an_applicant_is_out_of_every_administrators_reach(client: Client) -> None:
    client.force_login(staff("owner", is_superuser=True))
    applicant = User.objects.create_user("applicant", "olena@example.org")

    answer = client.post(page(applicant), posted(applicant, email="mine@example.org"))

    applicant.refresh_from_db()
    assert answer.headers["Location"] == reverse("admin:index")
    assert applicant.email == "olena@example.org"
    assert "olena@" not in client.get(reverse("admin:accounts_user_changelist")).content.decode()


def test_the_database_refuses_one_email_for_two() -> None:
    staff("halyna")

    with pytest.raises(IntegrityError):
        User.objects.create_user("other", "Halyna@Example.org", PASSWORD)


# The second factor of a colleague ----------------------------------------------------------------


def reset_page(user: User) -> str:
    return reverse("admin:accounts_user_reset_factor", args=[user.pk])


def test_an_administrator_resets_a_lost_factor(browser: Client, administrator: User) -> None:
    petro = staff("petro")
    with_app(petro)
    factors.draw_recovery_codes(petro, at=timezone.now())
    own = Client()
    own.force_login(petro)
    assert browser.get(page(petro)).content.count(reset_page(petro).encode()) == 1

    browser.get(reset_page(petro))
    answer = browser.post(reset_page(petro))

    assert answer.headers["Location"] == page(petro)
    assert not petro.factors.exists()
    assert factors.codes_left(petro) == 0
    assert own.get("/admin/").status_code == 302
    entry = Entry.objects.get(act="factor.reset")
    assert (entry.by_id, entry.subject) == (administrator.pk, f"user:{petro.pk}")
    assert mail.outbox[-1].to == [petro.email]


def test_nobody_resets_their_own_factor_or_a_superuser_s(
    browser: Client, administrator: User
) -> None:
    owner = staff("owner", is_superuser=True)

    assert browser.post(reset_page(administrator)).status_code == 403
    assert browser.post(reset_page(owner)).status_code == 403


def test_a_reset_asks_for_the_administrator_s_own_factor_first(browser: Client) -> None:
    petro = staff("petro")
    with_app(petro)
    put_mark(browser, factor_at=timezone.now().timestamp() - 601)

    assert browser.post(reset_page(petro)).headers["Location"].startswith("/second-factor/")
    assert petro.factors.exists()


# Two accounts of one person ----------------------------------------------------------------------


def test_a_deciding_role_is_announced_to_all_who_oversee(
    browser: Client, groups: dict[str, Group]
) -> None:
    for name in ("decision_maker", "auditor", "registrar"):
        staff(name).groups.add(groups[name])
    User.objects.filter(pk=staff("left").pk).update(is_active=False)
    User.objects.get(username="left").groups.add(groups["auditor"])
    staff("other_administrator").groups.add(groups["administrator"])
    user = staff("halyna")

    browser.post(page(user), posted(user, groups["registrar"]))
    assert not Letter.objects.filter(kind="roles").exists()
    browser.post(page(user), posted(user, groups["registrar"], groups["decision_maker"]))

    told = {f"{name}@example.org" for name in ("decision_maker", "auditor", "other_administrator")}
    given = list(Letter.objects.filter(kind="roles"))
    assert {letter.to for letter in given} == told
    for words in (
        "halyna",
        "надано роль «Особа, яка приймає рішення»",
        'the role "Decision maker"',
    ):
        assert words in given[0].body
    assert "Changed by the account administrator." in given[0].body
    assert "halyna" not in given[0].subject
    browser.post(page(user), posted(user))
    taken = Letter.objects.filter(kind="roles").exclude(pk__in=[each.pk for each in given])
    assert {letter.to for letter in taken} == told
    assert 'lost the role "Decision maker"' in taken[0].body


def test_the_first_staff_of_a_new_portal_can_be_made(
    browser: Client, groups: dict[str, Group]
) -> None:
    user = staff("halyna")

    assert browser.post(page(user), posted(user, groups["caseworker"])).status_code == 302

    assert {group.name for group in user.groups.all()} == {"caseworker"}
    assert not Letter.objects.exists()
