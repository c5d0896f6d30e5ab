"""A form of a page, read as a browser reads it: what it would send, and under which names."""

from html.parser import HTMLParser
from typing import Any

Fields = dict[str, list[str]]
TICKED = ("radio", "checkbox")


class PageForm(HTMLParser):
    """Collects what the form with the class "portal-form" sends when nothing more is typed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: Fields = {}
        self.names: set[str] = set()
        self.step = ""
        self.is_inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.is_inside = "portal-form" in (given.get("class") or "").split()
        if not self.is_inside:
            return
        if tag == "input":
            self.take(given)
        if tag == "button" and given.get("name") == "step":
            self.step = given["value"] or ""

    def take(self, given: dict[str, Any]) -> None:
        name = given.get("name", "")
        self.names.add(name)
        if given.get("type") not in TICKED or "checked" in given:
            self.fields.setdefault(name, []).append(given.get("value") or "")


def sent(html: str, typed: dict[str, Any]) -> Fields:
    """Return what is sent when the fields of a page that are asked for there are filled in."""
    form = PageForm(html)
    filled = {name: as_list(value) for name, value in typed.items() if name in form.names}
    return {**form.fields, **filled, "step": [form.step]}


def as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]
