"""A field of the pack "portal": each error, hint and choice is tied to its input."""

import re
from typing import Any

import pytest
from django import forms
from django.template import Context, Template

from applications.fields.choices import Choice
from applications.fields.days import DayField

SUMMARY = Template('{% include "portal/errors.html" %}')
FIELDS = Template("{% load crispy_forms_filters %}{{ form|crispy }}")


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As in the passport")
    note = forms.CharField(label="Note", required=False)
    kind = forms.ChoiceField(
        label="Kind",
        choices=[("a", Choice("One", "Of the first sort")), ("b", Choice("Two", is_apart=True))],
        widget=forms.RadioSelect,
        help_text="Choose one",
    )
    marks = forms.MultipleChoiceField(
        label="Marks", choices=[("x", "X"), ("y", "Y")], widget=forms.CheckboxSelectMultiple
    )
    born = DayField(label="Born")
    consent = forms.BooleanField(label="I agree")
    size = forms.ChoiceField(label="Size", choices=[("", "-"), ("s", "S")])
    text = forms.CharField(label="Text", widget=forms.Textarea)


@pytest.fixture
def wrong() -> Sample:
    return Sample({"marks": ["x"], "name": "", "note": "<b>"})


def drawn(template: Template, form: forms.Form) -> str:
    return str(template.render(Context({"form": form})))


def test_every_link_of_the_summary_leads_to_an_input(wrong: Sample) -> None:
    fields = drawn(FIELDS, wrong)

    links = re.findall(r'href="#([^"]+)"', drawn(SUMMARY, wrong))

    assert len(links) == len(wrong.errors)
    for link in links:
        assert re.search(rf'<(input|select|textarea)[^>]* id="{link}"', fields), link


def test_all_that_is_named_as_a_description_is_there(wrong: Sample) -> None:
    fields = drawn(FIELDS, wrong)

    named = {
        each for ids in re.findall(r'aria-describedby="([^"]+)"', fields) for each in ids.split()
    }

    assert {"id_name_helptext", "id_name_error", "id_kind_helptext", "id_kind_0_hint"} <= named
    assert named <= set(re.findall(r' id="([^"]+)"', fields))


def test_ids_are_there_once(wrong: Sample) -> None:
    ids = re.findall(r' id="([^"]+)"', drawn(FIELDS, wrong))

    assert len(ids) == len(set(ids))


def test_a_wrong_input_is_marked_and_keeps_what_was_typed(wrong: Sample) -> None:
    fields = drawn(FIELDS, wrong)

    assert re.search(r'<input type="text" name="name"[^>]*aria-invalid="true"', fields)
    assert 'value="&lt;b&gt;"' in fields
    assert re.search(r'value="x" id="id_marks_0" checked', fields)


def test_every_input_has_its_label(wrong: Sample) -> None:
    fields = drawn(FIELDS, wrong)

    inputs = re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', fields)

    assert set(inputs) == set(re.findall(r'<label for="([^"]+)"', fields))


@pytest.mark.parametrize(
    ("field", "legend"), [("kind", "Kind"), ("marks", "Marks"), ("born", "Born")]
)
def test_inputs_that_belong_together_stand_under_one_legend(
    wrong: Sample, field: str, legend: str
) -> None:
    found = re.search(
        rf'<fieldset[^>]* id="id_{field}".*?</fieldset>', drawn(FIELDS, wrong), re.DOTALL
    )

    assert found is not None
    assert f"<legend>{legend}" in found[0]


def test_a_choice_may_explain_itself_and_stand_apart(wrong: Sample) -> None:
    fields = drawn(FIELDS, wrong)

    assert '<div class="hint" id="id_kind_0_hint">Of the first sort</div>' in fields
    assert fields.count('<p class="or">') == 1


@pytest.mark.parametrize("given", [{"size": "s"}, {"text": "long"}, {"name": "Олена"}])
def test_what_was_given_is_shown_again(given: dict[str, Any]) -> None:
    (value,) = given.values()

    assert value in drawn(FIELDS, Sample(initial=given))
