"""`manage.py rerate`: look at a new rent for leases in force, prepare it, or apply what is due."""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from rerating import services
from rerating.access import PREPARE
from rerating.applying import would_apply
from rerating.explained import REFUSALS, explained
from rerating.preview import Preview, percent, preview


class Command(BaseCommand):
    help = (
        "Without --on: give every lease whose day has come its new rent. With --on: prepare a"
        " re-rating from that day, in the name of --by; another person approves it on its page."
        " With --dry-run either is only told, as JSON, and nothing is written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="first day of the new rent")
        parser.add_argument("--by", help="user name of the lease clerk who prepares it")
        parser.add_argument("--dry-run", action="store_true", help="tell, and write nothing")

    def handle(self, *, on: date | None, by: str | None, dry_run: bool, **_: Any) -> None:
        try:
            told = self.of_a_day(on, by, dry_run=dry_run) if on else self.of_today(dry_run=dry_run)
        except REFUSALS as refused:
            raise CommandError(explained(refused)) from None
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))

    def of_today(self, *, dry_run: bool) -> dict[str, Any]:
        at = timezone.now()
        if not dry_run:
            return {"applied": services.apply_due(at=at)}
        return {
            "would_apply": [
                {
                    "lease": change.lease.number,
                    "new": str(change.new_rent),
                    "left_out": why.value if why else None,
                }
                for change, why in would_apply(at=at)
            ]
        }

    def of_a_day(self, on: date, by: str | None, *, dry_run: bool) -> dict[str, Any]:
        if dry_run:
            return told(preview(on))
        clerk = User.objects.filter(username=by or "", is_active=True).first()
        if clerk is None or not clerk.has_perm(PREPARE):
            raise CommandError("--by names somebody who may prepare a re-rating")
        rerating = services.prepare(effective_on=on, by=clerk, at=timezone.now())
        return {"prepared": rerating.pk}


def told(found: Preview) -> dict[str, Any]:
    """Return a preview as JSON can say it: numbers of leases and amounts, no names."""
    return {
        "effective_on": found.effective_on.isoformat(),
        "tariff": found.tariff.name,
        "old": str(found.old),
        "new": str(found.new),
        "settled": found.settled,
        "leases": [
            {
                "lease": each.lease.number,
                "old": str(each.old),
                "new": str(each.new),
                "percent": str(percent(each.old, each.new)),
            }
            for each in found.changes
        ],
        "left_out": [
            {"lease": each.lease.number, "why": each.why.value if each.why else None}
            for each in found.left_out
        ],
    }
