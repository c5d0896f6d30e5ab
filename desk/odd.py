"""What looks odd on a sheet and may be right; it never keeps anybody from registering."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.fields.names import is_foreign
from applications.fields.numbers import born_by_taxpayer_number
from applications.matching import plain
from applications.papers import PAPERS
from desk.forms.person import PersonForm
from desk.page import Page, called


def warnings(page: Page) -> list[str]:
    """Return what a registrar is asked to look at again on a page without faults."""
    names = dict(page.named)
    unscanned = [
        _(
            "%(who)s: “%(paper)s” is marked as brought and has no scan. It is registered as "
            "brought; scan it when you can."
        )
        % {"who": names[ref], "paper": PAPERS[code].title}
        for code, ref in page.not_scanned()
    ]
    people = [said for person in page.people for said in of_person(person)]
    return [*people, *twice(page.people), *unscanned]


def of_person(form: PersonForm) -> Iterator[str]:
    number, born = form.said("taxpayer_number"), form.said("birth_date")
    if number and born and born_by_taxpayer_number(number) != born:
        yield _(
            "%(who)s: by the taxpayer number the birth date is %(by_number)s, but %(day)s was "
            "typed. Check both."
        ) % {
            "who": called(form),
            "by_number": date_format(born_by_taxpayer_number(number), "d.m.Y"),
            "day": date_format(born, "d.m.Y"),
        }
    if is_foreign(form.said("surname")):
        yield _("%(who)s: the name is in Latin letters. Check that the document has it so.") % {
            "who": called(form)
        }


def twice(people: list[PersonForm]) -> Iterator[str]:
    seen = set()
    for form in people:
        key = (plain(form.said("surname")), plain(form.said("given_name")), form.said("birth_date"))
        if key in seen:
            yield _(
                "%(who)s is in the household twice with the same birth date. If it is one person, "
                "remove one card."
            ) % {"who": called(form)}
        seen.add(key)
