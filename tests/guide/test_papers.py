"""The papers page lists what the checklist asks for, and keeps nothing of what was ticked."""

from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from applications.papers import PAPERS
from guide.forms.papers import everything
from guide.listing import groups
from tests.conftest import NOON

# Nobody is asked for these; they may be given instead of another, or besides.
BESIDES = {"property_register_extract", "other"}


def codes(**ticked: list[str]) -> set[str]:
    situation: dict[str, list[str]] = {"bases": [], "family": [], "statuses": [], "homes": []}
    found = groups({**situation, **ticked}, at=NOON)
    return {paper.code for group in found for paper, _why in group.papers}


def test_the_whole_list_has_every_paper_once() -> None:
    listed = [paper.code for group in groups(everything(), at=NOON) for paper, _ in group.papers]

    assert sorted(listed) == sorted(set(PAPERS) - BESIDES)


@pytest.mark.parametrize(
    ("ticked", "asked", "spared"),
    [
        pytest.param(
            {},
            {"identity_document", "taxpayer_card", "idp_certificate", "assistance_declaration"},
            {"residence_extract", "ownership_document", "marriage_certificate"},
            id="nothing ticked",
        ),
        pytest.param(
            {"bases": ["registered"]},
            {"residence_extract"},
            {"actual_residence_proof"},
            id="route 1",
        ),
        pytest.param(
            {"bases": ["actual"]}, {"actual_residence_proof"}, {"residence_extract"}, id="route 2"
        ),
        pytest.param({"family": ["spouse"]}, {"marriage_certificate"}, set(), id="married"),
        pytest.param(
            {"family": ["small_child"]},
            {"birth_certificate"},
            {"large_family_certificate", "student_certificate"},
            id="a small child",
        ),
        pytest.param(
            {"family": ["large"]}, {"large_family_certificate"}, set(), id="three children"
        ),
        pytest.param({"family": ["student"]}, {"student_certificate"}, set(), id="a student"),
        pytest.param({"family": ["ward"]}, {"guardianship_decision"}, set(), id="a ward"),
        pytest.param({"statuses": ["veteran"]}, {"veteran_certificate"}, set(), id="a veteran"),
        pytest.param({"homes": ["none"]}, {"no_housing_notice"}, {"ownership_document"}, id="none"),
        pytest.param(
            {"homes": ["habitable"]},
            {"ownership_document"},
            {"damage_register_extract", "no_housing_notice"},
            id="a home to live in",
        ),
        pytest.param(
            {"homes": ["damaged"]}, {"inspection_report"}, {"no_housing_notice"}, id="damaged"
        ),
        pytest.param(
            {"homes": ["occupied"]},
            {"ownership_document"},
            {"inspection_report", "damage_register_extract"},
            id="out of reach, so nobody can inspect it",
        ),
    ],
)
def test_a_household_is_asked_for_its_own_papers(
    ticked: dict[str, list[str]], asked: set[str], spared: set[str]
) -> None:
    found = codes(**ticked)

    assert asked <= found
    assert not spared & found


@pytest.mark.django_db
def test_the_page_shows_the_list_for_what_was_ticked(client: Client, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    page = client.post("/papers/", {"list": "own", "statuses": ["veteran"]}).content.decode()

    assert str(PAPERS["veteran_certificate"].title) in page
    assert str(PAPERS["care_opinion"].title) not in page
    assert 'value="veteran" id="id_statuses_0" checked' in page


@pytest.mark.django_db
def test_nothing_ticked_is_stored(client: Client) -> None:
    before = {model: model._default_manager.count() for model in apps.get_models()}

    answer = client.post("/papers/", {"list": "own", "statuses": ["disability"]})

    assert {model: model._default_manager.count() for model in apps.get_models()} == before
    assert set(client.cookies) <= {settings.CSRF_COOKIE_NAME}
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_the_other_language_keeps_what_was_ticked(client: Client) -> None:
    sent: dict[str, Any] = {"statuses": ["veteran"], "switch_to": "en"}

    page = client.post("/papers/", sent).content.decode()

    assert '<html lang="en">' in page
    assert "Veteran certificate" in page


@pytest.mark.django_db
def test_an_answer_that_is_not_offered_is_refused(client: Client) -> None:
    assert client.post("/papers/", {"list": "own", "homes": ["castle"]}).status_code == 422
