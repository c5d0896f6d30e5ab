"""Small documents in the shape of the official lists, made for a test."""

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

from territories.docx import BODY, DOCUMENT, TYPES
from territories.katottg import LEVELS

HEADER = (
    "Перший рівень;Другий рівень;Третій рівень;Четвертий рівень;Додатковий рівень;"
    "Категорія об’єкта;Назва об’єкта"
)
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SECTION_HEADINGS = (
    "1. Території можливих бойових дій",
    "2. Території активних бойових дій",
    (
        "3. Території активних бойових дій, на\xa0яких функціонують "
        "державні електронні інформаційні ресурси"
    ),
    "ІІ. Тимчасово окуповані Російською Федерацією території України",
)
ListRow = tuple[str, ...]
HEAD: ListRow = ("Код", "Найменування", "Дата початку", "Дата завершення*")

OBLAST = "UA14000000000091971"
DISTRICT = "UA14140000000070889"
COMMUNITY = "UA14140050000020560"
CITY = "UA14140050010029262"
CITY_DISTRICT = "UA14140050010166965"
OLD_CRIMEA = "UA14140050020046281"
SARTANA = "UA14140090000015932"
PIKUZY = "UA14140090110068938"
ELSEWHERE = "UA80000000000093317"

PLACES = (
    ("O", "Донецька", OBLAST),
    ("P", "Маріупольський", OBLAST, DISTRICT),
    ("H", "Маріупольська ", OBLAST, DISTRICT, COMMUNITY),
    ("M", "Маріуполь", OBLAST, DISTRICT, COMMUNITY, CITY),
    ("B", "Кальміуський", OBLAST, DISTRICT, COMMUNITY, CITY, CITY_DISTRICT),
    ("X", "Старий Крим", OBLAST, DISTRICT, COMMUNITY, OLD_CRIMEA),
    ("H", "Сартанська", OBLAST, DISTRICT, SARTANA),
    ("C", "Пікузи", OBLAST, DISTRICT, SARTANA, PIKUZY),
    ("K", "Київ", ELSEWHERE),
)


def line(category: str, name: str, *codes: str) -> str:
    return ";".join([*codes, *[""] * (LEVELS - len(codes)), category, name])


def codifier(*lines: str, header: str = HEADER) -> bytes:
    """Return a codifier file of these lines, or of PLACES."""
    chosen = lines or tuple(line(*place) for place in PLACES)
    return ("\ufeff" + "".join(f"{text}\r\n" for text in (header, *chosen))).encode()


def row(
    code: str = CITY, name: str = "м. Маріуполь", start: str = "24.02.2022", end: str = ""
) -> ListRow:
    return code, name, start, end


def order(*occupied: ListRow, sections: Iterable[str] = SECTION_HEADINGS) -> bytes:
    """Return a list with these rows in its last section, and one row in each of the others."""
    elsewhere = row(ELSEWHERE, "м. Київ", "24.02.2022", "30.04.2022")
    tables = [*[[HEAD, elsewhere]] * 3, [HEAD, ("2. ДОНЕЦЬКА ОБЛАСТЬ",), *(occupied or (row(),))]]
    parts = [
        paragraph(heading) + table(rows) for heading, rows in zip(sections, tables, strict=False)
    ]
    return docx("".join(parts))


def table(rows: Iterable[ListRow]) -> str:
    cells = ("".join(f"<w:tc>{lines(cell)}</w:tc>" for cell in cells) for cells in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def lines(cell: str) -> str:
    """Return the paragraphs of a cell: "|" divides them, a line feed is a break within one."""
    return "".join(paragraph(text) for text in cell.split("|"))


def paragraph(text: str) -> str:
    runs = "<w:br/>".join(f"<w:t>{escape(piece)}</w:t>" for piece in text.split("\n"))
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def docx(body: str, *, kind: str = DOCUMENT, prolog: str = "") -> bytes:
    document = f"{prolog}<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>"
    types = f'<Types><Override PartName="/{BODY}" ContentType="{kind}"/></Types>'
    return zipped({TYPES: types, BODY: document})


def zipped(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()
