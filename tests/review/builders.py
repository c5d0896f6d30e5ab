"""Applications as the tests need them, each step of theirs made through a service."""

import hashlib
import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.models import User
from applications.attachments import Attachment
from applications.models import Application, Document, Verdict
from applications.package_reader import read
from applications.services import submit
from copies.models import Copy
from copies.models import State as CopyState
from copies.services import receive
from deadlines.working_days import day_in_kyiv
from outbox.models import Letter
from review import services
from review.appealing import Scan
from review.determining import recorded, verified_determination
from review.models import Appeal, Closing, Decision, Kind, Proposal, Protocol, State, Vote
from review.notices import key_of_closing
from review.printed import pin, pin_vote

EXAMPLES = Path(settings.BASE_DIR) / "examples"
MONDAY = datetime(2026, 1, 5, 10, tzinfo=UTC)  # noon in Kyiv; the examples were received that day

# What the examples of the 05 family need for every fact of theirs to stand.
PAPERS = (
    ("idp_certificate", "p1"),
    ("assistance_declaration", "p1"),
    ("residence_extract", "p1"),
    ("identity_document", "p1"),
    ("birth_certificate", "p2"),
    ("ownership_document", "p1"),
    ("veteran_certificate", "p1"),
    ("no_housing_notice", "p1"),
)
SHARE_OF_A_FLAT = "05-share-of-a-flat"  # eligible: a third of 81.90 m² is 27.30 m² for two
OVER_THE_LIMIT = "04-one-hundredth-over"  # ineligible: 27.31 m² for two


def package(name: str = SHARE_OF_A_FLAT, **changed: Any) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))
    return {**document, **changed}


def submitted(
    name: str = SHARE_OF_A_FLAT,
    *,
    papers: Iterable[tuple[str, str]] = PAPERS,
    key: str = "",
    **changed: Any,
) -> Application:
    """Submit an example with these papers as its attachments."""
    raw = json.dumps(package(name, **changed)).encode()
    return submit(
        read(raw),
        key=key or name,
        content_sha256="0" * 64,
        attachments=[attachment(paper, person) for paper, person in papers],
        at=MONDAY,
    )


def received(at: datetime) -> Application:
    """Submit an example that was received at an instant, without papers."""
    raw = json.dumps(package(received_at=at.isoformat())).encode()
    return submit(read(raw), key="received", content_sha256="0" * 64, attachments=[], at=at)


def attachment(paper: str, person: str | None, content: bytes = b"%PDF-1.7 a copy") -> Attachment:
    return Attachment(paper, person, f"{paper}.pdf", lambda: io.BytesIO(content))


def taken(application: Application, by: User) -> Application:
    services.take(application.pk, by=by, at=MONDAY)
    application.refresh_from_db()
    return application


def proven(application: Application, by: User) -> Application:
    """Take an application and accept each of its papers."""
    taken(application, by)
    for document in Document.objects.filter(application=application):
        services.judge(document.pk, Verdict.ACCEPTED, by=by, at=MONDAY)
    application.refresh_from_db()
    return application


def proposed(application: Application, by: User, kind: Kind = Kind.APPROVE) -> Proposal:
    proven(application, by)
    grounds = ["own_housing"]
    return services.propose(
        application.pk, kind, grounds=grounds, text="Площа за документами.", by=by, at=MONDAY
    )


def copy_of(application: Application, paper: str) -> Copy:
    return paper_of(application, paper).copies.get().copy


def found_clean(copy: Copy) -> Copy:
    """Leave a copy as its check does when nothing is wrong with it."""
    copy.state, copy.inspected_at, copy.scanned_at = CopyState.CLEAN, MONDAY, MONDAY
    copy.save()
    return copy


def drawn(copy: Copy) -> Copy:
    """Give a copy the picture of a page."""
    name = default_storage.save("documents/page", ContentFile(b"pixels"))
    sha256 = hashlib.sha256(b"pixels").hexdigest()
    copy.pages.create(number=1, stored_name=name, sha256=sha256)
    return copy


