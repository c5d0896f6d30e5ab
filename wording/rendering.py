"""From a text that was read, and data, to the HTML of a lease. Every word of both is escaped."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wording.checks import Text
from wording.lines import Kind, Line
from wording.paging import NEW_PAGE, SIGNATURES, paged
from wording.vocabulary import HOLDS, value_of

LAYOUTS = Path(settings.BASE_DIR) / "templates" / "wording" / "lease"
NUMBERED = re.compile(
    r"(№|No\.|[Дд]одат\w+|[Пп]ункт\w*|[Сс]татт\w+|[Aa]nnex|[Cc]lauses?) (?=[\d{]|$)"
)
LONG = 900  # characters: more than that is not kept on one page
BEGIN = {Kind.SECTION: "{}. ", Kind.CLAUSE: "{}. ", Kind.ITEM: "{} "}


def lease_html(
    text: Text,
    data: Mapping[str, Any],
    *,
    layout: str,
    language: str,
    is_sample: bool = False,
    note: str = "",
) -> str:
    """Return the lease as one document; of a sample, with what a lawyer must confirm.

    `note` names words of the layout that say on top what the document is not.
    """
    title = "".join(spoken(line, data) for line in text.lines[:1])
    body = body_html(text, data, layout=layout, language=language, is_sample=is_sample, note=note)
    if note:
        noted = '<p class="sample">{}</p>\n{}'
        body = format_html(noted, words_of(layout, language)[note], body)
    shown = {
        "language": language,
        "title": title,
        "landlord": data["landlord"]["name"],
        "words": words_of(layout, language),
        "proof": data.get("proof"),
        "body": body,
    }
    return render_to_string(f"wording/lease/{layout}/lease.html", shown)


def body_html(
    text: Text,
    data: Mapping[str, Any],
    *,
    layout: str,
    language: str,
    is_sample: bool = False,
    top: int = 1,
    note: str = "",
) -> SafeString:
    """Return what stands between the tags of the body; `top` is the level of its title.

    What bears a `note` is not signed: the note stands in its header and where the signatures would.
    """
    words = words_of(layout, language)
    if note:
        told = words[note]
        words = {**words, "header": f"{words['header']}. {told}", "unsigned": told}
    lines = [line for line in text.lines if is_printed(line, data, is_sample=is_sample)]
    things = [
        (line, thing(line, following, words, data, layout, top))
        for line, following in zip(lines, [*lines[1:], None], strict=True)
    ]
    parts = list(paged(things))
    if is_sample:
        parts.insert(0, format_html('<p class="sample">{}</p>', words["sample"]))
    return format_html_join("\n", "{}", ((part,) for part in parts))


@cache
def words_of(layout: str, language: str) -> dict[str, Any]:
    """Return the words of the tables of a layout in a language."""
    folder = LAYOUTS / layout
    words: dict[str, Any] = json.loads((folder / f"words.{language}.json").read_text("utf-8"))
    return words


def is_printed(line: Line, data: Mapping[str, Any], *, is_sample: bool) -> bool:
    if line.kind is Kind.QUESTION and not is_sample:
        return False
    return not line.case or HOLDS[line.case](data)


def thing(
    line: Line,
    following: Line | None,
    words: Mapping[str, Any],
    data: Mapping[str, Any],
    layout: str,
    top: int,
) -> SafeString:
    """Return one line as HTML."""
    if line.kind is Kind.BLOCK:
        return block(line.label, words, data, layout)
    said = format_html("{}{}", BEGIN.get(line.kind, "").format(line.label), inline(line, data))
    match line.kind:
        case Kind.TITLE:
            told = {name: words[name] for name in ("page", "of")}
            told["header"] = words["header"] % {"number": data["number"]}
            return heading(top, said, **told)
        case Kind.ANNEX:
            which = words["annex"] % {"annex": line.label, "number": data["number"]}
            return format_html('<p class="annex">{}</p>\n{}', which, heading(top + 1, said))
        case Kind.QUESTION:
            return format_html('<p class="question">{}</p>', words["question"] % {"question": said})
        case Kind.SECTION:
            return heading(top + (1 if line.label else 2), said)
    kinds = [*classes(line, following), *(["long"] if len(said) > LONG else [])]
    return format_html('<p class="{}">{}</p>', " ".join(kinds), said)


def heading(level: int, said: SafeString, **data: str) -> SafeString:
    told = format_html_join("", ' data-{}="{}"', sorted(data.items()))
    return format_html("<h{}{}>{}</h{}>", level, told, said, level)


def classes(line: Line, following: Line | None) -> Iterator[str]:
    """Yield what a line is, and that it leads: what follows stands on its page."""
    yield line.kind.value
    after = following.kind if following else None
    is_list = after is Kind.ITEM and line.kind is not Kind.ITEM
    if is_list or (after is Kind.BLOCK and line.kind is Kind.CLAUSE):
        yield "lead"


def block(name: str, words: Mapping[str, Any], data: Mapping[str, Any], layout: str) -> SafeString:
    if name == NEW_PAGE:
        return SafeString()
    if name == SIGNATURES and "unsigned" in words:
        return format_html('<p class="sample">{}</p>', words["unsigned"])
    return render_to_string(f"wording/lease/{layout}/{name}.html", {**data, "words": words})


def inline(line: Line, data: Mapping[str, Any]) -> SafeString:
    runs = (
        ("<b>{}</b>" if each.is_bold else "{}", value_of(each.text, data))
        if each.is_variable
        else ("<b>{}</b>" if each.is_bold else "{}", whole(each.text))
        for each in line.pieces
    )
    return format_html_join("", "{}", ((format_html(tag, said),) for tag, said in runs))


def spoken(line: Line, data: Mapping[str, Any]) -> str:
    return "".join(
        value_of(each.text, data) if each.is_variable else each.text for each in line.pieces
    )


def whole(words: str) -> str:
    """Keep a number on one line with what it is the number of, and a product in one piece."""
    return NUMBERED.sub("\\1\u00a0", words).replace(" × ", "\u00a0×\u00a0")
