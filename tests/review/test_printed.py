"""A decision in print: the same bytes again, in both languages, for its applicant and the staff."""

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications.models import Application
from audit.models import Entry
from outbox.services import send_waiting
from printing import files
from printing.files import FileAltered
from review import leftovers, printed, services
from review.findings import fact
from review.models import DecisionLetter, Kind
from tests.printing import tagged
from tests.review.builders import MONDAY, OVER_THE_LIMIT, proposed, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
TUESDAY = MONDAY + timedelta(days=1)
LATER = MONDAY + timedelta(days=30)


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="halyna")


@pytest.fixture
def petro(staff: Callable[..., User]) -> User:
    user = staff("decision_maker", name="petro")
    user.first_name, user.last_name = "Петро", "Іваненко"
    user.save()
    return user


@pytest.fixture
def refused(halyna: User, petro: User) -> Application:
    application = submitted(OVER_THE_LIMIT)
    proposed(application, halyna, Kind.REFUSE)
    send_waiting(at=MONDAY)
    services.record_hearing(
        application.pk, "Кімнату продано.", heard_on=TUESDAY.date(), by=halyna, at=TUESDAY
    )
    services.decide(
        application.pk, text="Площа понад межу.", considered="Договору не подано.", by=petro,
        at=TUESDAY,
    )  # fmt: skip
    return application


def letter_of(application: Application, language: str = "uk") -> DecisionLetter:
    return DecisionLetter.objects.get(decision__application=application, language=language)


