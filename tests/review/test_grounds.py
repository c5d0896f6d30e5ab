"""Which clauses carry a refusal by themselves."""

import pytest

from review.proposals import carries_refusal


@pytest.mark.parametrize(
    ("grounds", "does"),
    [
        pytest.param(["idp_status"], True, id="both groups need it"),
        pytest.param(["no_monetary_assistance"], True, id="both groups need the declaration"),
        pytest.param(["own_housing"], True, id="a clause of both groups"),
        pytest.param(["residence_actual"], False, id="group 1 stays open"),
        pytest.param(["residence_registered", "social_category"], False, id="group 2 stays open"),
        pytest.param(["residence_registered", "residence_actual"], True, id="one of each group"),
        pytest.param(["social_category", "defence_or_captivity"], True, id="another of each group"),
        pytest.param([], False, id="nothing"),
    ],
)
def test_grounds_of_a_refusal_leave_no_group_open(grounds: list[str], does: bool) -> None:
    assert carries_refusal(grounds) is does
