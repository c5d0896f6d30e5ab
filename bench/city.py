# ruff: noqa: PLR2004  # every number is a chance, in its place
"""A city of applications as rows: as many as are asked for, from a fixed seed. Nobody exists.

A tenth wait for a decision, as after the first months; three people a household, two papers each.
"""

import io
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from django.db import connection, models
from stdnum.ua import rntrc

from accounts.models import User
from applications.models import Application, Document, Person
from applications.sealing import blind_index
from applications.searching import search_text
from applications.status import DECIDED, Status
from bench.households import NAMES
from review.models import Assignment

SEED = 814
AT_ONCE = 6_000
STEMS = (
    "Ковал", "Шевч", "Бондар", "Ткач", "Кравч", "Олійн", "Лис", "Марч", "Руд", "Савч", "Петр",
    "Гонч", "Левч", "Мирон", "Іван", "Захар", "Данил", "Федор", "Роман", "Мар’ян", "Дем’ян",
    "Остап", "Степан", "Харч", "Яков", "Юрч", "Ярош", "Жадан", "Їжак", "Щерб",
)  # fmt: skip
ENDINGS = ("енко", "ук", "чук", "ів", "ська", "ець", "ик", "ак", "ишин", "ова", "ієв", "юк")
PATRONYMICS = ("Іванівна", "Петрівна", "Миколайович", "Степанович", None)
OPEN = (Status.REGISTERED, Status.UNDER_REVIEW, Status.UNDER_REVIEW, Status.CORRECTION_REQUESTED)


def grow(start: int, count: int, caseworkers: Sequence[User], today: date) -> None:
    """Add so many applications, whose keys follow on `start`."""
    dice = Random(SEED + start)
    for first in range(start + 1, start + count + 1, AT_ONCE):
        keys = range(first, min(first + AT_ONCE, start + count + 1))
        people = {key: list(household(dice, key)) for key in keys}
        rows = [application(dice, key, people[key], caseworkers, today) for key in keys]
        write(rows)
        write([person for key in keys for person in people[key]])
        write([paper for row in rows for paper in papers(row)])
        write([assignment(row) for row in rows if row.caseworker_id])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def application(
    dice: Random, key: int, people: list[Person], caseworkers: Sequence[User], today: date
) -> Application:
    is_open = dice.random() < 0.1
    received_on = today - timedelta(dice.randrange(1, 25) if is_open else dice.randrange(25, 700))
    status = dice.choice(OPEN) if is_open else dice.choice(sorted(DECIDED))
    number = f"{key * 7919 % 10**12:012d}"
    return Application(
        id=key,
        number="-".join((number[:4], number[4:8], number[8:])),
        programme="resolution-814",
        channel="email" if key % 500 == 0 else ("online", "online", "in_person", "post")[key % 4],
        received_at=datetime.combine(received_on, datetime.min.time(), UTC),
        received_on=received_on,
        due_on=received_on + timedelta(21),
        calendar_version="bench",
        language="uk",
        invitation_method="electronic",
        status=status,
        caseworker=None if status == Status.REGISTERED else dice.choice(caseworkers),
        search_text=search_text(number, people),
    )


def household(dice: Random, key: int) -> Iterator[Person]:
    surname = dice.choice(STEMS) + dice.choice(ENDINGS)
    for place in range(3):
        yield Person(
            id=uuid.UUID(int=key * 10 + place),
            application_id=key,
            position=place,
            ref=f"p{place + 1}",
            relationship="child" if place else "applicant",
            surname=surname,
            given_name=dice.choice(NAMES),
            patronymic=dice.choice(PATRONYMICS),
            birth_date=date(1980, 1, 1),
            identity_type="id_card",
            identity_index=f"{key}-{place}",
            taxpayer_index="" if place else blind_index("taxpayer_number", taxpayer_number(key)),
            taxpayer_number_refused=False,
            full_time_student=False,
            unsure_of_statuses=False,
        )


def taxpayer_number(key: int) -> str:
    body = f"3{key:08d}"
    return body + rntrc.calc_check_digit(body)


def papers(row: Application) -> Iterator[Document]:
    for place in range(2):
        yield Document(
            id=row.pk * 2 + place,
            application=row,
            position=place,
            paper="identity_document",
            given_type="identity_document",
            received_at=row.received_at,
        )


def assignment(row: Application) -> Assignment:
    return Assignment(id=row.pk, application=row, caseworker=row.caseworker, at=row.received_at)


def write(rows: Sequence[models.Model]) -> None:
    """Insert rows as they are, by COPY where there is one."""
    table = rows[0]._meta
    fields = table.concrete_fields
    values = (
        [each.get_db_prep_save(getattr(row, each.attname), connection) for each in fields]
        for row in rows
    )
    columns = ", ".join(f'"{each.column}"' for each in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join("?" for _ in fields)
            insert = f"INSERT INTO {table.db_table} ({columns}) VALUES ({marks})"  # noqa: S608
            cursor.cursor.executemany(insert, values)
        else:
            text = "".join("\t".join(map(copied, each)) + "\n" for each in values)
            copy = f"COPY {table.db_table} ({columns}) FROM STDIN"
            cursor.cursor.copy_expert(copy, io.StringIO(text))


def copied(value: Any) -> str:
    """Return a value as COPY reads it; none here has a tab or a line's end."""
    return "\\N" if value is None else str(value)
