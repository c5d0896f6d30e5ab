"""A household whose every word and number stands nowhere else, and how they are looked for."""

import base64
import re
from urllib.parse import unquote_plus

from tests.copies.builders import pdf

ADDRESS = "zyukva@example.org"
ANOTHER_ADDRESS = "zhmurkva@example.org"
FILE_NAME = "Пхюква, паспорт.pdf"
LOST = "Хмюква"  # typed where it is refused, or into a page that does not exist
# What is theirs alone, each in every way it may be spelled; in lower case, and long enough to stand
# in no digest by chance. Found where nothing personal may be, each is a leak.
THINGS: dict[str, tuple[str, ...]] = {
    "the applicant's names": ("зюкв",),
    "the child's names": ("жмуркв",),
    "birth date of the applicant": ("17.03.1984", "1984-03-17", "17 березня 1984", "17/03/1984"),
    "birth date of the child": ("09.06.2015", "2015-06-09", "9 червня 2015", "09/06/2015"),
    "passport": ("зю 482917", "зю482917"),
    "record number": ("19840317-48213", "1984031748213"),
    "taxpayer number": ("3075748219",),
    "IDP certificate": ("7739104682",),
    "birth certificate": ("жм 573920", "жм573920"),
    "phone": ("674827739", "482 77 39", "482-77-39"),
    "e-mail": ("zyukva", "zhmurkva"),
    "former residence": ("бдюкв",),
    "own home": ("фьоркв",),
    "paper on its condition": ("щуркв",),
    "postal address": ("гмукв",),
    "name of a file": ("пхюкв",),
    "text in a file": ("chlyukva",),
    "what was refused": ("хмюкв",),
    "why a paper is missing": ("цфюкв",),
    "why it was withdrawn": ("мрякв",),
}
# These are told and shown to nobody again, at least not on the applicant's pages.
NOT_SHOWN = {"text in a file", "why it was withdrawn"}

APPLICANT: dict[str, dict[str, object]] = {
    "name": {"surname": "Зюквенко", "given_name": "Зюквана", "patronymic": "Зюквівна"},
    "birth-date": {"birth_date_day": "17", "birth_date_month": "3", "birth_date_year": "1984"},
    "identity": {"type": "passport_booklet", "number": "ЗЮ 482917", "unzr": "19840317-48213"},
    "taxpayer": {"has": "given", "taxpayer_number": "3075748219"},
    "idp": {
        "has": "yes", "number": "4821-7739104682",
        "issued_on_day": "5", "issued_on_month": "4", "issued_on_year": "2022",
    },
    "contact": {"phone": "067 482 77 39", "email": ADDRESS},
    "statuses": {"own": ["veteran"]},
}  # fmt: skip
CHILD: dict[str, dict[str, object]] = {
    "name": {"surname": "Жмурквич", "given_name": "Жмурква", "no_patronymic": "on"},
    "birth-date": {"birth_date_day": "9", "birth_date_month": "6", "birth_date_year": "2015"},
    "identity": {"type": "birth_certificate", "number": "I-ЖМ 573920"},
    "taxpayer": {"has": "none"},
    "idp": {"has": "no"},
    "student": {"studies": "no"},
    "statuses": {"otherwise": ["none"]},
}


def place(name: str, address: str) -> dict[str, object]:
    """Return a place that is in no list, and an address there, as they are typed."""
    kept = {"place": name, "place_for": name, "place_code": "unlisted"}
    return {"where": "elsewhere", "address": address, **kept}


HOME: dict[str, dict[str, object]] = {
    "owner": {},
    "place": place("Фьорквине", "вул. Фьорквина, 7"),
    "condition": {"condition": "destroyed"},
    "evidence": {"type": "inspection_report", "reference": "ЩУРКВА-58213"},
    "area": {"area": "77,13", "share": "1/2"},
}
MATTERS: dict[str, dict[str, dict[str, object]]] = {
    "residence": {"bases": {"bases": ["registered"]}, "place": place("Бдюквине", "вул. Бдюквина")},
    "declarations": {
        "assistance": {"assistance": "not_received"}, "notice": {"personal_data_notice": "on"},
    },
    "invitation": {
        "method": {"method": "post", "postal_address": "вул. Гмуквина, 4, Дніпро, 49000"},
        "language": {"language": "uk"},
    },
}  # fmt: skip


def paper() -> bytes:
    """Return a file that says something in its text and in what it says of itself."""
    return pdf(change=lambda it: it.docinfo.update({"/Title": "Chlyukva 66120"}))


def found(*texts: str) -> list[str]:
    """Return the things that stand in a text: as they are, escaped, or in Base64."""
    read = "\n".join(spelled_out(text) for text in texts).lower()
    return [name for name, ways in THINGS.items() if any(way in read for way in ways)]


def spelled_out(text: str) -> str:
    """Return a text with everything escaped in it written out beside it."""
    ways = [text, unquote_plus(text), unescaped(text)]
    return "\n".join([*ways, *(decoded(run) for run in re.findall(r"[\w+/-]{16,}={0,2}", text))])


def unescaped(text: str) -> str:
    """Return a text with the letters that the \\u escapes of JSON stand for."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda it: chr(int(it[1], 16)), text)


def decoded(run: str) -> str:
    """Return what a run of Base64 says, unescaped too; nothing where it is none."""
    try:
        whole = run.rstrip("=").replace("-", "+").replace("_", "/")
        raw = base64.b64decode(whole + "=" * (-len(whole) % 4), validate=True)
    except ValueError:
        return ""
    return unescaped(raw.decode("utf-8", "ignore"))
