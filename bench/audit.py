# ruff: noqa: PLC0415  # models can be imported only when Django is set up
"""How fast a chain is verified: by the portal where it stands, and by the tool from an export."""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench import databases
from bench.figures import ROOT, Figure, say

ENTRIES = 10_000


def here() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_portal.settings")
    with databases.made_for("audit"):
        from django.db import connection

        say("audit", *rates(connection.vendor))


def rates(vendor: str) -> list[Figure]:
    from django.db import transaction
    from django.utils import timezone

    from audit.export import lines
    from audit.models import Head
    from audit.services import record, verify

    at = timezone.now()
    began = perf_counter()
    with transaction.atomic():
        for number in range(ENTRIES):
            record("act", subject=f"application:{number}", by=None, at=at, facts={"n": number})
    added = perf_counter() - began
    began = perf_counter()
    if verify() != ENTRIES:
        raise SystemExit("the chain that was just written does not verify")
    verified = perf_counter() - began
    with TemporaryDirectory() as folder:
        export = Path(folder, "audit.jsonl")
        export.write_text("".join(f"{each}\n" for each in lines(anchors=(), at=at)), "utf-8")
        own = export.with_name("anchors")
        own.write_text(json.dumps({"seq": ENTRIES, "hash": Head.objects.get().hash}))
        began = perf_counter()
        subprocess.run(
            [sys.executable, "tools/verify_audit.py", "--json", export, "--anchors", own],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        alone = perf_counter() - began
    return [
        Figure(f"added on {vendor}, in one transaction", ENTRIES / added, "rows/s"),
        Figure(f"verified on {vendor}", ENTRIES / verified, "rows/s"),
        Figure(f"verified from an export ({vendor})", ENTRIES / alone, "rows/s"),
    ]


if __name__ == "__main__":
    here() if "--here" in sys.argv else databases.on_each("bench.audit")
