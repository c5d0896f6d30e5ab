import sys
from typing import Any

from django.core.management.base import BaseCommand

from accounts import services


class Command(BaseCommand):
    help = "Give every role exactly the permissions of accounts/roles.py. Run after migrate."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            services.create_roles()
        except services.NoSuchPermissions as absent:
            for codename in absent.codenames:
                self.stderr.write(f"{codename}: немає такого дозволу / no such permission")
            sys.exit(1)
