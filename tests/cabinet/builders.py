"""Applications of a signed-in applicant, brought to a status by the services of each step."""

from collections.abc import Callable
from datetime import timedelta

from accounts.models import User
from applications.models import Application
from applications.services import move
from applications.status import Status
from outbox.services import send_waiting
from review import services
from review.models import CorrectionRequest, Kind
from tests.review.builders import (
    MONDAY,
    OVER_THE_LIMIT,
    SHARE_OF_A_FLAT,
    not_answered,
    proposed,
    proven,
    second_person,
    submitted,
    taken,
    withdrawn,
)

TUESDAY = MONDAY + timedelta(days=1)
AFTER_HEARING = MONDAY + timedelta(days=14)
NAME, CHILD, PAPER = "person:p1:name", "person:p2:name", "paper:p1:idp_certificate"
NOTE = "Не так, як у паспорті."


def owned(owner: User, name: str = SHARE_OF_A_FLAT, *, key: str = "") -> Application:
    application = submitted(name, key=key)
    application.owner = owner
    application.save(update_fields=["owner"])
    return application


def ask(application: Application, by: User, *paths: str) -> CorrectionRequest:
    items = [(path, NOTE) for path in paths]
    return services.request_correction(application.pk, items=items, by=by, at=TUESDAY)


def refusal_proposed(application: Application, by: User) -> None:
    proposed(application, by, Kind.REFUSE)
    send_waiting(at=MONDAY)


def refused(application: Application, by: User, head: User) -> None:
    refusal_proposed(application, by)
    services.decide(application.pk, text="Площа завелика.", by=head, at=AFTER_HEARING)


def approved(application: Application, by: User, head: User) -> None:
    proposed(application, by, Kind.APPROVE)
    services.decide(application.pk, text="Усе підтверджено.", by=head, at=TUESDAY)


def leased(application: Application, by: User, head: User) -> None:
    approved(application, by, head)
    application.refresh_from_db()
    move(application, Status.LEASED, by=head, reason="", at=TUESDAY)


def asked(application: Application, by: User, *_: User) -> None:
    proven(application, by)
    ask(application, by, NAME, PAPER)


def duplicate(application: Application, _by: User, head: User) -> None:
    other = submitted(key="the other")
    closing = services.record_duplicate(
        application.pk, of=other.pk, reason="Та сама родина.", by=head, at=TUESDAY
    )
    not_answered(closing, TUESDAY)
    services.confirm_closing(application.pk, by=second_person(), at=TUESDAY)


ROADS: dict[Status, Callable[[Application, User, User], object]] = {
    Status.REGISTERED: lambda *_: None,
    Status.UNDER_REVIEW: lambda application, by, _head: taken(application, by),
    Status.CORRECTION_REQUESTED: asked,
    Status.PROPOSED_REFUSAL: lambda application, by, _head: refusal_proposed(application, by),
    Status.APPROVED: approved,
    Status.REFUSED: refused,
    Status.LEASED: leased,
    Status.WITHDRAWN: lambda application, _by, head: withdrawn(application, head, at=TUESDAY),
    Status.DUPLICATE: duplicate,
}
FAILING = frozenset({Status.PROPOSED_REFUSAL, Status.REFUSED})  # these need an ineligible household


def standing_at(status: Status, owner: User, by: User, head: User) -> Application:
    """Return an application of this owner that stands at a status."""
    name = OVER_THE_LIMIT if status in FAILING else SHARE_OF_A_FLAT
    application = owned(owner, name, key=str(status))
    ROADS[status](application, by, head)
    application.refresh_from_db()
    assert application.status == status
    return application
