"""Whoever types a household into the pages gets what the rules say of that household.

`make fuzz` types a hundred households; the suite ten, always the same.
"""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.models import User
from applications.assessing import assess
from applications.models import Application
from applications.package_reader import read_value
from applications.selectors import determination_of
from deadlines.working_days import day_in_kyiv
from drafts.answers import Said
from drafts.models import Draft, Kind
from drafts.people import counts_as_child_if_student
from drafts.statuses import FAMILY, HELD, HOLDER, OF_HOLDER, may_hold
from territories.gazetteer import Gazetteer, current
from territories.search import finder
from tests.fuzzing import is_long

pytestmark = pytest.mark.django_db

MARIUPOL = "UA14140050010029262"
OLD_CRIMEA, BILA_TSERKVA = "UA14140050020046281", "UA32020010010081183"
PLACES = (MARIUPOL, OLD_CRIMEA, BILA_TSERKVA, None)
MEMBERS = ("spouse", "child", "child", "child", "parent", "foster_child", "other")
EVIDENCE = ("damage_register", "inspection_report", "technical_assessment")
SEEN = re.compile(r'name="seen" value="([0-9a-f]+)"')
QUESTION = re.compile(r"/questions/([\w-]+)/([\w-]+)/")
TODAY = day_in_kyiv(timezone.now())


# Households --------------------------------------------------------------------------------------


@st.composite
def person(draw: st.DrawFn, relationship: str) -> dict[str, Any]:
    ages = (0, 30) if relationship in ("child", "foster_child") else (19, 80)
    born = TODAY - timedelta(days=draw(st.integers(ages[0] * 366, ages[1] * 365)))
    said = {"relationship": relationship, "birth_date": born.isoformat()}
    claims = [(code, HOLDER) for code in HELD if may_hold(code, said, TODAY)]
    claims += [(code, FAMILY) for code in OF_HOLDER]
    chosen = draw(st.lists(st.sampled_from(claims), max_size=2, unique=True))
    studies = counts_as_child_if_student(Said(Kind.PERSON, "p", said), TODAY)
    certificate = {"number": "1401-5001234567", "issued_on": "2022-04-05"}
    return {
        **said,
        "surname": "Коваленко",
        "given_name": draw(st.sampled_from(("Олена", "Марія", "Юрій", "Мар’яна"))),
        "patronymic": None,
        "identity_document": {"type": "other", "number": "АВ 1"},
        "idp_certificate": draw(st.sampled_from((certificate, certificate, None))),
        "full_time_student": studies and draw(st.booleans()),
        "statuses": [{"code": code, "as": held_as} for code, held_as in sorted(chosen)],
        "unsure_of_statuses": draw(st.integers(0, 9)) == 0,
    }


@st.composite
def home(draw: st.DrawFn, owners: list[str]) -> dict[str, Any]:
    condition = draw(st.sampled_from(("habitable", "habitable", "destroyed", "uninhabitable")))
    kind = draw(st.sampled_from((*EVIDENCE, None)))
    has_paper = condition != "habitable" and kind is not None
    whole = draw(st.integers(1, 4))
    return {
        "owner": draw(st.sampled_from(owners)),
        "total_area_m2": str(draw(st.decimals("1", "120", places=2))),
        "share": f"1/{whole}" if whole > 1 else "1",
        "katottg": draw(st.sampled_from(PLACES)),
        "condition": condition,
        "evidence": {"type": kind, "reference": "№ 1"} if has_paper else None,
    }


