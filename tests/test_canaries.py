"""Nothing personal stands in logs, messages, addresses, cookies, subjects or the journal.

A household whose every word stands nowhere else goes the whole way (`canaries_road.py`); then each
of these places is searched, and every column of the database that is not sealed.
"""

import base64
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as portal
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache, caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from accounts.models import User
from applications.models import Application
from audit.models import Entry
from audit.services import record
from drafts import services
from housing_portal.celery import app
from housing_portal.errors import WithoutMessages
from outbox.models import Letter
from outbox.services import queue
from territories.gazetteer import Gazetteer
from tests.canaries import NOT_SHOWN, THINGS, found
from tests.canaries_road import Visitor, walk
from tests.conftest import NOON
from tests.doors_world import Staff
from tests.test_house_rules import ROOMS

# What is kept in the clear beside the sealed texts, and why.
IN_THE_CLEAR = {
    "accounts_user.email": "signs in with it",
    "accounts_emailcode.address": "the code goes there; the row is swept away",
    "applications_application.postal_address": "letters go there",
    "applications_application.search_text": "the names of the household, which staff search",
    "applications_application.residence_address": "caseworkers compare it with the papers",
    "applications_person.surname": "caseworkers look for it; stands on every letter",
    "applications_person.given_name": "stands on every letter",
    "applications_person.patronymic": "stands on every letter",
    "applications_person.birth_date": "the rules count ages",
    "applications_person.email": "letters go there",
    "applications_home.address": "caseworkers compare it with the papers",
    "applications_home.evidence_reference": "caseworkers compare it with the papers",
    "applications_statuschange.reason": "the applicant's own words on withdrawing",
    "copies_copy.name": "the applicant knows the file by it",
    "outbox_letter.to": "the letter goes there",
    "outbox_letter.body": "a letter names whom it is about",
    "review_correctionitem.reply": "the applicant's own words to the caseworker",
}


@pytest.fixture
def broker() -> Iterator[None]:
    """Have messages wait in memory, whichever broker the suite runs with."""
    kept = app.conf.broker_url, app.conf.broker_transport_options
    app.conf.update(broker_url="memory://", broker_transport_options={})
    messages()
    yield
    app.conf.update(broker_url=kept[0], broker_transport_options=kept[1])


def messages() -> list[str]:
    """Take every message that waits for a worker."""
    taken = []
    with app.connection_for_read() as broker:
        waiting = broker.SimpleQueue(app.conf.task_default_queue)
        with suppress(Empty):
            while message := waiting.get(block=False):
                taken.append(f"{message.headers} {message.properties} {message.body}")
                message.ack()
        waiting.close()
    return taken


