"""Everything held is handed to its applicant, whole, streamed, recorded, and nobody else's."""

import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import assistances, printed_codes
from accounts.models import PrintedCode, User
from applications.models import Application
from applications.package_reader import read_value
from applications.rows import package_of
from applications.status import Status
from audit.models import Entry
from cabinet.archive import PIECE, archive
from cabinet.held import Text, copies, texts
from cabinet.models import Addition, AdditionCopy
from copies.models import Copy, State
from copies.services import receive
from leases.models import Lease, Scanned
from outbox.models import Letter
from tests.cabinet.builders import TUESDAY, standing_at
from tests.charges.builders import add_amendment, add_scan, day
from tests.drafts.files import PDF
from tests.leases.builders import issued, tariff
from tests.review.builders import MONDAY, found_clean, package, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]


def handed_out(page: Client, application: Application) -> zipfile.ZipFile:
    answer: Any = page.post(reverse("my_data", args=[application.number]))
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_the_archive_has_everything(olena: User, halyna: User, petro: User, page: Client) -> None:
    application = standing_at(Status.CORRECTION_REQUESTED, olena, halyna, petro)
    for copy in Copy.objects.filter(pk__in=copies_of(application)):
        found_clean(copy)

    whole = handed_out(page, application)

    assert whole.testzip() is None
    names = set(whole.namelist())
    assert {"application.json", "versions/1-submitted.json", "status.json", "corrections.json",
            "papers.json", "accesses.json"} <= names  # fmt: skip
    package = read_value(json.loads(whole.read("application.json")))
    assert package == package_of(application)
    letters = [name for name in names if name.startswith("letters/")]
    assert len(letters) == Letter.objects.filter(about=f"application:{application.pk}").count()
    [paper] = [
        each for each in json.loads(whole.read("papers.json")) if each["paper"] == "idp_certificate"
    ]
    [file] = paper["files"]
    content = whole.read(file["in_this_archive"])
    assert hashlib.sha256(content).hexdigest() == file["sha256_as_received"]


def copies_of(application: Application) -> list[Any]:
    return [
        held.copy_id for document in application.documents.all() for held in document.copies.all()
    ]


def test_a_copy_that_is_not_found_clean_is_named_and_not_handed_out(
    application: Application, page: Client
) -> None:
    whole = handed_out(page, application)

    assert not [name for name in whole.namelist() if name.startswith("papers/")]
    listed = json.loads(whole.read("papers.json"))
    assert {file["in_this_archive"] for paper in listed for file in paper["files"]} == {None}


def test_it_is_a_download_kept_nowhere_and_recorded(
    application: Application, olena: User, page: Client
) -> None:
    answer: Any = page.post(reverse("my_data", args=[application.number]))

    assert answer["Content-Disposition"] == (
        f'attachment; filename="application-{application.number}.zip"'
    )
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    entry = Entry.objects.get(act="application.handed_out")
    assert entry.by_id == olena.pk


def test_looking_at_the_page_hands_out_nothing(application: Application, page: Client) -> None:
    answer = page.get(reverse("my_data", args=[application.number]))

    assert answer["Content-Type"].startswith("text/html")
    assert not Entry.objects.filter(act="application.handed_out").exists()


@pytest.mark.parametrize("status", [Status.DUPLICATE, Status.REFUSED, Status.LEASED])
def test_nobody_else_is_in_it(
    status: Status, olena: User, taras: User, halyna: User, petro: User, page: Client
) -> None:
    people = [{**person, "surname": "Шевченко"} for person in package()["people"]]
    foreign = submitted(key="foreign", people=people)
    Application.objects.filter(pk=foreign.pk).update(owner=taras)
    application = standing_at(status, olena, halyna, petro)

    whole = handed_out(page, application)

    everything = "\n".join(whole.read(name).decode() for name in whole.namelist())
    assert application.number in everything
    for word in (foreign.number, "Шевченко", "halyna", "petro", "example.org"):
        assert word not in everything