@st.composite
def household(draw: st.DrawFn) -> dict[str, Any]:
    members = draw(st.lists(st.sampled_from(MEMBERS), max_size=4))
    people = [
        {**draw(person(relationship)), "ref": f"p{place}"}
        for place, relationship in enumerate(["applicant", *members])
    ]
    homes = draw(st.lists(home([it["ref"] for it in people]), max_size=2))
    owns = None if homes else draw(st.sampled_from((True, True, None)))
    bases = draw(st.sampled_from((["registered"], ["declared", "actual"], ["actual"], [])))
    return {
        "format": "housing-application/1",
        "programme": "resolution-814",
        "channel": "online",
        "received_at": timezone.now().isoformat(),
        "language": "uk",
        "invitation": {"method": "post", "postal_address": "м. Дніпро, до запитання"},
        "declarations": {
            "no_monetary_assistance": draw(st.sampled_from((True, True, False, None))),
            "owns_no_housing": owns,
            "personal_data_notice": "1",
        },
        "former_residence": {"bases": bases, "katottg": draw(st.sampled_from(PLACES))},
        "people": people,
        "homes": [{**it, "ref": f"h{place}"} for place, it in enumerate(homes)],
        "documents": [],
    }


# Typing ------------------------------------------------------------------------------------------


class Typist:
    """Somebody with the household's papers before them, answering what each page asks."""

    def __init__(self, document: dict[str, Any], places: Gazetteer) -> None:
        self.document, self.places = document, places
        self.owner = User.objects.create_user(f"typist-{User.objects.count()}")
        self.client = Client()
        self.client.force_login(self.owner)
        self.draft = self.started()
        self.about: dict[str, dict[str, Any]] = {}

    def started(self) -> UUID:
        self.client.post("/apply/")
        return Draft.objects.get(owner=self.owner).pk

    def url(self, rest: str) -> str:
        return f"/apply/{self.draft}/{rest}"

    def send(self, path: str, answers: dict[str, Any]) -> str:
        """Send a page, once more where it warns; return where it leads."""
        answer = self.client.post(path, answers)
        if answer.status_code == 200:
            seen = SEEN.findall(answer.content.decode())
            answer = self.client.post(path, {**answers, "seen": seen})
        assert answer.status_code == 302, (path, answer.context["form"].errors.as_data())
        return answer.headers["Location"]

    def answer(self, path: str) -> str:
        """Answer a page and all that follow of themselves; return the first that is none."""
        while found := QUESTION.search(path):
            ref, slug = found.groups()
            path = self.send(path, ANSWERS[slug](self, self.about.get(ref, {}), ref))
        return path

    def fill_in(self) -> Application:
        self.people()
        for ref in self.about:
            self.answer(self.url(f"questions/{ref}/statuses/"))
        for part, slug in (("residence", "bases"), ("housing", "owns")):
            self.answer(self.url(f"questions/{part}/{slug}/"))
        self.homes()
        for part, slug in (("declarations", "assistance"), ("invitation", "method")):
            self.answer(self.url(f"questions/{part}/{slug}/"))
        sent = self.client.post(self.url("check/"))
        assert sent.status_code == 302, sent.content.decode()[-3000:]
        return Application.objects.get(owner=self.owner)

    def people(self) -> None:
        first, *others = self.document["people"]
        self.about[self.newest(Kind.PERSON)] = first
        self.answer(self.url(f"questions/{self.newest(Kind.PERSON)}/name/"))
        for other in others:
            path = self.send(self.url("people/add/"), {"relationship": other["relationship"]})
            self.about[self.newest(Kind.PERSON)] = other
            self.answer(path)
        self.send(self.url("people/"), {"more": "no"})

    def homes(self) -> None:
        refs = {it["ref"]: ref for ref, it in self.about.items()}
        for each in self.document["homes"]:
            path = self.send(self.url("homes/add/"), {"owner": refs[each["owner"]]})
            self.about[self.newest(Kind.HOME)] = each
            self.answer(path)

    def newest(self, kind: Kind) -> str:
        return Draft.objects.get(pk=self.draft).parts.filter(kind=kind).latest("position").ref

    def place(self, code: str | None) -> dict[str, str]:
        if code == MARIUPOL:
            return {"where": "mariupol"}
        if code is None:
            typed = "хутір, якого немає"
            return {"place": typed, "place_for": typed, "place_code": "unlisted"}
        label = finder(self.places).match(code).label
        return {"place": label, "place_for": label, "place_code": code}


