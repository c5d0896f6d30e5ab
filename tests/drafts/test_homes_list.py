"""The list of homes: added, changed, removed, and what all of it comes to."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applications.package_reader import read_value
from drafts import services
from drafts.answers import document
from drafts.models import Draft, Kind
from drafts.question import Task
from drafts.services import MOST_HOMES
from drafts.steps import asked
from tests.applications.builders import example
from tests.drafts.builders import NOON, applicant, draft_like, written
from tests.drafts.rows import home, part

pytestmark = pytest.mark.usefixtures("gazetteer")

MARIUPOL, BILA_TSERKVA = "UA14140050010029262", "UA32020010010081183"
HOUSING = str(Kind.HOUSING)


def url(draft: Draft, ref: str, question: str) -> str:
    return reverse("question", args=[draft.pk, ref, question])


def slugs(draft: Draft, ref: str) -> list[str]:
    steps = asked(written(draft), Task.HOMES)
    return [step.question.slug for step in steps if step.part.ref == ref]


def add(page: Client, draft: Draft, owner: str) -> Any:
    return page.post(reverse("add_home", args=[draft.pk]), {"owner": owner})


def test_a_home_is_added_and_asked_about(page: Client, draft: Draft) -> None:
    services.save(draft.pk, HOUSING, "owns", {"_owns": "yes"}, at=NOON)
    spouse = services.add_person(draft.pk, "spouse", at=NOON)

    added = add(page, draft, spouse)

    [said] = written(draft).homes
    assert said.answers["owner"] == spouse
    assert added["Location"] == url(draft, said.ref, "place")
    assert slugs(draft, said.ref) == ["owner", "place", "condition", "area"]


def test_a_home_added_twice_by_one_page_is_one_home(page: Client, draft: Draft) -> None:
    owner, to_add = written(draft).applicant.ref, reverse("add_home", args=[draft.pk])
    new = page.get(to_add).context["form"]["new"].value()

    clicks = [page.post(to_add, {"owner": owner, "new": new}) for _ in range(2)]

    assert [home.ref for home in written(draft).homes] == [new]
    assert len({click["Location"] for click in clicks}) == 1


def test_a_page_that_names_a_person_adds_a_home_beside_them(page: Client, draft: Draft) -> None:
    before, to_add = written(draft).applicant, reverse("add_home", args=[draft.pk])

    page.post(to_add, {"owner": before.ref, "new": before.ref})

    [home] = written(draft).homes
    assert home.answers["owner"] == before.ref
    assert written(draft).applicant == before


def test_the_questions_of_a_home_lead_back_to_the_list(page: Client, draft: Draft) -> None:
    ref = home(draft, katottg=MARIUPOL)

    answer = page.post(url(draft, ref, "area"), {"area": "40", "share": "1"})

    assert answer["Location"] == reverse("homes", args=[draft.pk])


def test_without_a_home_the_list_asks_for_the_first(page: Client, draft: Draft) -> None:
    services.save(draft.pk, HOUSING, "owns", {"_owns": "yes"}, at=NOON)

    listed = page.get(reverse("homes", args=[draft.pk]))

    assert listed["Location"] == reverse("add_home", args=[draft.pk])


def test_who_owns_nothing_has_no_list(page: Client, draft: Draft) -> None:
    listed = page.get(reverse("homes", args=[draft.pk]))

    assert listed["Location"] == reverse("tasks", args=[draft.pk])


@pytest.mark.parametrize(("more", "leads_to"), [("yes", "add_home"), ("no", "tasks")])
def test_the_list_asks_for_another_home(
    more: str, leads_to: str, page: Client, draft: Draft
) -> None:
    home(draft)

    answer = page.post(reverse("homes", args=[draft.pk]), {"more": more})

    assert answer["Location"] == reverse(leads_to, args=[draft.pk])


def test_the_list_needs_an_answer(browser: Client, draft: Draft) -> None:
    home(draft)

    assert browser.post(reverse("homes", args=[draft.pk])).status_code == 422


def test_an_owner_nobody_knows_is_refused(browser: Client, draft: Draft) -> None:
    assert add(browser, draft, "0123456789ab").status_code == 422
    assert not written(draft).homes


def test_a_form_takes_so_many_homes_and_says_where_to_go_with_more(
    page: Client, draft: Draft
) -> None:
    for _each in range(MOST_HOMES):
        ref = home(draft)

    refused = add(page, draft, part(draft, ref)["owner"])

    assert refused.status_code == 422
    assert "apply on paper" in refused.content.decode()
    assert len(written(draft).homes) == MOST_HOMES


def test_removing_a_home_is_asked_again_and_done_once(page: Client, draft: Draft) -> None:
    ref = home(draft, katottg=MARIUPOL)
    address = reverse("remove_home", args=[draft.pk, ref])

    assert "Маріуполь" in page.get(address).content.decode()
    assert written(draft).homes
    assert page.post(address).status_code == page.post(address).status_code == 302
    assert not written(draft).homes
    assert page.get(address).status_code == 404


def test_a_home_goes_with_its_owner(draft: Draft) -> None:
    spouse = services.add_person(draft.pk, "spouse", at=NOON)
    services.add_home(draft.pk, spouse, at=NOON)
    kept = home(draft)

    services.remove_person(draft.pk, spouse, at=NOON)

    assert [said.ref for said in written(draft).homes] == [kept]


def test_another_owner_of_a_home_keeps_what_is_said_of_it(page: Client, draft: Draft) -> None:
    spouse = services.add_person(draft.pk, "spouse", at=NOON)
    ref = home(draft, katottg=MARIUPOL, condition="destroyed")

    page.post(url(draft, ref, "owner"), {"owner": spouse})

    assert part(draft, ref)["owner"] == spouse
    assert part(draft, ref)["katottg"] == MARIUPOL


@pytest.mark.parametrize("name", ["homes", "add_home", "remove_home"])
def test_homes_of_somebody_else_are_not_found(name: str, page: Client) -> None:
    theirs = services.start(applicant("stranger"), language="uk", at=NOON)
    ref = home(theirs)
    address = reverse(name, args=[theirs.pk, *([ref] if name == "remove_home" else [])])

    assert page.get(address).status_code == page.post(address).status_code == 404
    assert written(theirs).homes


def test_the_list_costs_as_many_queries_for_three_homes_as_for_one(
    page: Client, draft: Draft, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _each in range(3):
        home(draft, katottg=MARIUPOL, condition="habitable")

    with django_assert_max_num_queries(7):
        page.get(reverse("homes", args=[draft.pk]))


# What it all comes to -----------------------------------------------------------------------------


def test_what_the_pages_save_is_a_readable_package(page: Client, owner: Any) -> None:
    draft = draft_like(example("01"), owner=owner)
    spouse = written(draft).applicant.ref
    page.post(url(draft, "residence", "bases"), {"bases": ["unsure"]})
    typed = {"place": "хутір", "place_for": "хутір", "place_code": "unlisted", "address": "1"}
    page.post(url(draft, "residence", "place"), typed)
    page.post(url(draft, HOUSING, "owns"), {"owns": "yes"})
    add(page, draft, spouse)
    [said] = written(draft).homes
    page.post(url(draft, said.ref, "place"), {"place": "Біла Церква", "address": "вул. 1"})
    page.post(url(draft, said.ref, "condition"), {"condition": "uninhabitable"})
    evidence = {"type": "technical_assessment", "reference": "№ 7"}
    page.post(url(draft, said.ref, "evidence"), evidence)
    page.post(url(draft, said.ref, "area"), {"area": "53,4", "share": "1/3"})
    page.post(url(draft, "declarations", "assistance"), {"assistance": "unsure"})
    page.post(url(draft, "declarations", "notice"), {"personal_data_notice": "on"})
    page.post(url(draft, "invitation", "method"), {"method": "post", "postal_address": "Київ, 1"})
    page.post(url(draft, "invitation", "language"), {"language": "en"})

    package = read_value(document(written(draft), received_at=NOON))

    [owned] = package.homes
    assert (owned.katottg, str(owned.total_area), str(owned.share)) == (
        BILA_TSERKVA,
        "53.40",
        "1/3",
    )
    assert (owned.evidence_type, owned.evidence_reference) == ("technical_assessment", "№ 7")
    assert package.former_residence is not None
    assert package.former_residence.bases == ()
    assert package.former_residence.address == "хутір, 1"
    assert (package.language, package.invitation_method) == ("en", "post")
    assert (package.owns_no_housing, package.no_monetary_assistance) == (None, None)
