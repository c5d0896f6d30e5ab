"""Hostile names and texts: whatever stands in a lease is printed as words and reaches nothing.

Forty-five ways to ask for something, a server on loopback and a file that nobody is to ask for. In
the suite every field takes five of them in turn, and each of them stands in some; with FUZZ every
field takes all.
"""

import io
import os
import socket
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pikepdf
import pytest
from django.utils.html import escape
from weasyprint import HTML
from weasyprint.urls import URLFetcher

from leases import printing
from printing import renderer
from printing.renderer import FetchRefused
from tests.leases.samples import lease_data

TEMPLATE = "resolution-814/2"
SHEETS = Path(printing.TEMPLATES) / "resolution-814" / "1"
MARK = "СЕКРЕТ-7f3a"  # stands in the file
INNER = "<svg xmlns='http://www.w3.org/2000/svg'><image href='HTTP'/></svg>"
VECTORS = (
    '<img src="HTTP">',
    '<img src="x" srcset="HTTP 2x">',
    '<img src="FILE">',
    '<link rel="stylesheet" href="HTTP">',
    '<link rel="stylesheet" href="FILE">',
    '<link rel="attachment" href="FILE">',
    '<link rel="attachment" href="HTTP">',
    "<style>@import url(HTTP)</style>",
    '<style>@import "FILE";</style>',
    "<style>@font-face { font-family: x; src: url(HTTP) } * { font-family: x }</style>",
    "<style>@font-face { font-family: x; src: url(FILE) } * { font-family: x }</style>",
    "<style>@page { background: url(HTTP) }</style>",
    "<style>@page { @top-left { content: url(FILE) } }</style>",
    "<style>p::before { content: url(HTTP) }</style>",
    '<p style="background: url(HTTP)">x</p>',
    '<p style="background-image: url(FILE)">x</p>',
    '<p style="border: 1px solid; border-image: url(HTTP) 1">x</p>',
    '<ul style="list-style-image: url(HTTP)"><li style="display: list-item">x</li></ul>',
    '<p style="mask: url(HTTP); cursor: url(HTTP)">x</p>',
    '" style="background: url(HTTP)" x="',
    "' style='background: url(HTTP)' x='",
    '<object data="HTTP" type="image/svg+xml"></object>',
    '<object data="FILE"></object>',
    '<embed src="HTTP">',
    '<iframe src="HTTP"></iframe>',
    '<svg><image href="HTTP" width="9" height="9"/></svg>',
    '<svg><image xlink:href="FILE" width="9" height="9"/></svg>',
    '<svg><use href="HTTP#x"/></svg>',
    "<svg><style>@import url(HTTP);</style></svg>",
    f'<img src="data:image/svg+xml,{INNER}">',
    '<img src="data:image/svg+xml;base64,ENCODED">',
    '<base href="HTTP"><img src="x">',
    '<a rel="attachment" href="FILE">x</a>',
    "<a href=\"javascript:app.launchURL('HTTP')\">x</a>",
    '<meta http-equiv="refresh" content="0; url=HTTP">',
    '<script src="HTTP"></script>',
    '<input type="image" src="HTTP">',
    '<video poster="HTTP" src="HTTP"></video>',
    '<img src="HTTP/to-the-file">',
    '<img src="//127.0.0.1:PORT/unc">',
    r'<img src="\\127.0.0.1@PORT\share\x.png">',
    '<img src="ftp://127.0.0.1:PORT/x">',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "FILE">]><p>&e;</p>',
    '</title></head><link rel="attachment" href="FILE"><rdf:RDF><x:xmpmeta>HTTP',
    '{% include "FILE" %}{{ settings.SECRET_KEY }} url(HTTP)',
)
TURNS = range(len(VECTORS)) if os.environ.get("FUZZ") else range(0, len(VECTORS), 9)


