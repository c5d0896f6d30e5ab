"""A paper form typed in at the desk becomes the application it is on paper."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import printed_codes
from accounts.models import User
from applications.facts import DECLARED, case_of_package
from applications.models import Application, Arrival, Document
from applications.package_reader import read_value
from applications.selectors import determination_of, papers_brought
from audit.models import Entry
from cabinet.held import texts
from copies.uploading import add_all
from deadlines.working_days import day_in_kyiv
from desk import retention, sheets
from desk.models import Sheet
from desk.submitting import submit
from eligibility.determination import Determination, determine
from eligibility.terms import terms_on
from territories.gazetteer import Gazetteer
from tests.applications.builders import EXAMPLES, SHARE, example
from tests.clock import due
from tests.desk.builders import day, press, sheet_of, typed
from tests.drafts.files import PDF
from tests.signing_in import put_mark

pytestmark = pytest.mark.django_db
SAMPLES = sorted(path.stem for path in EXAMPLES.glob("*.json") if "expected" not in path.name)


def said(found: Determination) -> tuple[Any, ...]:
    clauses = [(it.clause, it.value) for it in found.findings]
    return found.outcome, found.routes, clauses, found.categories(), len(found.case.people)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_household_typed_at_the_desk_comes_out_as_assess_says(
    name: str, client: Client, sheet: Sheet, gazetteer: Gazetteer
) -> None:
    document = example(name)
    package = read_value(document)
    as_of = day_in_kyiv(package.received_at)

    answer = press(client, sheet, "submit", typed(document))

    made = Application.objects.get()
    case = case_of_package(package, gazetteer, as_of=as_of, proof=DECLARED)
    assert answer["Location"] == reverse("desk:receipt", args=[made.number])
    assert said(determination_of(made, "declared", gazetteer)) == said(
        determine(case, terms_on(as_of))
    )


def test_it_is_registered_as_every_other_by_the_registrar_from_its_stamp(
    client: Client, sheet: Sheet, registrar: User
) -> None:
    boxes = {
        **typed(SHARE),
        "arrival-channel": "post",
        "arrival-brought_by": "representative",
        "arrival-name": "Олена Довірена",
    }

    press(client, sheet, "submit", boxes)

    made = Application.objects.get()
    entry = Entry.objects.get(act="application.submitted")
    arrival = Arrival.objects.get(application=made)
    assert (made.channel, made.received_on.isoformat()) == ("post", "2026-01-05")
    assert made.due_on.isoformat() == "2026-01-26"
    assert entry.by == registrar
    assert (arrival.brought_by, arrival.name, arrival.typed_by) == (
        "representative",
        "Олена Довірена",
        registrar,
    )


def test_what_the_form_does_not_say_stays_unknown(
    client: Client, sheet: Sheet, gazetteer: Gazetteer
) -> None:
    left_out = ("residence-", "declarations-", "h0-")
    claims = ("-statuses_said", "-held", "-family", "-idp_number")
    boxes = {
        name: value
        for name, value in typed(SHARE).items()
        if not name.startswith(left_out) and not name.endswith(claims) and "-idp_" not in name
    }
    boxes |= {"homes": []}

    press(client, sheet, "submit", boxes)

    found = determination_of(Application.objects.get(), "declared", gazetteer)
    assert {str(it.value) for it in found.findings} == {"unknown"}
    assert str(found.outcome) == "needs_information"


def test_a_second_press_of_register_gives_the_same_number(client: Client, sheet: Sheet) -> None:
    first = press(client, sheet, "submit", typed(SHARE))
    again = press(client, sheet, "submit", typed(SHARE))

    assert first["Location"] == again["Location"]
    assert Application.objects.count() == 1


def test_a_day_of_receipt_that_has_not_come_is_refused_and_everything_kept(
    client: Client, sheet: Sheet
) -> None:
    tomorrow = day_in_kyiv(timezone.now()) + timedelta(days=1)
    boxes = typed(SHARE) | day("arrival-received_on", tomorrow.isoformat())

    answer = press(client, sheet, "submit", boxes)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "has not come yet" in page
    assert 'href="#id_arrival-received_on_0"' in page
    assert f'value="{boxes["p0-surname"]}"' in page
    assert not Application.objects.exists()


def test_all_faults_are_named_at_once_with_whose_they_are(client: Client, sheet: Sheet) -> None:
    boxes = typed(SHARE) | {
        "p0-surname": "Шeвченко",
        "p0-taxpayer_number": "123",
        "p1-given_name": "",
        "h0-area": "-5",
        "invitation-method": "post",
        "invitation-postal_address": "",
    }

    answer = press(client, sheet, "submit", boxes)

    said = " ".join(fault.sentence for fault in answer.context["faults"])
    assert answer.status_code == 422
    for part in ("Latin", "10 digits", "Enter the given name", "0.1 to 1000", "postal address"):
        assert part in said
    sheet.refresh_from_db()
    assert sheets.read(sheet)["p0-surname"] == "Шeвченко"


def test_a_row_comes_and_goes_by_a_button_and_nothing_typed_is_lost(
    client: Client, sheet: Sheet
) -> None:
    boxes = typed(SHARE)

    press(client, sheet, "add-person", boxes)
    sheet.refresh_from_db()
    added = sheets.read(sheet)
    ref = added.getlist("people")[-1]
    press(client, sheet, f"remove-person:{ref}", {**boxes, "people": added.getlist("people")})
    sheet.refresh_from_db()

    assert len(added.getlist("people")) == len(boxes["people"]) + 1
    assert sheets.read(sheet).getlist("people") == boxes["people"]
    assert sheets.read(sheet)["p1-surname"] == boxes["p1-surname"]


def test_the_applicant_cannot_be_removed(client: Client, sheet: Sheet) -> None:
    press(client, sheet, "remove-person:p0", typed(SHARE))

    sheet.refresh_from_db()
    assert sheets.read(sheet).getlist("people")[0] == "p0"


def test_scans_dropped_at_once_become_the_papers_of_people(client: Client, sheet: Sheet) -> None:
    files = [SimpleUploadedFile(f"scan{number}.pdf", PDF + b"%%%d" % number) for number in range(3)]
    press(client, sheet, "add-scans", typed(SHARE), scans=files)
    copies = [scan.copy_id.hex for scan in sheet.scans.order_by("position")]
    boxes = typed(SHARE) | {"p1-papers": ["birth_certificate", "taxpayer_card"]}
    for copy, (paper, person) in zip(
        copies,
        [("idp_certificate", "p0"), ("idp_certificate", "p0"), ("birth_certificate", "p1")],
        strict=True,
    ):
        boxes |= {f"s-{copy}-paper": paper, f"s-{copy}-person": person}

    press(client, sheet, "submit", boxes)

    papers = {
        (it.paper, it.person.ref if it.person else ""): it.copies.count()
        for it in Document.objects.all()
    }
    assert papers == {
        ("idp_certificate", "p0"): 2,
        ("birth_certificate", "p1"): 1,
        ("taxpayer_card", "p1"): 0,  # brought on paper, not scanned
    }
    assert papers_brought(Application.objects.get())["taxpayer_card", "p1"] == 1


def test_a_file_that_is_no_scan_is_named_and_the_others_stay(client: Client, sheet: Sheet) -> None:
    files = [SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("b.exe", b"MZ" + b"0" * 99)]

    answer = press(client, sheet, "add-scans", typed(SHARE), scans=files)

    assert answer.status_code == 422
    assert "b.exe" in answer.content.decode()
    assert sheet.scans.count() == 1


def test_a_window_that_is_behind_overwrites_nothing(client: Client, sheet: Sheet) -> None:
    press(client, sheet, "save", typed(SHARE))
    late = typed(SHARE) | {"p0-surname": "Пізня"}

    url = reverse("desk:sheet", args=[sheet.pk])
    answer = client.post(url, {**late, "act": "save", "version": 1})

    sheet.refresh_from_db()
    assert answer.status_code == 422
    assert 'value="Пізня"' in answer.content.decode()
    assert sheets.read(sheet)["p0-surname"] == SHARE["people"][0]["surname"]


def test_what_is_typed_is_saved_by_the_script_and_the_term_told(
    client: Client, sheet: Sheet
) -> None:
    url = reverse("desk:saved", args=[sheet.pk])

    answer = client.post(url, {**typed(SHARE), "version": 1})
    behind = client.post(url, {**typed(SHARE), "p0-surname": "Інша", "version": 1})

    assert answer.json()["version"] == 2
    assert "26.01.2026" in answer.json()["term"]
    assert behind.status_code == 409


def test_what_was_typed_when_the_session_had_ended_comes_back_after_signing_in(
    client: Client, sheet: Sheet, registrar: User
) -> None:
    url = reverse("desk:sheet", args=[sheet.pk])
    put_mark(client, seen_at=0)

    refused = client.post(url, {**typed(SHARE), "act": "submit", "version": 1})
    client.force_login(registrar)
    page = client.get(url).content.decode()

    assert refused["Location"].startswith("/admin/login/")
    assert f'value="{SHARE["people"][0]["surname"]}"' in page
    assert "Your session had ended" in page
    assert not Application.objects.exists()


def test_a_sheet_is_shown_to_nobody_else(client: Client, sheet: Sheet, staff: Any) -> None:
    other = Client()
    other.force_login(staff("registrar", name="other"))

    assert other.get(reverse("desk:sheet", args=[sheet.pk])).status_code == 404
    assert client.get(reverse("desk:sheet", args=[sheet.pk])).status_code == 200


def test_a_sheet_with_a_scan_or_typed_words_goes_by_a_persons_hand_alone(
    client: Client, sheet: Sheet, registrar: User
) -> None:
    scanned, written = sheet_of(registrar), sheet_of(registrar)
    press(client, scanned, "add-scans", {}, scans=[SimpleUploadedFile("a.pdf", PDF)])
    press(client, written, "save", typed(SHARE))

    early = retention.let_go(sheet.saved_at + timedelta(days=89))
    late = retention.let_go(timezone.now() + timedelta(days=900))

    assert (early, late) == (0, 1)  # the one on which nothing was typed
    assert set(Sheet.objects.all()) == {scanned, written}
    client.post(reverse("desk:drop", args=[written.pk]))
    assert Sheet.objects.get() == scanned


def test_an_abandoned_sheet_that_goes_is_in_the_chain(sheet: Sheet) -> None:
    retention.let_go(sheet.saved_at + timedelta(days=90))

    assert Entry.objects.filter(act="sheet.let_go", subject=f"sheet:{sheet.pk}").exists()


def test_a_sheet_saved_or_registered_after_it_was_found_old_stays(
    client: Client, sheet: Sheet, registrar: User, caplog: pytest.LogCaptureFixture
) -> None:
    old = sheet.saved_at + timedelta(days=90)
    registered = sheet_of(registrar)
    press(client, registered, "submit", typed(SHARE))
    Sheet.objects.filter(pk=sheet.pk).update(saved_at=old)

    assert [retention.delete(each.pk, old) for each in (sheet, registered)] == [False, False]
    assert Sheet.objects.count() == 2
    assert not caplog.records


def test_a_sheet_that_cannot_be_deleted_keeps_no_other(
    sheet: Sheet, registrar: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sheet_of(registrar)
    drop = sheets.drop

    def broken(pk: UUID, *, at: datetime) -> None:
        if pk == sheet.pk:
            raise OSError
        drop(pk, at=at)

    monkeypatch.setattr(sheets, "drop", broken)

    assert retention.let_go(other.saved_at + timedelta(days=90)) == 1
    assert Sheet.objects.get() == sheet


@pytest.mark.parametrize("change", ["added", "removed"])
def test_a_scan_changed_from_another_window_while_registering_is_told_and_nothing_lost(
    change: str, client: Client, sheet: Sheet, registrar: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(client, sheet, "add-scans", typed(SHARE), scans=[SimpleUploadedFile("a.pdf", PDF)])
    copy = sheet.scans.get().copy
    shows = {f"s-{copy.pk.hex}-paper": "idp_certificate", f"s-{copy.pk.hex}-person": "p0"}

    def submit_late(*args: Any, **kwargs: Any) -> Application:
        holder, at = sheets.ScanHolder(sheet), timezone.now()
        if change == "added":
            add_all(holder, [SimpleUploadedFile("b.pdf", PDF + b"%b")], by=registrar, at=at)
        else:
            sheets.remove_scan(sheet, copy.pk.hex, by=registrar, at=at)
        return submit(*args, **kwargs)

    monkeypatch.setattr("desk.views.sheet.submit", submit_late)
    answer = press(client, sheet, "submit", typed(SHARE) | shows)

    assert answer.status_code == 422
    assert not Application.objects.exists()
    assert sheet.scans.count() == (2 if change == "added" else 0)


def test_nothing_typed_lies_in_the_sheet_once_it_is_registered(
    client: Client, sheet: Sheet
) -> None:
    press(client, sheet, "submit", typed(SHARE))

    sheet.refresh_from_db()
    assert sheet.sealed == ""


def test_the_receipt_has_number_and_days_in_both_languages(client: Client, sheet: Sheet) -> None:
    answer = press(client, sheet, "submit", typed(SHARE))

    page = client.get(answer["Location"]).content.decode()
    made = Application.objects.get()
    assert page.count(made.number) >= 2
    assert page.count("26.01.2026") >= 2
    assert "<svg" in page
    assert 'lang="uk"' in page
    assert 'lang="en"' in page


@pytest.mark.parametrize("is_late", [False, True])
def test_the_receipt_promises_no_day_that_has_passed(
    is_late: bool, client: Client, sheet: Sheet
) -> None:
    receipt = press(client, sheet, "submit", typed(SHARE))["Location"]
    last = day_in_kyiv(timezone.now()) + timedelta(days=-1 if is_late else 1)
    due(Application.objects.all(), last)

    page = client.get(receipt).content.decode()

    assert ("The decision is late." in page) == is_late
    assert ("A decision is due no later than" in page) != is_late
    assert page.count(f"{last:%d.%m.%Y}") == 2


def test_who_opens_a_receipt_stands_in_the_chain_once_a_day(
    client: Client, sheet: Sheet, registrar: User, staff: Any
) -> None:
    receipt = press(client, sheet, "submit", typed(SHARE))["Location"]
    other, stranger = staff("registrar", name="other"), Client()
    stranger.force_login(other)

    for reader in (client, stranger, stranger):
        reader.get(receipt)

    subject = f"application:{Application.objects.get().pk}"
    read = Entry.objects.filter(act="application.read", subject=subject).order_by("seq")
    assert [entry.by for entry in read] == [registrar, other]


def test_a_page_of_a_household_of_thirty_costs_as_few_queries_as_of_two(
    client: Client, sheet: Sheet, django_assert_max_num_queries: Any
) -> None:
    people = [{**SHARE["people"][1], "ref": f"m{n}", "taxpayer_number": None} for n in range(29)]
    boxes = typed({**SHARE, "people": [SHARE["people"][0], *people], "homes": []})
    press(client, sheet, "save", boxes)

    with django_assert_max_num_queries(20):
        client.get(reverse("desk:sheet", args=[sheet.pk]))


def test_begun_sheets_are_listed_with_until_when_they_are_kept(
    client: Client, sheet: Sheet
) -> None:
    press(client, sheet, "save", typed(SHARE))

    page = client.get(reverse("desk:desk")).content.decode()

    sheet.refresh_from_db()
    assert SHARE["people"][0]["surname"] in page
    assert retention.kept_until(sheet) is None
    assert "05.01.2026" in page  # the day stamped on it


def test_a_form_begun_goes_by_a_button(client: Client, sheet: Sheet) -> None:
    client.post(reverse("desk:drop", args=[sheet.pk]))

    assert not Sheet.objects.exists()


def test_two_sheets_of_a_registrar_stand_side_by_side(registrar: User) -> None:
    first, second = sheet_of(registrar), sheet_of(registrar)

    assert first.key != second.key


def test_an_applicant_in_person_takes_home_a_code_that_opens_the_application(
    client: Client, sheet: Sheet
) -> None:
    boxes = typed(SHARE) | {"arrival-channel": "in_person", "arrival-wants_code": "on"}

    answer = press(client, sheet, "submit", boxes)
    page = client.get(answer["Location"]).content.decode()

    made = Application.objects.get()
    code = re.search(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}", page)
    assert code is not None
    assert made.owner is not None
    assert printed_codes.holder_of(code[0]) == made.owner
    assert f"/my/{made.number}/" in page


def test_a_code_is_printed_for_nobody_who_brings_anothers_form(
    client: Client, sheet: Sheet
) -> None:
    boxes = typed(SHARE) | {"arrival-channel": "post", "arrival-wants_code": "on"}

    answer = press(client, sheet, "submit", boxes)

    assert answer.status_code == 422
    assert not Application.objects.exists()


def test_the_case_and_the_applicants_own_data_say_who_brought_it(
    client: Client, sheet: Sheet, staff: Any
) -> None:
    brought = {"arrival-brought_by": "representative", "arrival-name": "Олена Довірена"}
    press(client, sheet, "submit", typed(SHARE) | brought)
    made = Application.objects.get()

    client.force_login(staff("caseworker"))
    page = client.get(reverse("admin:applications_application_change", args=[made.pk]))
    held = {each.name: each.content for each in texts(made, at=timezone.now())}

    assert "A representative: Олена Довірена" in page.content.decode()
    assert "Олена Довірена" in held["arrival.json"]
