"""The pages of the check, in order, and the way from one to the next.

Nothing is stored: what was answered travels in every POST, and each page carries the others'.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guide.forms.check import (
    YES,
    HomeForm,
    HouseholdForm,
    HousingForm,
    ResidenceForm,
    StatusesForm,
    StepForm,
    YouForm,
)

MOST_HOMES = 10
ENDS = ("", "_code", "_for")  # of the names that a field for a place posts under


@dataclass(frozen=True, slots=True)
class Step:
    """One page; `number` tells homes apart."""

    slug: str
    title: "str | Promise"
    form: type[StepForm]

    @property
    def prefix(self) -> str | None:
        return self.slug if self.form is HomeForm else None

    def bound(self, data: QueryDict) -> StepForm:
        return self.form(data, prefix=self.prefix)

    def filled(self, data: QueryDict) -> StepForm:
        """Return the form with what was answered before, not yet judged."""
        blank = self.form(prefix=self.prefix)
        said = {
            name: field.widget.value_from_datadict(data, {}, blank.add_prefix(name))
            for name, field in blank.fields.items()
        }
        return self.form(prefix=self.prefix, initial=said)

    def names(self) -> Iterator[str]:
        """Yield the names its answers are posted under."""
        before = f"{self.prefix}-" if self.prefix else ""
        yield from (before + name + end for name in self.form.base_fields for end in ENDS)


STEPS = (
    Step("you", _("About you"), YouForm),
    Step("residence", _("Where you lived before you had to leave"), ResidenceForm),
    Step("household", _("Who will live with you"), HouseholdForm),
    Step("statuses", _("Statuses and circumstances"), StatusesForm),
    Step("housing", _("Homes you own"), HousingForm),
)


def asked(data: QueryDict) -> list[Step]:
    """Return the pages that are asked: one for each home that is said to be owned."""
    homes: list[Step] = []
    if data.get("owns") == YES:
        homes.append(home(1))
        while data.get(f"{homes[-1].slug}-more") == YES and len(homes) < MOST_HOMES:
            homes.append(home(len(homes) + 1))
    return [*STEPS, *homes]


def home(number: int) -> Step:
    title = _("A home you own") if number == 1 else _("Another home you own")
    return Step(f"home{number}", title, HomeForm)


def carried(data: QueryDict, *, besides: Step | None = None) -> list[tuple[str, str]]:
    """Return what was answered on the pages asked, less those of one, as hidden fields."""
    names = {name for step in asked(data) if step != besides for name in step.names()}
    return [(name, value) for name, values in data.lists() if name in names for value in values]


def answers(data: QueryDict) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the cleaned answers of all pages, and those of each home. All forms are valid."""
    given: dict[str, Any] = {}
    homes = []
    for step in asked(data):
        form = step.bound(data)
        assert form.is_valid()
        if step.form is HomeForm:
            homes.append(form.cleaned_data)
        else:
            given |= form.cleaned_data
    return given, homes
