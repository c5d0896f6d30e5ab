"""How applications go through the office: each step by its service, on a day of its own.

A road yields after how many working days from receipt its next step is, and is sent the instant
of it; so the steps of many applications follow each other as their days come.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from accounts.models import User
from accounts.roles import Role
from applications.attachments import Attachment
from applications.models import Application, Document, Verdict
from applications.services import submit
from cabinet.withdrawing import withdraw
from copies.models import Copy
from copies.services import check
from deadlines.working_days import day_in_kyiv
from housing_portal.demonstration import queue
from housing_portal.demonstration.papers import brought_by, printed
from housing_portal.demonstration.staff import account, office
from review import services
from review.appealing import Scan
from review.determining import verified_determination
from review.models import Closing, Kind
from review.proposals import GROUND_OF, carries_refusal

Road = Generator[int, datetime, None]

PROVEN = {
    Kind.APPROVE: "Умови виконано й підтверджено документами.",
    Kind.REFUSE: "Документи доводять, що умову не виконано.",
}
AGREED = "Погоджуюся з пропозицією."
STATED = "Заявниця просить зважити на становище родини. Нових документів не подала."
WEIGHED = "Сказане взято до уваги; встановлених документами фактів воно не змінює."
UNREADABLE = "На копії не видно печатки. Надішліть, будь ласка, ще раз."
REPEATED = "Та сама родина подала заяву двічі."
ASKED_ON_PAPER = "Заявниця просить про це письмово."
APPEALED = "Не погоджуюся з відмовою і прошу розглянути заяву ще раз."
AWAY = "Заявниця пише, що була в лікарні; підтвердження не додала."


@dataclass(slots=True)
class Course:
    """One application on its way; `lasts` working days from receipt to its end.

    `place` is that of the household, `decider` whoever decides what `caseworker` proposes.
    """

    place: int
    road: "Callable[[Course], Road]"
    example: Path
    received_on: date
    lasts: int
    caseworker: User
    decider: User
    application: Application = field(init=False)
    kept_back: list[Attachment] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"demonstration:{self.example.stem}:{self.place}"

    @property
    def owner(self) -> User:
        name = f"applicant{self.place}"
        return User.objects.get_or_create(username=name, email=f"{name}@example.org")[0]

    def submit(self, at: datetime, *, key: str = "", without: int = 0) -> Application:
        """Submit the package as received that day, without so many of its papers."""
        package = queue.fictional(self.example, self.place, received_on=day_in_kyiv(at), before=at)
        papers = brought_by(package)
        self.kept_back = papers[len(papers) - without :]
        return submit(
            package,
            key=key or self.key,
            content_sha256=queue.sha256(self.example),
            attachments=papers[: len(papers) - without],
            owner=self.owner,
            by=self.owner,
            at=at,
        )

    def take(self, application: Application, at: datetime) -> None:
        services.state_conflict(application.pk, has_conflict=False, by=self.caseworker, at=at)
        services.take(application.pk, by=self.caseworker, at=at)

    def ask_for(self, paper: Attachment, at: datetime) -> None:
        path = f"paper:{paper.person}:{paper.paper}"
        services.request_correction(
            self.application.pk, items=[(path, UNREADABLE)], by=self.caseworker, at=at
        )

    def answer(self, paper: Attachment, at: datetime) -> None:
        services.add_paper(self.application.pk, paper, by=self.owner, at=at)
        request = self.application.corrections.latest("pk")
        services.answer_correction(request.pk, by=self.owner, at=at)

    def propose(self, kind: Kind, at: datetime) -> None:
        """Accept every paper, and propose on as few clauses as carry it."""
        for document in Document.objects.filter(application=self.application).order_by("position"):
            services.judge(document.pk, Verdict.ACCEPTED, by=self.caseworker, at=at)
        clauses = verified_determination(self.application).clauses(GROUND_OF[kind])
        alone = [clause for clause in clauses if carries_refusal([clause])]
        services.propose(
            self.application.pk,
            kind,
            grounds=alone if alone and kind == Kind.REFUSE else clauses,
            text=PROVEN[kind],
            by=self.caseworker,
            at=at,
        )

    def decide(self, at: datetime, *, considered: str = "") -> None:
        application, by = self.application.pk, self.decider
        services.state_conflict(application, has_conflict=False, by=by, at=at)
        services.decide(application, text=AGREED, considered=considered, by=by, at=at)

    def confirm_closing(self, application: Application, at: datetime) -> None:
        services.state_conflict(application.pk, has_conflict=False, by=self.decider, at=at)
        services.confirm_closing(application.pk, by=self.decider, at=at)

    def appeal(self, at: datetime, *, late_reason: str = "") -> None:
        """Record an appeal; a late one is left by one of those who decide, and not who decided."""
        applicant = self.application.people.get(relationship="applicant")
        by = account(Role.CASEWORKER)
        if late_reason:
            by = next(each for each in office(Role.DECISION_MAKER) if each != self.decider)
            services.state_conflict(self.application.pk, has_conflict=False, by=by, at=at)
        services.receive_appeal(
            self.application.pk,
            received_on=day_in_kyiv(at),
            channel="post",
            from_whom=applicant.name,
            text=APPEALED,
            late_reason=late_reason,
            by=by,
            at=at,
        )


def begun(course: Course) -> Road:
    course.application = course.submit((yield 0))
    course.take(course.application, (yield 1 + course.place % 3))


def granted(course: Course) -> Road:
    yield from begun(course)
    course.propose(Kind.APPROVE, (yield course.lasts - 3))
    course.decide((yield course.lasts))


def corrected(course: Course, rounds: int = 1) -> Road:
    """Grant after a paper was asked for once more, in each round another."""
    course.application = course.submit((yield 0), without=rounds)
    course.take(course.application, (yield 1))
    for number, paper in enumerate(course.kept_back):
        course.ask_for(paper, (yield 2 + 4 * number))
        course.answer(paper, (yield 4 + 4 * number))
    course.propose(Kind.APPROVE, (yield course.lasts - 1))
    course.decide((yield course.lasts))


def corrected_twice(course: Course) -> Road:
    return corrected(course, rounds=2)


def refused(course: Course) -> Road:
    """Refuse after a hearing: the applicant spoke, and that was weighed."""
    yield from begun(course)
    course.propose(Kind.REFUSE, (yield course.lasts - 7))
    heard_at = yield course.lasts - 4
    services.record_hearing(
        course.application.pk,
        STATED,
        heard_on=day_in_kyiv(heard_at),
        by=course.caseworker,
        at=heard_at,
    )
    course.decide((yield course.lasts), considered=WEIGHED)


def refused_in_silence(course: Course) -> Road:
    """Refuse once the days to speak are over."""
    yield from begun(course)
    course.propose(Kind.REFUSE, (yield course.lasts - 8))
    course.decide((yield course.lasts))


def appealed(course: Course) -> Road:
    yield from refused(course)
    course.appeal((yield course.lasts + 4))


def appealed_late(course: Course) -> Road:
    yield from refused(course)
    course.appeal((yield course.lasts + 26), late_reason=AWAY)


def withdrawn(course: Course) -> Road:
    yield from begun(course)
    at = yield course.lasts
    withdraw(course.application.pk, reason="", by=course.owner, at=at)


def withdrawn_on_paper(course: Course) -> Road:
    yield from begun(course)
    at = yield course.lasts - 1
    closing = services.record_withdrawal(
        course.application.pk,
        received_on=day_in_kyiv(at),
        scan=Scan(BytesIO(printed("other", "pdf")), "заява про відкликання.pdf"),
        reason=ASKED_ON_PAPER,
        by=course.caseworker,
        at=at,
    )
    check(paper_of(closing).pk, at=at)
    course.confirm_closing(course.application, (yield course.lasts))


def paper_of(closing: Closing) -> Copy:
    assert closing.copy is not None
    return closing.copy


def repeated(course: Course) -> Road:
    """Grant one of two applications of the household, and close the other as its duplicate."""
    yield from begun(course)
    again = course.submit((yield 4), key=f"{course.key}:again")
    at = yield 5
    course.take(again, at)
    services.record_duplicate(
        again.pk, of=course.application.pk, reason=REPEATED, by=course.caseworker, at=at
    )
    course.propose(Kind.APPROVE, (yield course.lasts - 3))
    course.decide((yield course.lasts))
    course.confirm_closing(again, (yield course.lasts + 1))


QUICK = (granted, corrected, withdrawn, withdrawn_on_paper)  # nobody is heard before
