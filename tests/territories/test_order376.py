import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refusals.refused import Refused
from territories import docx
from territories.kinds import Kind
from territories.order376 import Periods, Row, parse, periods
from tests.territories import order_documents as made
from tests.territories.order_documents import CITY, SECTION_HEADINGS, order, row

FEB, MAR, SEP, DEC = date(2022, 2, 24), date(2022, 3, 31), date(2023, 9, 15), date(2024, 12, 1)


@pytest.mark.parametrize(
    ("starts", "ends", "found"),
    [
        pytest.param("24.02.2022", "", ((FEB, None),), id="open"),
        pytest.param("24.02.2022", "31.03.2022", ((FEB, MAR),), id="closed"),
        pytest.param("24.02.2022", "24.02.2022", ((FEB, FEB),), id="one day"),
        pytest.param(" 24.02. 2022\xa0", " *", ((FEB, None),), id="blanks within a date"),
        pytest.param("24.02 2022", "31 03.2022", ((FEB, MAR),), id="a blank for a full stop"),
        pytest.param(
            "24.02.2022 15.09.2023", "31.03.2022", ((FEB, MAR), (SEP, None)), id="the last is open"
        ),
        pytest.param(
            "24.02.202215.09.2023",
            "31.03.202201.12.2024",
            ((FEB, MAR), (SEP, DEC)),
            id="pasted together",
        ),
        pytest.param(
            "24.02.2022 31.03.2022",
            "31.03.2022",
            ((FEB, MAR), (MAR, None)),
            id="the next begins on the day the last ended",
        ),
    ],
)
def test_periods_of_a_row(starts: str, ends: str, found: Periods) -> None:
    assert periods(starts, ends, path="row") == found


@pytest.mark.parametrize(
    ("starts", "ends", "path"),
    [
        pytest.param("30.02.2022", "", "row.start", id="a day that does not exist"),
        pytest.param("24.13.2022", "", "row.start", id="a month that does not exist"),
        pytest.param("24.02.0202", "", "row.start", id="before the war began"),
        pytest.param("24.02.22", "", "row.start", id="a short year"),
        pytest.param("24.02.20225", "", "row.start", id="one figure too many"),
        pytest.param("٢٤.٠٢.٢٠٢٢", "", "row.start", id="figures of another script"),
        pytest.param("лютий 2022", "", "row.start", id="words"),
        pytest.param("24.02.2022", "23.02.2022", "row.end", id="an end before its start"),
        pytest.param("", "", "row", id="no start"),
        pytest.param("", "24.02.2022", "row", id="an end alone"),
        pytest.param("24.02.2022", "31.03.2022 15.09.2023", "row", id="more ends than starts"),
        pytest.param("24.02.2022 15.09.2023 01.12.2024", "31.03.2022", "row", id="two open"),
        pytest.param("15.09.2023 24.02.2022", "01.12.2024", "row.start", id="out of order"),
        pytest.param("24.02.2022 31.03.2022", "15.09.2023", "row.start", id="overlapping"),
        pytest.param("24.02.2022 24.02.2022", "24.02.2022", "row.start", id="the same start twice"),
    ],
)
def test_refused_periods(starts: str, ends: str, path: str) -> None:
    with pytest.raises(Refused) as refusal:
        periods(starts, ends, path="row")

    assert [each.path for each in refusal.value.refusals] == [path]


@given(st.lists(st.dates(date(2014, 1, 1), date(2030, 1, 1)), min_size=1, unique=True), st.data())
def test_ordered_dates_are_read_however_they_are_divided(
    days: list[date], data: st.DataObject
) -> None:
    days.sort()
    between = st.sampled_from(["", " ", "\xa0", "\n"])
    written = ["", ""]
    for place, day in enumerate(days):
        written[place % 2] += f"{day:%d.%m.%Y}" + data.draw(between)

    assert [day for pair in periods(*written, path="row") for day in pair if day] == days


def test_rows_keep_their_section_number_code_and_words() -> None:
    document = order(
        row(f"\xa0{CITY} ", "м.\xa0Маріуполь  Маріупольської\nміської|громади", "21.05.2022|"),
    )

    assert parse(document)[-1] == Row(
        Kind.OCCUPATION,
        2,
        CITY,
        "м. Маріуполь Маріупольської міської громади",
        ((date(2022, 5, 21), None),),
    )


