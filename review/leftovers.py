"""Printed decisions and extracts whose transaction was never over, since a process died in it."""

from datetime import datetime
from functools import partial
from typing import Any

from printing import files
from review.printed import TEMPLATE_OF


def sweep(*, at: datetime) -> int:
    """Delete the files that no decision and no extract names; return how many."""
    return sum(
        files.sweep(template.folder, partial(named, model), at=at)
        for model, template in TEMPLATE_OF.items()
    )


def named(model: type[Any], names: set[str]) -> set[str]:
    return set(model.objects.filter(pdf_name__in=names).values_list("pdf_name", flat=True))
