"""Submitting: one application per key, whole or not at all, and kept as it was received."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction

from applications import numbers
from applications.models import Application, ClockEntry, Document, Person, StatusChange
from applications.selectors import same_people
from applications.services import KeyUsed, submit
from audit.models import Entry
from copies.services import FileEmpty, FileTooLarge, WrongKind
from deadlines.terms import NoTermsInForce
from deadlines.working_days import BeyondCalendar
from outbox.models import Letter
from tests.applications.builders import NOON, attachment, package, submitted

pytestmark = pytest.mark.django_db


def test_an_application_is_registered_with_number_day_and_due_date() -> None:
    application = submitted()

    assert numbers.is_number(application.number)
    assert (application.received_on, application.due_on) == (date(2026, 1, 5), date(2026, 1, 26))
    assert application.status == "registered"
    assert application.calendar_version


def test_everything_is_written_at_once() -> None:
    application = submitted(attachments=(attachment(),))

    assert [person.ref for person in application.people.order_by("position")] == ["p1", "p2"]
    assert application.homes.get().share.denominator == 3
    assert ClockEntry.objects.get(application=application).due_on == application.due_on
    assert StatusChange.objects.get(application=application).to_status == "registered"
    assert Letter.objects.get(about=f"application:{application.pk}").kind == "receipt"
    assert Entry.objects.get(subject=f"application:{application.pk}").act == "application.submitted"
    assert Document.objects.get(application=application).paper == "idp_certificate"


def test_the_same_key_gives_the_same_number() -> None:
    assert submitted().number == submitted().number
    assert Application.objects.count() == 1


def test_another_content_under_the_same_key_is_refused_naming_the_first() -> None:
    first = submitted()

    with pytest.raises(KeyUsed) as caught:
        submitted(lambda document: document["people"].pop())

    assert caught.value.number == first.number


def test_late_evening_in_kyiv_counts_there() -> None:
    application = submitted(
        lambda document: document.update(received_at="2026-01-05T22:30:00+00:00")
    )

    assert application.received_on == date(2026, 1, 6)


@pytest.mark.parametrize(
    ("received_at", "refused"),
    [
        pytest.param("2027-12-20T10:00:00+02:00", BeyondCalendar, id="beyond the calendars"),
        pytest.param("2025-07-01T10:00:00+03:00", NoTermsInForce, id="before the Order"),
    ],
)
def test_a_day_the_clock_cannot_serve_leaves_nothing(
    received_at: str, refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        submitted(lambda document: document.update(received_at=received_at))

    assert not Application.objects.exists()
    assert not Entry.objects.exists()


def test_a_paper_lies_under_a_random_name_with_its_hash() -> None:
    content = b"%PDF-1.4 certificate"
    document = submitted(attachments=(attachment(content=content),)).documents.get()
    copy = document.copies.get().copy

    assert copy.sha256 == hashlib.sha256(content).hexdigest()
    assert (copy.name, copy.size, copy.state) == ("довідка.pdf", len(content), "waiting")
    assert "довідка" not in copy.stored_name
    with default_storage.open(copy.stored_name) as file:
        assert file.read() == content


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        pytest.param(b"", FileEmpty, id="an empty file"),
        pytest.param(b"x" * 101, FileTooLarge, id="a file too large"),
        pytest.param(b"<html>", WrongKind, id="a file that is no paper"),
    ],
)
def test_a_bad_file_leaves_nothing_behind(
    content: bytes, refused: type[Exception], settings: object
) -> None:
    settings.MAX_DOCUMENT_BYTES = 100  # type: ignore[attr-defined]

    with pytest.raises(refused):
        submitted(attachments=(attachment(), attachment(content=content)))

    assert not Application.objects.exists()
    assert not any(default_storage.listdir("documents")[1])


def test_a_paper_of_an_unknown_type_is_kept_as_other() -> None:
    document = submitted(attachments=(attachment(paper="love-letter"),)).documents.get()

    assert (document.paper, document.given_type) == ("other", "love-letter")


def test_personal_numbers_are_sealed_at_rest() -> None:
    application = submitted()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM applications_person")
        dump = repr(cursor.fetchall())

    for secret in ("3184710691", "001234567", "1401-5000123456", "+380501234567"):
        assert secret not in dump
    assert application.people.get(ref="p1").taxpayer_number == "3184710691"


def test_a_second_application_for_the_same_person_is_pointed_out() -> None:
    first = submitted(key="first")
    second = submitted(lambda document: document["people"].pop(), key="second")

    assert [(match.application, match.matched_on) for match in same_people(second)] == [
        (first, "taxpayer_number"),
        (first, "identity_number"),
    ]


@pytest.mark.parametrize(
    ("other", "by"),
    [
        ({}, ["name_and_birth_date"]),
        ({"surname": "КОВАЛЕНКО"}, ["name_and_birth_date"]),
        ({"given_name": "Ольга"}, []),  # a twin
        ({"birth_date": "1989-03-12"}, []),  # a namesake
    ],
    ids=["the same", "in capitals", "a twin", "a namesake"],
)
def test_without_a_number_in_common_name_and_birth_date_tell(
    other: dict[str, object], by: list[str]
) -> None:
    def changed(document: dict[str, list[dict[str, object]]]) -> None:
        card = {"type": "id_card", "number": "999999999"}
        document["people"][0].update(taxpayer_number=None, identity_document=card, **other)
        document["people"].pop()

    submitted(key="first")

    assert [it.matched_on for it in same_people(submitted(changed, key="second"))] == by


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param({"status": "lost"}, id="an unknown status"),
        pytest.param({"channel": "pigeon"}, id="an unknown channel"),
        pytest.param({"received_on": date(2026, 1, 26)}, id="due on the day of receipt"),
        pytest.param({"invitation_method": "post"}, id="by post without an address"),
    ],
)
def test_the_database_refuses_what_must_never_be(harm: dict[str, object]) -> None:
    application = submitted()

    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(**harm)


def test_the_database_refuses_a_second_applicant() -> None:
    submitted()

    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(ref="p2").update(relationship="applicant")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_key_at_fifty_doors_makes_one_application() -> None:
    numbers_given = at_once(50, "same")

    assert len(set(numbers_given)) == 1
    assert Application.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_without_the_key_fifty_doors_make_fifty() -> None:
    """The control: it is the key that holds, not luck."""
    numbers_given = at_once(50, None)

    assert len(set(numbers_given)) == 50


def at_once(doors: int, key: str | None) -> list[str]:
    """Submit one package through many doors at the same moment; return the numbers given."""

    def door(place: int) -> str:
        try:
            made = submit(
                package(), key=key or f"door {place}", content_sha256="0" * 64, at=datetime.now(UTC)
            )
            return made.number
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(door, range(doors)))


def test_a_number_drawn_twice_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = submitted(key="first")
    draws = iter([first.number, "0000-0000-0000"])
    monkeypatch.setattr(numbers, "draw", lambda: next(draws))

    assert submitted(key="second").number == "0000-0000-0000"
    assert NOON.tzinfo is UTC
