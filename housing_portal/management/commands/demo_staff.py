from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts.roles import Role
from housing_portal.demonstration import require_embedded
from housing_portal.demonstration.staff import with_password


class Command(BaseCommand):
    help = "Give every role an account with a fresh password, and print them; for demonstration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="in spite of DATABASE_URL")

    def handle(self, *, force: bool, **_: Any) -> None:
        require_embedded(is_forced=force)
        self.stdout.write("Staff accounts, with passwords made for this start:")
        for role in Role:
            user, password = with_password(role)
            self.stdout.write(f"  {user.username:20}{password}  {user.get_full_name()}")
        self.stdout.write(
            "Each adds an authenticator app at the first sign-in. Without a phone at hand:\n"
            "  .venv/bin/python manage.py show_code   (asks for the key under the QR code)"
        )
