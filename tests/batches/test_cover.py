"""The cover list: what lies in the pile and what does not, and nobody's name."""

import pypdfium2
import pytest

from accounts.models import User
from batches.cover import cover
from batches.state import ItemState
from tests.batches.builders import asked, drafts
from tests.printing import tagged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariff_of_2026")]


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_the_list_says_numbers_dwellings_pages_and_reasons_and_names_nobody(clerk: User) -> None:
    batch = asked(drafts(3, clerk), clerk)
    first, second, _third = batch.items.order_by("position")
    batch.items.update(state=ItemState.DONE, pages=5)
    batch.items.filter(pk=second.pk).update(state="refused", reason="NotApproved", pages=None)

    pdfs = cover(batch)
    assert [tagged.faults(pdf) for pdf in pdfs] == [[]]
    text = " ".join("".join(map(text_of, pdfs)).split())

    for item in batch.items.all():
        assert item.lease.number in text
        assert f"{item.lease.dwelling.building}" in text
        for resident in item.lease.residents.all():
            assert resident.name.split()[0] not in text
    assert f"1 {first.lease.number} вул. Маріупольська, 7 1 5 3" in text
    assert "Не надруковано: 1" in text
    assert "Договорів у стосі: 2. Аркушів договорів: 6." in text


def test_a_long_list_is_printed_in_pieces(clerk: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("batches.cover.ROWS_AT_ONCE", 2)
    batch = asked(drafts(3, clerk), clerk)
    batch.items.update(state=ItemState.DONE, pages=4)

    assert len(cover(batch)) == 2
