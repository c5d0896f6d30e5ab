"""Whatever stands in a text or in the data of a lease, only the tags of our own blocks come out."""

from copy import deepcopy
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.leases.test_hostile import VECTORS
from wording.checks import read
from wording.rendering import lease_html
from wording.sample import sample
from wording.vocabulary import BLOCKS, VARIABLES

TEXT = "\n".join(
    [
        "# Договір № {number}",
        *(f"Текст **{{{name}}}** {{{name}}}" for name in VARIABLES),
        *(f"[[{name}]]" for name in BLOCKS),
    ]
)
TAGS = {
    "html", "head", "meta", "title", "body", "div", "h1", "p", "b", "table", "thead", "tbody",
    "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "name", "content", "class", "scope", "data-header", "data-page", "data-of",
}  # fmt: skip


class Seen(HTMLParser):
    """Every tag and attribute of a document."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)


def replaced(told: Any, words: str) -> Any:
    """Return the data with every text in them replaced."""
    if isinstance(told, dict):
        return {name: replaced(each, words) for name, each in told.items()}
    if isinstance(told, list):
        return [replaced(each, words) for each in told]
    return words if isinstance(told, str) else told


def seen_in(html: str) -> Seen:
    seen = Seen()
    seen.feed(html)
    seen.close()
    return seen


def check(words: str) -> None:
    data = replaced(deepcopy(sample("usual", "uk")), words)
    seen = seen_in(lease_html(read(TEXT), data, layout="1", language="uk"))

    assert seen.tags <= TAGS
    assert seen.attributes <= ATTRIBUTES


@pytest.mark.parametrize("words", VECTORS)
def test_hostile_data_stay_words(words: str) -> None:
    check(words)


@settings(max_examples=30)
@given(st.text(alphabet=st.sampled_from("<>&\"'/=! abcp{}[]*#\n\0є")))
def test_no_data_open_a_tag(words: str) -> None:
    check(words)


@settings(max_examples=100)
@given(st.text(alphabet=st.sampled_from("<>&\"'/=! abcp{}[]*#@?1.)\n\tє")))
def test_no_text_that_was_read_opens_a_tag(words: str) -> None:
    text = read(f"# Договір\n{words}")
    if text.slips:
        return
    seen = seen_in(lease_html(text, sample("usual", "uk"), layout="1", language="uk"))

    assert seen.tags <= TAGS | {"h2", "h3"}
    assert seen.attributes <= ATTRIBUTES


def test_control_a_tag_of_the_markup_would_be_seen() -> None:
    assert "img" in seen_in("<p><img src=x></p>").tags
