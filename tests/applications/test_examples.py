"""The examples of the contract come out as expected, through the real command."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.applications.builders import EXAMPLES

PACKAGES = sorted(path for path in EXAMPLES.glob("*.json") if "expected" not in path.name)
CONTRACT = Path(settings.BASE_DIR).parent / "shared" / "examples"


@pytest.mark.parametrize("path", PACKAGES, ids=lambda path: path.stem)
@pytest.mark.usefixtures("gazetteer")
def test_example_comes_out_as_expected(path: Path) -> None:
    out = StringIO()
    expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))

    call_command("assess", str(path), stdout=out)
    document = json.loads(out.getvalue())

    found = {clause["id"]: clause["value"] for clause in document["clauses"]}
    assert document["outcome"] == expected["outcome"], expected["says"]
    assert document["routes"] == expected["routes"]
    assert found == expected["clauses"]
    assert document["categories"] == expected["categories"]


def test_there_are_as_many_examples_as_the_contract_has() -> None:
    assert len(PACKAGES) == 18


@pytest.mark.official_lists
@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_the_shipped_examples_are_those_of_the_contract(path: Path) -> None:
    assert path.read_bytes() == (CONTRACT / path.name).read_bytes()
