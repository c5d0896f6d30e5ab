import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from refusals.refused import Refused
from territories import gazetteer, katottg, models, services
from territories.codifier import Codifier
from territories.samples import PLACES, load_sample, rows
from tests.territories.order_documents import CITY, codifier, order

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)


def test_the_sample_is_of_one_piece() -> None:
    places = Codifier(katottg.parse(PLACES.read_bytes()))

    for row in rows():
        assert row["code"] in places
        assert all(places.is_below(code, row["code"]) for code in row.get("excepted", ()))


@pytest.mark.django_db
def test_the_sample_says_that_it_is_one() -> None:
    load_sample(at=AT)

    assert gazetteer.load().edition.endswith("(sample)")
    assert all(edition.is_sample for edition in models.Edition.objects.all())


@pytest.mark.django_db
def test_loading_the_sample_twice_changes_nothing() -> None:
    first = load_sample(at=AT)

    assert load_sample(at=AT) == first
    assert models.Edition.objects.count() == 2


@pytest.mark.django_db
def test_the_sample_does_not_replace_real_lists_unless_forced() -> None:
    services.load_codifier(codifier(), file_name="codifier.csv", at=AT)

    with pytest.raises(Refused):
        load_sample(at=AT)
    load_sample(at=AT, is_forced=True)

    assert gazetteer.load().edition.endswith("(sample)")


@pytest.mark.django_db
def test_a_real_codifier_never_meets_the_sample_of_territories() -> None:
    load_sample(at=AT)
    services.load_codifier(codifier(), file_name="codifier.csv", at=AT)

    assert not gazetteer.load().knows(CITY)

    services.load_territories(order(), file_name="order.docx", at=AT)
    assert gazetteer.load().knows(CITY)


@pytest.mark.django_db
def test_a_real_list_of_territories_is_not_read_with_the_sample() -> None:
    load_sample(at=AT)

    with pytest.raises(Refused):
        services.load_territories(order(), file_name="order.docx", at=AT)


@pytest.mark.django_db
def test_the_command_counts_what_it_loaded() -> None:
    out = StringIO()

    call_command("load_sample", stdout=out, stderr=StringIO())

    said = json.loads(out.getvalue())
    assert said["order-376"]["rows"] == len(rows())
    assert said["katottg"]["places"] == models.Place.objects.count()
