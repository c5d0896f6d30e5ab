"""What the rules say of a draft as it stands. It informs; a person decides."""

from datetime import datetime

from applications.assessing import assess
from applications.outcome import Told, told
from applications.package_reader import read_value
from drafts.answers import Written, document
from refusals.refused import Refused


def rules_said(written: Written, *, at: datetime) -> Told | None:
    """Word the determination as if it were submitted now; None while an answer is refused."""
    try:
        package = read_value(document(written, received_at=at))
        return told(assess(package, places=written.places))
    except Refused:
        return None