def test_a_second_table_continues_its_section() -> None:
    body = "".join(
        made.paragraph(heading) + made.table([made.HEAD, row()]) for heading in SECTION_HEADINGS
    )
    document = made.docx(body + made.table([made.HEAD, ("Київський район",), row()]))

    assert [found.number for found in parse(document) if found.section == Kind.OCCUPATION] == [1, 3]


@pytest.mark.parametrize("missing", range(4))
def test_a_missing_section_is_refused_by_name(missing: int) -> None:
    headings = [*SECTION_HEADINGS]
    headings[missing] = "Інше"

    with pytest.raises(Refused):
        parse(order(sections=headings))


def refused_as_zip() -> bytes:
    return made.zipped({docx.TYPES: "<Types/>"})


def truncated() -> bytes:
    return order()[:-100]


def damaged() -> bytes:
    data = bytearray(order())
    data[len(data) // 2] ^= 0xFF
    return bytes(data)


def cut_xml() -> bytes:
    with zipfile.ZipFile(io.BytesIO(order())) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    return made.zipped({**parts, docx.BODY: parts[docx.BODY][:-50]})


def with_entities() -> bytes:
    return made.docx("&a;", prolog='<!DOCTYPE d [<!ENTITY a "b">]>')


def with_dtd() -> bytes:
    return made.docx("", prolog='<!DOCTYPE d SYSTEM "file:///etc/passwd">')


def many_entries() -> bytes:
    return made.zipped({f"word/{number}.xml": "" for number in range(docx.MAX_ENTRIES + 1)})


def with_macros() -> bytes:
    return made.docx("", kind="application/vnd.ms-word.document.macroEnabled.main+xml")


def body_twice() -> bytes:
    file = io.BytesIO(order())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr(docx.BODY, "<other/>")
    return file.getvalue()


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(bytes, id="an empty file"),
        pytest.param(lambda: b"%PDF-1.7 ...", id="not an archive"),
        pytest.param(refused_as_zip, id="an archive without a document"),
        pytest.param(truncated, id="a cut archive"),
        pytest.param(damaged, id="a damaged archive"),
        pytest.param(cut_xml, id="a document cut before it was packed"),
        pytest.param(with_entities, id="declares entities"),
        pytest.param(with_dtd, id="names an outside DTD"),
        pytest.param(many_entries, id="too many entries"),
        pytest.param(lambda: made.docx("<w:p>" * 1000 + "</w:p>" * 1000), id="nested too deep"),
        pytest.param(with_macros, id="a document with macros"),
        pytest.param(body_twice, id="two bodies"),
        pytest.param(lambda: order(row(name="")), id="a row without a name"),
        pytest.param(lambda: order(row()[:3]), id="a row of three cells"),
        pytest.param(lambda: order((CITY,)), id="a code in a heading"),
        pytest.param(lambda: order(row(code="UA" + "1" * 40)), id="a code beyond all measure"),
        pytest.param(
            lambda: made.docx(made.table([made.HEAD, row()])), id="a table outside the sections"
        ),
    ],
)
def test_refused_whole(document: Callable[[], bytes]) -> None:
    with pytest.raises(Refused):
        parse(document())


def test_a_part_that_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "MAX_PART_BYTES", 100_000)
    bomb = made.docx(made.paragraph("0" * 1_000_000))

    assert len(bomb) < 10_000
    with pytest.raises(Refused) as refusal:
        parse(bomb)

    assert "unpacks" in refusal.value.refusals[0].en


def test_the_declared_sum_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "MAX_ALL_BYTES", 100)

    with pytest.raises(Refused) as refusal:
        parse(order())

    assert "unpacks" in refusal.value.refusals[0].en


def test_a_declared_size_that_lies_is_found_out() -> None:
    """The size in the directory says 10 bytes; what is packed is far more."""
    data = bytearray(made.docx(made.paragraph("0" * 100_000)))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")

    with pytest.raises(Refused):
        parse(bytes(data))
