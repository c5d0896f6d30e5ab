"""What the office shows: the list, one application, the steps a person can take, and refusals."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from applications.models import Application, Document, Verdict
from audit.models import Entry
from deadlines.calendars import approved_calendar
from deadlines.working_days import day_in_kyiv
from outbox.services import send_waiting
from review import services
from review.clock import due
from review.models import Kind, Proposal
from tests.review.builders import (
    MONDAY,
    OVER_THE_LIMIT,
    attachment,
    copy_of,
    paper_of,
    proposed,
    proven,
    submitted,
    taken,
)

FACTS = ["own_housing:counted_m2", "own_housing:limit_m2"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer", "in_english")]
PAGE = "admin:applications_application_change"


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="halyna")


@pytest.fixture
def petro(staff: Callable[..., User]) -> User:
    return staff("decision_maker", name="petro")


@pytest.fixture
def read(client: Client) -> Callable[..., str]:
    """Return `read(user, application)`: the page as that user sees it, in English."""
    client.cookies["django_language"] = "en"

    def page(user: User, application: Application) -> str:
        client.force_login(user)
        answer = client.get(reverse(PAGE, args=[application.pk]))
        assert answer.status_code == 200
        return answer.content.decode()

    return page


@pytest.fixture
def post(client: Client) -> Callable[..., Any]:
    """Return `post(user, step, application, …)`: the step as sent from that user's page."""
    client.cookies["django_language"] = "en"

    def send(user: User, step: str, application: Application, **fields: Any) -> Any:
        client.force_login(user)
        version = Application.objects.get(pk=application.pk).version
        url = reverse(f"admin:review_{step}", args=[application.pk])
        return client.post(url, {"version": version, **fields})

    return send


@pytest.mark.parametrize(
    ("day", "level", "words"),
    [
        (date(2026, 1, 5), "calm", "14 working days left"),
        (date(2026, 1, 19), "soon", "4 working days left"),
        (date(2026, 1, 22), "soon", "1 working day left"),
        (date(2026, 1, 23), "today", "last day today"),
        (date(2026, 1, 24), "overdue", "the last day has passed"),
        (date(2026, 1, 26), "overdue", "overdue by 1 working day"),
        (date(2026, 1, 30), "overdue", "overdue by 5 working days"),
    ],
)
def test_the_time_left_is_said_in_words(day: date, level: str, words: str) -> None:
    found = due(date(2026, 1, 23), on=day, calendar=approved_calendar())  # a Friday

    assert (found.words, found.level) == (words, level)


def test_the_page_shows_both_bases_and_hides_personal_numbers(
    halyna: User, read: Callable[..., str]
) -> None:
    text = read(halyna, taken(submitted(), halyna))

    assert "the limit is 27.30" in text
    assert "not yet confirmed by an accepted document" in text
    assert "••••91" in text
    assert not [number for number in ("3184710691", "001234567", "1401-5000123456", "+380501234567")
                if number in text]  # fmt: skip
    assert "Біла Церква" in text


def test_every_cell_of_the_household_says_what_it_is_where_rows_are_stacked(
    halyna: User, read: Callable[..., str]
) -> None:
    text = read(halyna, submitted(papers=()))

    [household] = re.findall(r'<table class="rows stacked">.*?</table>', text, re.DOTALL)[:1]
    assert household.count("<td") == household.count("<td data-label=") > 0
    assert 'data-label="Born"' in household


def test_the_sentences_follow_the_language(client: Client, halyna: User) -> None:
    application = taken(submitted(), halyna)
    client.force_login(halyna)
    client.cookies["django_language"] = "uk"

    text = client.get(reverse(PAGE, args=[application.pk])).content.decode()

    assert "межа 27,30 м²" in text
    assert 'lang="uk"' in text


