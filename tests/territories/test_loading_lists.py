import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from refusals.refused import Refused
from territories import files, gazetteer, katottg, models, services
from tests.territories.order_documents import (
    CITY,
    CITY_DISTRICT,
    DISTRICT,
    ELSEWHERE,
    OBLAST,
    OLD_CRIMEA,
    PIKUZY,
    PLACES,
    SARTANA,
    codifier,
    line,
    order,
    row,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
DISTRICT_ROW = row(DISTRICT, "Маріупольський район за винятком м. Маріуполь, с. Немає")


def load(*occupied: tuple[str, ...]) -> models.Edition:
    services.load_codifier(codifier(), file_name="codifier.csv", at=AT)
    return services.load_territories(order(*occupied), file_name="order.docx", at=AT)


def run(command: str, path: Path) -> dict[str, Any]:
    out = StringIO()
    call_command(command, str(path), stdout=out, stderr=StringIO())
    document: dict[str, Any] = json.loads(out.getvalue())
    return document


def refused(command: str, path: Path) -> dict[str, Any]:
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command(command, str(path), stdout=out)
    assert stopped.value.code == 2
    (error,) = json.loads(out.getvalue())["errors"]
    assert error["message"].keys() == {"uk", "en"}
    return dict(error)


def test_the_codifier_is_replaced_whole() -> None:
    load()

    new = codifier(line("K", "Київ", ELSEWHERE))
    services.load_codifier(new, file_name="new.csv", at=AT, is_forced=True)

    assert [place.code for place in models.Place.objects.all()] == [ELSEWHERE]


def test_the_list_of_territories_is_replaced_whole() -> None:
    load(DISTRICT_ROW, row())

    load(row(OLD_CRIMEA, "с-ще Старий Крим"))

    assert list(
        models.Listing.objects.filter(kind="occupation").values_list("code", flat=True)
    ) == [OLD_CRIMEA]
    assert models.ExceptedPlace.objects.count() == 0
    assert models.Period.objects.count() == 4


def test_a_codifier_cut_at_the_end_of_a_line_does_not_replace_a_whole_one() -> None:
    services.load_codifier(codifier(), file_name="whole.csv", at=AT)
    cut = codifier(line("K", "Київ", ELSEWHERE))

    with pytest.raises(Refused) as caught:
        services.load_codifier(cut, file_name="cut.csv", at=AT)

    assert "Донецька" in caught.value.refusals[0].uk
    assert models.Place.objects.filter(code=CITY).exists()


def test_a_national_codifier_without_all_regions_is_refused_even_as_the_first() -> None:
    settlements = [
        line("C", f"Село {n}", OBLAST, DISTRICT, SARTANA, f"UA1414009{n:010d}")
        for n in range(services.NATIONAL)
    ]
    cut = codifier(*(line(*place) for place in PLACES), *settlements)

    with pytest.raises(Refused) as caught:
        services.load_codifier(cut, file_name="cut.csv", at=AT)

    assert "of 27" in caught.value.refusals[0].en
    assert not models.Place.objects.exists()


def test_what_was_loaded_is_recorded() -> None:
    edition = load(DISTRICT_ROW, row())

    assert edition.counts == {"rows": 5, "periods": 5, "exceptions": 1}
    assert edition.codifier == models.Edition.objects.get(which="katottg")
    assert (edition.file_name, len(edition.sha256), edition.loaded_at) == ("order.docx", 64, AT)
    assert [doubt["text"] for doubt in edition.unresolved] == ["с. Немає"]


def test_an_excepted_city_has_only_its_own_periods() -> None:
    load(DISTRICT_ROW, row(start="21.05.2022"))

    places = gazetteer.load()

    assert [str(p.start) for p in places.periods(CITY_DISTRICT)] == ["2022-05-21"]
    assert [str(p.start) for p in places.periods(PIKUZY)] == ["2022-02-24"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(codifier()[:-30], id="a cut codifier"),
        pytest.param(codifier(line(*PLACES[1])), id="a codifier that misses a level"),
    ],
)
def test_a_refused_codifier_changes_nothing(data: bytes) -> None:
    load()

    with pytest.raises(Refused):
        services.load_codifier(data, file_name="cut.csv", at=AT)

    assert models.Place.objects.count() == len(PLACES)
    assert models.Edition.objects.count() == 2


