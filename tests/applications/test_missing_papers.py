"""What nobody brought yet is told from what was brought and stands."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from applications.models import Application, Document, Verdict
from applications.selectors import missing
from copies.models import Copy, State
from territories.gazetteer import Gazetteer
from tests.applications.builders import NOON, attachment, submitted

pytestmark = pytest.mark.django_db


def two_homes(document: dict[str, Any]) -> None:
    document["homes"].append({**document["homes"][0], "ref": "h2"})


def codes(application: Application, gazetteer: Gazetteer, code: str = "") -> list[str]:
    return [each.code for each in missing(application, gazetteer) if code in each.code]


def test_without_any_paper_the_whole_checklist_is_missing(gazetteer: Gazetteer) -> None:
    assert {"identity_document", "idp_certificate", "ownership_document"} <= set(
        codes(submitted(), gazetteer)
    )


def test_a_paper_that_was_brought_is_not_missing(gazetteer: Gazetteer) -> None:
    application = submitted(attachments=(attachment("assistance_declaration"),))

    assert "assistance_declaration" not in codes(application, gazetteer)


def test_one_ownership_document_settles_one_of_two_homes(gazetteer: Gazetteer) -> None:
    application = submitted(two_homes, attachments=(attachment("ownership_document"),))

    assert len(codes(application, gazetteer, "ownership")) == 1


def test_an_extract_that_lists_all_settles_both_homes(gazetteer: Gazetteer) -> None:
    application = submitted(two_homes, attachments=(attachment("property_register_extract"),))

    assert not codes(application, gazetteer, "ownership")


def test_a_rejected_paper_is_missing_again(
    gazetteer: Gazetteer, staff: Callable[..., User]
) -> None:
    application = submitted(attachments=(attachment("assistance_declaration"),))
    Document.objects.update(
        verdict=Verdict.REJECTED,
        verdict_by=staff("caseworker"),
        verdict_at=NOON,
        verdict_reason="blurred",
    )

    assert "assistance_declaration" in codes(application, gazetteer)


def test_a_paper_of_which_no_file_could_be_taken_is_missing(gazetteer: Gazetteer) -> None:
    application = submitted(attachments=(attachment("assistance_declaration"),))
    Copy.objects.update(state=State.REFUSED, refusal="damaged")

    assert "assistance_declaration" in codes(application, gazetteer)
