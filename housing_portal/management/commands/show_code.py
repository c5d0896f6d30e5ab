import sys
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import totp


class Command(BaseCommand):
    help = "Show the code of a key, as an authenticator app would; it knows and stores nothing."

    def handle(self, **_: Any) -> None:
        typed = getpass("The key under the QR code: ") if sys.stdin.isatty() else sys.stdin.read()
        try:
            key = "".join(typed.split()).upper()
            self.stdout.write(totp.code(key, totp.step_of(timezone.now())))
        except ValueError:
            raise CommandError("This is no key: it has 32 letters and digits.") from None
