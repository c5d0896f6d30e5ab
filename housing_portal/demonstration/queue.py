"""The shipped examples as applications of different households, received on different days."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from stdnum.ua import rntrc

from applications.models import Submission
from applications.package import Package
from applications.package_reader import read
from applications.services import submit
from deadlines.calendars import approved_calendar
from deadlines.terms import review_days
from deadlines.working_days import Calendar, day_in_kyiv, due_on, working_days_left
from housing_portal.demonstration.papers import brought_by

EXAMPLES = Path(settings.BASE_DIR) / "examples"
SURNAMES = (
    "Коваленко",
    "Шевченко",
    "Бондаренко",
    "Ткаченко",
    "Кравченко",
    "Лисенко",
    "Марченко",
    "Руденко",
    "Савченко",
    "Петренко",
    "Гончаренко",
    "Левченко",
    "Мироненко",
    "Іваненко",
    "Захарченко",
    "Даниленко",
    "Федоренко",
    "Романенко",
)
APPLICANTS = (
    ("Олена", "Іванівна"),
    ("Оксана", "Петрівна"),
    ("Тетяна", "Василівна"),
    ("Ірина", "Миколаївна"),
    ("Людмила", "Степанівна"),
    ("Юлія", "Андріївна"),
    ("Ганна", "Олегівна"),
    ("Марина", "Сергіївна"),
    ("Лариса", "Павлівна"),
)
# Working days that the applications have left, one after the other; negative is overdue.
LEFT = (0, -3, 1, 2, -1, 5, 3, 0, 7, 4, 9, 2, 11, 6, 13, 8, 15, 14)
LONGEST = timedelta(days=90)


def examples() -> list[Path]:
    """Return the packages, without what is expected of them."""
    return [path for path in sorted(EXAMPLES.glob("*.json")) if ".expected" not in path.name]


def load(*, at: datetime) -> int:
    """Submit the examples that were not yet; return how many that was."""
    added, calendar = 0, approved_calendar()
    for place, path in enumerate(examples()):
        key = f"demonstration:{path.stem}"
        if not Submission.objects.filter(key=key).exists():
            left = LEFT[place % len(LEFT)]
            received_on = day_with(left, day_in_kyiv(at), calendar)
            package = fictional(path, place, received_on=received_on, before=at)
            submit_sample(package, path, key=key, at=at)
            added += 1
    return added


def submit_sample(package: Package, path: Path, *, key: str, at: datetime) -> Any:
    papers = brought_by(package)
    return submit(package, key=key, content_sha256=sha256(path), attachments=papers, at=at)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def day_with(left: int, today: date, calendar: Calendar) -> date:
    """Return the latest day of receipt whose application has at most so many working days left."""
    days = (today - timedelta(days=back) for back in range(LONGEST.days))
    return next(day for day in days if left_today(day, today, calendar) <= left)


def left_today(received_on: date, today: date, calendar: Calendar) -> int:
    last = due_on(received_on, days=review_days(received_on), calendar=calendar)
    return working_days_left(today, due_on=last, calendar=calendar)


def fictional(path: Path, place: int, *, received_on: date, before: datetime) -> Package:
    """Return an example as received on another day by another household, never in the future."""
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    received_at = datetime.fromisoformat(document["received_at"])
    moved = received_on - day_in_kyiv(received_at)
    document["received_at"] = min(received_at + moved, before).isoformat()
    for person in document["people"]:
        rename(person, place)
        keep_age(person, moved)
    return read(json.dumps(document).encode())


def keep_age(person: dict[str, Any], moved: timedelta) -> None:
    """Move a birth date along, so that a child stays as old as the example means it to be.

    Somebody with a taxpayer number keeps the date that is written into it.
    """
    if person["taxpayer_number"] is None:
        person["birth_date"] = (date.fromisoformat(person["birth_date"]) + moved).isoformat()


def rename(person: dict[str, Any], place: int) -> None:
    """Give a person the names and numbers of the household in that place."""
    person["surname"] = SURNAMES[place % len(SURNAMES)]
    if person["relationship"] == "applicant":
        shifted = place + place // len(SURNAMES)  # so that no full name comes twice
        person["given_name"], person["patronymic"] = APPLICANTS[shifted % len(APPLICANTS)]
    for holder, field in numbers(person):
        holder[field] = f"{holder[field][:-2]}{place:02d}"
    if person["email"]:
        person["email"] = f"applicant{place}@example.org"
    if taxpayer_number := person["taxpayer_number"]:
        body = f"{taxpayer_number[:6]}{place:02d}{taxpayer_number[8]}"
        person["taxpayer_number"] = body + rntrc.calc_check_digit(body)


def numbers(person: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield where the numbers of a person stand whose last digits are free."""
    yield person["identity_document"], "number"
    if person["idp_certificate"]:
        yield person["idp_certificate"], "number"
    if person["phone"]:
        yield person, "phone"
