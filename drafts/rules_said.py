"""What the rules say of a draft as it stands. It informs; a person decides."""

from datetime import datetime

from applications.assessing import assess
from applications.outcome import Told, told
from applications.package_reader import read_value
from drafts.answers import Written, document
from refusals.refused import Refused
from territories.gazetteer import Gazetteer


def rules_said(written: Written, *, at: datetime, places: Gazetteer) -> Told | None:
    """Word the determination as if it were submitted now; None while an answer is refused."""
    try:
        return told(assess(read_value(document(written, received_at=at)), places=places))
    except Refused:
        return None
