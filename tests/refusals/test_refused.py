"""The error object of the contract, and the exception that carries it."""

import pytest

from refusals.refused import Refusal, Refused, collecting

NO_DAY = Refusal("on", uk="Немає 1987-03-12.", en="No 1987-03-12.", code="not_day")
NO_CODE = Refusal("code", uk="Немає UA1.", en="No UA1.")


def test_the_error_object_is_the_contract_s() -> None:
    assert Refused(NO_DAY, NO_CODE).as_document() == {
        "errors": [
            {"path": "on", "message": {"uk": "Немає 1987-03-12.", "en": "No 1987-03-12."}},
            {"path": "code", "message": {"uk": "Немає UA1.", "en": "No UA1."}},
        ]
    }


def test_the_text_tells_paths_and_codes_and_nobody_s_data() -> None:
    assert str(Refused(NO_DAY, NO_CODE)) == "on: not_day, code"


def test_one_fault_is_refused_in_one_breath() -> None:
    assert Refused.at("code", uk=NO_CODE.uk, en=NO_CODE.en).refusals == (NO_CODE,)


def test_every_fault_is_collected_and_other_errors_are_not() -> None:
    faults: list[Refusal] = []

    with collecting(faults):
        raise Refused(NO_DAY, NO_CODE)
    with collecting(faults):
        pass
    with pytest.raises(ValueError, match="other"), collecting(faults):
        raise ValueError("other")

    assert faults == [NO_DAY, NO_CODE]
