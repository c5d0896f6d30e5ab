"""Another person's application answers exactly as one that does not exist, at every address."""

import re
import uuid
from collections.abc import Callable, Iterator, Sequence

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from accounts.models import User
from applications.models import Application
from cabinet.access import written
from cabinet.adding import start
from cabinet.urls import urlpatterns
from tests.cabinet.builders import CHILD, TUESDAY, ask, owned
from tests.charges.builders import add_amendment, add_scan, of_application
from tests.doors_asking import answered
from tests.review.builders import earlier_decision, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]

# Every address below /my/<number>/ and the method it acts by.
ADDRESSES = {
    "status": "get",
    "receipt": "get",
    "correction": "post",
    "correction_item": "post",
    "correction_reply": "post",
    "my_papers": "get",
    "add_my_paper": "post",
    "my_paper": "post",
    "my_paper_state": "get",
    "send_my_paper": "post",
    "my_uploads": "post",
    "my_upload": "put",
    "remove_my_copy": "post",
    "my_copy_page": "get",
    "withdraw": "post",
    "invitation": "post",
    "answers": "get",
    "answers_version": "get",
    "decision": "get",
    "accesses": "get",
    "my_data": "post",
    "my_lease": "get",
    "my_account": "get",
    "my_lease_pdf": "get",
    "my_pack": "get",
    "my_statement": "get",
    "my_reading_copy": "get",
    "my_act": "get",
    "my_signed_copy": "get",
}
NUMBERED = {"correction_item", "correction_reply", "answers_version"}
OF_ADDITIONS = {
    "my_paper", "my_paper_state", "send_my_paper", "my_uploads", "my_upload", "remove_my_copy",
    "my_copy_page",
}  # fmt: skip
OF_LEASES = {
    "my_lease", "my_account", "my_lease_pdf", "my_pack", "my_statement", "my_reading_copy",
    "my_act", "my_signed_copy",
}  # fmt: skip
OF_COPIES = {"my_upload", "remove_my_copy", "my_copy_page"}


def names(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLPattern):
            yield str(each.name)
        else:
            yield from names(each.url_patterns)


def url(
    name: str,
    number: str,
    item: int = 1,
    addition: int = 1,
    decision: int = 1,
    lease: int = 1,
    act: int = 1,
    scan: int = 1,
) -> str:
    args: list[object] = [number]
    if name in OF_LEASES:
        args.append(lease)
    if name == "my_statement":
        args.append("uk")
    if name == "my_act":
        args.append(act)
    if name == "my_signed_copy":
        args.append(scan)
    if name in NUMBERED:
        args.append(item)
    if name == "decision":
        args += [decision, "uk"]
    if name in OF_ADDITIONS:
        args.append(addition)
    if name in OF_COPIES:
        args.append(uuid.UUID(int=7))
    if name == "my_copy_page":
        args.append(1)
    return reverse(name, args=args)


def test_every_address_is_in_the_table() -> None:
    assert set(names(urlpatterns)) == {*ADDRESSES, "my"}


@pytest.fixture
def foreign(application: Application, halyna: User, petro: User) -> dict[str, int | str]:
    """An application of olena with everything an address could name."""
    taken(application, halyna)
    item = ask(application, halyna, CHILD).items.get()
    addition = start(application.pk, "idp_certificate", "p1", at=TUESDAY)
    decision = earlier_decision(application, halyna, petro)
    lease = of_application(application, halyna)
    return {
        "number": application.number, "item": item.pk, "addition": addition.pk,
        "decision": decision.pk, "lease": lease.pk,
        "act": add_amendment(lease, 1, halyna).pk, "scan": add_scan(lease, b"%PDF", halyna).pk,
    }  # fmt: skip


def neutral(content: bytes, number: str) -> str:
    """Return a page without what differs by the address asked for."""
    text = content.decode().replace(number, "…")
    text = re.sub(r"/my/…[^\"]*", "/my/…", text)
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", text)


@pytest.mark.parametrize("method", ["get", "post", "put"])
def test_a_foreign_application_is_missing(
    method: str, foreign: dict[str, int | str], taras: User, client: Client
) -> None:
    client.force_login(taras)
    missing = "0000-0000-0000"
    theirs = str(foreign["number"])
    numbers = {key: int(told) for key, told in foreign.items() if key != "number"}

    telling = []
    for name, acts_by in ADDRESSES.items():
        one = getattr(client, method)(url(name, theirs, **numbers))
        other = getattr(client, method)(url(name, missing, **numbers))
        is_missing = one.status_code == 404 or (one.status_code == 405 and method != acts_by)
        is_same = neutral(one.content, theirs) == neutral(other.content, missing)
        if one.status_code != other.status_code or not is_missing or not is_same:
            telling.append(f"{name}: {one.status_code}, {other.status_code}")

    assert telling == []


@pytest.mark.parametrize("name", ADDRESSES)
def test_who_is_not_signed_in_is_asked_to(
    name: str, foreign: dict[str, int | str], client: Client
) -> None:
    answer = getattr(client, ADDRESSES[name])(url(name, str(foreign["number"])))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("sign_in"))


@pytest.mark.parametrize("name", ADDRESSES)
def test_staff_who_help_nobody_see_no_such_page(
    name: str, foreign: dict[str, int | str], halyna: User, client: Client
) -> None:
    client.force_login(halyna)

    answer = getattr(client, ADDRESSES[name])(url(name, str(foreign["number"])))

    assert answer.status_code == 404


def test_what_belongs_to_another_application_of_ones_own_is_missing(
    application: Application, halyna: User, olena: User, page: Client,
    foreign: dict[str, int | str],
) -> None:  # fmt: skip

    second = owned(olena, key="second")
    addition, item, decision = (int(foreign[key]) for key in ("addition", "item", "decision"))

    assert page.get(url("my_paper", second.number, addition=addition)).status_code == 404
    assert page.get(url("correction_item", second.number, item=item)).status_code == 404
    of_lease = {key: int(foreign[key]) for key in ("lease", "act", "scan")}
    for name in OF_LEASES:
        assert page.get(url(name, second.number, **of_lease)).status_code == 404
        assert answered(page, "GET", url(name, application.number, **of_lease)).status == 200
    assert page.get(url("decision", second.number, decision=decision)).status_code == 404
    assert page.get(url("decision", application.number, decision=decision)).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(str, id="as it is"),
        pytest.param(lambda number: number.replace("-", ""), id="without hyphens"),
        pytest.param(lambda number: number.replace("-", " "), id="in blanks"),
        pytest.param(lambda number: number.replace("0", "О"), id="a Cyrillic letter for a zero"),
        pytest.param(lambda number: number.replace("0", "o"), id="a Latin letter for a zero"),
    ],
)
def test_a_number_is_read_however_it_is_typed(
    typed: Callable[[str], str], application: Application, page: Client
) -> None:
    answer = page.get(reverse("status", args=[typed(application.number)]))

    assert answer.status_code == 200


@pytest.mark.parametrize("typed", ["", "-", "x", "4829", "4829-3057-16300", "٤٨٢٩"])
def test_what_is_no_number_finds_nothing(typed: str) -> None:
    assert not Application.objects.filter(number=written(typed)).exists()


def test_pages_stay_in_no_cache(application: Application, page: Client) -> None:
    answer = page.get(reverse("status", args=[application.number]))

    assert "no-store" in answer["Cache-Control"]