@pytest.mark.parametrize(
    ("who", "state", "steps"),
    [
        ("caseworker", "registered", {"take", "add_paper"}),
        ("caseworker", "taken",
         {"add_paper", "accept", "reject", "request_correction", "withdraw", "duplicate"}),
        ("other", "taken", {"add_paper"}),
        ("caseworker", "proven",
         {"add_paper", "reject", "propose", "request_correction", "withdraw", "duplicate"}),
        ("caseworker", "approval", {"add_paper", "reject", "send_back", "withdraw", "duplicate"}),
        ("caseworker", "refusal",
         {"add_paper", "reject", "hear", "send_back", "withdraw", "duplicate"}),
        ("decision_maker", "registered", {"assign", "withdraw", "duplicate"}),
        ("decision_maker", "approval", {"assign", "decide", "send_back", "withdraw", "duplicate"}),
        ("decision_maker", "refusal", {"assign", "decide", "send_back", "withdraw", "duplicate"}),
        ("decision_maker", "approved", {"withdraw", "correct_error"}),
        ("caseworker", "approved", set()),
        ("registrar", "taken", {"add_paper"}),
        ("auditor", "refusal", set()),
    ],
)  # fmt: skip
def test_only_the_next_steps_of_the_person_are_shown(
    who: str, state: str, steps: set[str], halyna: User, petro: User, staff: Callable[..., User],
    read: Callable[..., str],
) -> None:  # fmt: skip
    application = submitted(OVER_THE_LIMIT if state == "refusal" else "05-share-of-a-flat")
    bring(application, state, halyna, petro)
    others = {"other": "caseworker", "registrar": "registrar", "auditor": "auditor"}
    user = {"caseworker": halyna, "decision_maker": petro}.get(who)

    text = read(user or staff(others[who], name=who), application)

    own = f"/admin/applications/application/{application.pk}"
    found = set(re.findall(rf'action="{own}/(\w+)/"', text))
    assert found - {"add_note"} == steps
    assert ("add_note" in found) == (who not in {"registrar", "auditor"})
    assert text.count('method="post"') == text.count("csrfmiddlewaretoken")


def bring(application: Application, state: str, halyna: User, petro: User) -> None:
    """Bring a registered application to a state."""
    if state == "taken":
        taken(application, halyna)
    elif state == "proven":
        proven(application, halyna)
    elif state in {"approval", "refusal", "approved"}:
        proposed(application, halyna, Kind.REFUSE if state == "refusal" else Kind.APPROVE)
        send_waiting(at=MONDAY)
    if state == "approved":
        services.decide(application.pk, text="x", by=petro, at=MONDAY)


def test_a_registrar_sees_the_papers_and_not_the_household(
    staff: Callable[..., User], read: Callable[..., str]
) -> None:
    text = read(staff("registrar"), submitted())

    assert "IDP certificate" in text
    assert "••••" not in text
    assert "What the rules say" not in text
    assert "Download" not in text


def test_the_road_by_the_pages_alone(halyna: User, petro: User, post: Callable[..., Any]) -> None:
    application = submitted()

    assert post(halyna, "take", application).status_code == 302
    for document in Document.objects.filter(application=application):
        assert post(halyna, "accept", application, document=document.pk).status_code == 302
    proposal = {
        "kind": "approve",
        "grounds": ["own_housing"],
        "facts": FACTS,
        "text": "Площа в межах.",
    }
    assert post(halyna, "propose", application, **proposal).status_code == 302
    assert post(petro, "decide", application, text="Погоджуюся.").status_code == 302

    application.refresh_from_db()
    assert application.status == "approved"


def test_a_refusal_by_the_pages_alone(halyna: User, petro: User, post: Callable[..., Any]) -> None:
    application = submitted(OVER_THE_LIMIT)
    proven(application, halyna)
    today = day_in_kyiv(timezone.now())

    refusal = {
        "kind": "refuse",
        "grounds": ["own_housing"],
        "facts": FACTS,
        "text": "Площа понад межу.",
    }
    assert post(halyna, "propose", application, **refusal).status_code == 302
    early = post(petro, "decide", application, text="Так.")
    assert early.status_code == 422
    assert "The notice of the hearing has not left (Queued)" in early.content.decode()
    send_waiting(at=timezone.now())
    early = post(petro, "decide", application, text="Так.")
    assert early.status_code == 422
    assert "Nobody is refused unheard" in early.content.decode()
    heard = {"heard_on": today.strftime("%d.%m.%Y"), "statement": "Незгодна."}
    assert post(halyna, "hear", application, **heard).status_code == 302
    assert post(petro, "send_back", application, reason="Уточнити площу.").status_code == 302
    assert post(halyna, "propose", application, **refusal).status_code == 302

    application.refresh_from_db()
    assert application.status == "proposed_refusal"


