"""The sheet on top of the papers for the subsidy: who signs it sees what is signed."""

import shutil
import subprocess

import pytest

from charges import pack
from leases.models import Lease
from tests.charges.builders import day, noon

pytestmark = pytest.mark.django_db
SIGNED_HERE = "____________________"


def pages(pdf: bytes) -> list[str]:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode().split("\f")


@pytest.mark.parametrize("people", [1, 4, 7, 8, 9, 10, 11])
def test_the_signature_stands_below_the_whole_list_of_papers(
    people: int, lease: Lease, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = {"name": "Коваленко-Задорожна Марія-Єлизавета Андріївна", "relationship": "донька"}
    residents = [{**one, "birth_date": "12 вересня 2012 р."}] * people
    monkeypatch.setattr(pack, "residents", lambda *_: residents)
    items = [pack.Item("x", f"Папір номер {number}", b"") for number in range(1, 6)]

    sheet = pages(pack.cover(lease, items, noon(day(2, 3))).content)

    (signed,) = (page for page in sheet if SIGNED_HERE in page)
    assert "Разом із довідкою" in signed
    assert all(item.what in signed for item in items)