def paper_of(application: Application, paper: str) -> Document:
    return Document.objects.get(application=application, paper=paper)


def earlier_decision(application: Application, proposer: User, decider: User) -> Decision:
    """Give an application that is under review the refusal that was appealed, ready to print."""
    determination = recorded(application, verified_determination(application), at=MONDAY)
    proposal = Proposal.objects.create(
        application=application,
        kind=Kind.REFUSE,
        grounds=["own_housing"],
        text="Площа понад межу.",
        by=proposer,
        at=MONDAY,
        determination=determination,
        state=State.DECIDED,
        closed_by=decider,
        closed_at=MONDAY,
    )
    decision = Decision.objects.create(
        application=application,
        kind=proposal.kind,
        proposal=proposal,
        grounds=proposal.grounds,
        text=proposal.text,
        proposed_by=proposer,
        by=decider,
        at=MONDAY,
        appeal_until=MONDAY.date(),
        determination=determination,
    )
    pin(decision)
    return decision


def withdrawal_recorded(application: Application, by: User, *, at: datetime = MONDAY) -> Closing:
    """Record the applicant's own paper that asks to withdraw, checked as it is minutes later."""
    scan = Scan(io.BytesIO(b"%PDF-1.7 a request to withdraw"), "request.pdf")
    told: dict[str, Any] = {"received_on": day_in_kyiv(at), "scan": scan, "reason": "Лист."}
    closing = services.record_withdrawal(application.pk, **told, by=by, at=at)
    assert closing.copy is not None
    drawn(found_clean(closing.copy))
    return closing


def withdrawn(
    application: Application, by: User, *, another: User | None = None, at: datetime = MONDAY
) -> Application:
    """Close an application as one records on the applicant's paper, and another confirms."""
    withdrawal_recorded(application, by, at=at)
    return services.confirm_closing(application.pk, by=another or second_person(), at=at)


def marked_duplicate(
    application: Application, of: Application, by: User, *, at: datetime = MONDAY
) -> Application:
    """Close an application as one records that it repeats another one, and another confirms."""
    told: dict[str, Any] = {"of": of.pk, "reason": "Та сама родина.", "by": by, "at": at}
    not_answered(services.record_duplicate(application.pk, **told), at)
    return services.confirm_closing(application.pk, by=second_person(), at=at)


def not_answered(closing: Closing, at: datetime) -> Closing:
    """Let its letter have left so long ago that the days to answer are over."""
    letter = Letter.objects.filter(dedupe_key=key_of_closing(closing))
    assert letter.update(state="sent", delivery="email", sent_at=at - timedelta(days=30))
    return closing


def second_person() -> User:
    return User.objects.get_or_create(username="second")[0]


def voted_and_appealed(decision: Decision) -> Appeal:
    """Give a decision the vote of a commission, and an appeal that came as a scan and was late."""
    protocol = Protocol.objects.create(
        number="7", held_on=MONDAY.date(), members=["А", "Б"], by=decision.by, at=MONDAY
    )
    vote = Vote.objects.create(
        protocol=protocol,
        proposal=decision.proposal,
        votes_for=2,
        votes_against=0,
        abstained=0,
        by=decision.by,
        at=MONDAY,
    )
    pin_vote(vote)
    copy = receive(io.BytesIO(b"%PDF-1.7 an appeal"), name="a.pdf", by=decision.by, at=MONDAY)
    drawn(found_clean(copy))
    return Appeal.objects.create(
        application=decision.application,
        decision=decision,
        received_on=MONDAY.date(),
        channel="post",
        from_whom="заявниця",
        copy=copy,
        is_late=True,
        late_reason="Причину не названо.",
        reopened=False,
        by=decision.by,
        at=MONDAY,
    )
