"""The page that tells whether a lease is ours: yes, ended or no, and nothing besides."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.limits import LIMITS
from accounts.models import User
from leases import files, services
from leases.models import Lease, LeaseCode
from leases.proof import in_groups
from tests.leases.builders import NOON, draft, ended, issued, tariff

YES, ENDED = "Yes, this lease is ours", "This lease has ended or was replaced"
NO = "No, there is no such lease of ours"
OURS = sha256(b"the attached data of a lease").hexdigest()

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(staff: Callable[..., User]) -> User:
    tariff(2026)
    return staff("lease_clerk")


@pytest.fixture
def lease(clerk: User) -> Lease:
    """A lease that was issued, with a code on it."""
    made = issued(clerk)
    if not LeaseCode.objects.filter(lease=made).exists():
        LeaseCode.objects.create(lease=made, sha256=OURS)
    return made


@pytest.fixture
def english(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def asked(client: Client, typed: str) -> str:
    return client.get("/lease/", {"asked": typed}).content.decode()


def test_the_address_in_the_qr_code_answers(english: Client, lease: Lease) -> None:
    assert lease.data["verification"] == f"{settings.SITE_URL}/lease/{lease.number}/"

    answer = english.get(f"/lease/{lease.number}/")

    assert YES in answer.content.decode()
    assert answer["Cache-Control"].startswith("max-age=0")


def test_it_answers_in_both_languages(client: Client, lease: Lease, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    said = {"uk": "Так, цей договір наш", "en": YES}

    assert said[language] in asked(client, lease.number)


@pytest.mark.parametrize(
    "typed", ["{}", " {} ", "№ {}"], ids=["as written", "with blanks", "with its sign"]
)
def test_a_number_is_understood_as_people_type_it(
    english: Client, lease: Lease, typed: str
) -> None:
    assert YES in asked(english, typed.format(lease.number))
    assert YES in asked(english, typed.format(lease.number.replace("-", "")))
    assert YES in asked(english, typed.format(lease.number.replace("-", " ")))


def test_a_code_answers_whole_or_from_its_first_sixteen_signs(
    english: Client, lease: Lease
) -> None:
    code = lease.code.sha256
    grouped = " ".join(code[place : place + 8] for place in range(0, 64, 8))

    for typed in (code, grouped, code.upper(), code[:16]):
        assert YES in asked(english, typed)
    assert NO in asked(english, code[::-1])


def test_the_file_answers_and_is_kept_nowhere(english: Client, lease: Lease) -> None:
    pdf = files.read(lease)

    shown = sent(english, pdf)

    assert YES in shown
    assert in_groups(lease.pdf_sha256) in shown
    assert NO in sent(english, pdf + b"\n")
    kept = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert len(kept) == 1  # the lease itself


def sent(client: Client, pdf: bytes) -> str:
    file = SimpleUploadedFile("договір.pdf", pdf, "application/pdf")
    return client.post("/lease/", {"file": file}, follow=True).content.decode()


def test_a_draft_is_no_lease_yet(english: Client, clerk: User) -> None:
    assert NO in asked(english, draft(clerk).number)


@pytest.mark.parametrize("how", ["ended", "cancelled after it was issued"])
def test_what_is_no_longer_in_force_is_told_so(english: Client, clerk: User, how: str) -> None:
    if how == "ended":
        lease = ended(clerk)
    else:
        lease = services.cancel(issued(clerk), reason="помилка", by=clerk, at=NOON)

    assert ENDED in asked(english, lease.number)
    assert ENDED in asked(english, lease.pdf_sha256)


def test_nobody_is_named_and_no_place_and_no_amount(english: Client, lease: Lease) -> None:
    shown = asked(english, lease.number)

    pinned = lease.data
    told = [
        *pinned["tenant"]["name"].split(), pinned["dwelling"]["address"],
        pinned["dwelling"]["number"] + ",", pinned["rent"]["figures"], pinned["term"]["ends_on"],
        lease.pdf_sha256, lease.code.sha256,
    ]  # fmt: skip
    assert not [each for each in told if each in shown]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("", "Type the number of the lease, or its code.", id="nothing"),
        pytest.param("4829-3057-1631/1", "This is no number of a lease", id="a wrong digit"),
        pytest.param("4829-3057-1630", "This is no number of a lease", id="of an application"),
        pytest.param("abc", "This is no number of a lease", id="a code too short"),
        pytest.param("g" * 64, "This is no number of a lease", id="other letters"),
        pytest.param("x" * 201, "too long to be either", id="too long"),
    ],
)
def test_what_is_neither_is_refused_beside_its_field_and_kept(
    english: Client, typed: str, said: str
) -> None:
    answer = english.get("/lease/", {"asked": typed})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown
    assert '<a href="#id_asked">' in shown
    assert f'value="{typed}"' in shown or not typed


def test_an_address_of_no_number_asks_for_one(english: Client) -> None:
    answer = english.get("/lease/4829-3057-1631/1/")

    assert answer.status_code == 422
    assert "4829-3057-1631/1" in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "Choose the file."), (b"", "This file is empty.")],
    ids=["no file", "an empty file"],
)
def test_a_file_that_is_none_is_refused(english: Client, content: bytes | None, said: str) -> None:
    data = {} if content is None else {"file": SimpleUploadedFile("x.pdf", content)}

    answer = english.post("/lease/", data)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_network_that_asks_too_often_waits(english: Client) -> None:
    [limit] = [each for each in LIMITS if each.act == "verify_lease"]
    answers = [
        english.get("/lease/", {"asked": "a" * 16}).status_code for _ in range(limit.most + 1)
    ]

    assert answers == [200] * limit.most + [429]
    assert english.get("/lease/", {"asked": "abc"}).status_code == 422  # costs nothing
