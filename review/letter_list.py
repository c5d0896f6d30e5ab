"""The list of letters: what waits for a person first, each with the number it is about."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from outbox.models import Letter
from outbox.state import DEAD, ON_PAPER, State
from review.lock import subject_of

ABOUT = "application:"


class Letters(ChangeList):
    """Reads the numbers of the applications of one page in one query."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        letters: list[Any] = list(self.result_list)
        numbers = numbers_of(letters)
        for letter in letters:
            letter.number = numbers.get(letter.about, "–")
        self.result_list = letters


def numbers_of(letters: list[Letter]) -> dict[str, str]:
    """Return the numbers of the applications that letters are about, by `about`. One query."""
    keys = {
        int(letter.about.removeprefix(ABOUT)) for letter in letters if is_about_application(letter)
    }
    rows = Application.objects.filter(pk__in=keys).values_list("pk", "number")
    return {subject_of(pk): number for pk, number in rows}


def is_about_application(letter: Letter) -> bool:
    return letter.about.startswith(ABOUT) and letter.about.removeprefix(ABOUT).isdecimal()


class Waits(admin.SimpleListFilter):
    """Which letters are asked for; by default all."""

    title = _("what to do")
    parameter_name = "waits"

    STATES: dict[str, tuple[State, ...]] = {
        "person": DEAD,
        "paper": ON_PAPER,
        "queue": (State.QUEUED, State.SENDING),
        "gone": (State.SENT, State.POSTED),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("person", _("Did not go out: decide what to do")),
            ("paper", _("To be printed or posted")),
            ("queue", _("Go out by themselves")),
            ("gone", _("Went out")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        states = self.STATES.get(self.value() or "")
        return queryset.filter(state__in=states) if states else queryset
