"""The whole way of an applicant through the pages, slips and a crash among it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import User
from applications.models import Application
from copies.services import check_waiting
from drafts.models import Draft, Kind
from outbox.services import send_waiting
from review import services as review
from tests import canaries
from tests.accounts.builders import code_in_mail
from tests.canaries import APPLICANT, CHILD, HOME, LOST, MATTERS

FORM = "application/x-www-form-urlencoded"
HERE = {"origin": "http://testserver"}


class Visitor:
    """The applicant at a browser. What others on the way can see of it is noted, and the pages."""

    def __init__(self) -> None:
        self.browser = Client(raise_request_exception=False)
        self.addresses: list[str] = []
        self.headers: list[str] = []
        self.pages: list[str] = []

    def get(self, path: str) -> Any:
        return self.noted(path, self.browser.get(path))

    def post(self, path: str, typed: dict[str, Any] | None = None, **more: Any) -> Any:
        return self.noted(path, self.browser.post(path, {} if typed is None else typed, **more))

    def answer(self, path: str, typed: dict[str, Any]) -> None:
        """Send what is accepted, perhaps with a warning."""
        answer = self.post(path, typed)
        assert answer.status_code in {200, 302}, (path, answer.context["form"].errors.as_data())

    def noted(self, path: str, answer: Any) -> Any:
        self.addresses.append(path)
        self.headers += [f"{name}: {value}" for name, value in answer.headers.items()]
        self.headers += [cookie.OutputString() for cookie in answer.cookies.values()]
        page = b"".join(answer.streaming_content) if answer.streaming else answer.content
        self.pages.append(page.decode("utf-8", "ignore"))
        return answer


def walk(visitor: Visitor, caseworker: User) -> None:
    sign_in(visitor)
    path = fill_in(visitor)
    stumble(visitor, path)
    bring_papers(visitor, path)
    application = submit(visitor, path)
    correct(visitor, application, caseworker)
    leave(visitor, application)


def sign_in(visitor: Visitor) -> None:
    visitor.post("/sign-in/?next=/apply/", {"email": canaries.ADDRESS})
    visitor.post("/sign-in/code/", {"code": "0000-0000"})
    assert visitor.post("/sign-in/code/", {"code": code_in_mail()}).status_code == 302


def fill_in(visitor: Visitor) -> str:
    """Answer everything about everybody; return the path of the draft."""
    path: str = visitor.post("/apply/")["Location"]
    told = {Draft.objects.get().parts.get(kind=Kind.PERSON).ref: APPLICANT}
    added = visitor.post(f"{path}people/add/", {"relationship": "child"})["Location"]
    told[re.findall("/questions/([^/]+)/", added)[0]] = CHILD
    for ref, answers in (told | MATTERS).items():
        for slug, typed in answers.items():
            visitor.answer(f"{path}questions/{ref}/{slug}/", typed)
    visitor.post(f"{path}people/", {"more": "no"})
    add_home(visitor, path, next(iter(told)))
    return path


def add_home(visitor: Visitor, path: str, owner: str) -> None:
    visitor.answer(f"{path}questions/housing/owns/", {"owns": "yes"})
    home = visitor.post(f"{path}homes/add/", {"owner": owner})["Location"].rsplit("/", 2)[0]
    for slug, typed in HOME.items():
        visitor.answer(f"{home}/{slug}/", {"owner": owner} if slug == "owner" else typed)


def stumble(visitor: Visitor, path: str) -> None:
    """Type what is refused, ask for what is not there, send what is forged, lose the session."""
    person = Draft.objects.get().parts.filter(kind=Kind.PERSON).order_by("position")[0].ref
    name = f"{path}questions/{person}/name/"
    visitor.post(name, {"surname": f"{LOST}7", "given_name": LOST * 50, LOST: LOST})
    visitor.post(f"{path}questions/{person}/contact/", {"phone": LOST, "email": f"{LOST}@"})
    visitor.browser.post(name, f"surname={LOST}%ED%A0%80", content_type=FORM)
    visitor.browser.post("/apply/nowhere/", {"surname": LOST})
    stale = Client(enforce_csrf_checks=True)
    stale.cookies = visitor.browser.cookies
    for headers in ({}, HERE):
        stale.post(name, {"surname": LOST}, headers=headers)
        Client(enforce_csrf_checks=True).post(name, {"surname": LOST}, headers=headers)
    Client().post(name, {"surname": LOST})


def bring_papers(visitor: Visitor, path: str) -> None:
    """Add a file, again, one that is none and an empty one, and one in pieces."""
    visitor.get(f"{path}papers/")
    page = f"{path}papers/{Draft.objects.get().papers.order_by('pk')[0].pk}/"
    for content in (canaries.paper(), canaries.paper(), LOST.encode(), b""):
        visitor.post(page, {"chosen": [SimpleUploadedFile(canaries.FILE_NAME, content)]})
    begun = visitor.post(f"{page}uploads/", {"name": canaries.FILE_NAME, "size": "900"}).json()
    piece = canaries.paper()[:600]
    assert visitor.browser.put(f"{begun['url']}?at=0", piece, "text/plain").status_code == 200
    check_waiting(at=timezone.now())
    assert visitor.get(f"{page}state/").status_code == 200


def submit(visitor: Visitor, path: str) -> Application:
    for page in ("", "people/", "homes/", "papers/", "check/"):
        assert visitor.get(f"{path}{page}").status_code == 200, page
    with journal_out_of_order():
        assert visitor.post(f"{path}check/").status_code == 500
    visitor.post(f"{path}check/")
    application = Application.objects.get()
    for page in ("", "receipt/", "accesses/", "data/", "papers/"):
        assert visitor.get(f"/my/{application.number}/{page}").status_code == 200, page
    return application


@contextmanager
def journal_out_of_order() -> Iterator[None]:
    """Let an act crash when all is written but its entry."""

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("the disk is full")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("applications.services.record", fail)
        yield


def correct(visitor: Visitor, application: Application, by: User) -> None:
    """Answer a request for a correction: another name, another file, a word about it."""
    at = timezone.now()
    person = application.people.get(relationship="applicant").ref
    asked = [(f"person:{person}:name", "Уточніть."), (f"paper:{person}:idp_certificate", "Ще раз.")]
    review.take(application.pk, by=by, at=at)
    review.request_correction(application.pk, items=asked, by=by, at=at)
    page = f"/my/{application.number}/correction/"
    name, paper = application.corrections.get().items.order_by("pk").values_list("pk", flat=True)
    visitor.post(f"{page}{name}/", {"surname": f"{LOST}7"})
    visitor.answer(f"{page}{name}/", {**APPLICANT["name"], "surname": "Зюквін"})
    file = SimpleUploadedFile(canaries.FILE_NAME, canaries.paper() + b"%")
    addition = visitor.get(f"{page}{paper}/")["Location"]
    visitor.post(addition, {"chosen": [file]})
    visitor.post(f"{page}{paper}/reply/", {"reply": "Цфюква поїхала."})
    visitor.get(addition)
    assert visitor.post(page).status_code == 302


def leave(visitor: Visitor, application: Application) -> None:
    """Have letters sent elsewhere, take everything along, withdraw, change the address."""
    page = f"/my/{application.number}/"
    how = {"method": "post", "postal_address": "вул. Гмуквина, 5", "language": "en"}
    how["email"] = canaries.ANOTHER_ADDRESS
    application.refresh_from_db()
    visitor.answer(f"{page}invitation/", {**how, "version": application.version})
    assert visitor.post(f"{page}data/").status_code == 200
    application.refresh_from_db()
    reason = {"version": application.version, "reason": "Мрякву знайшли."}
    assert visitor.post(f"{page}withdraw/", reason).status_code == 302
    visitor.post("/account/email/", {"email": canaries.ANOTHER_ADDRESS})
    visitor.post("/account/email/code/", {"code": code_in_mail()})
    visitor.post("/account/printed-code/")
    visitor.post("/sign-out/")
    send_waiting(at=timezone.now())
