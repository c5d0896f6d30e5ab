"""From a text that was read, and data, to the HTML of a lease. Every word of both is escaped."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wording.checks import Text
from wording.lines import Kind, Line
from wording.vocabulary import HOLDS, value_of

LAYOUTS = Path(settings.BASE_DIR) / "templates" / "wording" / "lease"
ALONG = 3  # so many things before the signatures stand with them on their page
HEADS = {Kind.TITLE, Kind.SECTION, Kind.ANNEX}
BEGIN = {Kind.SECTION: "{}. ", Kind.CLAUSE: "{}. ", Kind.ITEM: "{} "}
NEW_PAGE, SIGNATURES = "new-page", "signatures"
Thing = tuple[Line, SafeString]


def lease_html(
    text: Text, data: Mapping[str, Any], *, layout: str, language: str, is_sample: bool = False
) -> str:
    """Return the lease as one document; of a sample, with what a lawyer must confirm."""
    title = "".join(spoken(line, data) for line in text.lines[:1])
    body = body_html(text, data, layout=layout, language=language, is_sample=is_sample)
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
    text: Text, data: Mapping[str, Any], *, layout: str, language: str, is_sample: bool = False
) -> SafeString:
    """Return what stands between the tags of the body."""
    words = words_of(layout, language)
    lines = [line for line in text.lines if is_printed(line, data, is_sample=is_sample)]
    things = [
        (line, thing(line, following, words, data, layout))
        for line, following in zip(lines, [*lines[1:], None], strict=True)
    ]
    parts = [gathered(part) for part in parted(things)]
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
) -> SafeString:
    """Return one line as HTML."""
    if line.kind is Kind.BLOCK:
        return block(line.label, words, data, layout)
    said = format_html("{}{}", BEGIN.get(line.kind, "").format(line.label), inline(line, data))
    number = data["number"]
    match line.kind:
        case Kind.TITLE:
            header = words["header"] % {"number": number}
            tag = '<h1 data-header="{}" data-page="{}" data-of="{}">{}</h1>'
            return format_html(tag, header, words["page"], words["of"], said)
        case Kind.ANNEX:
            which = words["annex"] % {"annex": line.label, "number": number}
            return format_html('<p class="annex">{}</p>\n<h2>{}</h2>', which, said)
        case Kind.QUESTION:
            return format_html('<p class="question">{}</p>', words["question"] % {"question": said})
        case Kind.SECTION:
            return format_html("<h2>{}</h2>" if line.label else "<h3>{}</h3>", said)
    is_led = following is not None and (
        following.kind is Kind.ITEM or (following.kind is Kind.BLOCK and line.kind is Kind.CLAUSE)
    )
    kinds = [line.kind.value, *(["lead"] if is_led and line.kind is not Kind.ITEM else [])]
    return format_html('<p class="{}">{}</p>', " ".join(kinds), said)


def block(name: str, words: Mapping[str, Any], data: Mapping[str, Any], layout: str) -> SafeString:
    if name == NEW_PAGE:
        return SafeString()
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
    """Keep the sign of a number and the number on one line."""
    return words.replace("№ ", "№\u00a0").replace("No. ", "No.\u00a0")


def parted(things: Sequence[Thing]) -> Iterator[list[Thing]]:
    """Yield the contract and each annex, a new page asked for at the beginning of its part."""
    part: list[Thing] = []
    for each in things:
        line = each[0]
        if is_new_page(line) or (line.kind is Kind.ANNEX and not begins_a_page(part)):
            yield part
            part = []
        part.append(each)
    yield part


def begins_a_page(part: Sequence[Thing]) -> bool:
    return len(part) == 1 and is_new_page(part[0][0])


def is_new_page(line: Line) -> bool:
    return line.kind is Kind.BLOCK and line.label == NEW_PAGE


def gathered(part: Sequence[Thing]) -> SafeString:
    """Return a part: on a new page, or whole where the page has room, or flowing on.

    The signatures stand together with what is before them, so that no page has them alone.
    """
    is_on_new_page = bool(part) and is_new_page(part[0][0])
    things = list(part[1:] if is_on_new_page else part)
    is_annex = bool(things) and things[0][0].kind is Kind.ANNEX
    html = format_html_join("\n", "{}", ((each,) for each in with_signatures(things)))
    if is_on_new_page:
        return format_html('<div class="new-page">\n{}\n</div>', html)
    return format_html('<div class="together">\n{}\n</div>', html) if is_annex else html


def with_signatures(things: Sequence[Thing]) -> Iterator[SafeString]:
    waiting: list[Thing] = []
    for each in things:
        waiting.append(each)
        if each[0].kind is Kind.BLOCK and each[0].label == SIGNATURES:
            start = beginning(waiting)
            yield from (html for _, html in waiting[:start])
            together = format_html_join("\n", "{}", ((html,) for _, html in waiting[start:]))
            yield format_html('<div class="together">\n{}\n</div>', together)
            waiting = []
    yield from (html for _, html in waiting)


def beginning(waiting: Sequence[Thing]) -> int:
    """Return where the things begin that stand with the signatures: never at a head alone."""
    start = len(waiting) - 1
    while start > max(0, len(waiting) - 1 - ALONG) and waiting[start - 1][0].kind not in HEADS:
        start -= 1
    return start
