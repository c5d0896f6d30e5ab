"""Package files are taken in many at a time: each whole or not at all, and told so."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application, Document
from desk import batch
from desk.models import Batch
from tests.applications.builders import EXAMPLES, SHARE, example
from tests.conftest import NOON
from tests.drafts.files import PDF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
PACKAGES = sorted(path for path in EXAMPLES.glob("*.json") if "expected" not in path.name)


def taken_in(client: Client, *files: SimpleUploadedFile) -> Any:
    return client.post(reverse("desk:packages"), {"files": files})


def outcomes(answer: Any) -> list[str]:
    return [row["outcome"] for row in answer.context["results"]]


def file(name: str, content: object) -> SimpleUploadedFile:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return SimpleUploadedFile(name, raw)


def archive(**entries: object) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in entries.items():
            raw = content if isinstance(content, bytes) else json.dumps(content).encode()
            packed.writestr(name, raw)
    return made.getvalue()


def test_every_example_is_taken_in_at_once_and_a_second_time_is_there_already(
    client: Client,
) -> None:
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in PACKAGES]
    again = [SimpleUploadedFile(path.name, path.read_bytes()) for path in PACKAGES]

    first = taken_in(client, *files)
    second = taken_in(client, *again)

    assert outcomes(first) == ["accepted"] * len(PACKAGES)
    assert outcomes(second) == ["already"] * len(PACKAGES)
    assert Application.objects.count() == len(PACKAGES)


def test_a_refused_file_is_told_why_and_the_others_go_on(client: Client) -> None:
    wrong = {**SHARE, "people": [{**SHARE["people"][0], "surname": ""}]}

    answer = taken_in(
        client, file("a.json", wrong), file("b.json", SHARE), file("c.json", b"{"),
        file("d.json", b"PK nonsense"),
    )  # fmt: skip

    assert outcomes(answer) == ["refused", "accepted", "refused", "refused"]
    assert "people[0].surname" in answer.content.decode()
    assert Application.objects.count() == 1


def test_a_zip_brings_the_papers_its_packages_name(client: Client) -> None:
    document = SHARE | {
        "documents": [{"type": "idp_certificate", "person": "p1", "file": "a/idp.pdf"}]
    }
    packed = archive(**{"one.json": document, "a/idp.pdf": PDF, "two.json": example("01")})

    answer = taken_in(client, file("all.zip", packed))

    assert outcomes(answer) == ["accepted", "accepted"]
    assert Document.objects.get().copies.count() == 1


@pytest.mark.parametrize("named", ["../secret.pdf", "/etc/passwd", "none.pdf"])
def test_a_file_that_is_not_in_the_zip_keeps_its_package_out(client: Client, named: str) -> None:
    document = SHARE | {"documents": [{"type": "idp_certificate", "person": "p1", "file": named}]}

    answer = taken_in(client, file("all.zip", archive(**{"one.json": document})))

    assert outcomes(answer) == ["refused"]
    assert "documents[0].file" in answer.content.decode()
    assert not Application.objects.exists()


def test_a_zip_that_would_unpack_to_too_much_is_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "MOST_UNPACKED", 100)

    answer = taken_in(client, file("all.zip", archive(**{"one.json": SHARE})))

    assert outcomes(answer) == ["refused"]


def test_more_packages_than_one_batch_takes_are_left_for_the_next(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "MOST_PACKAGES", 1)

    answer = taken_in(client, file("a.json", SHARE), file("b.json", example("01")))

    assert outcomes(answer) == ["accepted", "refused"]
    assert Application.objects.count() == 1


def test_the_report_names_numbers_and_nobody(client: Client) -> None:
    surname = SHARE["people"][0]["surname"]
    wrong = {**SHARE, "people": []}
    taken_in(client, file(f"{surname}.json", SHARE), file("b.json", wrong))

    kept = Batch.objects.get()
    report = client.get(reverse("desk:report", args=[kept.pk])).content.decode("utf-8-sig")

    assert Application.objects.get().number in report
    assert "/people" in report
    assert surname not in report
    assert surname not in json.dumps(kept.rows, ensure_ascii=False)


def test_the_report_holds_no_formula(client: Client, registrar: User) -> None:
    fault = {"path": "", "message": {"uk": "=1+1", "en": "@x"}}
    row = {"place": 1, "sha256": "", "outcome": "refused", "number": "", "due_on": ""}
    kept = Batch.objects.create(registrar=registrar, at=NOON, rows=[row | {"errors": [fault]}])

    report = client.get(reverse("desk:report", args=[kept.pk])).content.decode("utf-8-sig")

    assert report.splitlines()[1] == "1,,refused,,,/,'=1+1,'@x"


def test_no_file_at_all_is_said(client: Client) -> None:
    assert taken_in(client).status_code == 422


def test_a_zip_damaged_in_a_paper_keeps_that_package_out_alone(client: Client) -> None:
    document = SHARE | {
        "documents": [{"type": "idp_certificate", "person": "p1", "file": "idp.pdf"}]
    }
    packed = archive(**{"one.json": document, "idp.pdf": PDF, "two.json": example("01")})
    at = packed.index(PDF) + len(PDF) - 9

    answer = taken_in(client, file("all.zip", packed[:at] + b"damaged!!" + packed[at + 9 :]))

    assert outcomes(answer) == ["refused", "accepted"]
    assert not Document.objects.exists()


def encrypted(packed: bytes, *names: str) -> bytes:
    """Set the flag of a password at entries of an archive, in both of its lists."""
    made = bytearray(packed)
    for name in names:
        local = packed.index(name.encode()) - 30
        listed = packed.rindex(name.encode()) - 46
        made[local + 6] |= 1
        made[listed + 8] |= 1
    return bytes(made)


def test_a_package_that_cannot_be_unpacked_keeps_no_other_of_its_zip_out(client: Client) -> None:
    whole = archive(**{"one.json": SHARE, "two.json": example("01"), "three.json": example("02")})
    at = whole.index(b"housing-application")

    damaged = whole[:at] + b"X" + whole[at + 1 :]
    answer = taken_in(client, file("all.zip", encrypted(damaged, "two.json")))

    assert outcomes(answer) == ["refused", "refused", "accepted"]
    assert "has a password" in answer.content.decode()


def test_a_paper_with_a_password_keeps_its_package_out_alone(client: Client) -> None:
    document = SHARE | {
        "documents": [{"type": "idp_certificate", "person": "p1", "file": "idp.pdf"}]
    }
    whole = archive(**{"one.json": document, "idp.pdf": PDF, "two.json": example("01")})
    at = whole.rindex(b"idp.pdf")

    listed = whole[: at - 38] + bytes([whole[at - 38] | 1]) + whole[at - 37 :]
    answer = taken_in(client, file("all.zip", listed))

    assert outcomes(answer) == ["refused", "accepted"]
    assert "documents[0].file" in answer.content.decode()


def test_a_fault_of_our_storage_is_not_called_a_damaged_archive(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any, **_kwargs: Any) -> str:
        raise OSError("no space left")

    monkeypatch.setattr("copies.files.default_storage.save", full)
    document = SHARE | {
        "documents": [{"type": "idp_certificate", "person": "p1", "file": "idp.pdf"}]
    }

    with pytest.raises(OSError, match="no space left"):
        taken_in(client, file("all.zip", archive(**{"one.json": document, "idp.pdf": PDF})))


NAME = "Шевченко"


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({NAME: 1}, id="a key"),
        pytest.param({f"{NAME}.surname": 1}, id="a key with a dot"),
        pytest.param({f"people[0].{NAME}.x": 1}, id="a key like a path"),
        pytest.param({"people": [SHARE["people"][0] | {NAME: 1}]}, id="a key of a person"),
        pytest.param({"homes": [SHARE["homes"][0] | {"owner": NAME}]}, id="a ref of nobody"),
        pytest.param({"people": [p | {"ref": NAME} for p in SHARE["people"]]}, id="a ref twice"),
    ],
)
def test_what_a_package_calls_its_keys_and_people_is_not_kept(
    given: dict[str, Any], client: Client
) -> None:
    answer = taken_in(client, file("a.json", SHARE | given))

    [row] = Batch.objects.get().rows
    assert outcomes(answer) == ["refused"]
    assert NAME in answer.content.decode(), "whoever took it in is told"
    assert NAME not in json.dumps(row, ensure_ascii=False)
    assert row["errors"]


def test_a_key_that_stands_twice_is_not_kept(client: Client) -> None:
    taken_in(client, file("a.json", f'{{"{NAME}": 1, "{NAME}": 2}}'.encode()))

    [row] = Batch.objects.get().rows
    assert [each["path"] for each in row["errors"]] == [""]
    assert NAME not in json.dumps(row, ensure_ascii=False)


def test_a_zip_of_many_packages_costs_the_same_queries_for_each(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    taken_in(client, file("a.json", SHARE))

    with django_assert_max_num_queries(12):
        taken_in(client, file("a.json", SHARE))
