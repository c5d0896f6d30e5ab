"""Rows of the table of bad inputs: what is typed into a question, and what its page answers.

The numbers are those of the table that the portal is built against.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from drafts import services
from drafts.answers import Answers
from drafts.models import Draft, Kind
from tests.drafts.builders import NOON, written


@dataclass(frozen=True)
class Row:
    """What is typed into a question, and the field and the words of the answer in each language.

    `said` are answers of the part from before.
    """

    question: str
    typed: dict[str, Any]
    field: str = ""
    uk: str = ""
    en: str = ""
    said: Answers | None = None


def row(name: str, question: str, typed: dict[str, Any], *answer: str, **said: Any) -> Any:
    field, uk, en = answer or ("", "", "")
    return pytest.param(Row(question, typed, field, uk, en, said or None), id=name)


def prepared(draft: Draft, ref: str, row: Row) -> str:
    """Write down what was said before; return the page of the question."""
    if row.said:
        services.save(draft.pk, ref, "before", row.said, at=NOON)
    return reverse("question", args=[draft.pk, ref, row.question])


def assert_refused(browser: Client, draft: Draft, ref: str, row: Row, language: str) -> None:
    """Post a row: it is refused beside its field, with all that was typed, and nothing is saved."""
    page, before = prepared(draft, ref, row), part(draft, ref)

    answer: Any = browser.post(page, row.typed)

    shown = answer.content.decode()
    form = answer.context["form"]
    errors = form.errors
    assert answer.status_code == 422
    assert list(errors) == [row.field]
    assert getattr(row, language) in errors[row.field][0]
    assert f'<html lang="{language}"' in shown
    assert f'href="#id_{row.field}' in shown
    assert f'id="id_{row.field}_error"' in shown
    assert not [text for text in texts(row, form) if str(escape(text)) not in shown]
    assert part(draft, ref) == before


def assert_doubted(browser: Client, draft: Draft, ref: str, row: Row, language: str) -> None:
    """Post a row: it is saved, looked at again, and gone on from when sent again."""
    page = prepared(draft, ref, row)

    doubted: Any = browser.post(page, row.typed)

    warnings = [warning for _field, warning in doubted.context["warnings"]]
    assert doubted.status_code == 200
    assert [warning.field for warning in warnings] == [row.field]
    assert getattr(row, language) in str(warnings[0].sentence)
    assert row.question in part(draft, ref)["answered"]

    again = browser.post(page, {**row.typed, "seen": [it.code for it in warnings]})

    assert again.status_code == 302


def part(draft: Draft, ref: str) -> Answers:
    """Return what a part says now."""
    said = written(draft).part(ref)
    return {} if said is None else said.answers


def texts(row: Row, form: forms.Form) -> list[str]:
    """Return what was typed into boxes."""
    boxes = [name for name in row.typed if not hasattr(form.fields.get(name), "choices")]
    return [str(row.typed[name]).strip() for name in boxes]


def home(draft: Draft, **said: Any) -> str:
    """Add a home of the applicant that says so much already; return its ref."""
    ref = services.add_home(draft.pk, written(draft).applicant.ref, at=NOON)
    services.save(draft.pk, ref, "owner", said, at=NOON)
    services.save(draft.pk, Kind.HOUSING, "owns", {"_owns": "yes"}, at=NOON)
    return ref
