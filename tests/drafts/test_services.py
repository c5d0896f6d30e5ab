"""A draft keeps what was answered, sealed, part by part."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from drafts import services
from drafts.answers import document
from drafts.models import Draft, Kind, Paper, Part
from tests.drafts.builders import NOON, applicant, draft_like, written

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def started() -> Draft:
    return services.start(applicant(), language="en", at=NOON)


def test_a_draft_begins_with_its_applicant_and_the_language_of_letters() -> None:
    said = written(started())

    assert said.applicant.answers == {"relationship": "applicant", "email": "oksana@example.org"}
    assert said.single(Kind.INVITATION).answers == {"language": "en"}
    assert [part.answered for part in said.parts] == [frozenset(), frozenset()]


def test_starting_twice_goes_on_with_the_same_draft() -> None:
    owner = applicant()

    first = services.start(owner, language="uk", at=NOON)
    second = services.start(owner, language="uk", at=LATER)

    assert first == second
    assert Part.objects.count() == 2


def test_the_database_refuses_a_second_open_draft() -> None:
    draft = started()

    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(owner=draft.owner, started_at=NOON, saved_at=NOON)


def test_an_answer_joins_the_others_of_its_part() -> None:
    draft = started()
    ref = written(draft).applicant.ref

    services.save(draft.pk, ref, "name", {"surname": "Коваль"}, at=NOON)
    services.save(draft.pk, ref, "phone", {"phone": None}, at=LATER)

    said = written(draft)
    assert said.applicant.answers["surname"] == "Коваль"
    assert said.applicant.answered == {"name", "phone"}
    assert Draft.objects.get().saved_at == LATER


def test_an_answer_given_again_takes_the_place_of_the_first() -> None:
    draft = started()
    for bases in (["registered"], ["actual"]):
        services.save(draft.pk, Kind.RESIDENCE, "bases", {"bases": bases}, at=NOON)

    residence = written(draft).single(Kind.RESIDENCE)
    assert residence.answers["bases"] == ["actual"]
    assert residence.answered == {"bases"}


def test_nothing_answered_stands_in_clear_in_the_database() -> None:
    draft = draft_like()

    for sealed in Part.objects.filter(draft=draft).values_list("sealed", flat=True):
        assert re.fullmatch(r"\d+:[A-Za-z0-9+/=]+", sealed)


def test_a_part_opens_in_no_other_place() -> None:
    draft = started()
    first, second = draft.parts.order_by("position")
    first.sealed = second.sealed
    first.save(update_fields=["sealed"])

    with pytest.raises(Exception, match="does not open"):
        written(draft)


def test_a_person_removed_takes_homes_and_papers_along() -> None:
    draft = started()
    gone = services.add_person(draft.pk, "spouse", at=NOON)
    kept = services.add_person(draft.pk, "child", at=NOON)
    home = services.add_home(draft.pk, gone, at=NOON)
    for about in (gone, home, kept):
        Paper.objects.create(draft=draft, code="other", about=about)

    services.remove_person(draft.pk, gone, at=NOON)

    said = written(draft)
    assert [person.ref for person in said.people] == [said.applicant.ref, kept]
    assert said.homes == ()
    assert [paper.about for paper in Paper.objects.all()] == [kept]


def test_people_keep_their_order_and_answers_when_one_between_them_leaves() -> None:
    draft = started()
    first, second, third = (services.add_person(draft.pk, "child", at=NOON) for _ in range(3))
    services.save(draft.pk, third, "name", {"surname": "Третя"}, at=NOON)

    services.remove_person(draft.pk, second, at=NOON)
    fourth = services.add_person(draft.pk, "parent", at=NOON)

    said = written(draft)
    assert [person.ref for person in said.people[1:]] == [first, third, fourth]
    assert said.people[2].answers["surname"] == "Третя"


def test_the_applicant_stays() -> None:
    draft = started()

    with pytest.raises(services.ApplicantStays):
        services.remove_person(draft.pk, written(draft).applicant.ref, at=NOON)


def test_a_household_has_thirty_people_at_most() -> None:
    draft = started()
    for _ in range(services.MOST_PEOPLE - 1):
        services.add_person(draft.pk, "child", at=NOON)

    with pytest.raises(services.TooManyPeople):
        services.add_person(draft.pk, "child", at=NOON)


@pytest.mark.parametrize("ref", ["0123456789ab", "household"])
def test_what_is_not_there_cannot_be_answered_removed_or_own_a_home(ref: str) -> None:
    draft = started()

    with pytest.raises(services.NoSuchPart):
        services.save(draft.pk, ref, "name", {}, at=NOON)
    with pytest.raises(services.NoSuchPart):
        services.remove_person(draft.pk, ref, at=NOON)
    with pytest.raises(services.NoSuchPart):
        services.remove_home(draft.pk, ref, at=NOON)
    with pytest.raises(services.NoSuchPart):
        services.add_home(draft.pk, ref, at=NOON)


def test_an_answer_that_stays_in_the_draft_is_no_part_of_the_application() -> None:
    draft = draft_like()
    before = answers_of(draft)

    services.save(draft.pk, Kind.HOUSING, "owns", {"_owns": "unsure"}, at=NOON)

    assert answers_of(draft) == before


def answers_of(draft: Draft) -> object:
    return document(written(draft), received_at=NOON)
