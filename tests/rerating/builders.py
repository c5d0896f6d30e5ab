"""Tariffs and re-ratings as the tests need them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf

from accounts.models import User
from copies.models import Copy
from leases.models import Lease
from leases.status import Status
from outbox.models import Letter
from rent.models import TariffRow
from rerating import services, tariffs
from rerating.models import RentChange, Rerating
from tests.leases.builders import START, draft

NOON = datetime(2026, 11, 2, 10, tzinfo=UTC)  # Monday, noon in Kyiv
NEW_YEAR = date(2027, 1, 1)
FIGURES: dict[str, Any] = {
    "name": "2027",
    "start": NEW_YEAR,
    "end": date(2027, 12, 31),
    "apartment_rent": Decimal(8453),  # ÷ 35.22 = 240.005…
    "published": Decimal(240),
    "per_square_metre": Decimal(240),
    "difference_reason": "",
    "by_rooms": [Decimal(1), Decimal("0.87"), Decimal("0.8")],
    "social": Decimal("0.75"),
    "source": "Держстат, зразок",
}


def entered(by: User, **changed: Any) -> TariffRow:
    return tariffs.enter(**{**FIGURES, **changed}, by=by, at=NOON)


def pdf() -> BytesIO:
    """Return a PDF of one empty page, which passes every check."""
    with pikepdf.new() as whole:
        whole.add_blank_page()
        file = BytesIO()
        whole.save(file)
    file.seek(0)
    return file


def with_source(row: TariffRow, by: User) -> TariffRow:
    """Attach a document, and have it looked into as if the worker had done so."""
    source = tariffs.attach(row.pk, pdf(), name="publication.pdf", by=by, at=NOON)
    Copy.objects.filter(pk=source.copy_id).update(inspected_at=NOON)
    return row


def approved(clerk: User, decider: User, **changed: Any) -> TariffRow:
    row = with_source(entered(clerk, **changed), clerk)
    return tariffs.approve(row.pk, by=decider, at=NOON)


def told_lease(by: User, **changed: Any) -> Lease:
    """Return a lease in force through 2027, signed without its paper."""
    return signed_by_hand(draft(by, **{"months": 36, **changed}))


def signed_by_hand(lease: Lease) -> Lease:
    rows = Lease.objects.filter(pk=lease.pk)
    rows.update(status=Status.ISSUED, pdf_name="none", pdf_sha256="none")
    rows.update(status=Status.SIGNED, signed_on=START)
    lease.refresh_from_db()
    return lease


def prepared(by: User) -> Rerating:
    return services.prepare(effective_on=NEW_YEAR, by=by, at=NOON)


def posted() -> None:
    """Let every letter have left on the day of the approval."""
    by = User.objects.first()
    Letter.objects.filter(delivery="post").update(
        state="posted", printed_at=NOON, printed_by=by, posted_on=NOON.date(), posted_by=by
    )
    Letter.objects.filter(delivery="email").update(state="sent", sent_at=NOON)


def mailed(change: RentChange, at: datetime) -> None:
    """Let the notice of one new rent have left by e-mail at the moment."""
    notice = Letter.objects.filter(dedupe_key=f"rent_notice:{change.pk}")
    notice.update(delivery="email", state="sent", sent_at=at)
