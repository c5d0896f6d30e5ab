"""The office as the test of its doors finds it: whatever an address can name, made by others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from audit.anchors import anchor
from audit.models import Entry
from batches.models import Batch as Printed
from charges.services import correct
from deadlines.models import CalendarDay, CalendarYear, CorrectionPolicy, Regime
from deadlines.working_days import day_in_kyiv
from desk import sheets
from desk.models import Batch
from leases import turning
from leases.models import Lease
from oversight.models import WhatIf
from rerating.models import Objection, RentChange, TariffSource
from rerating.objecting import about
from review.absences import enter_absence
from review.models import Protocol, Vote
from sealing.texts import seal
from tests.batches.builders import asked, printed
from tests.charges.builders import charge, of_application, paid
from tests.doors_world import browser
from tests.doors_world import staff_of as staff
from tests.leases.builders import FIRST_DAY, START, draft
from tests.leases.test_papers import MOTHER, amendment, attached, cleared, signed_act
from tests.outbox.builders import by_post
from tests.rerating import builders as rerating
from tests.review.builders import (
    copy_of,
    drawn,
    earlier_decision,
    found_clean,
    paper_of,
    submitted,
    voted_and_appealed,
    withdrawal_recorded,
)
from tests.staff_doors import SUPERUSER
from tests.wording import builders as wording

NOON = datetime(2026, 1, 5, 10, tzinfo=UTC)
Named = dict[str, object]


@dataclass(frozen=True, slots=True)
class Office:
    """The browser of each role, and what addresses name: by address, by its start, and elsewhere.

    Nothing here was made by those who ask, save the sheet and the packages of the registrar.
    """

    users: Mapping[str, User]
    browsers: Mapping[str, Client]
    named_by: Mapping[str, Named]

    def named(self, name: str) -> Named:
        found: Named = {"language": "uk", "number": 1, "app_label": "audit", "url": "nothing"}
        for start, words in self.named_by.items():
            if name.startswith(start):
                found |= words
        return found


def office() -> Office:
    users: dict[str, User] = {role: staff(role) for role in Role}
    root = User.objects.create_superuser("root", "root@example.org")
    one, another = staff(name="one"), staff(name="another")
    away: Named = {"pk": absence(users[Role.CASEWORKER], one)}
    letter = by_post().pk
    named: dict[str, Named] = {
        **case(one, another),
        **of_calendar(one),
        **of_money(one, another),
        "desk:": {
            "sheet": sheets.start(users[Role.REGISTRAR], at=NOON).pk,
            "batch": Batch.objects.create(registrar=users[Role.REGISTRAR], at=NOON, rows=[]).pk,
        },
        "admin:wording_": {"pk": wording.draft(one).pk},
        "oversight:answer": {"question": WhatIf.objects.create(terms="", by=one, at=NOON).pk},
        "oversight:table": {"chart": "load"},
        "admin:review_end_absence": away,
        "admin:review_hand_over": away,
        "admin:outbox_": {"pk": letter},
        **of_model("outbox_letter", letter),
        **of_model("accounts_user", one.pk),
        "admin:auth_user_password_change": {"id": one.pk},
        "admin:outbox_envelopes": {"size": "dl"},
        "admin:view_on_site": {"content_type_id": 1, "object_id": 1},
    }
    anchor(at=timezone.now())
    entry = Entry.objects.earliest("seq").seq
    named |= {**of_model("audit_entry", entry), "admin:audit_check": {"seq": entry}}
    who: dict[str, User] = {**users, SUPERUSER: root}
    browsers = {name: browser(user) for name, user in who.items()}
    return Office(who, browsers, named)


def of_model(model: str, pk: int) -> dict[str, Named]:
    """Name an object wherever the admin has pages of its model."""
    words: Named = {"pk": pk, "object_id": pk}
    return {f"admin:{model}_": words, f"admin/{model.replace('_', '/')}/": words}


def case(one: User, another: User) -> dict[str, Named]:
    """An application with a paper, a decision, the vote behind it and an appeal that came late."""
    application = submitted(papers=[("other", "p1")])
    drawn(found_clean(copy_of(application, "other")))
    appeal = voted_and_appealed(earlier_decision(application, one, another))
    words: Named = {
        "pk": application.pk,
        "document": paper_of(application, "other").pk,
        "copy": copy_of(application, "other").pk,
        "decision": appeal.decision_id,
        "vote": Vote.objects.get().pk,
        "protocol": Protocol.objects.get().pk,
        "appeal": appeal.pk,
        "closing": withdrawal_recorded(application, staff(Role.DECISION_MAKER, name="third")).pk,
    }
    return {
        "admin:review_": words,
        "admin:review_scan": {"copy": appeal.copy_id},
        "admin:applications_application_": words,
        "desk:receipt": {"number": application.number},
        **leased(of_application(application, one), one),
    }


def leased(lease: Lease, clerk: User) -> dict[str, Named]:
    """A lease in force with papers, a scan and an account; another that was printed in a batch."""
    turning.turn(at=FIRST_DAY)
    lease.refresh_from_db()
    signed_act(lease, clerk)
    paper, scan = amendment(lease, clerk, joins=[MOTHER]), cleared(attached(lease, clerk))
    drawn(scan.copy)
    home = lease.dwelling
    correction = correct(lease, amount=Decimal(90_000), reason="Помилка.", by=clerk, at=NOON)
    charge(date(2026, 2, 1))
    paid(lease, "50,00", date(2026, 2, 8), clerk)
    [payment] = paid(lease, "100,00", date(2026, 2, 9), clerk, purpose="Без номера")
    other = draft(clerk)
    lately = timezone.now() - timedelta(minutes=5)
    batch: Printed = printed(
        asked([other], staff(Role.LEASE_CLERK, name="other"), at=lately), start=lately
    )
    return {
        "admin:leases_": {"pk": lease.pk},
        "admin:leases_print_paper": {"pk": paper.pk},
        "admin:leases_sign_paper": {"pk": paper.pk},
        "admin:leases_set_aside_paper": {"pk": paper.pk},
        "admin:leases_scan": {"pk": scan.pk},
        "admin:leases_scan_page": {"pk": scan.pk, "number": 1},
        "charges:": {"pk": lease.pk},
        "charges:take_back": {"pk": lease.postings.earliest("pk").pk},
        "charges:statement": {"pk": payment.statement_id},
        "charges:match": {"pk": payment.pk},
        "charges:set_aside": {"pk": payment.pk},
        "charges:approve": {"pk": correction.pk},
        "charges:decline": {"pk": correction.pk},
        "admin:batches_": {"pk": batch.pk},
        **of_model("housing_dwelling", home.pk),
        **of_model("housing_building", home.building_id),
        **of_model("housing_site", home.building.site_id),
    }


def of_money(one: User, another: User) -> dict[str, Named]:
    """A tariff that waits for approval, with its document; a re-rating that waits for it too."""
    rerating.told_lease(one)
    rerating.approved(one, another)
    prepared = rerating.prepared(one)
    years = {"name": "2028", "start": date(2028, 1, 1), "end": date(2028, 12, 31)}
    waiting = rerating.with_source(rerating.entered(one, **years), one)
    source = TariffSource.objects.get(tariff=waiting)
    drawn(found_clean(source.copy))
    change = RentChange.objects.filter(rerating=prepared).earliest("pk").pk
    objection = uuid4()
    said = {f"{it}_sealed": seal("зразок", about=about(objection, it)) for it in ("who", "text")}
    recorded: dict[str, Any] = {"made_on": START, "by": one, "at": NOON}
    Objection.objects.create(pk=objection, change_id=change, **said, **recorded)
    return {
        "admin:rent_tariffrow_": {"pk": waiting.pk, "source": source.pk},
        "admin:rerating_": {"pk": prepared.pk, "change": change},
        "admin:rerating_answer": {"pk": prepared.pk, "change": change, "objection": objection},
    }


def of_calendar(by: User) -> dict[str, Named]:
    """A row of each kind that waits for approval."""
    entered: dict[str, Any] = {"source": "зразок", "entered_by": by, "entered_at": NOON}
    rows = (
        CalendarDay.objects.create(day=START, kind="day_off", name="зразок", **entered),
        CalendarYear.objects.create(year=2031, **entered),
        Regime.objects.create(kind="peace", start=date(2031, 1, 1), **entered),
        CorrectionPolicy.objects.create(start=date(2031, 1, 1), effect="runs_on", **entered),
    )
    return {f"admin:deadlines_{row._meta.model_name}_": {"pk": row.pk} for row in rows}


def absence(of: User, by: User) -> int:
    today = day_in_kyiv(timezone.now())
    made = enter_absence(of, first_day=today, last_day=today, by=by, at=timezone.now())
    return made.pk
