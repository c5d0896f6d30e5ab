"""Every package fault gets its path and both languages; what is missing is never refused."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.package_reader import read, read_value
from applications.refusal import MESSAGES
from refusals.refused import Refused
from tests.applications.builders import SHARE, Change, changed


def put(path: str, value: Any) -> Change:
    """Return a change that sets the value at a path such as "homes.0.share"."""
    *parents, last = [int(key) if key.isdigit() else key for key in path.split(".")]

    def change(document: dict[str, Any]) -> None:
        place: Any = document
        for key in parents:
            place = place[key]
        place[last] = value

    return change


def drop(key: str) -> Change:
    return lambda document: document.pop(key)


def people(number: int) -> Change:
    def change(document: dict[str, Any]) -> None:
        first = document["people"][0]
        others = [{**first, "ref": f"q{n}", "relationship": "other"} for n in range(number - 1)]
        document["people"] = [first, *others]

    return change


SURNAME, TAX = "people.0.surname", "people.0.taxpayer_number"

FAULTS = [
    pytest.param(put("format", "housing-application/2"), "format", "wrong_format", id="wrong format word"),
    pytest.param(put("programme", "resolution-796"), "programme", "not_allowed", id="other programme"),
    pytest.param(put("zzz", 1), "zzz", "unknown_key", id="unknown key"),
    pytest.param(put("people.0.zzz", 1), "people[0].zzz", "unknown_key", id="unknown key of a person"),
    pytest.param(drop("received_at"), "received_at", "required", id="no instant of receipt"),
    pytest.param(put("people.1.relationship", "applicant"), "people", "two_applicants", id="two applicants"),
    pytest.param(put("people.0.relationship", "other"), "people", "no_applicant", id="no applicant"),
    pytest.param(put("people", []), "people", "too_few", id="nobody"),
    pytest.param(people(31), "people", "too_many", id="31 people"),
    pytest.param(put("people.1.ref", "p1"), "people[1].ref", "same_ref", id="the same ref twice"),
    pytest.param(put("homes.0.owner", "x"), "homes[0].owner", "unknown_person", id="owner unknown"),
    pytest.param(put("homes.0.share", "3/2"), "homes[0].share", "share_above_one", id="share 3/2"),
    pytest.param(put("homes.0.share", "0/4"), "homes[0].share", "not_share", id="share 0/4"),
    pytest.param(put("homes.0.share", "1/0"), "homes[0].share", "not_share", id="share 1/0"),
    pytest.param(put("homes.0.share", "1" * 10000), "homes[0].share", "not_share", id="share of 10,000 digits"),
    pytest.param(put("homes.0.total_area_m2", "-5"), "homes[0].total_area_m2", "not_area", id="area -5"),
    pytest.param(put("homes.0.total_area_m2", "0"), "homes[0].total_area_m2", "area_not_positive", id="area 0"),
    pytest.param(put("homes.0.total_area_m2", "1e3"), "homes[0].total_area_m2", "not_area", id="area 1e3"),
    pytest.param(put("homes.0.total_area_m2", "13,65"), "homes[0].total_area_m2", "not_area", id="area 13,65"),
    pytest.param(put("homes.0.total_area_m2", "NaN"), "homes[0].total_area_m2", "not_area", id="area NaN"),
    pytest.param(put("homes.0.total_area_m2", "١٣"), "homes[0].total_area_m2", "not_area", id="area in Arabic digits"),
    pytest.param(put("homes.0.total_area_m2", 13.65), "homes[0].total_area_m2", "not_area", id="area as a number"),
    pytest.param(put("homes.0.katottg", "UA123"), "homes[0].katottg", "not_katottg", id="KATOTTH malformed"),
    pytest.param(put("former_residence.katottg", "ua14140050010029262"), "former_residence.katottg", "not_katottg", id="KATOTTH in lower case"),
    pytest.param(put("former_residence.bases", ["actual", "actual"]), "former_residence.bases", "bases_repeated", id="a basis twice"),
    pytest.param(put("people.0.birth_date", "1987-02-30"), "people[0].birth_date", "not_date", id="a date that does not exist"),
    pytest.param(put("people.0.birth_date", "19870312"), "people[0].birth_date", "not_date", id="a date in another form"),
    pytest.param(put("people.1.birth_date", "2026-01-06"), "people[1].birth_date", "born_after_receipt", id="a birth after receipt"),
    pytest.param(put("received_at", "2026-01-05T10:15:00"), "received_at", "not_instant", id="offset missing"),
    pytest.param(put("received_at", "2026-02-30T10:15:00Z"), "received_at", "not_instant", id="an instant that does not exist"),
    pytest.param(put("received_at", "9999-12-31T23:59:59-12:00"), "received_at", "not_year_of_receipt", id="an instant beyond the calendar of computers"),
    pytest.param(put("received_at", "1999-12-31T23:59:59Z"), "received_at", "not_year_of_receipt", id="received before 2000"),
    pytest.param(put("received_at", "2100-01-01T00:00:00Z"), "received_at", "not_year_of_receipt", id="received after 2099"),
    pytest.param(put("invitation", {"method": "post"}), "invitation.postal_address", "post_without_address", id="by post with no address"),
    pytest.param(put("invitation", {"method": "post", "postal_address": "  "}), "invitation.postal_address", "post_without_address", id="by post with a blank address"),
    pytest.param(put("people.0.email", None), "people[0].email", "electronic_without_email", id="electronic with no e-mail"),
    pytest.param(put("people.0.statuses", [{"code": "fallen_defender", "as": "holder"}]), "people[0].statuses[0].as", "fallen_as_holder", id="a fallen defender as holder"),
    pytest.param(put("people.0.statuses", [{"code": "hero", "as": "holder"}]), "people[0].statuses[0].code", "not_allowed", id="an unknown status"),
    pytest.param(put(TAX, "3184710690"), "people[0].taxpayer_number", "taxpayer_check", id="wrong check digit"),
    pytest.param(put(TAX, "1111111111"), "people[0].taxpayer_number", "taxpayer_equal", id="ten equal digits"),
    pytest.param(put(TAX, "318471069"), "people[0].taxpayer_number", "taxpayer_digits", id="nine digits"),
    pytest.param(put(TAX, "9" * 10000), "people[0].taxpayer_number", "too_long", id="a number of 10,000 digits"),
    pytest.param(put("people.0.taxpayer_number_refused", True), "people[0].taxpayer_number_refused", "taxpayer_and_refusal", id="a number and its refusal"),
    pytest.param(put(SURNAME, ""), "people[0].surname", "empty_name", id="an empty surname"),
    pytest.param(put(SURNAME, "\u00a0 "), "people[0].surname", "hidden_character", id="a surname of no-break spaces"),
    pytest.param(put(SURNAME, "Ко\x07валенко"), "people[0].surname", "hidden_character", id="a control character"),
    pytest.param(put(SURNAME, "Ко\x00валенко"), "people[0].surname", "hidden_character", id="NUL"),
    pytest.param(put(SURNAME, "Ко\ud800"), "people[0].surname", "hidden_character", id="a lone surrogate"),
    pytest.param(put(SURNAME, "Ко\u202eваленко"), "people[0].surname", "hidden_character", id="a bidi override"),
    pytest.param(put("former_residence.address", "a\ud800"), "former_residence.address", "hidden_character", id="a lone surrogate in an address"),
    pytest.param(put("people.0.email", "a@b\nBcc: x@y"), "people[0].email", "hidden_character", id="a line feed in an e-mail"),
    pytest.param(put(SURNAME, "Іванｏв"), "people[0].surname", "mixed_name", id="a fullwidth Latin o"),
    pytest.param(put(SURNAME, "Шeвченко"), "people[0].surname", "mixed_name", id="a Latin e in a Cyrillic word"),
    pytest.param(put(SURNAME, "Shevсhenko"), "people[0].surname", "mixed_name", id="a Cyrillic с in a Latin word"),
    pytest.param(put(SURNAME, "Я" * 151), "people[0].surname", "too_long", id="151 letters"),
    pytest.param(put(SURNAME, 5), "people[0].surname", "not_text", id="a number as a name"),
    pytest.param(put("people.0.full_time_student", "yes"), "people[0].full_time_student", "not_flag", id="a word for a flag"),
    pytest.param(put("people", {}), "people", "not_list", id="an object for a list"),
    pytest.param(put("people", None), "people", "not_list", id="null for the people"),
    pytest.param(put("homes.0", []), "homes[0]", "not_object", id="a list for an object"),
    pytest.param(put("people.0.idp_certificate", {"number": "1"}), "people[0].idp_certificate.issued_on", "required", id="a certificate without its day"),
    pytest.param(put("documents", [{"type": "idp_certificate", "file": "a.pdf", "person": "x"}]), "documents[0].person", "unknown_person", id="a paper of nobody"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "path", "code"), FAULTS)
def test_fault_is_refused_with_its_path(change: Change, path: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read(json.dumps(changed(change)))

    assert (path, code) in {(each.path, each.code) for each in caught.value.refusals}
    for error in caught.value.as_document()["errors"]:  # type: ignore[attr-defined]
        assert set(error) == {"path", "message"}
        assert error["message"]["uk"] != error["message"]["en"]
        assert "{" not in error["message"]["uk"] + error["message"]["en"]


ACCEPTED = [
    pytest.param(drop("documents"), id="no documents"),
    pytest.param(drop("homes"), id="no homes"),
    pytest.param(drop("declarations"), id="nothing declared"),
    pytest.param(put("former_residence", None), id="no former residence"),
    pytest.param(put("former_residence.bases", []), id="no basis of residence"),
    pytest.param(put("people.0.idp_certificate", None), id="no IDP certificate"),
    pytest.param(put("people.0.patronymic", None), id="no patronymic"),
    pytest.param(put(TAX, None), id="no taxpayer number"),
    pytest.param(put(SURNAME, "О"), id="a surname of one letter"),
    pytest.param(put(SURNAME, "Нечуй-Левицький"), id="a double surname"),
    pytest.param(put(SURNAME, "Smith"), id="a Latin surname"),
    pytest.param(put(SURNAME, "Мар'яненко"), id="an ASCII apostrophe"),
    pytest.param(put(SURNAME, "Марʼяненко"), id="a letter apostrophe"),
    pytest.param(put(SURNAME, "Smith Коваль"), id="two words of two alphabets"),
    pytest.param(people(30), id="30 people"),
    pytest.param(put("homes.0.katottg", None), id="a home without its place"),
    pytest.param(put("homes.0.share", "1"), id="a whole home"),
    pytest.param(put("homes.0.share", "4/4"), id="a whole home in fourths"),
    pytest.param(
        put("received_at", "2026-01-05t08:15:00.123456789z"), id="RFC 3339 in small letters"
    ),
    pytest.param(put("people.1.birth_date", "2026-01-05"), id="born on the day of receipt"),
]


@pytest.mark.parametrize("change", ACCEPTED)
def test_what_is_missing_or_unusual_is_not_refused(change: Change) -> None:
    assert read_value(changed(change)).people


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        pytest.param(b"", "not_json", id="nothing"),
        pytest.param(b"{", "not_json", id="cut off"),
        pytest.param(b"\xff\xfe{}", "not_json", id="not UTF-8"),
        pytest.param(b"[NaN]", "not_json", id="not a number"),
        pytest.param(b"null", "not_object", id="null"),
        pytest.param(b"[]", "not_object", id="a list"),
        pytest.param(b'{"a": ' + b"9" * 10000 + b"}", "unknown_key", id="10,000 digits"),
        pytest.param(b'{"a": 1e999}', "unknown_key", id="a number beyond floats"),
        pytest.param(b"[" * 100_000, "too_deep", id="100,000 brackets"),
        pytest.param(b'{"format":' * 1000 + b"1" + b"}" * 1000, "too_deep", id="a thousand deep"),
        pytest.param(b'{"format": 1, "format": 2}', "same_key_twice", id="a key twice"),
        pytest.param(rb'{"\ud800": 1, "\ud800": 2}', "same_key_twice", id="half a pair twice"),
        pytest.param(b" " * (1024 * 1024 + 1), "too_long_document", id="over a megabyte"),
    ],
)
def test_what_is_no_package_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read(raw)

    assert code in {each.code for each in caught.value.refusals}
    assert all(each.uk.encode() and each.en.encode() for each in caught.value.refusals)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(people(31), id="31 people"),
        pytest.param(put("people", []), id="nobody"),
        pytest.param(put("people", None), id="null"),
        pytest.param(drop("people"), id="no key"),
    ],
)
def test_people_refused_whole_leave_no_owner_to_complain_of(change: Change) -> None:
    with pytest.raises(Refused) as caught:
        read_value(changed(change))

    assert [each.path for each in caught.value.refusals] == ["people"]


def test_all_faults_are_reported_at_once() -> None:
    document = changed(put("homes.0.share", "3/2"))
    document["channel"] = "pigeon"
    document["people"][0]["birth_date"] = "1987-02-30"

    with pytest.raises(Refused) as caught:
        read_value(document)

    assert {each.path for each in caught.value.refusals} == {
        "homes[0].share",
        "channel",
        "people[0].birth_date",
    }


def test_the_exception_tells_codes_and_nobody_s_data() -> None:
    with pytest.raises(Refused) as caught:
        read_value(changed(put(TAX, "3184710690")))

    assert "3184710690" not in str(caught.value)


def test_messages_stand_in_both_languages() -> None:
    assert all(uk and en and uk != en for uk, en in MESSAGES.values())


json_values = st.recursive(
    st.none() | st.booleans() | st.text() | st.integers() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
PLACES = [
    *SHARE,
    *(f"people.0.{key}" for key in SHARE["people"][0]),
    *(f"homes.0.{key}" for key in SHARE["homes"][0]),
]


@given(st.sampled_from(PLACES), json_values)
def test_whatever_stands_anywhere_is_read_or_refused(path: str, value: Any) -> None:
    with contextlib.suppress(Refused):
        assert read_value(changed(put(path, value))).people