def test_no_more_than_a_piece_is_in_memory(application: Application) -> None:
    copy = found_clean(Copy.objects.filter(pk__in=copies_of(application))[0])
    content = b"%PDF-1.7 " + bytes(range(256)) * 8192
    with default_storage.open(copy.stored_name, "wb") as file:
        file.write(content)
    digest = hashlib.sha256(content).hexdigest()
    Copy.objects.filter(pk=copy.pk).update(sha256=digest, stored_sha256=digest)

    pieces = list(
        archive([Text("a.txt", "а", "", MONDAY.date())], list(copies(application)), at=TUESDAY)
    )

    assert max(map(len, pieces)) < PIECE + 1024
    whole = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    [name] = [name for name in whole.namelist() if name.startswith("papers/")]
    assert whole.read(name) == content


def test_an_altered_copy_is_left_out_and_its_place_says_so(application: Application) -> None:
    copy = found_clean(Copy.objects.filter(pk__in=copies_of(application))[0])
    with default_storage.open(copy.stored_name, "wb") as file:
        file.write(b"%PDF-1.7 another")

    pieces = archive([], list(copies(application)), at=TUESDAY)
    whole = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))

    [name] = whole.namelist()
    assert name.endswith(".missing.txt")


def test_no_name_that_somebody_wrote_is_a_name_in_the_archive(application: Application) -> None:
    Copy.objects.update(name="../../etc/passwd")

    names = [text.name for text in texts(application, at=TUESDAY)]
    names += [paper.name for paper in copies(application)]

    assert not [name for name in names if ".." in name or name.startswith("/")]


def test_who_helps_does_not_take_it_away(
    application: Application, olena: User, staff: Any, client: Client
) -> None:

    operator = staff("operator", name="oksana")
    assistances.start(operator, olena, at=timezone.now())
    client.force_login(operator)

    assert client.post(reverse("my_data", args=[application.number])).status_code == 404


def test_the_index_names_every_other_file_in_the_language_of_the_page(
    application: Application, page: Client
) -> None:
    whole = handed_out(page, application)

    first, *others = whole.namelist()
    said = whole.read(first).decode()
    assert first == "index.txt"
    assert "your answers as they are now" in said
    assert [name for name in others if f"\n{name}: " not in said] == []


def test_what_the_rules_said_the_hearing_and_the_decision_are_in_it(
    olena: User, halyna: User, petro: User, page: Client
) -> None:
    application = standing_at(Status.REFUSED, olena, halyna, petro)

    whole = handed_out(page, application)

    recorded = application.determinations.order_by("at", "pk")
    said = [read(whole, name)["document"] for name in below(whole, "determinations/")]
    assert said == [each.document for each in recorded]
    assert len(below(whole, "hearings/")) == 1
    decision = read(whole, "decisions/01.json")
    assert (decision["kind"], decision["reasons"]) == ("refuse", "Площа завелика.")
    [started] = read(whole, "clock.json")
    assert started["due_on"] == application.due_on.isoformat()


def test_the_account_is_in_it_without_its_code(
    application: Application, olena: User, staff: Any, page: Client
) -> None:
    code = printed_codes.make(olena, by=olena, at=TUESDAY)
    page.force_login(olena)  # a new code ends every session
    assistances.start(staff("operator", name="oksana"), olena, at=TUESDAY)

    whole = handed_out(page, application)

    account = read(whole, "account.json")
    assert account["email"] == olena.email
    assert account["printed_code"]["made_at"] == TUESDAY.isoformat()
    [helped] = read(whole, "assistances.json")
    assert (helped["by"], helped["consented_at"]) == ("operator", TUESDAY.isoformat())
    everything = "\n".join(whole.read(name).decode() for name in whole.namelist())
    for secret in (code, PrintedCode.objects.get(user=olena).digest, "oksana"):
        assert secret not in everything


def test_a_paper_being_added_is_in_it(application: Application, olena: User, page: Client) -> None:
    addition = Addition.objects.create(
        application=application, code="idp_certificate", about="p1", started_at=TUESDAY
    )
    copy = receive(io.BytesIO(PDF), name="a.pdf", by=olena, at=TUESDAY)
    AdditionCopy.objects.create(addition=addition, copy=found_clean(copy), position=0)

    whole = handed_out(page, application)

    [listed] = read(whole, "papers-being-added.json")
    assert whole.read(listed["files"][0]["in_this_archive"]) == PDF


def test_an_issued_lease_is_in_it_as_it_was_kept(olena: User, staff: Any, page: Client) -> None:
    lease = leased_to(olena, staff("lease_clerk"))

    whole = handed_out(page, lease.application)

    [listed] = read(whole, "leases.json")
    pdf = whole.read(listed["in_this_archive"])
    assert hashlib.sha256(pdf).hexdigest() == lease.pdf_sha256
    assert lease.data["landlord"]["signatory_name"] not in json.dumps(listed, ensure_ascii=False)


