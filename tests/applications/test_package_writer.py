"""What is written as JSON reads as the same package."""

import json
from dataclasses import replace

import pytest
from hypothesis import given

from applications.package import AttachedDocument, Package
from applications.package_reader import read, read_value
from applications.package_writer import as_json
from tests.applications.builders import EXAMPLES, package
from tests.applications.test_round_trip import packages


@given(package=packages())
def test_a_package_written_reads_as_itself(package: Package) -> None:
    homes = tuple(
        home if home.evidence_type else replace(home, evidence_reference=None)
        for home in package.homes
    )
    whole = replace(package, homes=homes)

    assert read(json.dumps(as_json(whole))) == whole


@pytest.mark.parametrize(
    "path",
    sorted(path for path in EXAMPLES.glob("*.json") if "expected" not in path.name),
    ids=lambda path: path.stem,
)
def test_an_example_written_reads_as_itself(path: object) -> None:
    given = read(EXAMPLES.joinpath(str(path)).read_bytes())

    assert read_value(as_json(given)) == given


def test_attached_papers_are_written_too() -> None:
    attached = replace(package(), documents=(AttachedDocument("other", None, "a.pdf"),))

    assert read_value(as_json(attached)) == attached


def test_what_is_written_twice_is_the_same_text() -> None:
    once = as_json(package())

    assert as_json(read_value(once)) == once