@pytest.fixture
def logs(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What all of ours say, and what the libraries warn of, as it is written."""
    caplog.handler.setFormatter(WithoutMessages("%(name)s %(message)s"))
    caplog.set_level(logging.WARNING)
    for room in ROOMS:
        caplog.set_level(logging.DEBUG, room)
    return caplog


def searched(visitor: Visitor, logs: pytest.LogCaptureFixture) -> dict[str, list[str]]:
    """Return the things found in each place where nothing personal may be."""
    letters = Letter.objects.values_list("subject", "about", "dedupe_key", "message_id", "kind")
    written = {
        "logs": [logs.text],
        "messages to workers": messages(),
        "addresses": visitor.addresses,
        "headers and cookies": visitor.headers,
        "the journal": [json.dumps(it, default=str) for it in Entry.objects.values()],
        "letters, but for their text": [str(letter) for letter in letters],
        "subjects of what was sent": [str(letter.subject) for letter in mail.outbox],
        "sessions": [json.dumps(it.get_decoded()) for it in Session.objects.all()],
        "the cache": cached(),
        "names of files": [str(path) for path in Path(portal.MEDIA_ROOT).rglob("*")],
    }
    return {where: things for where, texts in written.items() if (things := found(*texts))}


def cached() -> list[str]:
    """Return every key and value of the cache, which is kept pickled."""
    kept: dict[str, bytes] = getattr(caches["default"], "_cache", {})
    return [f"{key} {value.decode('utf-8', 'ignore')}" for key, value in kept.items()]


def columns_with_things() -> dict[str, list[str]]:
    """Return what is found in each column of our tables; of sessions see `searched`."""
    models = [it for it in apps.get_models() if it._meta.app_label in ROOMS]
    tables = {it._meta.db_table for it in models} - {"territories_place"}
    return {
        f"{table}.{column}": things
        for table in sorted(tables)
        for column, values in columns(table).items()
        if (things := found(*map(str, values)))
    }


def columns(table: str) -> dict[str, tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
        names = [column[0] for column in cursor.description]
        return dict(zip(names, zip(*cursor.fetchall(), strict=True), strict=False))


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("broker")
def test_nothing_personal_is_where_it_may_not_be(
    staff: Staff, gazetteer: Gazetteer, logs: pytest.LogCaptureFixture
) -> None:
    visitor = Visitor()

    walk(visitor, staff("caseworker"))

    assert Application.objects.get().status == "withdrawn"
    assert set(found(*visitor.pages)) == set(THINGS) - NOT_SHOWN
    assert searched(visitor, logs) == {}
    assert set(columns_with_things()) == set(IN_THE_CLEAR)


# Controls ----------------------------------------------------------------------------------------

SURNAME = "Зюквенко"


def write_to_log(_: Visitor) -> None:
    logging.getLogger("drafts.services").debug("saved %s", SURNAME)


def send_to_worker(_: Visitor) -> None:
    app.send_task("anything", kwargs={"name": SURNAME})


def visit(visitor: Visitor) -> None:
    visitor.get(f"/places/?q={SURNAME}")


def set_cookie(visitor: Visitor) -> None:
    cookie = base64.b64encode(json.dumps({"name": SURNAME}).encode()).decode()
    visitor.headers.append(f"Set-Cookie: kept={cookie}")


@transaction.atomic
def enter_in_journal(_: Visitor) -> None:
    facts = {"name": SURNAME}
    record("application.submitted", subject="application:1", by=None, at=NOON, facts=facts)


def name_in_subject(_: Visitor) -> None:
    subject = f"Заява: {SURNAME}"
    queue("receipt", to="a@b.c", subject=subject, body="", dedupe_key="1", at=NOON, about="a:1")


def keep_in_session(visitor: Visitor) -> None:
    session = visitor.browser.session
    session["name"] = SURNAME
    session.save()


def keep_in_cache(_: Visitor) -> None:
    cache.set("name", SURNAME)


def name_a_file(_: Visitor) -> None:
    default_storage.save(f"{SURNAME}.pdf", ContentFile(b""))


PLANTED: dict[str, list[Callable[[Visitor], object]]] = {
    "logs": [write_to_log],
    "messages to workers": [send_to_worker],
    "addresses": [visit],
    "headers and cookies": [set_cookie],
    "the journal": [enter_in_journal],
    "letters, but for their text": [name_in_subject],
    "sessions": [keep_in_session],
    "the cache": [keep_in_cache],
    "names of files": [name_a_file],
}


@pytest.mark.django_db
@pytest.mark.usefixtures("broker", "gazetteer")
@pytest.mark.parametrize(
    ("where", "plant"),
    [(where, plant) for where, plants in PLANTED.items() for plant in plants],
    ids=lambda it: it if isinstance(it, str) else it.__name__,
)
def test_a_name_that_is_let_out_is_found(
    where: str, plant: Callable[[Visitor], object], logs: pytest.LogCaptureFixture
) -> None:
    visitor = Visitor()

    plant(visitor)

    assert where in searched(visitor, logs)
    cache.clear()


@pytest.mark.django_db
def test_a_column_that_is_not_sealed_is_found(gazetteer: Gazetteer) -> None:
    draft = services.start(User.objects.create_user("a"), language="uk", at=NOON)

    draft.parts.update(sealed=json.dumps({"surname": SURNAME}))

    assert columns_with_things() == {"drafts_part.sealed": ["the applicant's names"]}
