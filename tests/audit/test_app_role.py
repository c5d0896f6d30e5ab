"""The portal's own role in PostgreSQL can do its work, and cannot touch what stands."""

from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from accounts.models import User
from audit.services import verify
from review import services
from tests.review.builders import MONDAY, proposed, submitted

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]

ROLE = "portal_app_under_test"  # roles are of the whole server, so it goes with the transaction
URL = f"postgresql://{ROLE}:secret@127.0.0.1/portal"
KEPT = (
    "audit_entry", "applications_statuschange", "applications_clockentry",
    "applications_submission", "applications_revision", "leases_leasechange", "leases_rentperiod",
    "review_appeal", "review_appealcopy", "review_conflictstatement", "review_decision",
    "review_note", "review_protocol", "review_recordeddetermination", "review_vote",
)  # fmt: skip
ON_EACH = (
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "ALTER TABLE {table} ADD COLUMN more int",
    "DROP TABLE {table} CASCADE",
    "CREATE TRIGGER mine BEFORE INSERT ON {table} EXECUTE FUNCTION audit_entry_is_only_added()",
)
AROUND = (
    "SET session_replication_role = replica",
    "DROP TRIGGER audit_entry_is_only_added ON audit_entry",
    "DROP FUNCTION audit_entry_is_only_added() CASCADE",
    "ALTER FUNCTION audit_entry_is_only_added() RENAME TO other",
    "CREATE TABLE public.mine (id int)",
    "DELETE FROM audit_head",
    "UPDATE audit_opening SET salt_sealed = ''",
    "DELETE FROM leases_lease",
    "TRUNCATE leases_lease CASCADE",
    "DELETE FROM applications_application",
    "INSERT INTO auth_group (name) VALUES ('other')",
    "DELETE FROM auth_group_permissions",
    f"ALTER ROLE {ROLE} SUPERUSER",
)


@pytest.fixture
def granted(settings: Any) -> None:
    settings.APP_DATABASE_URL = URL
    call_command("grant_roles", stdout=StringIO())


@pytest.fixture
def as_the_app(granted: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLE}")
        yield
        cursor.execute("RESET ROLE")


def attempt(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("statement", ON_EACH)
def test_the_app_cannot_touch_what_is_kept(as_the_app: None, statement: str) -> None:
    for table in KEPT:
        column = "seq" if table == "audit_entry" else "id"
        with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
            attempt(statement.format(table=table, column=column))


def test_nor_can_it_get_around(as_the_app: None) -> None:
    for statement in AROUND:
        with pytest.raises(ProgrammingError, match=r"permission denied|must be|Only roles"):
            attempt(statement)


def test_the_app_takes_an_application_down_the_road(
    granted: None, staff: Callable[..., User]
) -> None:
    caseworker, decision_maker = staff("caseworker"), staff("decision_maker")
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLE}")
        try:
            application = submitted()
            proposed(application, caseworker)
            services.decide(application.pk, text="Так.", by=decision_maker, at=MONDAY)
        finally:
            cursor.execute("RESET ROLE")

    assert isinstance(verify(), int)


def test_granting_again_changes_nothing_and_takes_back_what_was_given_besides(
    granted: None,
) -> None:
    before = privileges()
    attempt(f"GRANT ALL ON audit_entry TO {ROLE}")
    assert privileges() != before, "control"

    call_command("grant_roles", stdout=StringIO())

    assert privileges() == before


def privileges() -> set[Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
            " WHERE grantee = %s",
            [ROLE],
        )
        return set(cursor.fetchall())


def test_a_role_that_may_everything_is_refused(settings: Any) -> None:
    settings.APP_DATABASE_URL = URL
    attempt(f"CREATE ROLE {ROLE} LOGIN SUPERUSER")

    with pytest.raises(CommandError, match="superuser"):
        call_command("grant_roles")


@pytest.mark.parametrize("role", ["", "//", None], ids=["none", "unnamed", "the migrator's own"])
def test_the_migrator_is_not_the_app(settings: Any, role: str | None) -> None:
    own = f"postgresql://{connection.settings_dict['USER']}@127.0.0.1/portal"
    settings.APP_DATABASE_URL = own if role is None else role

    with pytest.raises(CommandError, match="APP_DATABASE_URL"):
        call_command("grant_roles")


# Whether the portal works in that role ------------------------------------------------------------


def checked(capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Return how the check ends and what it says."""
    code = 0
    try:
        call_command("check_role")
    except SystemExit as end:
        code = int(str(end.code))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_an_installation_of_one_role_becomes_one_of_two(
    settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """The way of docs/two-roles.md: the role there is stays the migrator, a new one is the app."""
    code, _, told = checked(capsys)
    assert code == 1, "control: the owner may everything"
    assert "audit_entry: may DELETE, REFERENCES, TRIGGER, TRUNCATE, UPDATE, and should not" in told

    settings.APP_DATABASE_URL = URL
    call_command("grant_roles", stdout=StringIO())
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLE}")
        code, said, told = checked(capsys)
        cursor.execute("RESET ROLE")

    assert (code, told) == (0, "")
    assert said.startswith(f"{ROLE}: ")
    assert said.endswith(" 0 differences\n")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("GRANT UPDATE ON review_appeal TO {role}", "review_appeal: may UPDATE, and should not"),
        ("REVOKE INSERT ON outbox_letter FROM {role}", "outbox_letter: may not INSERT, and needs"),
        ("CREATE TABLE later_new (id int)", "later_new: may not INSERT, SELECT, UPDATE"),
    ],
    ids=["given besides", "taken away", "a table of a later release"],
)
def test_the_check_names_what_differs(
    statement: str, said: str, granted: None, capsys: pytest.CaptureFixture[str]
) -> None:
    attempt(statement.format(role=ROLE))
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLE}")
        code, _, told = checked(capsys)
        cursor.execute("RESET ROLE")

    assert code == 1
    assert told.startswith(said)
