"""The letters of a re-rating: of the new rent, of one that stays, that it stays after all."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from leases.rents import rent_on
from leases.shown import total_area
from leases.snapshot import figure
from leases.words import in_figures
from rent.formula import monthly_rent
from rerating.models import ObjectionAnswer, RentChange, Rerating
from rerating.preview import rooms
from review.letters import send

NOTICE = {"uk": "Нова плата за житло", "en": "A new rent for your dwelling"}
ANSWERED = {
    "uk": "Відповідь на Ваше заперечення щодо плати",
    "en": "An answer to your objection to the rent",
}
STAYS = {"uk": "Плата за житло не змінюється", "en": "Your rent stays as it is"}


def queue_notice(change: RentChange, rerating: Rerating, *, at: datetime) -> None:
    """Say what the rent was and will be, from which day, how it follows, and how to object.

    Clause 5.5 of the lease owes the letter to whose rent stays as well (docs/decisions/0170).
    """
    lease = change.lease
    stays = change.keeps_amount
    statement = monthly_rent(total_area(lease), rooms(lease), rerating.tariff.tariff())
    facts = {
        "product": " × ".join(figure(factor.value) for factor in statement.factors),
        "exact": figure(statement.exact),
        "source": rerating.tariff.source,
        "stays": stays,
    }
    subjects = STAYS if stays else NOTICE
    queue("rent_notice", change, rerating, subjects, key_of(change), facts, at)


def queue_taken_back(change: RentChange, rerating: Rerating, *, at: datetime) -> bool:
    """Say that a new rent that was announced does not come; tell whether there was that to say.

    Not where the amount holds all the same: it never changed, or came by another way.
    """
    key = f"rent_notice_taken_back:{change.pk}"
    stays = rent_on(change.lease, rerating.effective_on)
    if stays.monthly_rent == change.new_rent:
        return False
    facts = {"old": in_figures(stays.monthly_rent)}
    queue("rent_stays", change, rerating, STAYS, key, facts, at)
    return True


def queue_answer(
    change: RentChange,
    rerating: Rerating,
    answer: ObjectionAnswer,
    *,
    from_day: date | None,
    at: datetime,
) -> None:
    """Say whether an objection was upheld, and why; what the rent is, and from which day.

    `from_day` is None where the lease ends before the new rent would begin.
    """
    stays = rent_on(change.lease, rerating.effective_on)
    facts = {
        "is_upheld": answer.is_upheld,
        "reasons": answer.reasons,
        "made_on": answer.objection.made_on,
        "from_day": from_day,
        "old": in_figures(stays.monthly_rent),
    }
    key = f"objection_answered:{answer.objection_id}"
    queue("objection_answered", change, rerating, ANSWERED, key, facts, at)


def key_of(change: RentChange) -> str:
    """Return what makes the notice to one household one letter."""
    return f"rent_notice:{change.pk}"


def queue(
    template: str,
    change: RentChange,
    rerating: Rerating,
    subjects: dict[str, str],
    key: str,
    facts: dict[str, Any],
    at: datetime,
) -> None:
    lease, application = change.lease, change.lease.application
    language = application.language
    context = {
        "lease": lease,
        "rerating": rerating,
        "old": in_figures(change.before.monthly_rent) if change.before else "",
        "new": in_figures(change.new_rent) if change.new_rent else "",
        "link": link_to(application.number) if application.owner_id else "",
        **facts,
    }
    body = render_to_string(f"rerating/letters/{template}.{language}.txt", context)
    send("rent_notice", application, subjects[language], body, key, at=at)


def link_to(number: str) -> str:
    return settings.SITE_URL + reverse("status", args=[number])
