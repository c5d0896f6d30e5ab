"""The pages of tariffs: figures compared, the document beside them, the second person."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from copies.models import Copy, State
from rent.models import TariffRow
from rent.services import NotTheSamePerson
from rent.tariffs import NoTariff, tariff_on
from rerating import tariffs
from rerating.models import TariffSource
from tests.rerating.builders import NEW_YEAR, NOON, approved, entered, pdf, with_source
from tests.signing_in import put_mark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ADD = "/admin/rent/tariffrow/add/"
TYPED = {
    "name": "2027",
    "start": "01.01.2027",
    "end": "31.12.2027",
    "apartment_rent": "8 453,00",
    "published": "240",
    "social": "0,75",
    "rooms_1": "1",
    "rooms_2": "0,87",
    "rooms_3": "0.8",
    "source": "Держстат, січень 2027 року",
}
Browser = Callable[[User], Client]


@pytest.fixture
def browser() -> Browser:
    def of(user: User) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(user)
        return client

    return of


def address(step: str, row: TariffRow, *more: int) -> str:
    return reverse(f"admin:rent_tariffrow_{step}", args=[row.pk, *more])


def test_a_tariff_is_entered_documented_and_approved_by_two_people(
    browser: Browser, clerk: User, decider: User
) -> None:
    assert browser(clerk).post(ADD, TYPED).status_code == 302
    row = TariffRow.objects.waiting().get()
    content = pdf().read()
    document = SimpleUploadedFile("derzhstat.pdf", content)
    assert browser(clerk).post(address("attach", row), {"document": document}).status_code == 302
    Copy.objects.update(inspected_at=NOON)

    assert browser(decider).post(address("approve", row)).status_code == 302

    tariff = tariff_on(NEW_YEAR).tariff()
    assert (tariff.per_square_metre, tariff.social) == (Decimal(240), Decimal("0.75"))
    assert tariff.by_rooms == (Decimal(1), Decimal("0.87"), Decimal("0.8"))
    copy = TariffSource.objects.get(tariff=row).copy
    assert copy.sha256 == copy.stored_sha256 == hashlib.sha256(content).hexdigest()
    acts = Entry.objects.filter(subject=f"tariff:{row.pk}").order_by("seq")
    assert [act for act in acts.values_list("act", flat=True) if "copy" not in act] == [
        "tariff.entered",
        "tariff.source_attached",
        "tariff.approved",
    ]


def test_figures_that_differ_are_shown_and_chosen_by_a_person(
    browser: Browser, clerk: User
) -> None:
    typed = {**TYPED, "published": "250"}

    answer = browser(clerk).post(ADD, typed)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "The mean rent gives 240 UAH and 250 UAH was published" in shown
    assert "Say why the one you choose counts" in shown
    assert 'value="8 453,00"' in shown
    assert not TariffRow.objects.waiting().exists()

    chosen = {**typed, "counts": "published", "difference_reason": "лист Держстату"}
    assert browser(clerk).post(ADD, chosen).status_code == 302
    row = TariffRow.objects.waiting().get()
    assert (row.per_square_metre, row.derived) == (Decimal(250), Decimal(240))
    assert "250 UAH was published" in browser(clerk).get(address("change", row)).content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        pytest.param("end", "31.12.2026", "not before the first day", id="ends too early"),
        pytest.param("start", "first", "Write the day as", id="no day"),
        pytest.param("apartment_rent", "", "mean rent of January", id="no mean rent"),
        pytest.param("apartment_rent", "10", "no whole hryvnia", id="a mean rent of nothing"),
        pytest.param("apartment_rent", "8453.005", "decimal places", id="a part of a kopiyka"),
        pytest.param("apartment_rent", "вісім", "such as 208", id="no figure"),
        pytest.param("social", "0", "above zero", id="rent for nothing"),
        pytest.param("social", "0,75001", "decimal places", id="a coefficient too fine"),
        pytest.param("social", "100", "social coefficient is 2 at most", id="a percentage"),
        pytest.param("rooms_1", "100", "for rooms (1) is 2 at most", id="a percentage for a room"),
        pytest.param("rooms_2", "", "needs one too", id="a gap among the rooms"),
        pytest.param("rooms_5", "0.7", "needs one too", id="a gap before five rooms"),
        pytest.param("source", "", "Name the source", id="no source"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    browser: Browser, clerk: User, field: str, typed: str, said: str
) -> None:
    answer = browser(clerk).post(ADD, {**TYPED, field: typed})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Держстат, січень 2027 року" in answer.content.decode() or field == "source"
    assert not TariffRow.objects.waiting().exists()


def test_nobody_approves_what_they_entered(browser: Browser, staff: Callable[..., User]) -> None:
    both = staff("lease_clerk", "decision_maker", name="both")
    row = with_source(entered(both), both)

    answer = browser(both).post(address("approve", row))

    assert answer.status_code == 422
    assert "Another person has to approve it" in answer.content.decode()


def test_without_its_document_a_tariff_is_not_approved(
    browser: Browser, clerk: User, decider: User
) -> None:
    row = entered(clerk)

    answer = browser(decider).post(address("approve", row))

    assert answer.status_code == 422
    assert "Attach it first" in answer.content.decode()
    with pytest.raises(NoTariff):
        tariff_on(NEW_YEAR)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        pytest.param({}, tariffs.SourceNotChecked, id="nobody has looked into"),
        pytest.param(
            {"state": State.REFUSED, "refusal": "damaged", "inspected_at": NOON},
            tariffs.NoSource,
            id="that is damaged",
        ),
    ],
)
def test_a_tariff_is_not_approved_with_a_document(
    clerk: User, decider: User, changed: dict[str, Any], refusal: type[Exception]
) -> None:
    row = entered(clerk)
    tariffs.attach(row.pk, pdf(), name="a.pdf", by=clerk, at=NOON)
    Copy.objects.update(**changed) if changed else None

    with pytest.raises(refusal):
        tariffs.approve(row.pk, by=decider, at=NOON)

    assert TariffRow.objects.waiting().count() == 1


def test_a_document_nobody_looked_into_is_waited_for_without_a_promise(
    browser: Browser, clerk: User, decider: User
) -> None:
    row = entered(clerk)
    document = {"document": SimpleUploadedFile("derzhstat.pdf", pdf().read())}
    kept = browser(clerk).post(address("attach", row), document, follow=True).content.decode()

    waits = browser(decider).post(address("approve", row)).content.decode()

    assert "Its pages show once they are drawn" in kept
    assert "Open this page anew until its pages show" in waits
    assert "minute" not in waits


def test_approving_asks_for_the_second_factor_once_more(
    browser: Browser, clerk: User, decider: User
) -> None:
    row = with_source(entered(clerk), clerk)
    client = browser(decider)
    long_ago = (timezone.now() - timedelta(minutes=11)).timestamp()
    put_mark(client, factor_at=long_ago)

    answer = client.post(address("approve", row))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("second_factor"))
    assert TariffRow.objects.waiting().count() == 1


def test_what_is_no_pdf_is_refused_by_its_content(browser: Browser, clerk: User) -> None:
    row = entered(clerk)
    document = SimpleUploadedFile("publication.pdf", b"\xff\xd8\xff a photograph")

    answer = browser(clerk).post(address("attach", row), {"document": document})

    assert answer.status_code == 422
    assert "no PDF" in answer.content.decode()
    assert not Copy.objects.exists()


def test_an_approved_tariff_takes_no_document_and_no_other_end(
    browser: Browser, clerk: User, decider: User
) -> None:
    row = approved(clerk, decider)
    document = SimpleUploadedFile("other.pdf", pdf().read())

    for step, sent in (("attach", {"document": document}), ("set_aside", {})):
        answer = browser(clerk).post(address(step, row), sent)
        assert answer.status_code == 422
        assert "stays as it is" in answer.content.decode()
    assert TariffSource.objects.count() == 1


def test_the_document_is_handed_out_byte_for_byte_once_it_is_clean(
    browser: Browser, clerk: User, decider: User
) -> None:
    row = with_source(entered(clerk), clerk)
    source = TariffSource.objects.get()
    assert browser(decider).get(address("source", row, source.pk)).status_code == 404
    Copy.objects.update(state=State.CLEAN, scanned_at=NOON)

    answer = browser(decider).get(address("source", row, source.pk))

    assert b"".join(answer.streaming_content) == pdf().read()  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_source_document_once_attached_stays(clerk: User) -> None:
    with_source(entered(clerk), clerk)

    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        TariffSource.objects.all().delete()


def test_whoever_entered_a_tariff_takes_it_back(browser: Browser, clerk: User) -> None:
    row = entered(clerk)

    assert browser(clerk).post(address("set_aside", row)).status_code == 302

    assert not TariffRow.objects.waiting().exists()
    assert Entry.objects.latest("seq").act == "tariff.set_aside"


# A tariff that came with the release --------------------------------------------------------------


def said_at(client: Client, page: str) -> str:
    return client.get(page).content.decode()


def test_a_shipped_tariff_is_shown_as_one_and_confirmed_by_two_people(
    browser: Browser, clerk: User, decider: User
) -> None:
    row = TariffRow.objects.get(entered_by=None)
    for page in (address("change", row), reverse("admin:rent_tariffrow_changelist")):
        assert "came with the portal, not confirmed here" in said_at(browser(decider), page)
    said = said_at(browser(decider), address("change", row))
    assert "follows from a mean rent of 7,308.15 UAH or more, and below 7,343.37 UAH" in said
    refused = browser(decider).post(address("confirm", row), {})
    assert refused.status_code == 422
    assert "The document that the figures are taken from is missing" in refused.content.decode()

    document = SimpleUploadedFile("derzhstat.pdf", pdf().read())
    assert browser(clerk).post(address("attach", row), {"document": document}).status_code == 302
    Copy.objects.update(inspected_at=NOON)
    assert browser(clerk).post(address("confirm", row), {}).status_code == 403
    with pytest.raises(NotTheSamePerson):
        tariffs.confirm(row.pk, apartment_rent=None, by=clerk, at=NOON)

    typed = {"apartment_rent": "7 325,76"}
    assert browser(decider).post(address("confirm", row), typed).status_code == 302

    said = said_at(browser(decider), address("change", row))
    assert "not confirmed here" not in said
    listed = said_at(browser(decider), reverse("admin:rent_tariffrow_changelist"))
    assert "not confirmed here" not in listed
    assert "The derived and the published figure are the same." in said
    assert tariff_on(row.start).per_square_metre == 208
    assert Entry.objects.filter(act="tariff.confirmed", subject=f"tariff:{row.pk}").count() == 1
    again = browser(decider).post(address("confirm", row), typed)
    assert "This tariff is approved and stays as it is." in again.content.decode()
