"""What a correction calls the papers that were brought, so that one can be asked for anew."""

from applications.models import Document
from review.askable import PAPER, Asked, asked
from review.dossier import Dossier


def path_of(document: Document, dossier: Dossier) -> str:
    """Name a paper as a correction does: about a home, or about a person."""
    home = next((each.ref for each in dossier.homes if each.pk == document.home_id), None)
    ref = home or (document.person.ref if document.person else dossier.applicant.ref)
    return Asked(PAPER, ref, document.paper).path


def brought(dossier: Dossier) -> list[Asked]:
    """Return the papers that were brought, each kind about each person or home once."""
    paths = dict.fromkeys(path_of(each, dossier) for each in dossier.documents)
    return [asked(path) for path in paths]