class Sentinel:
    """A server that counts who comes, and a file that says what nobody is to read."""

    def __init__(self, folder: Path) -> None:
        self.hits: list[str] = []
        self.file = folder / "sentinel.svg"
        words = f'<svg xmlns="http://www.w3.org/2000/svg"><text>{MARK}</text></svg>'
        self.file.write_text(words, "utf-8")
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            try:
                there, _ = self.server.accept()
            except OSError:
                return
            with there:
                self.hits.append(there.recv(200).decode("latin-1").partition("\r")[0])
                answer = f"HTTP/1.0 302 Found\r\nLocation: {self.file.as_uri()}\r\n\r\n"
                there.sendall(answer.encode())

    def aimed(self, vector: str) -> str:
        """Return a vector that asks for the server or the file."""
        http = f"http://127.0.0.1:{self.port}/x"
        inner = b64encode(INNER.replace("HTTP", http).encode()).decode()
        found = vector.replace("ENCODED", inner).replace("HTTP", http)
        return found.replace("FILE", self.file.as_uri()).replace("PORT", str(self.port))

    def is_told_in(self, pdf: bytes) -> bool:
        """Tell whether the PDF has anything of the file."""
        with pikepdf.open(io.BytesIO(pdf)) as document:
            streams = [it for it in document.objects if isinstance(it, pikepdf.Stream)]
            return any(MARK.encode() in each.read_bytes() for each in streams)


@pytest.fixture
def sentinel(tmp_path: Path) -> Iterator[Sentinel]:
    made = Sentinel(tmp_path)
    yield made
    made.server.close()


def filled(value: Any, vectors: Iterator[str]) -> Any:
    """Return data of the same shape with the next vector in every text of them."""
    if isinstance(value, dict):
        return {name: filled(each, vectors) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(each, vectors) for each in value]
    return next(vectors) if isinstance(value, str) else value


def after(turn: int, sentinel: Sentinel) -> Iterator[str]:
    """Yield the vectors round and round, beginning with that of the turn."""
    while True:
        yield sentinel.aimed(VECTORS[turn % len(VECTORS)])
        turn += 1


@pytest.mark.django_db
@pytest.mark.parametrize("turn", TURNS)
def test_in_any_field_it_is_printed_as_words_and_reaches_nothing(
    turn: int, sentinel: Sentinel
) -> None:
    pdf = printing.lease_pdf(TEMPLATE, filled(lease_data(2), after(turn, sentinel)))

    assert sentinel.hits == []
    assert not sentinel.is_told_in(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert set(document.attachments) == {"lease.json", "lease.schema.json"}
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(document.Root.keys())
        assert not any("/Annots" in page for page in document.pages)


@pytest.mark.django_db
def test_each_of_them_is_printed_as_words_somewhere(sentinel: Sentinel) -> None:
    pages = "".join(
        printing.lease_html(TEMPLATE, filled(lease_data(2), after(turn, sentinel)))
        for turn in TURNS
    )

    assert [each for each in VECTORS if escape(sentinel.aimed(each)) not in pages] == []


def test_even_unescaped_it_reaches_nothing(sentinel: Sentinel) -> None:
    printed, refused = 0, 0
    for vector in VECTORS:
        try:
            pdf = renderer.pdf(
                f"<!doctype html><html lang=uk><title>т</title><p>{sentinel.aimed(vector)}",
                base=SHEETS / "base.css",
                sheet=SHEETS / "lease.css",
            )
        except FetchRefused:
            refused += 1
            continue
        assert not sentinel.is_told_in(pdf), vector
        printed += 1

    assert sentinel.hits == []
    assert refused >= 20


def test_control_without_the_guards_server_and_file_are_reached(sentinel: Sentinel) -> None:
    told = False
    for vector in VECTORS:
        if "ftp:" not in vector:
            raw = f"<!doctype html><html lang=uk><title>т</title><p>{sentinel.aimed(vector)}"
            pdf = HTML(string=raw, url_fetcher=URLFetcher(allow_redirects=True)).write_pdf()
            told = told or sentinel.is_told_in(pdf)

    assert len(sentinel.hits) >= 15
    assert told
