"""The official CSV of the codifier (KATOTTH): from bytes to places. No database."""

import csv
import io
import re

from refusals.refused import Refused
from territories.codifier import CODE, DEPTHS, Place

LEVELS = 5
HEADER = (
    "перший рівень",
    "другий рівень",
    "третій рівень",
    "четвертий рівень",
    "додатковий рівень",
    "категорія обєкта",
    "назва обєкта",
)
MAX_NAME = 120
LATIN = str.maketrans("ОКРНМСХВ", "OKPHMCXB")


def parse(data: bytes) -> list[Place]:
    """Return the places in the order of the file; they form one tree per oblast.

    A special city fills the levels it has not with its own code, and so do Prypiat and Chornobyl
    with that of their oblast. Raises Refused, with the line, at the first fault.
    """
    lines = rows(decoded(data))
    if not lines or tuple(plain(cell) for cell in lines[0]) != HEADER:
        raise Refused.at(
            "lines[1]",
            uk="Це не кодифікатор: заголовок має інші стовпці.",
            en="This is not the codifier: the header has other columns.",
        )
    paths: dict[str, tuple[str, ...]] = {}
    places = []
    for number, row in enumerate(lines[1:], start=2):
        path = path_of(row, number)
        if path[-1] in paths:
            raise refused(number, "code", uk="Код уже був у файлі.", en="The code came before.")
        paths[path[-1]] = path
        above = path[-2] if len(path) > 1 else None
        places.append(Place(path[-1], name_of(row, number), category_of(row), above))
    if not places:
        raise Refused.at("file", uk="У файлі немає жодного місця.", en="The file has no place.")
    check_tree(paths)
    return places


def decoded(data: bytes) -> str:
    """Return the text of the file: UTF-8 whose last line is whole."""
    if b"\0" in data:
        raise Refused.at("file", uk="У файлі є нульові байти.", en="The file has NUL bytes.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused.at(
            "file", uk="Файл не є текстом UTF-8.", en="The file is not text in UTF-8."
        ) from error
    if not text.endswith("\n"):
        raise Refused.at(
            "file",
            uk="Файл обірвано: останній рядок не закінчено.",
            en="The file is cut: its last line does not end.",
        )
    return text


def rows(text: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    except csv.Error as error:
        raise Refused.at(
            "file",
            uk="Файл не є таблицею, розділеною крапкою з комою.",
            en="The file is not a table separated by semicolons.",
        ) from error


def plain(cell: str) -> str:
    """Return a heading without letter case, apostrophes and doubled blanks."""
    return " ".join(re.sub("['’ʼ`]", "", cell).lower().split())


def path_of(row: list[str], number: int) -> tuple[str, ...]:
    """Return the codes from the oblast down to the place itself, each once."""
    if len(row) != len(HEADER):
        raise refused(
            number, uk="У рядку має бути сім стовпців.", en="The line must have seven columns."
        )
    codes = [cell.strip() for cell in row[:LEVELS]]
    depth = DEPTHS.get(category_of(row))
    if depth is None:
        raise refused(number, "category", uk="Невідома категорія.", en="Unknown category.")
    if not all(CODE.fullmatch(code) for code in codes[:depth]) or any(codes[depth:]):
        raise refused(
            number,
            "code",
            uk="Рівні не відповідають категорії або код не має вигляду UA і 17 цифр.",
            en="The levels do not fit the category, or a code is not UA and 17 digits.",
        )
    return tuple(dict.fromkeys(codes[:depth]))


def category_of(row: list[str]) -> str:
    return row[LEVELS].strip().upper().translate(LATIN)


def name_of(row: list[str], number: int) -> str:
    name = " ".join(row[-1].split())
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise refused(
            number,
            "name",
            uk="Назва порожня, задовга або має недруковані знаки.",
            en="The name is empty, too long, or has unprintable characters.",
        )
    return name


def check_tree(paths: dict[str, tuple[str, ...]]) -> None:
    """Refuse a place whose parent is missing or lies elsewhere than its own line says."""
    for number, path in enumerate(paths.values(), start=2):
        if len(path) > 1 and paths.get(path[-2]) != path[:-1]:
            raise refused(
                number,
                "code",
                uk="Вищого рівня у файлі немає або він деінде.",
                en="The level above is missing from the file, or lies elsewhere.",
            )


def refused(number: int, field: str = "", *, uk: str, en: str) -> Refused:
    return Refused.at(f"lines[{number}]" + f".{field}" * bool(field), uk=uk, en=en)
