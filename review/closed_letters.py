"""Letters about an application are closed to whoever stated a conflict of interest in it."""

from collections.abc import Iterable

from accounts.models import User
from outbox.models import Letter
from review.impartiality import ClosedByConflict
from review.lock import subject_of
from review.models import ConflictStatement


def require_open(letters: Iterable[Letter], user: User) -> None:
    """Raise ClosedByConflict if one of these is about an application closed to the user.

    One query.
    """
    subjects = {letter.about for letter in letters}
    stated = ConflictStatement.objects.filter(by=user.pk, has_conflict=True)
    for statement in stated.select_related("application"):
        if subject_of(statement.application_id) in subjects:
            raise ClosedByConflict(statement.application)
