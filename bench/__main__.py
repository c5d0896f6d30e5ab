"""Measure everything: `python -m bench`, or `make bench`. Some minutes; nothing else should run."""

import subprocess
import sys

from bench.figures import KEPT, ROOT, machine

PARTS = (
    ["-m", "bench.assess"],
    ["-m", "bench.places"],
    ["-m", "bench.pages"],
    ["-m", "bench.submit"],
    ["-m", "bench.audit"],
    ["-m", "bench.queue"],
    ["-m", "bench.leases"],
    ["-m", "bench.batch"],
)

if __name__ == "__main__":
    print(f"machine: {machine()['processor']}, {machine()['cores']} cores", flush=True)
    failed = [
        part
        for part in PARTS
        if subprocess.run([sys.executable, *part], cwd=ROOT, check=False).returncode
    ]
    print(f"kept in {KEPT.relative_to(ROOT)}")
    sys.exit(bool(failed))
