"""One example down the whole road, by the public services alone, each step with its reasons."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from accounts.models import User
from accounts.roles import Role
from applications.attachments import Attachment
from applications.documents import hashes_of
from applications.models import Application, Document, Verdict
from applications.selectors import determination_of
from applications.services import submit
from audit.services import Broken, verify
from deadlines.terms import review_days
from deadlines.working_days import day_in_kyiv
from eligibility.determination import Outcome
from housing_portal.demonstration import queue
from housing_portal.demonstration.papers import brought_by
from housing_portal.demonstration.staff import account
from leases import files
from leases import services as leasing
from leases.models import Lease
from leases.selectors import free_dwellings
from outbox.models import Letter
from rent.formula import monthly_rent, plain
from review import services as reviewing
from review.determining import Determined, verified_determination
from review.models import Kind
from territories.gazetteer import current

MONTHS = 12


class NoLease(Exception):
    """The road ends before a lease: the proven facts do not make the household eligible."""


@dataclass(frozen=True, slots=True)
class Traveller:
    """Takes one package along; `at` is the instant of every act, `say` gets what to print.

    `place` is that of the household, `owner` the applicant whose pages show it.
    """

    at: datetime
    say: Callable[[str], None]
    place: int = 0
    owner: User | None = None

    def travel(self, example: Path, *, folder: Path) -> None:
        """Go from the package to the lease, leaving its PDF in the folder. Raises NoLease."""
        application, kept_back = self.submit(example)
        self.show_declared(application)
        caseworker = account(Role.CASEWORKER)
        self.review(application, kept_back, by=caseworker)
        self.decide(application, proposed_by=caseworker)
        lease = self.lease(application)
        self.print_lease(lease, folder)
        self.look_back(application)

    def submit(self, example: Path, key: str = "") -> tuple[Application, Attachment]:
        """Submit the package as received today, without the last of its papers."""
        self.step("Подання", "Submission")
        received_on = day_in_kyiv(self.at)
        package = queue.fictional(example, self.place, received_on=received_on, before=self.at)
        *papers, kept_back = brought_by(package)
        application = submit(
            package,
            key=key or f"road:{example.stem}",
            content_sha256=queue.sha256(example),
            attachments=papers,
            owner=self.owner,
            at=self.at,
        )
        days = review_days(application.received_on)
        self.say(f"заява № {application.number}, копій документів: {len(papers)}")
        self.say(f"application {application.number}, copies of papers: {len(papers)}")
        self.say(f"{application.received_on} + {days} робочих днів / working days")
        self.say(f"  = {application.due_on} ({application.calendar_version})")
        return application, kept_back

    def show_declared(self, application: Application) -> None:
        self.step("Визначення за заявленим", "Determination on what is declared")
        determination = determination_of(application, "declared", current())
        document = determination.as_document()
        for clause in document["clauses"]:
            self.say(f"{clause['value']:8} {clause['id']}: {clause['citation']}")
            self.say(f"           {clause['why']['uk']}")
            self.say(f"           {clause['why']['en']}")
        self.say(f"→ {document['outcome']}")

    def review(self, application: Application, kept_back: Attachment, *, by: User) -> None:
        """Take the application, judge its papers and propose an approval."""
        self.step("Розгляд", "Review")
        reviewing.take(application.pk, by=by, at=self.at)
        self.say(f"{by.username} взяв(-ла) заяву / took the application")
        added = reviewing.add_paper(application.pk, kept_back, by=by, at=self.at)
        self.say(f"додано на прийомі / added at the desk: {added.paper}")
        self.show_verified(application)
        for document in Document.objects.filter(application=application).order_by("position"):
            reviewing.judge(document.pk, Verdict.ACCEPTED, by=by, at=self.at)
            self.say(f"прийнято / accepted: {document.paper} ({hashes_of(document)[:12]}…)")
            found = self.show_verified(application)
        if found.determination.outcome is not Outcome.ELIGIBLE:
            raise NoLease
        grounds = found.clauses("met")
        text = "Умови виконано й підтверджено документами."
        reviewing.propose(
            application.pk, Kind.APPROVE, grounds=grounds, text=text, by=by, at=self.at
        )
        self.say(f"{by.username} пропонує схвалити / proposes approval: {', '.join(grounds)}")

    def show_verified(self, application: Application) -> Determined:
        """Say what the accepted papers prove so far, and which clauses are still unknown."""
        found = verified_determination(application)
        unknown = ", ".join(found.clauses("unknown"))
        self.say(f"  → {found.determination.outcome}" + (f"; unknown: {unknown}" * bool(unknown)))
        return found

    def decide(self, application: Application, *, proposed_by: User) -> None:
        self.step("Рішення", "Decision")
        decision_maker = account(Role.DECISION_MAKER)
        text = "Погоджуюся з пропозицією."
        try:
            reviewing.decide(application.pk, text=text, by=proposed_by, at=self.at)
        except reviewing.SamePerson:
            self.say(f"{proposed_by.username}: відмовлено, вирішує інша особа / refused, another")
            self.say("  person decides than proposed")
        decision = reviewing.decide(application.pk, text=text, by=decision_maker, at=self.at)
        self.say(f"{decision_maker.username}: {decision.get_kind_display()} ({decision.kind})")

    def lease(self, application: Application) -> Lease:
        """Assign the first free dwelling with a room for everybody, as far as there are any."""
        self.step("Житло і плата", "Dwelling and rent")
        clerk = account(Role.LEASE_CLERK)
        rooms = min(application.people.count(), 3)
        dwelling = next(each for each in free_dwellings() if each.rooms >= rooms)
        starts_on = day_in_kyiv(self.at)
        lease = leasing.assign(
            application, dwelling, starts_on=starts_on, months=MONTHS, by=clerk, at=self.at
        )
        self.say(f"{clerk.username}: {dwelling.building}, кв. / flat {dwelling.number}")
        self.say(f"договір / lease {lease.number}: {lease.starts_on} – {lease.ends_on}")
        statement = monthly_rent(dwelling.total_area, dwelling.rooms, lease.tariff.tariff())
        for line in statement.lines:
            self.say(f"{line.symbol:3}{plain(line.value):>8} {line.unit:7}{line.name_uk}")
            self.say(f"                   {line.name_en}")
        self.say(f"{lease.tariff.name}; точно / exactly {plain(statement.exact)} UAH")
        return lease

    def print_lease(self, lease: Lease, folder: Path) -> None:
        self.step("Договір", "Lease")
        clerk = account(Role.LEASE_CLERK)
        lease = leasing.issue(lease, by=clerk, at=self.at)
        path = folder / "lease.pdf"
        path.write_bytes(files.read(lease))
        self.say(f"{path}")
        self.say(f"SHA-256 {lease.pdf_sha256}")
        lease = leasing.sign(lease, signed_on=day_in_kyiv(self.at), by=clerk, at=self.at)
        self.say(f"{lease.get_status_display()} ({lease.status}) {lease.signed_on}")

    def look_back(self, application: Application) -> None:
        self.step("Що залишилося", "What remains")
        changes: Any = application.status_changes.order_by("pk").values_list("to_status", flat=True)
        self.say(" → ".join(changes))
        letters = Letter.objects.order_by("pk").values_list("kind", flat=True)
        self.say(f"листи в черзі / letters queued: {', '.join(letters)}")
        found = verify()
        intact = "порушений / broken" if isinstance(found, Broken) else f"цілий / intact: {found}"
        self.say(f"ланцюг записів / audit chain {intact}")

    def step(self, uk: str, en: str) -> None:
        self.say(f"\n== {uk} · {en}")