def test_what_was_typed_stays_beside_its_error(halyna: User, post: Callable[..., Any]) -> None:
    application = proven(submitted(), halyna)

    answer = post(halyna, "propose", application, text="Площа в межах.")

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Площа в межах." in text
    assert 'href="#propose-grounds_0"' in text
    assert 'id="propose-grounds"' in text
    assert text.count("Choose at least one clause as a ground.") == 2
    assert "<title>Error: " in text


def test_an_old_page_is_explained_and_keeps_what_was_typed(
    halyna: User, petro: User, post: Callable[..., Any]
) -> None:
    application = submitted()
    proposed(application, halyna)
    User.objects.filter(pk=halyna.pk).update(first_name="Галина", last_name="Шевчук")

    answer = post(petro, "decide", application, version=1, text="Погоджуюся з усім.")

    text = answer.content.decode()
    now = Application.objects.get(pk=application.pk).version
    assert answer.status_code == 422
    assert "Галина Шевчук changed this application" in text
    assert "Погоджуюся з усім." in text
    assert f'name="version" value="{now}" id="decide-version"' in text.replace("hidden ", "")
    assert post(petro, "decide", application, text="Погоджуюся з усім.").status_code == 302


@pytest.mark.parametrize(
    ("step", "fields", "sentence"),
    [
        ("take", {}, "has taken this application already"),
        ("accept", {}, "answers for this application. Only the caseworker"),
        ("reject", {"reason": "x"}, "answers for this application. Only the caseworker"),
        ("propose", {"grounds": ["own_housing"], "text": "x"}, "There is a problem"),
        ("duplicate", {"of": "1", "reason": "x"}, "There is no application with this number."),
    ],
)
def test_a_refused_step_is_explained(
    step: str,
    fields: dict[str, Any],
    sentence: str,
    halyna: User,
    staff: Callable[..., User],
    post: Callable[..., Any],
) -> None:
    application = taken(submitted(), halyna)
    document = paper_of(application, "idp_certificate")
    ivan = staff("caseworker", name="ivan")

    answer = post(ivan, step, application, document=document.pk, **fields)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Document.objects.exclude(verdict=Verdict.PENDING).exists()


@pytest.mark.parametrize("step", ["accept", "reject"])
def test_a_number_no_paper_can_have_names_none(
    step: str, halyna: User, post: Callable[..., Any]
) -> None:
    application = taken(submitted(), halyna)

    answer = post(halyna, step, application, document="9" * 5000, reason="x")

    assert answer.status_code in {404, 422}
    assert not Document.objects.exclude(verdict=Verdict.PENDING).exists()