def test_a_refused_list_changes_nothing() -> None:
    load(DISTRICT_ROW)

    with pytest.raises(Refused):
        services.load_territories(order()[:-9], file_name="cut.docx", at=AT)
    with pytest.raises(Refused):
        services.load_territories(
            order(row(), row(start="31.02.2022")), file_name="no-such-day.docx", at=AT
        )

    assert models.Listing.objects.filter(code=DISTRICT).exists()
    assert models.Edition.objects.count() == 2


def test_nothing_stays_half_loaded_when_the_database_stops_midway(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load(DISTRICT_ROW)
    one = katottg.parse(codifier())[0]
    monkeypatch.setattr(katottg, "parse", lambda _: [one, one])

    with pytest.raises(IntegrityError):
        services.load_codifier(codifier(), file_name="twice.csv", at=AT, is_forced=True)

    assert models.Place.objects.count() == len(PLACES)
    assert models.Edition.objects.count() == 2


def test_without_a_codifier_the_list_is_refused_by_name() -> None:
    with pytest.raises(Refused) as refusal:
        services.load_territories(order(), file_name="order.docx", at=AT)

    assert [each.path for each in refusal.value.refusals] == ["codifier"]


def test_nothing_is_known_until_both_lists_are_loaded() -> None:
    assert gazetteer.load().edition == gazetteer.NOTHING

    services.load_codifier(codifier(), file_name="codifier.csv", at=AT)

    assert not gazetteer.load().knows(CITY)
    assert gazetteer.load().edition == gazetteer.NOTHING


def test_the_present_gazetteer_is_kept_until_a_list_is_replaced() -> None:
    load(row())
    first = gazetteer.current()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert gazetteer.current() is first
    assert len(queries) == 1

    load(row(OBLAST, "Донецька область"))
    assert gazetteer.current() is not first
    assert gazetteer.current().periods(OLD_CRIMEA)


def test_the_codifier_command_counts_what_it_loaded(tmp_path: Path) -> None:
    path = tmp_path / "codifier.csv"
    path.write_bytes(codifier())

    said = run("load_katottg", path)

    assert said["places"] == len(PLACES)
    assert said["by_category"] == {"B": 1, "C": 1, "H": 2, "K": 1, "M": 1, "O": 1, "P": 1, "X": 1}
    assert len(said["sha256"]) == 64
    entry = Entry.objects.get(act="codifier.loaded")
    assert (entry.facts["sha256"], entry.facts["forced"]) == (said["sha256"], False)


def test_the_territories_command_reports_what_it_could_not_resolve(tmp_path: Path) -> None:
    services.load_codifier(codifier(), file_name="codifier.csv", at=AT)
    path = tmp_path / "order.docx"
    path.write_bytes(order(DISTRICT_ROW))

    said = run("load_territories", path)

    assert said.keys() == {"rows", "periods", "exceptions", "sha256", "unresolved"}
    (doubt,) = said["unresolved"]
    assert (doubt["section"], doubt["row"], doubt["text"]) == ("occupation", 2, "с. Немає")
    assert doubt["why"].keys() == {"uk", "en"}
    assert Entry.objects.get(act="territories.loaded").facts["sha256"] == said["sha256"]


@pytest.mark.parametrize("command", ["load_katottg", "load_territories"])
def test_a_file_that_is_not_there_is_refused(command: str, tmp_path: Path) -> None:
    assert refused(command, tmp_path / "nothing")["path"] == "file"


def test_a_file_that_is_too_big_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 10)
    path = tmp_path / "big.csv"
    path.write_bytes(codifier())

    assert "64 MB" in refused("load_katottg", path)["message"]["en"]
