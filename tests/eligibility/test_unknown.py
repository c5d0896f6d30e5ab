"""Kleene's logic: what holds of every three-valued answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eligibility.unknown import Value, all_of, any_answer, any_of, value_of

MET, NOT_MET, UNKNOWN = Value.MET, Value.NOT_MET, Value.UNKNOWN
OPPOSITE = {MET: NOT_MET, NOT_MET: MET, UNKNOWN: UNKNOWN}
values = st.sampled_from(Value)
lists = st.lists(values, max_size=6)


@pytest.mark.parametrize(
    ("given_values", "both", "either"),
    [
        pytest.param([MET, MET], MET, MET, id="both hold"),
        pytest.param([MET, NOT_MET], NOT_MET, MET, id="one fails"),
        pytest.param([MET, UNKNOWN], UNKNOWN, MET, id="one holds, one is open"),
        pytest.param([NOT_MET, UNKNOWN], NOT_MET, UNKNOWN, id="one fails, one is open"),
        pytest.param([UNKNOWN, UNKNOWN], UNKNOWN, UNKNOWN, id="both are open"),
        pytest.param([], MET, NOT_MET, id="nothing is asked"),
    ],
)
def test_truth_table(given_values: list[Value], both: Value, either: Value) -> None:
    assert (all_of(given_values), any_of(given_values)) == (both, either)


@given(lists)
def test_not_all_is_any_not(given_values: list[Value]) -> None:
    opposites = [OPPOSITE[value] for value in given_values]

    assert OPPOSITE[all_of(given_values)] == any_of(opposites)


@given(lists, lists)
def test_grouping_and_order_do_not_matter(left: list[Value], right: list[Value]) -> None:
    assert all_of([all_of(left), all_of(right)]) == all_of(right + left)
    assert any_of([any_of(left), any_of(right)]) == any_of(right + left)


@given(lists, st.integers(0, 5), st.sampled_from([MET, NOT_MET]))
def test_settling_an_unknown_never_overturns_an_answer(
    given_values: list[Value], place: int, settled: Value
) -> None:
    if place >= len(given_values) or given_values[place] is not UNKNOWN:
        return
    known = [*given_values[:place], settled, *given_values[place + 1 :]]

    for combine in (all_of, any_of):
        if combine(given_values) is not UNKNOWN:
            assert combine(known) == combine(given_values)


@given(st.lists(st.sampled_from([True, False, None]), max_size=5))
def test_answers_and_values_agree(answers: list[bool | None]) -> None:
    assert value_of(any_answer(answers)) == any_of(map(value_of, answers))