def test_the_kind_that_was_shown_is_proposed_or_nothing(
    halyna: User, post: Callable[..., Any], read: Callable[..., str]
) -> None:
    application = proven(submitted(OVER_THE_LIMIT), halyna)
    assert '<input type="hidden" name="kind" value="refuse"' in read(halyna, application)

    answer = post(
        halyna, "propose", application, kind="approve", grounds=["own_housing"], text="Так."
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "now carry the opposite" in text
    assert '<input type="hidden" name="kind" value="refuse"' in text  # which is proposed next
    assert "Так." in text
    assert not Proposal.objects.exists()


def test_whoever_proposed_takes_it_back_and_another_sends_it_back(
    halyna: User, petro: User, read: Callable[..., str]
) -> None:
    proposed(application := submitted(), halyna)

    own, others = read(halyna, application), read(petro, application)

    assert "Send the proposal back" not in own
    assert "the caseworker sees your reason" not in own
    assert "you can propose anew" in own
    assert "the caseworker sees your reason" in others


def test_a_paper_is_added_by_the_page(halyna: User, post: Callable[..., Any]) -> None:
    application = taken(submitted(papers=()), halyna)
    file = SimpleUploadedFile("скан.pdf", b"%PDF-1.7")

    answer = post(halyna, "add_paper", application, paper="idp_certificate", person="p1", file=file)

    assert answer.status_code == 302
    assert copy_of(application, "idp_certificate").name == "скан.pdf"


@pytest.mark.parametrize(
    ("content", "status"),
    [
        pytest.param(b"\xff\xd8\xff\xe0 a photograph", 302, id="JPEG"),
        pytest.param(b"\x89PNG\r\n\x1a\n a picture", 302, id="PNG"),
        pytest.param(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", 302, id="HEIC"),
        pytest.param(bytes.fromhex("30821a0506092a864886f70d010702a08219f6"), 302, id=".p7s"),
        pytest.param(b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.etsi.asic-e+zip", 302,
                     id="ASiC-E"),
        pytest.param(b"PK\x03\x04" + bytes(26) + b"word/document.xml", 422, id="any archive"),
        pytest.param(b"\0\0\0\x18ftypmp42\0\0\0\0", 422, id="a film"),
        pytest.param(b"<html><script>alert(1)</script>", 422, id="HTML"),
        pytest.param(b"MZ\x90\0 a program", 422, id="a program"),
    ],
)  # fmt: skip
def test_only_what_can_be_a_paper_is_added_by_the_page(
    content: bytes, status: int, halyna: User, post: Callable[..., Any]
) -> None:
    application = taken(submitted(papers=()), halyna)
    file = SimpleUploadedFile("скан.pdf", content)

    answer = post(halyna, "add_paper", application, paper="other", person="p1", file=file)

    assert answer.status_code == status
    refused = "This is neither a PDF" in (answer.content.decode() if status == 422 else "")
    assert refused == (not Document.objects.exists()) == (status == 422)


def test_a_file_too_large_is_refused_in_words(
    halyna: User, post: Callable[..., Any], settings: Any
) -> None:
    settings.MAX_DOCUMENT_BYTES = 4
    application = taken(submitted(papers=()), halyna)
    file = SimpleUploadedFile("скан.pdf", b"%PDF-1.7")

    answer = post(halyna, "add_paper", application, paper="other", person="p1", file=file)

    assert "larger than 20 MB" in answer.content.decode()
    assert not Document.objects.exists()


def test_the_state_of_the_notice_is_shown_and_not_its_text(
    halyna: User, petro: User, read: Callable[..., str]
) -> None:
    application = submitted(OVER_THE_LIMIT)
    proposed(application, halyna, Kind.REFUSE)

    text = read(petro, application)
    assert "Notice of the hearing: By e-mail, <strong>Queued</strong>" in text
    assert "the days to speak have not begun" in text
    assert "decide/" not in text

    send_waiting(at=MONDAY)
    text = read(halyna, application)
    assert "Notice of the hearing: By e-mail, <strong>Sent</strong> 05.01.2026 12:00" in text
    assert "may speak until the end of 12.01.2026" in text
    assert "It is proposed to refuse" not in text


def test_papers_that_wait_are_counted_by_the_form(
    halyna: User, petro: User, read: Callable[..., str], post: Callable[..., Any]
) -> None:
    application = proven(submitted(OVER_THE_LIMIT), halyna)
    copy = attachment("other", "p1")
    services.add_paper(application.pk, copy, by=halyna, at=MONDAY)
    proposal = {
        "kind": "refuse",
        "grounds": ["own_housing"],
        "facts": FACTS,
        "text": "Площа понад межу.",
    }

    assert "1 paper waits for a verdict; it is judged first." in read(halyna, application)
    answer = post(halyna, "propose", application, **proposal)

    assert answer.status_code == 422
    assert "Whatever was brought is judged first" in answer.content.decode()


def test_an_assignment_by_the_page(
    halyna: User, petro: User, post: Callable[..., Any], staff: Callable[..., User]
) -> None:
    application = submitted()

    assert post(petro, "assign", application, to=petro.pk).status_code == 422
    assert post(petro, "assign", application, to=halyna.pk).status_code == 302
    assert Application.objects.get(pk=application.pk).status == "under_review"


def test_opening_an_application_is_recorded_once_a_day_for_each_person(
    halyna: User, petro: User, read: Callable[..., str]
) -> None:
    application = taken(submitted(papers=()), halyna)

    for user in (halyna, halyna, petro):
        read(user, application)

    entries = Entry.objects.filter(act="application.read").order_by("seq")
    subject = f"application:{application.pk}"
    assert [(each.subject, each.by) for each in entries] == [(subject, halyna), (subject, petro)]
    services.read_application(application, by=halyna, at=timezone.now() + timedelta(days=1))
    assert entries.all().count() == 3


def test_who_only_read_is_not_named_as_having_changed_anything(halyna: User, petro: User) -> None:
    application = submitted(papers=())
    seen = application.version
    taken(application, halyna)
    services.read_application(application, by=petro, at=timezone.now())

    with pytest.raises(services.VersionConflict) as refused:
        services.assign(application.pk, to=halyna, by=petro, at=MONDAY, version=seen)

    assert refused.value.by == halyna


def test_the_same_people_elsewhere_are_pointed_out(halyna: User, read: Callable[..., str]) -> None:
    first, second = submitted(), submitted(key="again")

    text = read(halyna, second)

    assert "The same people in another application" in text
    assert first.number in text


def test_what_a_person_wrote_is_shown_as_text(halyna: User, read: Callable[..., str]) -> None:
    application = taken(submitted(papers=()), halyna)
    hostile = attachment("<script>alert(1)</script>", "p1")
    services.add_paper(application.pk, hostile, by=halyna, at=MONDAY)
    other, said = submitted(key="again"), "<img src=x onerror=alert(1)>"
    services.record_duplicate(application.pk, of=other.pk, reason=said, by=halyna, at=MONDAY)

    text = read(halyna, application)

    assert "<script>alert" not in text
    assert "<img src=x" not in text


class Outline(HTMLParser):
    """Collects what a reader's aids rely on."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.labelled: set[str] = set()
        self.inputs: list[str] = []
        self.described: list[str] = []
        self.styled: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.append(found["id"])
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(tag)
        if tag == "label":
            self.labelled.add(found.get("for", ""))
        if tag in {"input", "select", "textarea"} and found.get("type") not in {"hidden", "submit"}:
            self.inputs.append(found.get("id", ""))
        self.described += found.get("aria-describedby", "").split()
        self.described += found.get("aria-labelledby", "").split()
        if "style" in found or any(name.startswith("on") for name in found):
            self.styled.append(tag)


@pytest.mark.parametrize(
    "state", ["registered", "taken", "proven", "approval", "refusal", "failed"]
)
def test_the_page_can_be_read_without_seeing_it(
    state: str, halyna: User, petro: User, read: Callable[..., str], post: Callable[..., Any]
) -> None:
    application = submitted(OVER_THE_LIMIT if state == "refusal" else "05-share-of-a-flat")
    submitted(key="again", papers=())
    bring(application, "proven" if state == "failed" else state, halyna, petro)
    outline = Outline()

    if state == "failed":
        outline.feed(post(halyna, "propose", application).content.decode())
    else:
        outline.feed(read(halyna, application))

    assert outline.headings.count("h1") == 1
    assert len(outline.ids) == len(set(outline.ids))
    assert [each for each in outline.inputs if each not in outline.labelled] == []
    assert set(outline.described) <= set(outline.ids)
    assert outline.styled == []


@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_language_is_switched_and_the_page_kept(
    language: str, client: Client, halyna: User
) -> None:
    application = submitted()
    client.force_login(halyna)
    page = reverse(PAGE, args=[application.pk])

    answer = client.post(reverse("set_language"), {"language": language, "next": page})

    assert answer["Location"] == page
    assert f'<html lang="{language}"' in client.get(page).content.decode()


def test_the_start_page_says_what_it_is_and_leads_to_the_sign_in(client: Client) -> None:
    client.cookies["django_language"] = "en"

    text = client.get("/").content.decode()

    assert 'href="/admin/"' in text
    assert text.count("<h1>") == 1


def test_no_proposal_is_left_when_facts_leave_it_open(
    halyna: User, post: Callable[..., Any]
) -> None:
    application = taken(submitted(), halyna)

    answer = post(halyna, "propose", application, grounds=["own_housing"], facts=FACTS, text="x")

    assert answer.status_code == 422
    assert not Proposal.objects.exists()
    with translation.override("en"):
        assert "Choose" in answer.content.decode() or "unknown" in answer.content.decode()
