"""What an applicant with one child types on each page, and first of all types wrongly.

The keys are the slugs of the questions; the values go into the fields of these names.
"""

import io
from pathlib import Path

from PIL import Image

Answers = dict[str, str | list[str]]
Part = dict[str, Answers]

ADDRESS = "olena@example.org"
SURNAME = "Ковальчук"
PERSONAL = (SURNAME, "Олена", "Марія", ADDRESS, "Харлампіївська", "АВ123456")
LATIN = "AB 123456"  # as some type it: the form looks again, and saves it in Ukrainian
DISTRICT = "UA14140050010437700"  # Центральний, of Mariupol; Dnipro has one of the same name


def day(name: str, day: int, month: int, year: int) -> Answers:
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}


CERTIFICATE = {"number": "1401-5001234567", **day("issued_on", 5, 4, 2022)}
APPLICANT: Part = {
    "name": {"surname": SURNAME, "given_name": "Олена", "patronymic": "Іванівна"},
    "birth-date": day("birth_date", 12, 3, 1987),
    "identity": {"type": "passport_booklet", "number": LATIN},
    "taxpayer": {"has": "none"},
    "idp": {"has": "yes", **CERTIFICATE},
    "contact": {"phone": "050 123 45 67", "email": ADDRESS},
    "statuses": {"own": ["veteran"]},
}
CHILD: Part = {
    "name": {"surname": SURNAME, "given_name": "Марія", "no_patronymic": "on"},
    "birth-date": day("birth_date", 1, 6, 2019),
    "identity": {"type": "birth_certificate", "number": "I-БК 123456"},
    "taxpayer": {"has": "none"},
    "idp": {"has": "no"},
    "statuses": {"otherwise": ["none"]},
}
RESIDENCE: Part = {
    "bases": {"bases": ["registered"]},
    "place": {"where": "elsewhere", "place": "Центральний", "address": "вул. Харлампіївська, 5"},
}
HOUSING: Part = {"owns": {"owns": "yes"}}
HOME: Part = {
    "place": {"where": "mariupol", "address": "пр. Миру, 1, кв. 2"},
    "condition": {"condition": "destroyed"},
    "area": {"area": "53,4", "share": "1/2"},
}
DECLARATIONS: Part = {
    "assistance": {"assistance": "not_received"},
    "notice": {"personal_data_notice": "on"},
    "method": {"method": "post", "postal_address": "49000, м. Дніпро, до запитання"},
    "language": {"language": "uk"},
}
ANSWERED_ALREADY = {"language"}  # chosen when the application was begun
WRONG: Part = {  # nothing at all, where nothing else is named
    "contact": {"phone": "12", "email": "olena at example"},
    "birth-date": day("birth_date", 31, 2, 1987),
    "area": {"area": "п’ятдесят", "share": "5/4"},
}


def photograph(folder: Path, name: str = "паспорт.jpg") -> Path:
    """Save a photograph as a phone does: of many shades, in JPEG."""
    return saved(folder / name, "JPEG")


def scan(folder: Path, name: str = "довідка.pdf") -> Path:
    return saved(folder / name, "PDF")


def saved(path: Path, kind: str) -> Path:
    picture = io.BytesIO()
    Image.effect_noise((900, 1200), 60).convert("RGB").save(picture, kind)
    path.write_bytes(picture.getvalue())
    return path
