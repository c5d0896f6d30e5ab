"""An operator helps one applicant at a time, who agreed; afterwards nothing of them is left."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
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
AGREED = {"consent": "on"}


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


def made_idle(minutes: int = 60) -> None:
    Assistance.objects.update(active_at=timezone.now() - timedelta(minutes=minutes))


# Beginning ---------------------------------------------------------------------------------------


def test_a_new_applicant_gets_an_account_and_the_consent_stands(
    desk: Client, operator: User
) -> None:
    before = timezone.now()

    answer = desk.post(NEW, AGREED)

    helped = Assistance.objects.get()
    assert answer.headers["Location"] == "/apply/"
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
    desk.post(NEW, AGREED)
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


def test_an_applicant_takes_over_with_the_code_printed_at_the_end(desk: Client) -> None:
    desk.post(NEW, AGREED)
    helped = Assistance.objects.get().applicant
    drafts.start(helped, language="uk", at=NOON)

    code = printed_on(desk.post(CODE).content)
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


def test_a_code_that_was_lost_is_made_anew_while_helping(desk: Client) -> None:
    desk.post(NEW, AGREED)

    first, second = (printed_on(desk.post(CODE).content) for _ in range(2))

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
    desk.post(NEW, AGREED)

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
    desk.post(NEW, AGREED)
    desk.post(CODE)
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


@pytest.mark.parametrize("path", [HELPING, NEW, PRESENT, AGAIN, CODE, FINISH])
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
    desk.post(NEW, AGREED)

    for path in ("/", "/apply/", HELPING):
        assert said in desk.get(path, headers=english).content.decode()


def test_acts_stand_in_the_journal_by_who_and_which_text(desk: Client, operator: User) -> None:
    desk.post(NEW, AGREED)
    desk.post(CODE)
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
