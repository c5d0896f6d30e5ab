"""The portal as the tests of its doors find it: two applicants with the same things, and staff."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from uuid import UUID

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from accounts import assistances
from accounts.models import User
from audit.anchors import anchor
from cabinet import adding
from cabinet.adding import AdditionHolder
from copies import holding
from copies.holder import Holder
from desk import sheets
from desk.models import Batch
from drafts.answers import read
from drafts.asking import asked_papers
from drafts.models import Kind
from drafts.papers import PaperHolder
from outbox.models import Letter
from review.models import JobRun
from tests.cabinet.builders import CHILD, PAPER, ask, owned
from tests.charges.builders import add_amendment, add_scan, of_application
from tests.doors import Account
from tests.drafts.builders import NOON, all_answered, draft_like
from tests.drafts.files import PDF
from tests.drafts.paper_builders import paper_of
from tests.review.builders import drawn, earlier_decision, taken
from tests.signing_in import put_mark

Staff = Callable[..., User]
HALF = PDF[:600]  # what has arrived of a file that is being sent


@dataclass(frozen=True, slots=True)
class Belongings:
    """What an applicant has, as addresses name it. `half` is a file that is still being sent."""

    draft: UUID
    person: str
    member: str
    home: str
    paper: int
    copy: UUID
    half: UUID
    number: str
    application: int
    document: int
    item: int
    addition: int
    added: UUID
    added_half: UUID
    sheet: UUID
    batch: UUID
    decision: int
    lease: int
    act: int
    signed_copy: int

    def named(self, name: str) -> dict[str, object]:
        """Return what an address names, under the words of its pattern."""
        return {**self.everywhere(), **self.at(name)}

    def everywhere(self) -> dict[str, object]:
        return (
            {
                "draft": self.draft,
                "part": self.person,
                "question": "name",
                "ref": self.member,
                "paper": self.paper,
                "copy": self.copy,
                "document": self.document,
                "number": self.number,
                "item": self.item,
                "addition": self.addition,
                "factor": UUID(int=0),
                "page": 1,
                "version": 1,
                "sheet": self.sheet,
                "batch": self.batch,
                "decision": self.decision,
                "language": "uk",
                "lease": self.lease,
            }
            | ADMINS_OWN
            | {"pk": self.application}
        )

    def at(self, name: str) -> dict[str, object]:
        """Return what the same word stands for at this address only."""
        others: dict[str, dict[str, object]] = {
            "remove_home": {"ref": self.home},
            "draft_upload": {"copy": self.half},
            "draft_copy_page": {"number": 1},
            "my_upload": {"copy": self.added_half},
            "remove_my_copy": {"copy": self.added},
            "my_copy_page": {"copy": self.added},
            "my_act": {"paper": self.act},
            "my_signed_copy": {"scan": self.signed_copy},
            "admin:leases_print_paper": {"pk": self.act},
            "admin:leases_scan": {"pk": self.signed_copy},
            "admin:leases_scan_page": {"pk": self.signed_copy, "number": 1},
            "admin:review_download": {"copy": self.added},
            "admin:review_picture": {"copy": self.added, "number": 1},
            "admin:review_scan_page": {"number": 1},
            "admin:review_closing_page": {"number": 1},
            "oversight:answer": {"question": 1},
            "admin:rerating_change": {"change": 1},
            "admin:rerating_objection": {"change": 1},
            "admin:rerating_leave_out": {"change": 1},
            "admin:rerating_answer": {"change": 1, "objection": UUID(int=0)},
            "admin:rent_tariffrow_source": {"source": 1},
            "admin:rent_tariffrow_picture": {"source": 1, "number": 1},
            "verify_lease_number": {"application": self.number, "nth": 1},
            "oversight:table": {"chart": "load"},
        }
        return others.get(name, {})


ADMINS_OWN: dict[str, object] = {
    "object_id": 0, "seq": 1, "size": "dl", "id": 0, "content_type_id": 1, "app_label": "audit",
    "url": "nothing", "vote": 1, "appeal": 1, "closing": 1, "protocol": 1,
}  # fmt: skip


def belongings(owner: User, caseworker: User, *, key: str) -> Belongings:
    """Give an applicant a whole draft and an application that stands at a correction."""
    draft, application = all_answered(draft_like(owner=owner)), owned(owner, key=key)
    people = draft.parts.filter(kind=Kind.PERSON).order_by("position").values_list("ref", flat=True)
    paper = paper_of(draft, "other", people[0])
    asked_papers(read(draft, at=NOON), NOON)
    request = ask(taken(application, caseworker), caseworker, CHILD, PAPER)
    addition = adding.start(application.pk, "idp_certificate", "p1", at=NOON)
    copy, half = files(PaperHolder(paper, NOON), owner, key)
    added, added_half = files(AdditionHolder(addition), owner, key)
    lease = of_application(application, caseworker)
    return Belongings(
        draft=draft.pk,
        person=people[0],
        member=people[1],
        home=draft.parts.get(kind=Kind.HOME).ref,
        paper=paper.pk,
        copy=copy,
        half=half,
        number=application.number,
        application=application.pk,
        document=application.documents.earliest("position").pk,
        item=request.items.get(path=CHILD).pk,
        addition=addition.pk,
        added=added,
        added_half=added_half,
        sheet=sheets.start(caseworker, at=NOON).pk,
        batch=Batch.objects.create(registrar=caseworker, at=NOON, rows=[]).pk,
        decision=earlier_decision(application, caseworker, owner).pk,
        lease=lease.pk,
        act=add_amendment(lease, 1, caseworker).pk,
        signed_copy=add_scan(lease, PDF, caseworker).pk,
    )


def files(holder: Holder, by: User, key: str) -> tuple[UUID, UUID]:
    """Put in a file with the picture of a page, and the half of another; return their ids."""
    content = PDF + key.encode()
    whole = holding.add(
        holder, BytesIO(content), name="paper.pdf", size=len(content), by=by, at=NOON
    )
    digest = sha256(HALF).hexdigest()
    half = holding.begin(holder, "half.pdf", 700, start=digest, sha256="", by=by, at=NOON)
    holding.append(holder, half.pk, 0, HALF, at=NOON)
    return drawn(whole).pk, half.pk


@dataclass(frozen=True, slots=True)
class World:
    """The browser of every account, what the owner has, and what another applicant has."""

    browsers: Mapping[Account, Client]
    owners: Belongings
    strangers: Belongings


def staff_of(*roles: str, name: str = "") -> User:
    """Return an account with these roles, as the fixture `staff` does for one test."""
    username = name or "-".join(roles)
    user = User.objects.create_user(username, f"{username}@example.org", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def world(staff: Staff = staff_of) -> World:
    """Build it. The owner is deactivated only while that browser asks."""
    olena, taras = (User.objects.create_user(it, f"{it}@example.org") for it in ("olena", "taras"))
    users = {
        Account.OWNER: olena,
        Account.STRANGER: taras,
        Account.HELPER: staff("operator", name="helper"),
        Account.IDLE: staff("operator", name="idle"),
        Account.OTHERS_HELPER: staff("operator", name="others"),
        Account.CASEWORKER: (caseworker := staff("caseworker")),
        Account.AUDITOR: staff("auditor"),
        Account.SUPERUSER: User.objects.create_superuser("root", "root@example.org"),
        Account.DEACTIVATED: olena,
        Account.HALF: staff("caseworker", name="half"),
        Account.GIVEN: User.objects.create_superuser(
            "given", "given@example.org", password_is_given=True
        ),
        Account.LEFT: staff("caseworker", name="left"),
    }
    assistances.start(users[Account.HELPER], olena, at=timezone.now())
    assistances.start(users[Account.OTHERS_HELPER], taras, at=timezone.now())
    anchor(at=timezone.now())
    JobRun.objects.update_or_create(name="remind", defaults={"ran_at": timezone.now()})
    anchor(at=timezone.now())
    browsers = {account: browser(users.get(account)) for account in Account}
    put_mark(browsers[Account.HALF], factor_at=None)
    User.objects.filter(pk=users[Account.LEFT].pk).update(is_active=False)
    found = World(
        browsers, belongings(olena, caseworker, key="1"), belongings(taras, caseworker, key="2")
    )
    Letter.objects.update(not_before=timezone.now())  # of long ago; waiting, they turn health red
    return found


def browser(user: User | None) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    if user is not None:
        client.force_login(user)
    return client
