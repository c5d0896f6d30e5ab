"""On submission the papers of a draft become documents of its application, each with its files."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application, Document
from applications.papers import PAPERS
from applications.selectors import missing
from copies import holding
from copies.models import Copy, State
from drafts import services
from drafts.handing_papers import not_arrived
from drafts.models import Draft, Kind, Paper
from drafts.papers import PaperHolder
from drafts.services import AlreadySubmitted
from territories.gazetteer import Gazetteer
from tests.drafts.builders import NOON, all_answered, draft_like, written
from tests.drafts.files import JPEG, PDF
from tests.drafts.paper_builders import given, paper_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def household(owner: User, gazetteer: Gazetteer) -> Draft:
    """A household that owns a share of a flat; ready to be submitted."""
    return draft_like(owner=owner)


def submitted(draft: Draft, owner: User) -> Application:
    return services.submit(draft.pk, by=owner, at=NOON + timedelta(hours=1))


def files_of(document: Document) -> list[Any]:
    return list(document.copies.order_by("position").values_list("copy", flat=True))


def test_a_paper_becomes_a_document_with_its_files_in_order(owner: User, household: Draft) -> None:
    paper = paper_of(household, "idp_certificate", written(household).applicant.ref)
    copies = [given(paper, owner, content=content) for content in (PDF, JPEG)]

    document = submitted(household, owner).documents.get()

    assert (document.paper, document.position) == ("idp_certificate", 0)
    assert document.person is not None
    assert document.person.relationship == "applicant"
    assert files_of(document) == [copy.pk for copy in copies]


def test_a_paper_about_a_home_is_its_owners(owner: User, household: Draft) -> None:
    home = written(household).homes[0]
    given(paper_of(household, "ownership_document", home.ref), owner)

    document = submitted(household, owner).documents.get()

    assert document.person is not None
    assert document.person.ref == home.answers["owner"]


def test_what_was_not_uploaded_to_its_end_is_let_go(owner: User, household: Draft) -> None:
    about = written(household).applicant.ref
    half, whole = (paper_of(household, code, about) for code in ("other", "idp_certificate"))
    for paper in (half, whole):
        holding.begin(
            PaperHolder(paper, NOON), "cut.pdf", 9000, start="", sha256="", by=owner, at=NOON
        )
    kept = given(whole, owner)

    application = submitted(household, owner)

    assert [document.paper for document in application.documents.all()] == ["idp_certificate"]
    assert list(Copy.objects.all()) == [kept]
    assert len(not_arrived(application)) == 2


def test_nothing_is_said_of_papers_that_arrived_whole(owner: User, household: Draft) -> None:
    given(paper_of(household, "other", written(household).applicant.ref), owner)

    assert not_arrived(submitted(household, owner)) == []
    assert not Paper.objects.exists()


def test_the_check_page_and_the_receipt_say_what_has_not_arrived(
    page: Client, owner: User, household: Draft
) -> None:
    all_answered(household)
    half = paper_of(household, "other", written(household).applicant.ref)
    holder = PaperHolder(half, NOON)
    holding.begin(holder, "cut.pdf", 9000, start="", sha256="", by=owner, at=NOON)

    check = reverse("check_answers", args=[household.pk])
    warned = page.get(check).content.decode()
    receipt = page.post(check, follow=True).content.decode()

    assert "A file of these papers is not uploaded to the end." in warned
    assert "had not been uploaded to the end" in receipt
    assert str(PAPERS["other"].title) in receipt


def test_a_refused_file_stays_with_its_paper_which_is_missing(
    owner: User, household: Draft, gazetteer: Gazetteer
) -> None:
    paper = paper_of(household, "idp_certificate", written(household).applicant.ref)
    given(paper, owner, state=State.REFUSED)

    application = submitted(household, owner)

    assert application.documents.count() == 1
    assert "idp_certificate" in [each.code for each in missing(application, gazetteer)]


def test_papers_put_off_or_only_asked_for_become_nothing(owner: User, household: Draft) -> None:
    paper = paper_of(household, "other", written(household).applicant.ref)
    Paper.objects.filter(pk=paper.pk).update(later=True)

    assert not submitted(household, owner).documents.exists()


def test_after_submission_nothing_is_added_to_the_draft(owner: User, household: Draft) -> None:
    paper = paper_of(household, "other", written(household).applicant.ref)
    submitted(household, owner)

    with pytest.raises(AlreadySubmitted):
        given(paper, owner)
    assert not Copy.objects.exists()


def test_a_refused_submission_leaves_the_papers_where_they_are(
    owner: User, household: Draft
) -> None:
    paper = paper_of(household, "other", written(household).applicant.ref)
    copy = given(paper, owner)
    services.save(household.pk, Kind.DECLARATIONS, "x", {"personal_data_notice": None}, at=NOON)

    with pytest.raises(services.ConsentMissing):
        submitted(household, owner)

    assert paper.copies.get().copy == copy
