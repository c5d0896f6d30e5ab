"""`manage.py changepassword`: Django's own, and the password counts as given (decision 0127)."""

import getpass
from typing import Any

from django.contrib.auth.management.commands import changepassword
from django.utils import timezone

from accounts import passwords
from accounts.models import User


class Command(changepassword.Command):
    """Whoever types a password at the machine knows it: its holder chooses another first."""

    help = "Set a password that its holder replaces at the next sign-in."

    def handle(self, *args: Any, **options: Any) -> str | None:
        done: str | None = super().handle(*args, **options)
        user = User.objects.get(username=options["username"] or getpass.getuser())
        passwords.give_at_the_machine(user, at=timezone.now())
        return done
