"""What people type wrongly about people, and what the page of the question answers.

The numbers are those of the table of bad inputs the portal is built against.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts.models import User
from drafts import services
from drafts.answers import Answers
from drafts.models import Draft, Kind
from tests.drafts.builders import NOON, written

NUMBER = "3184710691"  # of somebody born on 12 March 1987
TYPED: dict[str, dict[str, str]] = {
    "name": {"surname": "Коваленко", "given_name": "Оксана", "patronymic": "Іванівна"},
    "birth-date": {"birth_date_day": "12", "birth_date_month": "3", "birth_date_year": "1987"},
    "identity": {"type": "id_card", "number": "001234567"},
    "taxpayer": {"has": "given", "taxpayer_number": NUMBER},
    "idp": {
        "has": "yes",
        "number": "1401-5001234567",
        "issued_on_day": "5",
        "issued_on_month": "4",
        "issued_on_year": "2022",
    },
    "contact": {"phone": "050 123 45 67", "email": "oksana@example.org"},
    "statuses": {},
}


@dataclass(frozen=True)
class Case:
    """One row: what is typed into a question instead of what is right, and what comes of it.

    `said` are answers of the applicant, `child` those of a child, from before.
    """

    question: str
    typed: dict[str, Any]
    field: str = ""
    uk: str = ""
    en: str = ""
    saved: Any = None
    said: Answers | None = None
    child: Answers | None = None


def case(
    row: str, question: str, typed: dict[str, Any], field: str, uk: str, en: str, **before: Any
) -> Any:
    return pytest.param(Case(question, typed, field, uk, en, **before), id=row)


def read(
    row: str, question: str, typed: dict[str, Any], key: str, saved: Any, **before: Any
) -> Any:
    return pytest.param(Case(question, typed, key, saved=saved, **before), id=row)


def birth(day: str, month: str, year: str) -> dict[str, str]:
    return {"birth_date_day": day, "birth_date_month": month, "birth_date_year": year}


def issued(day: str, month: str, year: str) -> dict[str, str]:
    return {"issued_on_day": day, "issued_on_month": month, "issued_on_year": year}


BORN = {"birth_date": "1987-03-12"}
OKSANA = {"surname": "Коваленко", "given_name": "Оксана", "patronymic": "Іванівна"}
HIDDEN = ("прихований символ", "hidden character")

REFUSED = [
    case("1 no surname", "name", {"surname": ""}, "surname", "Вкажіть прізвище, як у паспорті", "Enter the surname, as in the passport"),
    case("2 blanks for a surname", "name", {"surname": " \u200b\u00a0"}, "surname", "Вкажіть прізвище", "Enter the surname"),
    case("3 a Latin e", "name", {"surname": "Шeвченко"}, "surname", "Прізвище: на 2-му місці в слові латинська літера «e». Замініть", "Surname: the letter “e” (letter 2 of the word) is Latin. Replace"),
    case("3 a Cyrillic letter in a Latin name", "name", {"given_name": "Annа"}, "given_name", "на 4-му місці в слові кирилична літера «а»", "letter “а” (letter 4 of the word) is Cyrillic"),
    case("7 digits in a name", "name", {"given_name": "Оксана2"}, "given_name", "пишуть без цифр", "a name cannot have digits"),
    case("7 Arabic digits in a name", "name", {"given_name": "Оксана٢"}, "given_name", "пишуть без цифр", "a name cannot have digits"),
    case("8 a name of 300 letters", "name", {"surname": "ї" * 300}, "surname", "не більше 150 символів, зараз їх 300", "at most 150 characters, now there are 300"),
    case("9 a bidi override", "name", {"surname": "Кова\u202eленко"}, "surname", *HIDDEN),
    case("9 a control character", "name", {"surname": "Кова\u0007ленко"}, "surname", *HIDDEN),
    case("9 NUL", "name", {"surname": "Кова\x00ленко"}, "surname", *HIDDEN),
    case("9 a hidden character in a number", "identity", {"type": "other", "number": "12\u200b34"}, "number", *HIDDEN),
    case("11 a template in a name", "name", {"surname": "{{7*7}}"}, "surname", "пишуть без цифр", "a name cannot have digits"),
    case("12 an emoji in a name", "name", {"given_name": "Оксана😀"}, "given_name", "приберіть символи «😀»", "remove “😀”"),
    case("13 neither a patronymic nor the mark", "name", {"patronymic": ""}, "patronymic", "позначте нижче, що його немає", "mark below that there is none"),
    case("13 a patronymic and the mark", "name", {"no_patronymic": "on"}, "patronymic", "Або вкажіть по батькові", "Choose one"),
    case("14 nine digits", "taxpayer", {"taxpayer_number": "318471069"}, "taxpayer_number", "цифр має бути 10, а зараз їх 9", "it has 10 digits, you typed 9"),
    case("14 eleven digits", "taxpayer", {"taxpayer_number": "31847106911"}, "taxpayer_number", "цифр має бути 10, а зараз їх 11", "it has 10 digits, you typed 11"),
    case("14 letters for digits", "taxpayer", {"taxpayer_number": "МЕ123456"}, "taxpayer_number", "Приберіть літери", "Remove the letters"),
    case("15 a wrong check digit", "taxpayer", {"taxpayer_number": "3184710692"}, "taxpayer_number", "контрольна цифра не збігається", "the check digit does not match"),
    case("16 ten zeros", "taxpayer", {"taxpayer_number": "0000000000"}, "taxpayer_number", "такого номера не існує", "no such number exists"),
    case("16 ten ones", "taxpayer", {"taxpayer_number": "1111111111"}, "taxpayer_number", "такого номера не існує", "no such number exists"),
    case("20 neither a number nor why not", "taxpayer", {"has": "", "taxpayer_number": ""}, "has", "Введіть РНОКПП або оберіть, чому його немає", "Enter the taxpayer number, or choose why"),
    case("20 a number was promised", "taxpayer", {"taxpayer_number": ""}, "taxpayer_number", "Введіть РНОКПП", "Enter the taxpayer number"),
    case("21 a number and its refusal", "taxpayer", {"has": "refused"}, "taxpayer_number", "Або вкажіть РНОКПП", "Choose one"),
    case("22 the number of somebody else", "taxpayer", {}, "taxpayer_number", "уже вказано для іншої особи: Марко", "already given for Марко", child={"given_name": "Марко", "taxpayer_number": NUMBER}),
    case("23 a booklet of Russian letters", "identity", {"type": "passport_booklet", "number": "ЫЭ123456"}, "number", "дві українські літери і шість цифр", "two Ukrainian letters and six digits"),
    case("24 an ID card of eight digits", "identity", {"number": "12345678"}, "number", "Номер ID-картки: цифр має бути 9, а зараз їх 8", "ID card number: it has 9 digits, you typed 8"),
    case("24 an ID card of ten digits", "identity", {"number": "1234567890"}, "number", "Номер ID-картки: цифр має бути 9, а зараз їх 10", "ID card number: it has 9 digits, you typed 10"),
    case("25 a UNZR too short", "identity", {"unzr": "19870312-1234"}, "unzr", "формат РРРРММДД-ХХХХХ", "written as YYYYMMDD-NNNNN"),
    case("25 a UNZR of no date", "identity", {"unzr": "19870231-12345"}, "unzr", "формат РРРРММДД-ХХХХХ", "written as YYYYMMDD-NNNNN"),
    case("27 a birth in the future", "birth-date", birth("1", "1", "2999"), "birth_date", "01.01.2999 ще не настало", "01.01.2999 has not come yet"),
    case("28 a birth in 1800", "birth-date", birth("1", "1", "1800"), "birth_date", "перевірте рік", "check the year"),
    case("29 31 February", "birth-date", birth("31", "2", "1990"), "birth_date", "Такої дати немає", "There is no such date"),
    case("29 29 February of a common year", "birth-date", birth("29", "2", "2023"), "birth_date", "Такої дати немає", "There is no such date"),
    case("30 a date in one box", "birth-date", birth("03/04/1990", "", ""), "birth_date", "місяц", "must include a month"),
    case("a certificate of tomorrow's century", "idp", issued("1", "1", "2999"), "issued_on", "цей день ще не настав", "this day has not come yet"),
    case("a certificate without its day", "idp", issued("", "", ""), "issued_on", "Введіть день, коли видано довідку", "Enter the day when the certificate was issued"),
    case("a certificate without its number", "idp", {"number": ""}, "number", "Введіть номер довідки ВПО", "Enter the number of the IDP certificate"),
    case("a certificate that is not there yet", "idp", {"has": "no"}, "has", "Або вкажіть довідку", "Choose one"),
    case("36 a phone of eight digits", "contact", {"phone": "05012345"}, "phone", "у номері лише 8 цифр", "has only 8 digits"),
    case("36 two phones in one", "contact", {"phone": "050 123 45 67, 067 123 45 67"}, "phone", "це не номер телефону", "this is not a telephone number"),
    case("38 an e-mail with a space", "contact", {"email": "oksana @gmail.com"}, "email", "Можливо, Ви мали на увазі oksana@gmail.com?", "Did you mean oksana@gmail.com?"),
    case("38 an e-mail with a comma", "contact", {"email": "oksana@gmail,con"}, "email", "Можливо, Ви мали на увазі oksana@gmail.com?", "Did you mean oksana@gmail.com?"),
    case("39 an e-mail that would add a header", "contact", {"email": "a@example.org\r\nBcc: b@example.org"}, "email", *HIDDEN),
    case("40 an e-mail no letter reaches", "contact", {"email": "оксана@пошта.укр"}, "email", "наші листи не доходять на адресу", "our letters do not reach an address"),
    case("41 no e-mail to be invited by", "contact", {"email": ""}, "email", "Ви обрали запрошення електронною поштою", "you chose to be invited by e-mail"),
    case("49 no status marked", "statuses", {}, "own", "Оберіть хоча б одне", "Choose at least one"),
    case("49 none and one", "statuses", {"own": ["veteran"], "otherwise": ["none"]}, "otherwise", "позначено разом з іншим", "marked together with something else"),
]  # fmt: skip

DOUBTED = [
    case("4 a Latin name", "name", {"surname": "Smith", "given_name": "Ann"}, "surname", "Перевірте, що так у документі", "Check that the document has it so"),
    case("18 another date in the number", "taxpayer", {}, "taxpayer_number", "дата народження 12.03.1987, а вказано 13.03.1987", "the birth date is 12.03.1987, but 13.03.1987 was given", said={"birth_date": "1987-03-13"}),
    case("18 another date than in the number", "birth-date", birth("13", "3", "1987"), "birth_date", "дата народження 12.03.1987, а вказано 13.03.1987", "the birth date is 12.03.1987, but 13.03.1987 was given", said={"taxpayer_number": NUMBER}),
    case("23 a booklet typed in Latin", "identity", {"type": "passport_booklet", "number": "AB123456"}, "number", "зберегли їх кирилицею: АВ 123456", "saved in Ukrainian: АВ 123456"),
    case("25 another date in the UNZR", "identity", {"unzr": "19870313-12345"}, "unzr", "дата народження 13.03.1987, а вказано 12.03.1987", "the birth date is 13.03.1987, but 12.03.1987 was given", said=BORN),
    case("26 an expired ID card", "identity", {"valid_until_day": "1", "valid_until_month": "2", "valid_until_year": "2020"}, "valid_until", "минув 01.02.2020. Заяву ми приймемо", "valid until 01.02.2020. We accept the application"),
    case("a birth certificate of another country", "identity", {"type": "birth_certificate", "number": "DE 99/2014"}, "number", "якщо свідоцтво видала інша країна, продовжуйте", "if the certificate is of another country, continue"),
    case("31 an applicant under 18", "birth-date", birth("1", "1", "2025"), "birth_date", "законний представник", "legal representative applies"),
    case("32 a child older than a parent", "birth-date", birth("12", "3", "1987"), "birth_date", "Марко — 11.03.1987, Оксана — 12.03.1987. Дитина має бути молодшою", "Марко, born on 11.03.1987, is not younger than Оксана, born on 12.03.1987", said={"given_name": "Оксана"}, child={"given_name": "Марко", "birth_date": "1987-03-11"}),
    case("one identity document for two people", "identity", {}, "number", "Марко", "This number is also given for Марко", child={"given_name": "Марко", "identity_document": {"type": "id_card", "number": "001234567"}}),
    case("one IDP certificate for two people", "idp", {}, "number", "Марко", "This number is also given for Марко", child={"given_name": "Марко", "idp_certificate": {"number": "1401-5001234567", "issued_on": "2022-04-05"}}),
    case("a certificate of an unusual number", "idp", {"number": "без номера"}, "number", "Якщо на Вашій довідці інакше, продовжуйте", "If yours is written otherwise, continue"),
    case("a certificate before there were any", "idp", issued("1", "4", "2012"), "issued_on", "із жовтня 2014 року", "since October 2014"),
    case("a phone no plan has", "contact", {"phone": "+380 11 123 45 67"}, "phone", "Перевірте номер", "Check the number"),
    case("37 no phone and no e-mail", "contact", {"phone": "", "email": ""}, "phone", "лише звичайною поштою", "only write to you by post"),
    case("38 .con for .com", "contact", {"email": "oksana@gmail.con"}, "email", "Можливо, Ви мали на увазі oksana@gmail.com?", "Did you mean oksana@gmail.com?"),
    case("38 a slip in the provider", "contact", {"email": "oksana@ukr.ner"}, "email", "Можливо, Ви мали на увазі oksana@ukr.net?", "Did you mean oksana@ukr.net?"),
    case("44 the same name and date twice", "name", {}, "surname", "двійнята", "If they are two people, continue", said=BORN, child={**OKSANA, **BORN, "relationship": "sibling"}),
    case("44 the same date and name twice", "birth-date", {}, "birth_date", "двійнята", "If they are two people, continue", said=OKSANA, child={**OKSANA, **BORN, "relationship": "sibling"}),
]  # fmt: skip

ACCEPTED = [
    read("5 a straight apostrophe", "name", {"given_name": "Мар'яна"}, "given_name", "Мар'яна"),
    read("5 a typographic apostrophe", "name", {"given_name": "Мар’яна"}, "given_name", "Мар’яна"),
    read("5 a letter for an apostrophe", "name", {"given_name": "Марʼяна"}, "given_name", "Марʼяна"),
    read("6 a surname of one letter", "name", {"surname": "О"}, "surname", "О"),
    read("6 a surname of two letters", "name", {"surname": "Лі"}, "surname", "Лі"),
    read("6 a double surname", "name", {"surname": "Нечуй-Левицький"}, "surname", "Нечуй-Левицький"),
    read("11 a formula in a name", "name", {"surname": "=сума()"}, "surname", "=сума()"),
    read("11 a template in a number", "identity", {"type": "other", "number": "{{7*7}}"}, "identity_document", {"type": "other", "number": "{{7*7}}"}),
    read("blanks around a name", "name", {"surname": " Коваленко\u00a0"}, "surname", "Коваленко"),
    read("a name typed as letters and marks", "name", {"surname": "Зайи\u0306"}, "surname", "Зайй"),
    read("13 no patronymic", "name", {"patronymic": "", "no_patronymic": "on"}, "patronymic", None),
    read("17 spaces in a number", "taxpayer", {"taxpayer_number": "318 471 06 91"}, "taxpayer_number", NUMBER),
    read("17 Arabic-Indic digits", "taxpayer", {"taxpayer_number": "٣١٨٤٧١٠٦٩١"}, "taxpayer_number", NUMBER),
    read("17 full-width digits", "taxpayer", {"taxpayer_number": "３１８４７１０６９１"}, "taxpayer_number", NUMBER),
    read("a number without a choice", "taxpayer", {"has": ""}, "taxpayer_number", NUMBER),
    read("19 a number of the other sex", "taxpayer", {"taxpayer_number": "3184710685"}, "taxpayer_number", "3184710685", said=BORN),
    read("20 a refused number", "taxpayer", {"has": "refused", "taxpayer_number": ""}, "taxpayer_number_refused", True),
    read("20 a number not at hand", "taxpayer", {"has": "none", "taxpayer_number": ""}, "taxpayer_number", None),
    read("23 a booklet", "identity", {"type": "passport_booklet", "number": "ав 123456"}, "identity_document", {"type": "passport_booklet", "number": "АВ123456"}),
    read("24 an ID card in groups", "identity", {"number": "001 234 567"}, "identity_document", {"type": "id_card", "number": "001234567"}),
    read("a birth certificate", "identity", {"type": "birth_certificate", "number": "1-бк №123456"}, "identity_document", {"type": "birth_certificate", "number": "I-БК 123456"}),
    read("25 a UNZR without its hyphen", "identity", {"unzr": "1987031212345"}, "unzr", "19870312-12345", said=BORN),
    read("30 a date with a leading zero", "birth-date", birth("03", "04", "1990"), "birth_date", "1990-04-03"),
    read("30 full-width digits of a date", "birth-date", birth("１２", "３", "１９８７"), "birth_date", "1987-03-12"),
    read("no certificate yet", "idp", {"has": "no", "number": "", **issued("", "", "")}, "idp_certificate", None),
    read("a certificate without its dash", "idp", {"number": "14015001234567"}, "idp_certificate", {"number": "1401-5001234567", "issued_on": "2022-04-05"}),
    read("34 a phone in groups", "contact", {"phone": "050 123 45 67"}, "phone", "+380501234567"),
    read("34 a phone with brackets", "contact", {"phone": "+38(050)123-45-67"}, "phone", "+380501234567"),
    read("34 a phone with 80", "contact", {"phone": "80501234567"}, "phone", "+380501234567"),
    read("34 a phone out of a contact list", "contact", {"phone": "\u202a+380 50 123 4567\u202c"}, "phone", "+380501234567"),
    read("35 a foreign phone", "contact", {"phone": "+49 1512 3456789"}, "phone", "+4915123456789"),
    read("37 no phone", "contact", {"phone": ""}, "phone", None),
    read("40 an e-mail of a Ukrainian domain", "contact", {"email": "oksana@пошта.укр"}, "email", "oksana@пошта.укр"),
    read("49 none of the statuses", "statuses", {"otherwise": ["none"]}, "statuses", []),
    read("49 not sure", "statuses", {"otherwise": ["unsure"]}, "unsure_of_statuses", True),
    read("a status and a doubt", "statuses", {"own": ["veteran"], "otherwise": ["unsure"]}, "statuses", [{"code": "veteran", "as": "holder"}]),
    read("a status of the family", "statuses", {"family": ["fallen_defender"]}, "statuses", [{"code": "fallen_defender", "as": "family_member"}]),
]  # fmt: skip


@pytest.fixture
def browser(owner: User, client: Client, language: str) -> Client:
    """The browser of the applicant, in each language."""
    client.force_login(owner)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


@pytest.fixture
def in_ukrainian(owner: User, client: Client) -> Client:
    client.force_login(owner)
    return client


def prepared(draft: Draft, row: Case) -> str:
    """Write down what was said before; return the page of the question."""
    ref = written(draft).applicant.ref
    services.save(draft.pk, Kind.INVITATION, "invitation", invitation(row), at=NOON)
    services.save(draft.pk, ref, "before", row.said or {}, at=NOON)
    if row.child:
        child = services.add_person(draft.pk, "child", at=NOON)
        services.save(draft.pk, child, "before", row.child, at=NOON)
    return reverse("question", args=[draft.pk, ref, row.question])


def invitation(row: Case) -> Answers:
    return {"method": "electronic" if row.field == "email" else "post"}


def typed_into(row: Case) -> dict[str, Any]:
    return {**TYPED[row.question], **row.typed}


@pytest.mark.parametrize("row", REFUSED)
def test_what_cannot_be_is_explained_beside_its_field_and_kept(
    row: Case, browser: Client, draft: Draft, language: str
) -> None:
    page = prepared(draft, row)
    before = written(draft).applicant.answers

    answer = browser.post(page, typed_into(row))

    shown = answer.content.decode()
    form = answer.context["form"]
    assert answer.status_code == 422
    assert list(form.errors) == [row.field]
    assert getattr(row, language) in form.errors[row.field][0]
    assert f'<a href="#id_{row.field}' in shown
    assert f'id="id_{row.field}_error"' in shown
    assert not [text for text in typed_texts(row) if str(escape(text)) not in shown]
    assert written(draft).applicant.answers == before


def typed_texts(row: Case) -> list[str]:
    return [text for text in typed_into(row).values() if isinstance(text, str)]


@pytest.mark.parametrize("row", DOUBTED)
def test_what_looks_wrong_is_saved_said_once_and_gone_on_from(
    row: Case, browser: Client, draft: Draft, language: str
) -> None:
    page = prepared(draft, row)

    doubted = browser.post(page, typed_into(row))

    warnings = [warning for _link, warning in doubted.context["warnings"]]
    assert doubted.status_code == 200
    assert [warning.field for warning in warnings] == [row.field]
    assert getattr(row, language) in str(warnings[0].sentence)
    assert row.question in written(draft).applicant.answered

    again = browser.post(page, {**typed_into(row), "seen": [it.code for it in warnings]})

    assert again.status_code == 302


@pytest.mark.parametrize("row", ACCEPTED)
def test_what_is_right_is_read_as_meant(row: Case, in_ukrainian: Client, draft: Draft) -> None:
    page = prepared(draft, row)

    answer = in_ukrainian.post(page, typed_into(row))

    assert answer.status_code == 302, answer.context["form"].errors
    assert written(draft).applicant.answers[row.field] == row.saved


def test_what_was_not_asked_for_is_ignored_and_counted(
    in_ukrainian: Client, draft: Draft, caplog: pytest.LogCaptureFixture
) -> None:
    """64: a hidden field, or one more."""
    before = written(draft).applicant.answers
    unasked = {"status": "approved", "relationship": "spouse", "statuses": "[]", "ref": "p2"}
    page = reverse("question", args=[draft.pk, written(draft).applicant.ref, "name"])

    answer = in_ukrainian.post(page, {**TYPED["name"], **unasked, "seen": "x"})

    after = written(draft).applicant.answers
    assert answer.status_code == 302
    assert {
        key: after[key] for key in after if key not in TYPED["name"] | {"answered": ""}
    } == before
    assert "was sent 4 fields that were not asked for" in caplog.text
    assert "approved" not in caplog.text


def test_what_was_asked_for_is_not_counted(
    in_ukrainian: Client, draft: Draft, caplog: pytest.LogCaptureFixture
) -> None:
    ref = written(draft).applicant.ref

    for slug in ("name", "birth-date", "idp", "contact"):
        in_ukrainian.post(reverse("question", args=[draft.pk, ref, slug]), TYPED[slug])

    assert "not asked for" not in caplog.text


def test_a_script_in_a_name_is_text(in_ukrainian: Client, draft: Draft) -> None:
    script = "<script>alert(document.domain)</script>"
    page = reverse("question", args=[draft.pk, written(draft).applicant.ref, "name"])

    doubted = in_ukrainian.post(page, {**TYPED["name"], "given_name": script})
    listed = in_ukrainian.get(reverse("people", args=[draft.pk]))
    shown = in_ukrainian.get(page)

    assert written(draft).applicant.answers["given_name"] == script
    for answer in (doubted, listed, shown):
        assert script not in answer.content.decode()
        assert escape(script) in answer.content.decode()


def test_a_name_is_found_whichever_apostrophe_it_is_typed_with(
    in_ukrainian: Client, draft: Draft
) -> None:
    row = Case(
        "name",
        {"given_name": "Мар'яна"},
        said=BORN,
        child={**OKSANA, "given_name": "Марʼяна", **BORN},
    )

    doubted = in_ukrainian.post(prepared(draft, row), typed_into(row))

    assert [warning.field for _link, warning in doubted.context["warnings"]] == ["surname"]
