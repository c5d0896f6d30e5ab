"""The papers of before keep their files: each becomes a copy that waits to be checked."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings


def test_a_paper_of_before_hands_its_file_to_a_copy(tmp_path: Path) -> None:
    given = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}

    said = subprocess.run(
        [sys.executable, "-m", "tests.copies.before_copies"],
        cwd=settings.BASE_DIR,
        env={
            **given,
            "DJANGO_SETTINGS_MODULE": "housing_portal.settings",
            "VAR_DIR": str(tmp_path),
        },
        stdout=subprocess.PIPE,
        check=True,
    )

    assert json.loads(said.stdout) == {
        "paper": "other",
        "position": 0,
        "name": "довідка.pdf",
        "stored_name": "documents/abc",
        "sha256": "ab" * 32,
        "stored_sha256": "ab" * 32,
        "size": 7,
        "state": "waiting",
        "kind": "",
        "is_due": True,
    }
