"""`manage.py sweep`: run the jobs of the clock once, for where cron or systemd is the clock."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from housing_portal import jobs


class Command(BaseCommand):
    help = (
        "Run jobs of the clock once, each safe to run twice, late and beside the workers. Without "
        "a name, all of them: a cron line of every five minutes replaces Celery and Redis."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("jobs", nargs="*", metavar="job", help=", ".join(jobs.scheduled()))

    def handle(self, *_args: Any, **options: Any) -> None:
        if unknown := set(options["jobs"]) - set(jobs.scheduled()):
            raise CommandError(f"There is no job {', '.join(sorted(unknown))}.")
        for name in options["jobs"] or jobs.scheduled():
            jobs.run(name)
            self.stdout.write(name)
