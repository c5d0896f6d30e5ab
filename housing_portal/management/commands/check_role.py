"""`manage.py check_role`: does the role the portal works in fit what it needs?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from housing_portal import database_roles

NOT_HERE = (
    "Roles are PostgreSQL's: set DATABASE_URL to it, as the web server and the workers have it."
)


class Command(BaseCommand):
    help = "Run as the portal (its own DATABASE_URL): hold what its role may against what it needs."

    def handle(self, **_: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError(NOT_HERE)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            (role,) = cursor.fetchone()
            cursor.execute(database_roles.HELD, [list(database_roles.EVERY)])
            tables = cursor.fetchall()
        wrong = [line for table, held in tables for line in database_roles.differing(table, held)]
        for line in wrong:
            self.stderr.write(line)
        self.stdout.write(f"{role}: {len(tables)} tables, {len(wrong)} differences")
        if wrong:
            sys.exit(1)
