"""How the things of a lease stand on its pages: in parts, the signatures never alone."""

from collections.abc import Iterator, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wording.lines import Kind, Line

ALONG = 3  # so many things before the signatures stand with them on their page
HEADS = {Kind.TITLE, Kind.SECTION, Kind.ANNEX}
NEW_PAGE, SIGNATURES = "new-page", "signatures"
Thing = tuple[Line, SafeString]


def paged(things: Sequence[Thing]) -> Iterator[SafeString]:
    """Yield the contract and each annex as HTML."""
    return (gathered(part) for part in parted(things))


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
