"""What the rules say of the proven facts, and the record of it that a decision rests on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from applications.documents import hashes_of
from applications.models import Application, Document, Verdict
from applications.selectors import determination_of
from eligibility.determination import Determination
from review.models import RecordedDetermination
from review.replay import plain
from territories import gazetteer


@dataclass(frozen=True, slots=True)
class Determined:
    """A determination on the verified basis, its document, and the lists it was made with."""

    determination: Determination
    document: dict[str, Any]
    edition: str

    @property
    def sha256(self) -> str:
        return str(self.document["sha256"])

    def clauses(self, value: str) -> list[str]:
        """Return the ids of the clauses with that value."""
        return [clause["id"] for clause in self.document["clauses"] if clause["value"] == value]


def verified_determination(application: Application) -> Determined:
    """Apply the rules to what accepted papers prove."""
    places = gazetteer.current()
    determination = determination_of(application, "verified", places)
    return Determined(determination, determination.as_document(), places.edition)


def recorded(application: Application, found: Determined, *, at: datetime) -> RecordedDetermination:
    """Keep a determination with the facts and accepted papers it was made of."""
    case = found.determination.case
    return RecordedDetermination.objects.create(
        application=application,
        basis=case.basis,
        as_of=case.as_of,
        ruleset=found.determination.terms.id,
        territories_edition=found.edition,
        calendar_version=application.calendar_version,
        case={"facts": plain(case), "accepted": accepted_papers(application)},
        document=found.document,
        sha256=found.sha256,
        at=at,
    )


def accepted_papers(application: Application) -> list[dict[str, Any]]:
    accepted = Document.objects.filter(application=application, verdict=Verdict.ACCEPTED)
    return [
        {
            "document": document.pk,
            "paper": document.paper,
            "person": document.person.ref if document.person else None,
            "sha256": hashes_of(document),
        }
        for document in accepted.select_related("person").order_by("position")
    ]
