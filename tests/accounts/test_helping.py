"""An operator helps one applicant at a time, who agreed; afterwards nothing of them is left."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import assistances, printed_codes, tasks
from accounts.models import Assistance, Ending, PrintedCode, User
from audit.models import Entry
from drafts import services as drafts
from drafts.models import Draft
from tests.accounts.builders import NOON, Staff, applicant, printed_on, signed_in_as

pytestmark = pytest.mark.django_db

HELPING, NEW, PRESENT, AGAIN = "/helping/", "/helping/new/", "/helping/present/", "/helping/again/"
CODE, FINISH = "/helping/code/", "/helping/finish/"
HANDED_OVER = "/helping/code/handed-over/"
AGREED = {"consent": "on"}
WRITTEN = {"written_down": "on"}


@pytest.fixture
def operator(staff: Staff) -> User:
    return staff("operator")


@pytest.fixture
def desk(client: Client, operator: User) -> Client:
    client.force_login(operator)
    return client


def with_draft(email: str = "olena@example.org") -> tuple[User, Draft, str]:
    """Return an applicant with a draft and a printed code."""
    user = applicant(email)
    draft = drafts.start(user, language="uk", at=NOON)
    return user, draft, printed_codes.make(user, by=user, at=NOON)


def page_of(draft: Draft) -> str:
    return f"/apply/{draft.pk}/"


def begun_for_new(desk: Client) -> str:
    """Begin with a new applicant, who gets a code on paper; return it."""
    code = printed_on(desk.post(NEW, AGREED, follow=True).content)
    assert desk.post(HANDED_OVER, WRITTEN).headers["Location"] == "/apply/"
    return code


def made_idle(minutes: int = 60) -> None:
    Assistance.objects.update(active_at=timezone.now() - timedelta(minutes=minutes))


# Beginning ---------------------------------------------------------------------------------------


def test_a_new_applicant_gets_an_account_and_the_consent_stands(
    desk: Client, operator: User
) -> None:
    before = timezone.now()

    answer = desk.post(NEW, AGREED)

    helped = Assistance.objects.get()
    assert answer.headers["Location"] == HANDED_OVER
    assert (helped.operator, helped.consent_version, helped.ended_at) == (operator, "1", None)
    assert before <= helped.consented_at <= timezone.now()
    assert (helped.applicant.email, helped.applicant.is_staff) == ("", False)
    assert signed_in_as(desk) == operator


@pytest.mark.parametrize("path", [NEW, PRESENT])
def test_without_consent_nobody_is_helped(desk: Client, path: str) -> None:
    _user, _draft, code = with_draft()

    answer = desk.post(path, {"code": code})

    assert answer.status_code == 422
    assert not Assistance.objects.exists()


def test_the_text_read_aloud_is_on_the_page(desk: Client, language: str) -> None:
    page = desk.get(NEW, headers={"accept-language": language}).content.decode()

    assert page.count("<li>") >= 5
    assert "<h1>" in page


def test_an_applicant_who_is_there_is_helped_with_their_printed_code(desk: Client) -> None:
    user, draft, code = with_draft()
    assert desk.get(page_of(draft)).status_code == 404

    answer = desk.post(PRESENT, {"code": code.lower(), **AGREED})

    assert answer.headers["Location"] == "/apply/"
    assert Assistance.objects.get().applicant == user
    assert desk.get(page_of(draft)).status_code == 200


def test_a_wrong_printed_code_helps_nobody_and_is_counted(desk: Client) -> None:
    tries = [desk.post(PRESENT, {"code": "0000", **AGREED}).status_code for _ in range(21)]

    assert tries == [422] * 20 + [429]
    assert not Assistance.objects.exists()


# One at a time -----------------------------------------------------------------------------------


def test_an_operator_helps_one_applicant_at_a_time(desk: Client) -> None:
    begun_for_new(desk)
    _user, draft, code = with_draft()

    assert desk.post(NEW, AGREED).headers["Location"] == HELPING
    assert desk.post(PRESENT, {"code": code, **AGREED}).headers["Location"] == HELPING

    assert Assistance.objects.count() == 1
    assert User.objects.filter(is_staff=False).count() == 2
    assert desk.get(page_of(draft)).status_code == 404


def test_an_applicant_is_helped_by_one_operator_at_a_time(desk: Client, staff: Staff) -> None:
    _user, draft, code = with_draft()
    desk.post(PRESENT, {"code": code, **AGREED})
    other = Client()
    other.force_login(staff("operator", name="another"))

    other.post(PRESENT, {"code": code, **AGREED})

    assert Assistance.objects.count() == 1
    assert other.get(page_of(draft)).status_code == 404


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"applicant": "other"}, "operator_helps_one_at_a_time"),
        ({"operator": "other"}, "applicant_is_helped_by_one_at_a_time"),
        ({"operator": "applicant"}, "nobody_helps_themselves"),
        ({"ended_at": NOON}, "assistance_ends_for_a_reason"),
    ],
    ids=lambda it: it if isinstance(it, str) else None,
)
def test_the_database_holds_what_helping_promises(
    operator: User, changed: dict[str, Any], name: str
) -> None:
    people = {"operator": operator, "applicant": applicant(), "other": applicant("")}
    whole: dict[str, Any] = {
        "operator": people["operator"],
        "applicant": people["applicant"],
        "consent_version": "1",
        "consented_at": NOON,
        "started_at": NOON,
        "active_at": NOON,
    }
    if "ended_at" not in changed and changed != {"operator": "applicant"}:
        Assistance.objects.create(**whole)

    with pytest.raises(IntegrityError):
        Assistance.objects.create(**whole | {k: people.get(v, v) for k, v in changed.items()})
    assert name in {each.name for each in Assistance._meta.constraints}


# Finishing ---------------------------------------------------------------------------------------


def test_an_applicant_takes_over_with_the_code_printed_at_the_start(desk: Client) -> None:
    code = begun_for_new(desk)
    helped = Assistance.objects.get().applicant
    drafts.start(helped, language="uk", at=NOON)

    desk.post(FINISH)
    own = Client()
    own.post("/sign-in/printed-code/", {"code": code})

    assert signed_in_as(own) == helped
    assert own.get(page_of(Draft.objects.get())).status_code == 200


def test_nobody_is_left_without_a_way_back(desk: Client) -> None:
    desk.post(NEW, AGREED)

    answer = desk.post(FINISH)

    assert answer.headers["Location"] == HELPING
    assert Assistance.objects.open().exists()


@pytest.mark.parametrize("path", ["/apply/", "/my/"])
def test_no_page_of_an_application_opens_before_the_code_is_on_paper(
    desk: Client, path: str
) -> None:
    desk.post(NEW, AGREED)
    assert desk.get(path).headers["Location"] == HELPING
    assert desk.post("/apply/").headers["Location"] == HELPING
    assert not Draft.objects.exists()

    desk.post(HANDED_OVER, WRITTEN)

    assert desk.get(path).status_code == 200


def test_whoever_signs_out_at_any_moment_locks_nobody_out(desk: Client, operator: User) -> None:
    code = begun_for_new(desk)
    first = Assistance.objects.get().applicant
    desk.post("/apply/")
    desk.post("/sign-out/")
    desk.force_login(operator)
    begun_for_new(desk)
    own = Client()

    own.post("/sign-in/printed-code/", {"code": code})

    assert signed_in_as(own) == first
    assert own.get(page_of(Draft.objects.get(owner=first))).status_code == 200


def test_reloading_shows_the_applicants_code_again(desk: Client) -> None:
    code = printed_on(desk.post(NEW, AGREED, follow=True).content)

    assert printed_on(desk.get(HANDED_OVER).content) == code
    assert printed_on(desk.post(CODE, follow=True).content) == code
    assert desk.post(HANDED_OVER).status_code == 422
    desk.post(HANDED_OVER, WRITTEN)
    assert desk.get(HANDED_OVER).headers["Location"] == HELPING


# A code that is in use ---------------------------------------------------------------------------


def test_a_code_in_use_is_not_replaced_by_whom_it_was_not_given_to(desk: Client) -> None:
    code, own = begun_for_new(desk), Client()
    own.post("/sign-in/printed-code/", {"code": code})

    answer = desk.post(CODE, headers={"accept-language": "en"}, follow=True)

    assert "signs in with the code they have" in answer.content.decode()
    assert printed_codes.holder_of(code) == signed_in_as(own)


def test_a_code_in_use_is_replaced_by_whom_it_was_given_to(desk: Client) -> None:
    user, _draft, code = with_draft("")
    Client().post("/sign-in/printed-code/", {"code": code})
    desk.post(PRESENT, {"code": code, **AGREED})

    made = printed_on(desk.post(CODE, follow=True).content)

    assert (printed_codes.holder_of(made), printed_codes.holder_of(code)) == (user, None)


def test_the_holder_is_told_of_a_code_made_while_helping(desk: Client) -> None:
    user, _draft, code = with_draft()
    desk.post(PRESENT, {"code": code, **AGREED})

    made = printed_on(desk.post(CODE, follow=True).content)

    [letter] = mail.outbox
    assert letter.to == [user.email]
    assert "operator of an aid centre" in str(letter.body)
    assert made not in str(letter.body)


@pytest.mark.parametrize("is_helped", [True, False])
def test_the_account_says_who_made_its_code(desk: Client, is_helped: bool) -> None:
    user, _draft, code = with_draft()
    if is_helped:
        desk.post(PRESENT, {"code": code, **AGREED})
        desk.post(CODE)
    own = Client(headers={"accept-language": "en"})
    own.force_login(User.objects.get(pk=user.pk))

    page = own.get("/account/").content.decode()

    assert ("by an operator of an aid centre" in page) == is_helped


def test_a_code_that_was_lost_is_made_anew_while_helping(desk: Client) -> None:
    first = begun_for_new(desk)

    second = printed_on(desk.post(CODE, follow=True).content)

    assert first != second
    assert printed_codes.holder_of(first) is None
    assert PrintedCode.objects.count() == 1


def test_after_finishing_nothing_of_the_applicant_is_open_or_left(desk: Client) -> None:
    _user, draft, code = with_draft()
    desk.post(PRESENT, {"code": code, **AGREED})
    session = desk.session
    session["of the applicant"] = "something"
    session.save()
    key = desk.session.session_key
    assert desk.get(page_of(draft)).headers["Cache-Control"] == "no-store, private"

    desk.post(FINISH)

    assert desk.get(page_of(draft)).status_code == 404
    assert desk.get("/apply/").status_code == 404
    assert "of the applicant" not in desk.session
    assert desk.session.session_key != key
    assert not desk.session.exists(str(key))
    assert desk.get(HELPING).status_code == 200


def test_nothing_is_carried_over_to_the_next_applicant(desk: Client) -> None:
    _first, draft, code = with_draft()
    desk.post(PRESENT, {"code": code, **AGREED})
    session = desk.session
    session["kept"] = {"path": page_of(draft), "owner": None, "sealed": ""}
    session.save()
    desk.post(FINISH)
    begun_for_new(desk)

    assert "kept" not in desk.session
    assert desk.get(page_of(draft)).status_code == 404
    page = desk.get("/apply/").content.decode()
    assert str(draft.pk) not in page


# Ending by itself --------------------------------------------------------------------------------


def test_helping_ends_after_an_hour_without_anything_done(desk: Client) -> None:
    _user, draft, code = with_draft()
    desk.post(PRESENT, {"code": code, **AGREED})
    made_idle(59)
    assert desk.get(page_of(draft)).status_code == 200
    made_idle(60)

    assert desk.get(page_of(draft)).status_code == 404

    ended = Assistance.objects.get()
    assert (ended.ended_why, ended.ended_at is None) == (Ending.IDLE, False)


def test_whoever_works_is_not_idle(desk: Client) -> None:
    _user, draft, code = with_draft()
    desk.post(PRESENT, {"code": code, **AGREED})
    for _ in range(3):
        made_idle(40)
        assert desk.get(page_of(draft)).status_code == 200


def test_the_sweep_ends_what_is_idle(desk: Client) -> None:
    desk.post(NEW, AGREED)
    tasks.sweep()
    assert Assistance.objects.open().exists()
    made_idle()

    tasks.sweep()
    tasks.sweep()

    assert not Assistance.objects.open().exists()
    assert Entry.objects.filter(act="assistance.ended").count() == 1


@pytest.mark.parametrize("path", ["/sign-out/", "/admin/logout/"])
def test_helping_ends_with_signing_out(desk: Client, path: str) -> None:
    desk.post(NEW, AGREED)

    desk.post(path)

    assert signed_in_as(desk) is None
    assert Assistance.objects.get().ended_why == Ending.SIGNED_OUT


def test_what_ended_before_there_was_a_code_can_be_continued(desk: Client) -> None:
    desk.post(NEW, AGREED)
    helped = Assistance.objects.get().applicant
    made_idle()

    assert AGAIN in desk.get(HELPING).content.decode()
    desk.post(AGAIN, AGREED)

    assert Assistance.objects.open().get().applicant == helped


def test_what_ended_with_a_code_cannot(desk: Client) -> None:
    begun_for_new(desk)
    made_idle()

    assert AGAIN not in desk.get(HELPING).content.decode()
    assert desk.post(AGAIN, AGREED).headers["Location"] == HELPING
    assert not Assistance.objects.open().exists()


def test_nor_what_another_operator_began(desk: Client, staff: Staff) -> None:
    desk.post(NEW, AGREED)
    made_idle()
    other = Client()
    other.force_login(staff("operator", name="another"))

    other.post(AGAIN, AGREED)

    assert not Assistance.objects.open().exclude(operator__username="operator").exists()


def test_whose_role_was_taken_away_helps_nobody(desk: Client, operator: User) -> None:
    _user, draft, code = with_draft()
    desk.post(PRESENT, {"code": code, **AGREED})
    operator.groups.clear()

    assert desk.get(page_of(draft)).status_code == 404
    assert desk.get(HELPING).status_code == 404


# Who, and what is seen ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", [HELPING, NEW, PRESENT, AGAIN, CODE, HANDED_OVER, FINISH])
@pytest.mark.parametrize(
    "role",
    [
        "registrar",
        "caseworker",
        "decision_maker",
        "lease_clerk",
        "auditor",
        "administrator",
        "superuser",
        "applicant",
    ],
)
def test_only_operators_have_these_pages(
    client: Client, staff: Staff, role: str, path: str
) -> None:
    user = applicant() if role == "applicant" else staff(role)
    User.objects.filter(pk=user.pk).update(is_superuser=role == "superuser")
    client.force_login(User.objects.get(pk=user.pk))
    method = client.post if path in {CODE, FINISH} else client.get

    assert method(path).status_code == 404


@pytest.mark.parametrize("role", ["caseworker", "superuser", "operator"])
def test_staff_who_help_nobody_see_no_page_of_an_applicant(
    client: Client, staff: Staff, role: str
) -> None:
    _user, draft, _code = with_draft()
    user = staff(role)
    User.objects.filter(pk=user.pk).update(is_superuser=role == "superuser")
    client.force_login(User.objects.get(pk=user.pk))

    assert client.get(page_of(draft)).status_code == 404
    assert client.get("/apply/").status_code == 404


def test_every_page_says_that_somebody_is_helped(desk: Client) -> None:
    said = "You are helping one applicant."
    english = {"accept-language": "en"}
    assert said not in desk.get("/", headers=english).content.decode()
    begun_for_new(desk)

    for path in ("/", "/apply/", HELPING):
        assert said in desk.get(path, headers=english).content.decode()


@pytest.mark.parametrize("path", ["/apply/", "/my/", HELPING])
def test_a_page_asks_once_who_is_helped(desk: Client, path: str) -> None:
    begun_for_new(desk)

    with CaptureQueriesContext(connection) as asked:
        assert desk.get(path).status_code == 200

    table = f'FROM "{Assistance._meta.db_table}"'
    assert sum(table in each["sql"] for each in asked.captured_queries) == 1


def test_acts_stand_in_the_journal_by_who_and_which_text(desk: Client, operator: User) -> None:
    begun_for_new(desk)
    desk.post(FINISH)

    helped = Assistance.objects.get()
    began, ended = Entry.objects.filter(act__startswith="assistance.").order_by("seq")
    assert (began.act, began.by, began.subject) == (
        "assistance.started", operator, f"assistance:{helped.pk}",
    )  # fmt: skip
    assert began.facts == {"applicant": helped.applicant_id, "consent": "1"}
    assert (ended.act, ended.by, ended.facts) == ("assistance.ended", operator, {"why": "finished"})


def test_ending_what_has_ended_changes_nothing(operator: User) -> None:
    helped = assistances.start_for_new(operator, at=NOON)
    assistances.end(helped.pk, Ending.SIGNED_OUT, at=NOON)

    assistances.end(helped.pk, Ending.FINISHED, at=NOON + timedelta(hours=1))

    helped.refresh_from_db()
    assert (helped.ended_at, helped.ended_why) == (NOON, Ending.SIGNED_OUT)
