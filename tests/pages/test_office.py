"""Every page of staff in a browser: axe finds nothing, and nothing is wider than a phone.

An address that leads to no page for anybody here is named in MISSING, with why.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from applications.models import Application
from charges import services as charges
from charges.leased import charged_leases
from deadlines.working_days import day_in_kyiv
from desk import sheets
from leases import printing
from printing import renderer
from review.absences import enter_absence
from tests.batches.builders import blank_pdf
from tests.charges.builders import line, statement
from tests.doors_asking import Address, addresses
from tests.doors_world import Belongings, world
from tests.leases.builders import draft, issued, tariff
from tests.pages.conftest import PHONE, Desk
from tests.pages.steps import let_in, objections
from tests.review.builders import withdrawal_recorded
from tests.staff_doors_world import office

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
    pytest.mark.usefixtures("places"),
]
Named = dict[str, object]
OFFICE = ("admin/", "second-factor/", "helping/")
MISSING = {
    "admin/(?P<url>.*)$": "whatever is no page",
    "admin:view_on_site": "objects have no public page",
    "code_handed_over": "nobody is being helped",
    "help_again": "nobody was helped",
    "desk:report": "the batch is another's",
    "admin:review_download": "the file is of another's draft",
    "admin:review_picture": "the file is of another's draft",
    "oversight:answer": "nothing was asked",
    "admin:batches_batch_change": "no leases are printed together",
    "admin:batches_pdf": "no leases are printed together",
    "admin:batches_progress": "no leases are printed together",
    "admin:batches_zip": "no leases are printed together",
    "admin:rent_tariffrow_picture": "the tariff has no document",
    "admin:rent_tariffrow_source": "the tariff has no document",
    "admin:rerating_change": "nothing is re-rated",
    "admin:rerating_rerating_change": "nothing is re-rated",
    "admin:leases_scan_page": "no page of the signed paper is drawn",
    "admin:review_protocol": "no commission voted",
    "admin:review_sitting": "no commission sat",
    "admin:review_scan": "no appeal was scanned",
    "admin:review_scan_page": "no appeal was scanned",
}

DONE = {
    "admin:batches_batch_change": Role.LEASE_CLERK,
    "admin:rerating_rerating_change": Role.DECISION_MAKER,
    "admin:rerating_change": Role.DECISION_MAKER,
    "admin:leases_lease_change": Role.LEASE_CLERK,
    "admin:applications_application_change": Role.AUDITOR,
    "charges:account": Role.LEASE_CLERK,
    "oversight:answer": Role.DECISION_MAKER,
}
"""What the world of the doors lacks, or has less of, and as whom it is looked at."""


def test_every_page_of_staff(
    desk: Callable[..., Desk], staff: Callable[..., User], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, "django.request")
    owned = world(staff).owners
    users = [staff(role, name=f"a {role}") for role in Role]
    here = things(staff("registrar", name="registrar"))
    to_be_closed = Application.objects.get(pk=owned.application)
    here["closing"] = withdrawal_recorded(to_be_closed, User.objects.get(username="caseworker")).pk
    answers: dict[str, set[int]] = defaultdict(set)
    seats = []

    for user in [*users, User.objects.get(username="registrar"), User.objects.get(username="root")]:
        browser = Client()
        browser.force_login(user)
        seats.append(desk("uk", PHONE))
        let_in(seats[-1], user)
        for name, url in pages(owned, here):
            if 200 in answers[name]:
                continue
            answer = browser.get(url)
            answer.close()
            answers[name].add(answer.status_code)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                seats[-1].open(url).check()

    assert [said for seat in seats for said in objections(seat)] == []
    missing = {name for name, codes in answers.items() if 404 in codes and 200 not in codes}
    assert missing == set(MISSING)


def test_pages_of_what_was_only_done_in_the_office(
    desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = blank_pdf(1)
    monkeypatch.setattr(renderer, "pdf", lambda *_args, **_how: printed)  # nobody opens it here
    monkeypatch.setattr(printing, "lease_pdf", lambda *_args: printed)
    here, known, seats = office(), addresses(), []

    for name, who in DONE.items():
        url = known[name].url(here.named(name))
        seats.append(desk("uk", PHONE))
        let_in(seats[-1], here.users[who])
        assert here.browsers[who].get(url).status_code == 200, name
        seats[-1].open(url).check()

    assert [said for seat in seats for said in objections(seat)] == []


@pytest.mark.parametrize("language", ["uk", "en"])
def test_lists_of_leases_and_tariffs_do_not_scroll_sideways_on_a_phone(
    language: str, desk: Callable[..., Desk], staff: Callable[..., User]
) -> None:
    clerk = staff(Role.LEASE_CLERK)
    tariff(2026)
    draft(clerk)
    seat = desk(language, PHONE)
    let_in(seat, clerk)

    for model in ("leases_lease", "rent_tariffrow"):
        seat.open(reverse(f"admin:{model}_changelist")).check()
        table = seat.page.locator("#changelist .results")
        assert table.evaluate("each => each.scrollWidth - each.clientWidth") <= 0

    assert objections(seat) == []


def things(registrar: User) -> Named:
    """Add what the world of the doors lacks: a lease, an absence, a sheet of this registrar."""
    caseworker, today = User.objects.get(username="caseworker"), day_in_kyiv(timezone.now())
    issued(caseworker)
    absence = enter_absence(
        caseworker,
        first_day=today,
        last_day=today + timedelta(days=5),
        by=caseworker,
        at=timezone.now(),
    )
    return {
        "sheet": sheets.start(registrar, at=timezone.now()).pk,
        "absence": absence.pk,
        "user": caseworker.pk,
        "charged": paid_by(caseworker),
    }


def paid_by(clerk: User) -> int:
    """Charge the leases there are, and take in a statement; return the first of them."""
    now = timezone.now()
    raw = statement(line("05.01.2026", "100,00", "Без номера"))
    charges.take_in(raw, by=clerk, at=now)
    charges.charge_rent(on=day_in_kyiv(now), at=now)
    return int(charged_leases().earliest("pk").pk)


def pages(owned: Belongings, here: Named) -> Iterator[tuple[str, str]]:
    """Yield name and path of everything below the rooms of staff."""
    for address in addresses().values():
        if address.path.startswith(OFFICE):
            yield address.name, address.url(named(address, owned, here))


def named(address: Address, owned: Belongings, here: Named) -> Named:
    """Return what an address names: an object of its model, or the one of `here` in its path."""
    parts = address.path.split("/")
    if parts[:3] == ["admin", "charges", "leases"]:
        return {"pk": here["charged"]}
    key = first_of("charges", "bankstatement") if "statements" in parts else first_of(*parts[1:3])
    kind = {"absence", "user"} & set(parts)
    return {
        **owned.named(address.name),
        "object_id": key,
        "sheet": here["sheet"],
        **({"pk": key} if key else {}),
        **({"closing": here["closing"], "pk": owned.application} if "closings" in parts else {}),
        **{word: here[thing] for thing in kind for word in ("pk", "id", "object_id")},
        **owned.at(address.name),
    }


def first_of(app: str, model: str = "") -> int:
    """Return the key of an object of the model; 0 where there is no such model or object."""
    try:
        return int(apps.get_model(app, model).objects.earliest("pk").pk)
    except (LookupError, ValueError, ObjectDoesNotExist):
        return 0
