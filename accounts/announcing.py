"""Whoever oversees learns by letter who was given a deciding role, or lost one (decision 0173)."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import User
from accounts.roles import DECIDING, Role
from outbox.services import queue

TOLD = (Role.DECISION_MAKER, Role.AUDITOR, Role.ADMINISTRATOR)
SUBJECT = "Зміна ролей працівника / Roles of a member of staff changed"


def announce(
    user: User, *, before: Iterable[str], after: Iterable[str], by: User, at: datetime
) -> int:
    """Queue a letter on each deciding role given or taken to all who oversee; return how many."""
    given, taken = set(after) - set(before), set(before) - set(after)
    if not (given | taken) & DECIDING:
        return 0
    body = "\n— — —\n\n".join(
        letter(language, user, given & DECIDING, taken & DECIDING, by) for language in ("uk", "en")
    )
    key, about = f"roles:{user.pk}:{at.isoformat()}", f"user:{user.pk}"
    letters = [
        queue(
            "roles",
            to=reader.email,
            subject=SUBJECT,
            body=body,
            dedupe_key=f"{key}:{reader.pk}",
            at=at,
            about=about,
        )
        for reader in overseers().exclude(pk__in=[user.pk, by.pk])
    ]
    return len(letters)


def overseers() -> QuerySet[User]:
    of_role = Q(groups__name__in=TOLD) | Q(is_superuser=True)
    return User.objects.filter(of_role, is_active=True, is_staff=True).distinct().order_by("pk")


def letter(language: str, user: User, given: set[str], taken: set[str], by: User) -> str:
    with translation.override(language):
        told = {
            "account": user.get_username(),
            "by": by.get_username(),
            "given": [Role(each).label for each in Role if each in given],
            "taken": [Role(each).label for each in Role if each in taken],
            "site": settings.SITE_URL,
        }
        return render_to_string(f"accounts/letters/roles.{language}.txt", told)
