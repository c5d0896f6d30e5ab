"""Ships our own text of the lease under Resolution 814, an approved version with its reading copy.

The files beside it never change once released: a lease pins their hash, which is written here.
Not elidable: squashing must keep the row.
"""

import hashlib
from pathlib import Path

from django.db import migrations

PROGRAMME, NUMBER, LAYOUT = "resolution-814", 2, "1"
TEXTS = Path(__file__).resolve().parents[1] / "texts"
SHA256 = "6bffa4bb8578f8c9dce300802b66e97100fcb8886786afc2e519be8f0ca669e9"


class TextAltered(Exception):
    """A file of the release is not the one this migration was written for."""


def ship(apps, schema_editor):
    text, reading = (
        (TEXTS / f"{PROGRAMME}-{NUMBER}.{language}.txt").read_text(encoding="utf-8")
        for language in ("uk", "en")
    )
    parts = (f"{PROGRAMME}/{NUMBER}", LAYOUT, text, reading)
    sha256 = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    if sha256 != SHA256:
        raise TextAltered(sha256)
    apps.get_model("wording", "Wording").objects.create(
        programme=PROGRAMME,
        number=NUMBER,
        layout=LAYOUT,
        text=text,
        reading=reading,
        sha256=sha256,
    )


class Migration(migrations.Migration):
    dependencies = [("wording", "0001_initial")]

    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
