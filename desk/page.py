"""The page of one paper form: its cards, what is wrong in them, and the package they amount to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from applications.package import Package
from applications.package_reader import read_value
from applications.papers import PAPERS
from applications.vocabulary import FORMAT, PROGRAMMES
from copies.models import Copy
from desk import typed as typing
from desk.faults import Fault, faults_of, place_refusals
from desk.forms.home import HomeForm
from desk.forms.matters import (
    ArrivalForm,
    DeclarationsForm,
    InvitationForm,
    ResidenceForm,
    ScanForm,
)
from desk.forms.person import PersonForm
from desk.forms.sheet_form import SheetForm
from refusals.refused import Refused
from territories.gazetteer import Gazetteer

Json = dict[str, Any]


@dataclass
class Page:
    """One sheet as it was typed. Nothing is found wrong until it `is_looked_at`."""

    typed: QueryDict
    places: Gazetteer
    copies: Sequence[Copy]
    at: datetime
    is_looked_at: bool = False
    refused: list[Fault] = field(default_factory=list)

    @cached_property
    def people(self) -> list[PersonForm]:
        return [
            PersonForm(self.typed, prefix=ref, is_looked_at=self.is_looked_at, place=place)
            for place, ref in enumerate(typing.refs(self.typed, typing.PEOPLE))
        ]

    @cached_property
    def homes(self) -> list[HomeForm]:
        return [self.home(ref) for ref in typing.refs(self.typed, typing.HOMES)]

    def blank_person(self) -> PersonForm:
        """Return the card a script copies; its ref is typing.BLANK."""
        return PersonForm(QueryDict(), prefix=typing.BLANK, is_looked_at=False, place=1)

    def blank_home(self) -> HomeForm:
        return HomeForm(
            QueryDict(),
            prefix=typing.BLANK,
            is_looked_at=False,
            places=self.places,
            people=self.named,
        )

    def home(self, ref: str) -> HomeForm:
        return HomeForm(
            self.typed,
            prefix=ref,
            is_looked_at=self.is_looked_at,
            places=self.places,
            people=self.named,
        )

    @cached_property
    def named(self) -> list[tuple[str, str]]:
        """The people by ref, called as far as they are named."""
        return [(str(form.prefix), called(form)) for form in self.people]

    @cached_property
    def arrival(self) -> ArrivalForm:
        return ArrivalForm(self.typed, prefix="arrival", is_looked_at=self.is_looked_at, at=self.at)

    @cached_property
    def residence(self) -> ResidenceForm:
        looked_at = self.is_looked_at
        return ResidenceForm(
            self.typed, prefix="residence", is_looked_at=looked_at, places=self.places
        )

    @cached_property
    def declarations(self) -> DeclarationsForm:
        return DeclarationsForm(self.typed, prefix="declarations", is_looked_at=self.is_looked_at)

    @cached_property
    def invitation(self) -> InvitationForm:
        return InvitationForm(self.typed, prefix="invitation", is_looked_at=self.is_looked_at)

    @cached_property
    def scans(self) -> list[tuple[Copy, ScanForm]]:
        return [(copy, self.scan(copy)) for copy in self.copies]

    def scan(self, copy: Copy) -> ScanForm:
        return ScanForm(
            self.typed,
            prefix=f"s-{copy.pk.hex}",
            is_looked_at=self.is_looked_at,
            papers=[(paper.code, paper.title) for paper in PAPERS.values()],
            people=self.named,
        )

    def cards(self) -> Iterator[tuple[str, SheetForm]]:
        """Yield every form in the order of the page, each with what its card is called."""
        yield "", self.arrival
        for person in self.people:
            yield called(person), person
        yield _("Former residence"), self.residence
        for place, home in enumerate(self.homes, start=1):
            yield _("Home %(number)s") % {"number": place}, home
        yield _("Declarations"), self.declarations
        yield _("Letters"), self.invitation
        for copy, scan in self.scans:
            yield copy.name, scan

    def faults(self) -> list[Fault]:
        """Return everything that is wrong, in the order of the page."""
        return [
            *self.refused,
            *(fault for who, form in self.cards() for fault in faults_of(form, who)),
        ]

    def package(self) -> Package | None:
        """Return the package of a page that is looked at; None with `faults` where it is none."""
        same_numbers(self.people)
        if any(not form.is_valid() for _who, form in self.cards()):
            return None
        try:
            return read_value(self.document())
        except Refused as refused:
            self.refused += place_refusals(refused, self.people, self.homes, self.by_part())
            return None

    def by_part(self) -> dict[str, SheetForm]:
        return {
            "former_residence": self.residence,
            "declarations": self.declarations,
            "invitation": self.invitation,
            "received_at": self.arrival,
        }

    def document(self) -> Json:
        """Return the package of the contract as JSON values; its scans are handed over aside."""
        return {
            "format": FORMAT,
            "programme": PROGRAMMES[0],
            "channel": self.arrival.cleaned_data["channel"],
            "received_at": self.arrival.received_at(),
            "language": self.invitation.cleaned_data["language"],
            "invitation": self.invitation.document(),
            "declarations": self.declarations.document(),
            "former_residence": self.residence.document(),
            "people": [person.document() for person in self.people],
            "homes": [home.document() for home in self.homes],
        }

    def ticked(self) -> list[tuple[str, str]]:
        """Return the papers marked as brought: code and ref."""
        return [
            (code, str(form.prefix)) for form in self.people for code in form.said("papers") or ()
        ]

    def scanned(self) -> list[tuple[str, str, Copy]]:
        """Return what each scan shows: code, ref and file."""
        return [
            (form.cleaned_data["paper"], form.cleaned_data["person"], copy)
            for copy, form in self.scans
        ]

    def not_scanned(self) -> list[tuple[str, str]]:
        """Return the papers marked as brought of which there is no scan."""
        seen = {(code, ref) for code, ref, _copy in self.scanned()}
        return [each for each in self.ticked() if each not in seen]


def called(form: PersonForm) -> str:
    """Call somebody by the name as typed so far, else by their place on the page."""
    if form.called:
        return form.called
    return (
        _("Applicant") if form.is_applicant else _("Person %(number)s") % {"number": form.place + 1}
    )


def same_numbers(people: Sequence[PersonForm]) -> None:
    """Find a taxpayer number that two people have."""
    seen: dict[str, PersonForm] = {}
    for form in people:
        number = form.said("taxpayer_number") if form.is_valid() or form.cleaned_data else None
        if number and number in seen:
            sentence = _("This number is already given for %(name)s. Check whose it is.")
            form.add_error("taxpayer_number", sentence % {"name": called(seen[number])})
        elif number:
            seen[number] = form
