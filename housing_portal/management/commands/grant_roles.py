"""`manage.py grant_roles`: give the app's role in PostgreSQL what it needs; after `migrate`."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from psycopg2 import extensions

from housing_portal import database_roles

NOT_HERE = "Roles are PostgreSQL's: set DATABASE_URL to it, as the migrator."
NO_ROLE = "APP_DATABASE_URL names no role, or the one you are: the migrator owns the tables."
PRIVILEGED = "The role %s may more than the app should: it is a superuser, or owns a table."
MAY_MORE = """
    SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %(role)s
                   AND (rolsuper OR rolcreaterole OR rolreplication OR rolbypassrls))
        OR EXISTS (SELECT FROM pg_tables WHERE tableowner = %(role)s AND schemaname = 'public')
    """


class Command(BaseCommand):
    help = (
        "Run as the migrator (DATABASE_URL): make the role of APP_DATABASE_URL where there is none,"
        " and leave it with exactly what the portal needs."
    )

    def handle(self, **_: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError(NOT_HERE)
        role, password = role_of(settings.APP_DATABASE_URL)
        with transaction.atomic(), connection.cursor() as cursor:
            self.make(cursor, role, password)
            cursor.execute(MAY_MORE, {"role": role})
            if cursor.fetchone() != (False,):
                raise CommandError(PRIVILEGED % role)
            tables = connection.introspection.table_names(cursor)
            for statement in database_roles.grants(role, tables):
                cursor.execute(statement)
        self.stdout.write(f"{role}: {len(tables)} tables")

    def make(self, cursor: Any, role: str, password: str) -> None:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
        is_there = cursor.fetchone() is not None
        if is_there and not password:
            return
        hashed = extensions.encrypt_password(
            password, role, scope=connection.connection, algorithm="scram-sha-256"
        )
        write = database_roles.change_password if is_there else database_roles.make
        cursor.execute(write(role, hashed))


def role_of(url: str) -> tuple[str, str]:
    """Return name and password in a database URL. Raises CommandError for the migrator's own."""
    parts = urlsplit(url)
    role = unquote(parts.username or "")
    if not role or role == connection.settings_dict["USER"]:
        raise CommandError(NO_ROLE)
    return role, unquote(parts.password or "")
