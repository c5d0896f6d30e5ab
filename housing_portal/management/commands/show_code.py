from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import totp


class Command(BaseCommand):
    help = "Show the code of a key, as an authenticator app would; it knows and stores nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", nargs="+", help="the key under the QR code")

    def handle(self, *, key: list[str], **_: Any) -> None:
        try:
            self.stdout.write(totp.code("".join(key).upper(), totp.step_of(timezone.now())))
        except ValueError:
            raise CommandError("This is no key: it has 32 letters and digits.") from None
