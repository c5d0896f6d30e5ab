"""A paper brought after submission: its files are put in, then it is sent as one paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import User
from applications.documents import create_document, record_added
from applications.models import Application, Document, DocumentCopy
from applications.papers import PAPERS
from applications.status import UNDECIDED, Status
from cabinet.models import Addition, AdditionCopy
from copies import services as copies
from copies.models import Copy, State
from drafts.handing_papers import people_by_ref
from review.evidence import AlreadyDecided
from review.lock import locked, touch

KEPT_FOR = timedelta(days=30)  # what was not sent by then is let go
TAKEN = (State.WAITING, State.CLEAN)


class NoSuchPaper(Exception):
    """There is no such paper, nobody it could be about, or it was sent or let go meanwhile."""


class NothingToSend(Exception):
    """The paper has no file that could be taken."""


@dataclass(frozen=True, slots=True)
class AdditionHolder:
    """A paper being added, as files are put into it (`copies.holder.Holder`)."""

    addition: Addition

    def lock(self) -> None:
        """Lock the application. Raises AlreadyDecided and NoSuchPaper."""
        locked_undecided(self.addition.application_id)
        if not Addition.objects.filter(pk=self.addition.pk).exists():
            raise NoSuchPaper

    def copies(self) -> QuerySet[Copy]:
        held = AdditionCopy.objects.filter(addition=self.addition)
        return Copy.objects.filter(pk__in=held.values("copy"))

    def beside(self) -> QuerySet[Copy]:
        """Return what is being added, and what the application has."""
        application = self.addition.application_id
        added = AdditionCopy.objects.filter(addition__application=application).values("copy")
        held = DocumentCopy.objects.filter(document__application=application).values("copy")
        return Copy.objects.filter(Q(pk__in=added) | Q(pk__in=held))

    def put(self, copy: Copy) -> None:
        last = self.addition.copies.order_by("-position").first()
        self.addition.copies.create(copy=copy, position=last.position + 1 if last else 0)

    def drop(self, copy: Copy) -> None:
        self.addition.copies.filter(copy=copy).delete()


@transaction.atomic
def start(application: int, code: str, about: str, *, at: datetime) -> Addition:
    """Return the paper of this kind that is being added about a person or a home.

    Raises AlreadyDecided and NoSuchPaper.
    """
    row = locked_undecided(application)
    if code not in PAPERS or about not in people_by_ref(row):
        raise NoSuchPaper
    addition, _is_new = Addition.objects.get_or_create(
        application=row, code=code, about=about, defaults={"started_at": at}
    )
    return addition


@transaction.atomic
def send(addition: int, *, by: User, at: datetime) -> Document:
    """Give a paper with its files to the application; it waits for a verdict.

    Raises NoSuchPaper, where it was sent already too, NothingToSend and AlreadyDecided.
    """
    found = Addition.objects.filter(pk=addition).first()
    if found is None:
        raise NoSuchPaper
    row = locked_undecided(found.application_id)
    fresh = Addition.objects.filter(pk=addition).first()
    if fresh is None:
        raise NoSuchPaper
    touch(row)
    return sent(fresh, row, by=by, at=at)


def sent(addition: Addition, row: Application, *, by: User, at: datetime) -> Document:
    """Make a document of a paper, under the application's lock. Raises NothingToSend."""
    held = list(addition.copies.select_related("copy").order_by("position"))
    taken = [each.copy for each in held if each.copy.state in TAKEN]
    if not taken:
        raise NothingToSend
    addition.copies.filter(copy__in=taken).delete()
    person = people_by_ref(row)[addition.about]
    home = row.homes.filter(ref=addition.about).first()
    document = create_document(row, addition.code, person, taken, at, home=home)
    let_go([addition], at=at)
    record_added(document, by=by, at=at)
    return document


def let_go(additions: Iterable[Addition], *, at: datetime) -> None:
    """Delete papers that were not sent, with their files, in the caller's transaction."""
    for addition in additions:
        held = list(addition.copies.values_list("copy_id", flat=True))
        addition.delete()
        for copy in held:
            copies.discard(copy, at=at)


@transaction.atomic
def let_go_unsent(*, at: datetime) -> int:
    """Let go what was not sent for KEPT_FOR, or whose application is decided; return how many."""
    unsent = Addition.objects.filter(
        Q(started_at__lt=at - KEPT_FOR) | ~Q(application__status__in=UNDECIDED)
    )
    found = list(unsent.select_for_update(of=("self",), skip_locked=True).order_by("pk"))
    let_go(found, at=at)
    return len(found)


def locked_undecided(application: int) -> Application:
    """Return an application that papers can be added to, locked. Raises AlreadyDecided."""
    row = locked(application, version=None)
    if row.status not in UNDECIDED:
        raise AlreadyDecided(Status(row.status))
    return row
