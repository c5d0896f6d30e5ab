"""What is measured in the scratch folder has its database there, whatever the caller's names."""

import os
from types import ModuleType

import pytest

from bench import assess, lists, places
from bench.figures import SCRATCH


class Entered(Exception):
    """The scratch folder was entered before anything was asked."""


def test_no_other_database_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*lists.ELSEWHERE, "VAR_DIR"):
        monkeypatch.setenv(name, "elsewhere")

    lists.enter()

    assert [name for name in lists.ELSEWHERE if name in os.environ] == []
    assert os.environ["VAR_DIR"] == str(SCRATCH)


@pytest.mark.parametrize("part", [assess, places])
def test_what_reads_the_lists_enters_the_scratch_folder(
    part: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def entered() -> None:
        raise Entered

    monkeypatch.setattr(lists, "prepare", str)
    monkeypatch.setattr(lists, "enter", entered)

    with pytest.raises(Entered):
        part.main()