def text_of(pdf: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_it_is_printed_once_and_kept_with_its_sha256(refused: Application) -> None:
    assert services.print_waiting(at=TUESDAY) == 2
    assert services.print_waiting(at=TUESDAY) == 0

    letter = letter_of(refused)
    pdf = printed.read(letter, at=LATER)

    assert hashlib.sha256(pdf).hexdigest() == letter.pdf_sha256
    assert letter.printed_at == TUESDAY
    assert printed.pdf(letter) == pdf  # from what is pinned, whenever it is done


def test_only_files_that_no_decision_names_are_swept(refused: Application) -> None:
    services.print_waiting(at=TUESDAY)
    files.store("decisions", b"%PDF of a worker that was killed")

    assert leftovers.sweep(at=timezone.now() + timedelta(hours=2)) == 1
    assert all(printed.read(letter_of(refused, language), at=LATER) for language in ("uk", "en"))


def test_it_says_all_that_a_decision_says(refused: Application) -> None:
    text = text_of(printed.read(letter_of(refused), at=LATER))

    for said in (
        f"№ {refused.number}/1", "у задоволенні заяви відмовити", "№ 814", "27,31", "27,30",
        "Кімнату продано.", "Договору не подано.", "Площа понад межу.", "До якого дня", "включно",
        "окружного адміністративного суду",
        "Уповноважена посадова особа", "підпис", "Петро Іваненко", "М. П.",
    ):  # fmt: skip
        assert said in text
    assert tagged.faults(printed.read(letter_of(refused), at=LATER)) == []
    english = text_of(printed.read(letter_of(refused, "en"), at=LATER))
    assert "the application is refused" in english
    assert "27.31" in english
    assert "Authorised official of the Mariupol City Military Administration" in english


def test_a_day_among_the_facts_is_written_as_every_other() -> None:
    assert fact("issued_on", "2022-05-02") == "02.05.2022"


def test_later_names_and_words_do_not_change_it(refused: Application, petro: User) -> None:
    before = printed.html(letter_of(refused))
    User.objects.filter(pk=petro.pk).update(last_name="Інша")
    refused.people.update(surname="Інше")

    assert printed.html(letter_of(refused)) == before


def test_what_was_written_is_printed_as_text(halyna: User, petro: User) -> None:
    application = submitted()
    proposed(application, halyna)
    text = '<img src="file:///etc/hostname"><b>'
    services.decide(application.pk, text=text, by=petro, at=TUESDAY)

    assert "&lt;img src=" in printed.html(letter_of(application))
    assert printed.read(letter_of(application), at=TUESDAY).startswith(b"%PDF")


def test_a_changed_template_prints_nothing(
    refused: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(printed.TEMPLATES / "decisions", tmp_path / "decisions")
    (tmp_path / "decisions" / "3" / "decision.css").write_text("p { color: red }")
    monkeypatch.setattr(printed, "TEMPLATES", tmp_path)

    with pytest.raises(printed.TemplateAltered):
        printed.read(letter_of(refused), at=LATER)
    assert letter_of(refused).printed_at is None


def test_a_file_that_is_not_the_printed_one_is_not_handed_out(
    refused: Application, petro: User, client: Client
) -> None:
    printed.read(letter_of(refused), at=LATER)
    Path(default_storage.path(letter_of(refused).pdf_name)).write_bytes(b"%PDF- another")

    with pytest.raises(FileAltered):
        printed.read(letter_of(refused), at=LATER)
    client.force_login(petro)
    assert client.get(address(refused)).status_code == 302


def test_one_that_cannot_be_printed_holds_none_after_it_up(
    refused: Application, caplog: pytest.LogCaptureFixture
) -> None:
    DecisionLetter.objects.filter(pk=letter_of(refused).pk).update(template_sha256="0" * 64)

    assert services.print_waiting(at=TUESDAY) == 1

    assert letter_of(refused, "en").printed_at == TUESDAY
    assert letter_of(refused).printed_at is None
    said = f"decision letter {letter_of(refused).pk} is not printed: TemplateAltered"
    assert caplog.messages == [said]


@pytest.mark.parametrize("refusal", printed.NOT_GIVEN_OUT)
def test_what_cannot_be_given_out_is_said_to_staff_and_applicant(
    refusal: type[Exception],
    refused: Application,
    petro: User,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def failing(_letter: DecisionLetter) -> bytes:
        raise refusal

    monkeypatch.setattr(printed, "pdf", failing)
    olena = User.objects.create_user("olena", "olena@example.org")
    Application.objects.filter(pk=refused.pk).update(owner=olena)
    client.force_login(petro)
    assert client.get(address(refused)).status_code == 302

    client.force_login(olena)
    own = reverse("decision", args=[refused.number, letter_of(refused).decision_id, "uk"])
    assert client.get(own)["Location"] == reverse("status", args=[refused.number])


def address(application: Application) -> str:
    decision = letter_of(application).decision
    return reverse("admin:review_decision", args=[application.pk, decision.pk, "uk"])


def test_staff_take_it_as_a_download_and_are_noted(
    refused: Application, petro: User, client: Client
) -> None:
    client.force_login(petro)

    answer = client.get(address(refused))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Entry.objects.get(act="decision.read").by_id == petro.pk


def test_the_applicant_takes_it_and_nobody_elses(refused: Application, client: Client) -> None:
    olena = User.objects.create_user("olena", "olena@example.org")
    Application.objects.filter(pk=refused.pk).update(owner=olena)
    decision = letter_of(refused).decision
    own = reverse("decision", args=[refused.number, decision.pk, "en"])
    client.force_login(olena)
    status = client.get(reverse("status", args=[refused.number])).content.decode()

    assert own in status
    assert "Договору не подано." in status
    assert client.get(own).content.startswith(b"%PDF")
    for other in (decision.pk + 1, "de"):
        args = [refused.number, *((other, "uk") if other != "de" else (decision.pk, "de"))]
        assert client.get(reverse("decision", args=args)).status_code == 404


def test_where_something_is_protected_it_is_handed_to_those_who_review_or_signed_it(
    refused: Application, halyna: User, petro: User, staff: Callable[..., User], client: Client
) -> None:
    others = [staff(role, name=role) for role in ("caseworker", "decision_maker", "auditor")]
    got = {}
    for user in (halyna, petro, *others):
        client.force_login(user)
        got[user.username] = client.get(address(refused)).status_code
        page = client.get(reverse("admin:applications_application_change", args=[refused.pk]))
        assert (address(refused) in page.content.decode()) == (user in {halyna, petro})

    assert got == {
        "halyna": 200, "petro": 200, "caseworker": 403, "decision_maker": 403, "auditor": 403,
    }  # fmt: skip
