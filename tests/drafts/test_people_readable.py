"""Whatever the pages about people accept, the reader of packages accepts as well."""

from datetime import UTC, date, datetime
from typing import Any

import hypothesis.strategies as st
import pytest
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from stdnum.ua import rntrc

from applications.package_reader import read_value
from drafts.answers import Said, Written, document
from drafts.forms.answer_form import AnswerForm
from drafts.forms.people_birth import BirthDateForm
from drafts.forms.people_contact import ContactForm
from drafts.forms.people_identity import NUMBERS, IdentityForm
from drafts.forms.people_idp import IdpForm
from drafts.forms.people_names import NameForm
from drafts.forms.people_statuses import StatusesForm
from drafts.forms.people_taxpayer import TaxpayerForm
from drafts.models import Draft, Kind
from drafts.statuses import HELD, OF_HOLDER
from territories.codifier import Codifier
from territories.gazetteer import Gazetteer

NOON = datetime(2026, 1, 5, 10, tzinfo=UTC)
NOWHERE = Gazetteer(Codifier([]), [], edition="")
OKSANA = Said(
    Kind.PERSON,
    "p1",
    {
        "relationship": "applicant",
        "surname": "Коваленко",
        "given_name": "Оксана",
        "birth_date": "1987-03-12",
        "identity_document": {"type": "id_card", "number": "001234567"},
    },
)
INVITATION = Said(Kind.INVITATION, "invitation", {"method": "post", "postal_address": "Київ"})

# Letters of one alphabet most of the time, and what makes trouble some of the time.
texts = st.text("КоваленкоІ'’ʼ -", min_size=1, max_size=8) | st.text(max_size=160)
digits = st.text("0123456789٣３ -", max_size=16) | st.text(max_size=110)
checked = st.integers(0, 10**9 - 1).map(lambda it: f"{it:09}" + rntrc.calc_check_digit(f"{it:09}"))
days = st.dates(date(1890, 1, 1), date(2030, 1, 1))
emails = st.from_regex(r"[a-z.@ ]{1,9}@[a-zа-я]{1,9}[.,](com|укр|net)") | st.text(max_size=260)


def is_taken(form_of: type[AnswerForm], typed: dict[str, Any]) -> bool:
    """Tell whether a form takes what is typed; what it takes must make a readable package."""
    written = Written(Draft(saved_at=NOON), (OKSANA, INVITATION), NOON, NOWHERE)
    data = MultiValueDict(
        {key: each if isinstance(each, list) else [each] for key, each in typed.items()}
    )
    form = form_of(data, written=written, part=OKSANA, at=NOON)
    if not form.is_valid():
        return False
    form.warnings()
    read_value(document(written.saying(form.said()), received_at=NOON))
    return True


def boxes(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }


@pytest.mark.parametrize(
    ("form_of", "typed"),
    [
        (NameForm, {"surname": "О", "given_name": "Smith", "no_patronymic": "on"}),
        (BirthDateForm, boxes("birth_date", date(1906, 1, 6))),
        (IdentityForm, {"type": "other", "number": "№ 1"}),
        (TaxpayerForm, {"has": "refused"}),
        (IdpForm, {"number": "1", **boxes("issued_on", date(2014, 12, 1))}),
        (ContactForm, {}),
        (StatusesForm, {"own": list(HELD)[:1], "family": list(OF_HOLDER)}),
    ],
    ids=lambda it: it.__name__ if isinstance(it, type) else "",
)
def test_every_page_takes_something(form_of: type[AnswerForm], typed: dict[str, Any]) -> None:
    assert is_taken(form_of, typed)


@given(texts, texts, texts)
def test_a_name_that_is_taken_is_readable(surname: str, given_name: str, patronymic: str) -> None:
    names = {"surname": surname, "given_name": given_name, "patronymic": patronymic}

    is_taken(NameForm, {**names, "no_patronymic": ""})
    is_taken(NameForm, {**names, "patronymic": "", "no_patronymic": "on"})


@given(days)
def test_a_birth_date_that_is_taken_is_readable(day: date) -> None:
    assert is_taken(BirthDateForm, boxes("birth_date", day)) == (
        date(1906, 1, 5) <= day <= date(2026, 1, 5)
    )


@given(st.sampled_from(list(NUMBERS)), digits | texts, digits)
def test_an_identity_that_is_taken_is_readable(kind: str, number: str, unzr: str) -> None:
    is_taken(IdentityForm, {"type": kind, "number": number, "unzr": unzr})
    is_taken(IdentityForm, {"type": kind, "number": number})


@given(st.sampled_from(["", "given", "refused", "none"]), digits | checked)
def test_a_taxpayer_number_that_is_taken_is_readable(has: str, number: str) -> None:
    is_taken(TaxpayerForm, {"has": has, "taxpayer_number": number})


@given(digits | texts, days)
def test_a_certificate_that_is_taken_is_readable(number: str, day: date) -> None:
    is_taken(IdpForm, {"has": "yes", "number": number, **boxes("issued_on", day)})


@given(digits, emails)
def test_a_contact_that_is_taken_is_readable(phone: str, email: str) -> None:
    is_taken(ContactForm, {"phone": phone, "email": email})
    is_taken(ContactForm, {"email": email})
    is_taken(ContactForm, {"phone": phone})


@given(st.sets(st.sampled_from(list(HELD))), st.sets(st.sampled_from(list(OF_HOLDER))))
def test_statuses_that_are_taken_are_readable(own: set[str], family: set[str]) -> None:
    chosen = {"own": sorted(own), "family": sorted(family)}

    is_taken(StatusesForm, chosen)
    is_taken(StatusesForm, {**chosen, "otherwise": ["unsure"]})
