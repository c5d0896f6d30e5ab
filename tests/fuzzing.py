"""What no person types and a program may send: bodies of forms, whole and broken."""

import os
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

FORM = "application/x-www-form-urlencoded"
SCRIPT = "<script>alert(1)</script>"
BOUNDARY = "PieceOfForm"
PARTS = f"multipart/form-data; boundary={BOUNDARY}"

NASTY = (
    "", " ", "\u200b", "\xa0", "\0", "а\0б", "\u202eтекст", "\ufeff", "\ud800", "\udfff а", "😀",
    SCRIPT, "{{7*7}}{% now 'Y' %}", "=cmd()", "' OR 1=1 --", "../../etc/passwd", "%00%s%n",
    "a@b.con\r\nBcc: x@example.org", "0", "-1", "00000000000", "1e999", "NaN", "Infinity", "1/0",
    "²", "٣", "３", "9" * 30, "9" * 5000, "-" + "9" * 400, "Ж" * 5000, "і\n" * 20_000, "on", "yes",
    "no", "none", "other", "unsure", "null", "true", "[]", "{}", "31", "2", "1990", "2026-13-45",
    "UA14140050010029262", "unlisted", "00000000-0000-0000-0000-000000000000", "/my/",
    "//evil.example", "surname=%ED%A0%80&x=%00", "x=&" * 1500, "typed=typed%3D1&switch_to=en", "uk",
)  # fmt: skip
KINDS = (
    FORM, f"{FORM}; charset=utf-8", f"{FORM}; charset=windows-1251", f"{FORM}; charset=hex",
    "multipart/form-data", PARTS, f"{PARTS}; charset=hex", f"{PARTS}; charset=utf-16",
    f"{PARTS}; charset=idna", f"{PARTS}; charset=utf-8",
    f"multipart/form-data; boundary={'x' * 300}", "multipart/form-data; boundary=\x01",
    "multipart/mixed", "application/json", "text/plain", "text/xml; charset=\xff", "", ";;;",
)  # fmt: skip
NAMES = (
    "file",
    "chosen",
    "switch_to",
    "typed",
    "csrfmiddlewaretoken",
    "next",
    "seen",
    "version",
    "status",
    "a[]",
    "\0",
    "ї",
)

texts = st.one_of(
    st.sampled_from(NASTY), st.text(st.characters(), max_size=40), st.integers().map(str)
)


def values(offered: list[str]) -> st.SearchStrategy[str]:
    """What is put into a field: more often than not something the page offers."""
    return st.one_of(texts, st.sampled_from(offered)) if offered else texts


@st.composite
def fields(draw: st.DrawFn, names: list[str], offered: list[str]) -> list[tuple[str, str]]:
    """Return fields of a page, some left out, some twice, and some that it never had."""
    sent = draw(st.lists(st.sampled_from([*names, *names, *NAMES]), max_size=2 * len(names) + 2))
    return [(name, draw(values(offered))) for name in sent]


def typed(pairs: list[tuple[str, str]]) -> bytes:
    """Write fields as a form does; half a letter stays half a letter."""
    return b"&".join(quoted(name) + b"=" + quoted(value) for name, value in pairs)


def quoted(text: str) -> bytes:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass")).encode()


@st.composite
def multipart(draw: st.DrawFn, pairs: list[tuple[str, str]]) -> bytes:
    """Write fields as parts, some of them files, and break the whole now and then."""
    whole = b"".join(draw(part(name, value)) for name, value in pairs)
    whole += b"--" + BOUNDARY.encode() + b"--\r\n"
    is_cut = draw(st.integers(0, 3)) == 0
    return whole[: draw(st.integers(0, len(whole)))] if is_cut else whole


@st.composite
def part(draw: st.DrawFn, name: str, value: str) -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
    if name in ("chosen", "file") or draw(st.integers(0, 7)) == 0:
        head += f'; filename="{draw(texts)[:300]}"'
    more = draw(st.sampled_from((
        "", "", "Content-Type: image/jpeg", "Content-Type: text/plain; charset=hex",
        "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable", ":::",
    )))  # fmt: skip
    start = draw(st.sampled_from(("", "", "%PDF-1.4 ", "\xff\xd8\xff\xe0")))
    text = f"{head}\r\n{more}\r\n\r\n{start}{value}\r\n".replace("\r\n\r\n\r\n", "\r\n\r\n", 1)
    return text.encode("utf-8", "surrogatepass")


@st.composite
def bodies(draw: st.DrawFn, names: list[str], offered: list[str]) -> tuple[str, bytes]:
    """Return the type that is announced and the body that is sent; mostly they fit."""
    pairs = draw(fields(names, offered))
    way = draw(st.sampled_from(("typed",) * 8 + ("parts",) * 5 + ("odd",) * 3 + ("flood",)))
    if way == "typed":
        return FORM, typed(pairs)
    if way == "parts":
        return PARTS, draw(multipart(pairs))
    if way == "flood":
        return FORM, typed(pairs + [("x", "")] * 10_000)
    kind = draw(st.sampled_from(KINDS))
    return kind, draw(st.one_of(st.binary(max_size=200), st.just(typed(pairs)), multipart(pairs)))


def times(few: int) -> int:
    """Return how many examples to try: few in the suite, FUZZ times as many by `make fuzz`."""
    return few * int(os.environ.get("FUZZ", "1"))


def is_long() -> bool:
    return "FUZZ" in os.environ