def test_the_papers_of_a_lease_that_its_page_shows_are_in_it_to_the_byte(
    olena: User, staff: Any, page: Client
) -> None:
    clerk = staff("lease_clerk")
    lease = leased_to(olena, clerk)
    add_amendment(lease, 1, clerk, day(2, 1))
    add_amendment(lease, 2, clerk)
    lease.papers.filter(number=2).update(set_aside_at=TUESDAY, set_aside_reason="Помилка")
    shown = add_scan(lease, b"%PDF-1.7 signed", clerk)
    add_scan(lease, b"%PDF-1.7 of somebody else", clerk, Scanned.CONSENT)
    waits = add_scan(lease, b"%PDF-1.7 not checked", clerk, Scanned.ACCEPTANCE)
    Copy.objects.filter(pk=waits.copy_id).update(state=State.WAITING)
    Copy.objects.update(name="Іваненко.pdf")

    whole = handed_out(page, lease.application)

    [listed] = read(whole, "leases.json")
    amendment, slip = listed["acts_and_amendments"]
    assert whole.read(amendment["in_this_archive"]) == b"%PDF-1.7 amendment 1"
    signed, *others = listed["signed_papers"]
    assert whole.read(signed["in_this_archive"]) == b"%PDF-1.7 signed"
    assert [each["in_this_archive"] for each in (slip, *others)] == [None] * 3
    assert set(below(whole, "leases/")) == {
        f"leases/{lease.pk}.pdf",
        f"leases/{lease.pk}-amendment-1.pdf",
        f"leases/{lease.pk}-signed-lease-{shown.pk}.pdf",
    }


def test_an_altered_paper_of_a_lease_is_left_out_and_its_place_says_so(
    olena: User, staff: Any
) -> None:
    clerk = staff("lease_clerk")
    lease = leased_to(olena, clerk)
    kept = [add_amendment(lease, 1, clerk, day(2, 1)).pdf_name]
    kept.append(add_scan(lease, b"%PDF-1.7 signed", clerk).stored_name)
    for name in kept:
        with default_storage.open(name, "wb") as file:
            file.write(b"%PDF-1.7 another")

    papers = [each for each in copies(lease.application) if "-" in each.name]
    pieces = archive([], papers, at=TUESDAY)

    names = zipfile.ZipFile(io.BytesIO(b"".join(pieces))).namelist()
    assert names == [f"{each.name}.missing.txt" for each in papers]
    assert len(names) == 2


def test_an_altered_lease_is_left_out_and_its_place_says_so(olena: User, staff: Any) -> None:
    lease = leased_to(olena, staff("lease_clerk"))
    with default_storage.open(lease.pdf_name, "wb") as file:
        file.write(b"%PDF-1.7 another")

    [paper] = [each for each in copies(lease.application) if each.name.startswith("leases/")]
    pieces = archive([], [paper], at=TUESDAY)

    assert zipfile.ZipFile(io.BytesIO(b"".join(pieces))).namelist() == [f"{paper.name}.missing.txt"]


@pytest.mark.parametrize(
    ("at", "day"),
    [
        pytest.param(datetime(2026, 1, 5, 21, 59, tzinfo=UTC), "2026-01-05", id="before midnight"),
        pytest.param(datetime(2026, 1, 5, 22, 0, tzinfo=UTC), "2026-01-06", id="midnight in Kyiv"),
    ],
)
def test_a_letter_is_named_by_its_day_in_kyiv(
    application: Application, at: datetime, day: str
) -> None:
    Letter.objects.filter(about=f"application:{application.pk}").update(created_at=at)

    named = [text.name for text in texts(application, at=TUESDAY) if text.name[:8] == "letters/"]

    assert named
    assert all(day in name for name in named)


def leased_to(owner: User, clerk: User) -> Lease:
    tariff(2026)
    lease = issued(clerk)
    lease.application.owner = owner
    lease.application.save(update_fields=["owner"])
    return lease


def below(whole: zipfile.ZipFile, folder: str) -> list[str]:
    return [name for name in whole.namelist() if name.startswith(folder)]


def read(whole: zipfile.ZipFile, name: str) -> Any:
    return json.loads(whole.read(name))
