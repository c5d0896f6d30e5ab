from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from territories.models import Edition


class Command(BaseCommand):
    help = "Migrate, give the roles their permissions, load the sample where no list is loaded."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write("Preparing the database")
        call_command("migrate", verbosity=0)
        call_command("create_roles")
        if not Edition.objects.exists():
            self.stdout.write("Loading the sample of places and territories")
            call_command("load_sample", stdout=StringIO())