def day(name: str, text: str) -> dict[str, str]:
    typed = date.fromisoformat(text)
    boxes = zip(("day", "month", "year"), (typed.day, typed.month, typed.year), strict=True)
    return {f"{name}_{box}": str(value) for box, value in boxes}


def idp(certificate: dict[str, str] | None) -> dict[str, str]:
    if certificate is None:
        return {"has": "no"}
    issued_on = day("issued_on", certificate["issued_on"])
    return {"has": "yes", "number": certificate["number"], **issued_on}


def statuses(it: dict[str, Any]) -> dict[str, list[str]]:
    own, family = (
        [claim["code"] for claim in it["statuses"] if claim["as"] == held_as]
        for held_as in (HOLDER, FAMILY)
    )
    neither = [] if own or family or it["unsure_of_statuses"] else ["none"]
    unsure = ["unsure"] if it["unsure_of_statuses"] else []
    return {"own": own, "family": family, "otherwise": neither + unsure}


def evidence(it: dict[str, Any]) -> dict[str, str]:
    return it["evidence"] or {"type": "none"}


ASSISTANCE = {True: "not_received", False: "received", None: "unsure"}
ANSWERS: dict[str, Any] = {
    "name": lambda _, it, __: {
        "surname": it["surname"], "given_name": it["given_name"], "no_patronymic": "on",
    },
    "relationship": lambda _, it, __: {"relationship": it["relationship"]},
    "birth-date": lambda _, it, __: day("birth_date", it["birth_date"]),
    "identity": lambda _, it, __: it["identity_document"],
    "taxpayer": lambda *_: {"has": "none"},
    "idp": lambda _, it, __: idp(it["idp_certificate"]),
    "contact": lambda *_: {},
    "student": lambda _, it, __: {"studies": "yes" if it["full_time_student"] else "no"},
    "statuses": lambda _, it, __: statuses(it),
    "bases": lambda typist, *_: {
        "bases": typist.document["former_residence"]["bases"] or ["unsure"]
    },
    "owns": lambda typist, *_: {
        "owns": "yes"
        if typist.document["homes"]
        else {True: "no", None: "unsure"}[typist.document["declarations"]["owns_no_housing"]]
    },
    "place": lambda typist, it, ref: typist.place(
        (typist.document["former_residence"] if ref == "residence" else it)["katottg"]
    ),
    "condition": lambda _, it, __: {"condition": it["condition"]},
    "evidence": lambda _, it, __: evidence(it),
    "area": lambda _, it, __: {"area": it["total_area_m2"], "share": it["share"]},
    "assistance": lambda typist, *_: {
        "assistance": ASSISTANCE[typist.document["declarations"]["no_monetary_assistance"]]
    },
    "notice": lambda *_: {"personal_data_notice": "on"},
    "method": lambda typist, *_: dict(typist.document["invitation"]),
    "language": lambda *_: {"language": "uk"},
}  # fmt: skip


# Comparing ---------------------------------------------------------------------------------------


def said_of(determination: Any) -> dict[str, Any]:
    """Return what was determined, with nobody's ref: those of the pages are drawn anew."""
    document = determination.as_document()
    return {
        "outcome": document["outcome"],
        "routes": document["routes"],
        "categories": document["categories"],
        "clauses": {
            clause["id"]: (clause["value"], len(clause["people"])) for clause in document["clauses"]
        },
        "missing": len(document["missing"]),
    }


@pytest.mark.usefixtures("gazetteer")
@settings(
    max_examples=100 if is_long() else 10,
    derandomize=not is_long(),
    phases=[Phase.generate],  # each is some forty pages: a failure is read as it is
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(household())
def test_a_household_typed_into_the_pages_is_determined_as_by_assess(
    document: dict[str, Any],
) -> None:
    places = current()

    application = Typist(document, places).fill_in()

    asked = assess(read_value(document), places=places, day=application.received_on)
    assert said_of(determination_of(application, "declared", places)) == said_of(asked)
