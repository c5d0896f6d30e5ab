"""Acts, amendments and scans: what is typed is printed, pinned, signed, and then stays."""

import hashlib
import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from PIL import Image

from accounts.models import User
from audit.models import Entry
from copies.models import Copy, State
from copies.services import NotClean, WrongKind
from leases import paper_printing, services
from leases.acts import METERS, HandedOver, Keys, Meter
from leases.amending import Change, Joiner
from leases.grounds import BY_WORD, Ground
from leases.models import Lease, Paper, PaperKind, Resident, Scan
from leases.notes import notes
from leases.papers import as_printed
from leases.selectors import handed_over_on, present_residents, residents_on, returned_on
from tests.drafts.files import PDF
from tests.leases.builders import FIRST_DAY, SPRING, START, active, agreed, signed
from tests.printing import tagged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariff_of_2026", "no_printer")]
AT = FIRST_DAY
REST = frozenset(METERS) - {"electricity"}  # meters that are not there
KEYS = Keys(flat=2, entrance=1, mailbox=1, other="домофон — 1")
SEEN = HandedOver(
    meters=[Meter("electricity", "E-77", Decimal("1024.5"))],
    keys=KEYS,
    inventory=[("Плита — 1", "справна"), ("Стілець — 4", "один подряпаний")],
    remarks="Вікно в кухні протікає.",
    absent=REST,
)
BABY = Joiner("Коваленко Іван Петрович", date(2026, 1, 20), "child", "birth_certificate", "І-БК 1")
MOTHER = Joiner("Коваленко Ганна Петрівна", date(1950, 1, 2), "parent", "id_card", "901234567")


@pytest.fixture
def clerk(staff: Callable[..., User]) -> User:
    return staff("lease_clerk")


@pytest.fixture
def decider(staff: Callable[..., User]) -> User:
    return staff("decision_maker")


@pytest.fixture
def lease(clerk: User) -> Lease:
    return active(clerk)


def again(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def act(lease: Lease, by: User, kind: PaperKind = PaperKind.ACCEPTANCE, **changed: Any) -> Paper:
    given = {"on": START, "seen": SEEN, "by": by, "at": AT, **changed}
    return services.draw_act(lease, kind, **given)


def signed_act(lease: Lease, by: User, kind: PaperKind = PaperKind.ACCEPTANCE) -> Paper:
    return sign_act(act(lease, by, kind), by)


def sign_act(paper: Paper, by: User, on: date = START, at: datetime = AT) -> Paper:
    """Attach what both signed, and record it."""
    shown = act_shown(paper)
    return services.sign_paper(paper, signed_on=on, proof=shown, by=by, at=at)


def act_shown(paper: Paper) -> Scan:
    """The act as both signed it, attached and checked."""
    content = PDF + f"act {paper.pk}".encode()
    return cleared(attached(paper.lease, paper.made_by, content, shows=paper.kind))


def ending(lease: Lease, by: User, last_day: date) -> None:
    """Record that a lease ends by agreement on a day to come."""
    services.end(lease, **agreed(lease, last_day), by=by, at=AT)


def change(**changed: Any) -> Change:
    said = {"ground": Ground.CONSENT, "paper": "згода № 2", "paper_on": START}
    return Change(**{"joins": [], "leaves": [], **said, **changed})


def amendment(lease: Lease, by: User, on: date = START, at: datetime = AT, **changed: Any) -> Paper:
    if changed.get("leaves") and "proof" not in changed:
        changed["proof"] = proof(lease, by)
    return services.draw_amendment(lease, on=on, change=change(**changed), by=by, at=at)


def proof(lease: Lease, by: User) -> Scan:
    """The consent of who leaves, as it was attached to the lease and checked."""
    content = PDF + str(lease.scans.count()).encode()
    return cleared(attached(lease, by, content, shows="consent"))


def others(lease: Lease) -> list[Resident]:
    return [each for each in present_residents(lease) if each.relationship != "applicant"]


def text_of(paper: Paper, by: User) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    pdf = services.read_paper(paper, by=by, at=AT)
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


# Acts ---------------------------------------------------------------------------------------------


def test_an_act_prints_what_was_seen_and_counts_once_it_is_signed(
    printer: None, lease: Lease, clerk: User
) -> None:
    paper = act(lease, clerk)

    assert handed_over_on(lease) is None
    assert tagged.faults(as_printed(paper)) == []
    text = text_of(paper, clerk)
    for said in (
        "Акт приймання-передачі",
        lease.number,
        "E-77",
        "1024,5",
        "подряпаний",
        "протікає",
        "Таких лічильників немає: Холодна вода",
    ):
        assert said in text
    sign_act(paper, clerk)
    assert handed_over_on(lease) == START
    entry = Entry.objects.filter(subject=f"lease:{lease.pk}").latest("seq")
    assert (entry.act, entry.by_id) == ("lease.paper_signed", clerk.pk)


def test_the_act_of_return_shows_what_was_handed_over_beside_what_comes_back(
    printer: None, lease: Lease, clerk: User
) -> None:
    signed_act(lease, clerk)
    seen = HandedOver(
        [Meter("electricity", "E-77", Decimal(1100))],
        KEYS,
        [("Плита — 1", "не працює")],
        defects="Розбите скло.",
        absent=REST,
    )
    paper = act(lease, clerk, PaperKind.RETURN, seen=seen)

    text = text_of(paper, clerk)
    for said in ("Акт повернення", "1024,5", "1100", "справна", "не працює", "Розбите скло"):
        assert said in text
    ending(lease, clerk, START + timedelta(days=1))
    sign_act(paper, clerk)
    assert returned_on(lease) == START


def test_a_return_forgets_nothing_that_was_handed_over(
    printer: None, lease: Lease, clerk: User
) -> None:
    signed_act(lease, clerk)
    nothing = HandedOver([], Keys(0, 0, 0, ""), [], absent=frozenset(METERS), is_bare=True)
    with pytest.raises(services.Forgotten) as refused:
        act(lease, clerk, PaperKind.RETURN, seen=nothing)
    assert (refused.value.meters, refused.value.things) == (["electricity"], True)

    other = Meter("electricity", "E-78", Decimal(3))
    some = replace(SEEN, meters=[other], keys=Keys(1, 1, 0, ""), inventory=SEEN.inventory[:1])
    paper = act(lease, clerk, PaperKind.RETURN, seen=some)

    assert [(each["serial"], each["before"]) for each in paper.data["meters"]] == [
        ("E-78", "—"), ("E-77", "1024,5"),
    ]  # fmt: skip
    text = text_of(paper, clerk)
    for said in (
        "показник не знято",
        "Від квартири — 1 із 2 шт.; від під’їзду — 1 із 1 шт.; від поштової скриньки — 0 із 1 шт.",
        "Інші: не повернуто (передано: домофон — 1)",
        "Стілець — 4 один подряпаний не повернуто",
    ):
        assert said in text


def test_a_meter_does_not_run_backwards(lease: Lease, clerk: User) -> None:
    signed_act(lease, clerk)
    meter = Meter("electricity", "E-77", Decimal(1024))
    seen = HandedOver([meter], KEYS, [], absent=REST, is_bare=True)

    with pytest.raises(services.ReadingFell) as refused:
        act(lease, clerk, PaperKind.RETURN, seen=seen)

    assert refused.value.before == "1024,5"


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        pytest.param({"on": START + timedelta(days=1)}, services.DayRefused, id="tomorrow"),
        pytest.param({"on": date(2026, 1, 4)}, services.DayRefused, id="before the signing"),
        pytest.param(
            {"seen": replace(SEEN, absent=REST - {"gas"})}, services.ActIncomplete,
            id="gas of which nothing is said",
        ),
        pytest.param(
            {"seen": replace(SEEN, keys=Keys(0, 0, 0, ""))}, services.ActIncomplete, id="no key"
        ),
        pytest.param(
            {"seen": replace(SEEN, inventory=[])}, services.ActIncomplete,
            id="an inventory of which nothing is said",
        ),
    ],
)  # fmt: skip
def test_what_act_is_refused(
    changed: dict[str, Any], refusal: type[Exception], lease: Lease, clerk: User
) -> None:
    with pytest.raises(refusal):
        act(lease, clerk, **changed)

    assert not lease.papers.exists()


def test_nothing_is_returned_before_the_lease_is_in_force(clerk: User) -> None:
    with pytest.raises(services.MoveRefused):
        act(signed(clerk), clerk, PaperKind.RETURN)


@pytest.mark.parametrize("things", [12, 16, 20, 30])
def test_every_page_of_an_act_is_named_and_the_signatures_stand_with_the_last_rows(
    things: int, printer: None, lease: Lease, clerk: User
) -> None:
    inventory = [(f"Річ {number} — 1", "справна") for number in range(1, things + 1)]
    paper = act(lease, clerk, seen=replace(SEEN, inventory=inventory))

    first, *_between, last = pages_of(as_printed(paper))
    code = paper_printing.code_of(paper.data)[:8]
    assert code in first
    assert code in last
    assert last.startswith(f"Акт приймання-передачі житла до договору найму житла № {lease.number}")
    assert f"Річ {things} — 1" in last
    assert f"Річ {things - 1} — 1" in last
    assert "підпис ____" in last


def pages_of(pdf: bytes) -> list[str]:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]


def test_one_act_of_a_kind_stands_and_one_in_error_is_set_aside(
    lease: Lease, clerk: User, decider: User
) -> None:
    first = signed_act(lease, clerk)
    with pytest.raises(services.PaperStands):
        act(lease, clerk)
    services.set_aside_paper(first, reason="Не той лічильник.", by=decider, at=AT)

    assert handed_over_on(lease) is None
    assert act(lease, clerk).number == 2
    with pytest.raises(services.PaperClosed):
        services.sign_paper(first, signed_on=START, by=clerk, at=AT)


def test_a_signed_act_is_set_aside_by_another_than_who_signed_it(
    lease: Lease, clerk: User, decider: User
) -> None:
    first = signed_act(lease, clerk)
    with pytest.raises(services.SignedByYou):
        services.set_aside_paper(first, reason="Помилка.", by=clerk, at=AT)
    aside = {"set_aside_at": AT, "set_aside_reason": "Помилка."}
    for nobody_else in ({}, {"set_aside_by": clerk}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Paper.objects.filter(pk=first.pk).update(**aside, **nobody_else)
    unsigned = act(lease, clerk, PaperKind.RETURN)
    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.filter(pk=unsigned.pk).update(signed_on=START)

    services.set_aside_paper(first, reason="Помилка.", by=decider, at=AT)
    assert (again(first).signed_by, again(first).set_aside_by) == (clerk, decider)


def test_a_renewal_takes_over_what_was_handed_over(lease: Lease, clerk: User) -> None:
    signed_act(lease, clerk)

    renewal = services.renew(lease, months=6, by=clerk, at=SPRING)

    assert handed_over_on(renewal) == renewal.starts_on


@pytest.mark.parametrize("shows", ["", "other", "of another lease", "unchecked"])
def test_an_act_is_signed_on_the_scan_of_it(shows: str, lease: Lease, clerk: User) -> None:
    paper = act(lease, clerk)
    made: dict[str, Callable[[], Scan | None]] = {
        "": lambda: None,
        "other": lambda: cleared(attached(lease, clerk, shows="other")),
        "of another lease": lambda: act_shown(act(active(clerk), clerk)),
        "unchecked": lambda: attached(lease, clerk, shows="acceptance"),
    }
    shown = made[shows]()

    with pytest.raises(services.ActUnproven):
        services.sign_paper(paper, signed_on=START, proof=shown, by=clerk, at=AT)
    signing = {"signed_on": START, "signed_by": clerk, "proof": shown}
    if shows != "unchecked":
        with pytest.raises(DatabaseError), transaction.atomic():
            Paper.objects.filter(pk=paper.pk).update(**signing)

    assert handed_over_on(lease) is None
    assert sign_act(paper, clerk).proof == lease.scans.latest("pk")
    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(proof=None)


@pytest.mark.parametrize(("days", "takes_two"), [(3, False), (4, True)])
def test_a_hand_over_that_takes_back_days_of_rent_is_recorded_by_another(
    days: int, takes_two: bool, lease: Lease, clerk: User, decider: User
) -> None:
    on = START + timedelta(days=days)
    paper = act(lease, clerk, on=on, at=SPRING)
    if takes_two:
        with pytest.raises(services.SignedByAnother):
            sign_act(paper, clerk, on, SPRING)
        services.sign_paper(paper, signed_on=on, proof=lease.scans.get(), by=decider, at=SPRING)
    else:
        sign_act(paper, clerk, on, SPRING)

    assert handed_over_on(lease) == on


@pytest.mark.parametrize(("days", "takes_two"), [(3, False), (4, True)])
def test_a_return_that_takes_back_days_of_rent_is_recorded_by_another(
    days: int, takes_two: bool, lease: Lease, clerk: User, decider: User
) -> None:
    ending(lease, clerk, date(2026, 7, 1))
    on = IN_SPRING - timedelta(days=days)
    paper = act(lease, clerk, PaperKind.RETURN, on=on, at=SPRING)
    shown = act_shown(paper)
    if takes_two:
        with pytest.raises(services.SignedByAnother):
            services.sign_paper(paper, signed_on=on, proof=shown, by=clerk, at=SPRING)
    by = decider if takes_two else clerk
    services.sign_paper(paper, signed_on=on, proof=shown, by=by, at=SPRING)

    assert returned_on(lease) == on


def test_a_return_of_a_lease_that_ended_before_takes_back_nothing(
    lease: Lease, clerk: User
) -> None:
    services.end(lease, **agreed(lease, START), by=clerk, at=AT)
    paper = act(again(lease), clerk, PaperKind.RETURN, on=START, at=SPRING)

    assert sign_act(paper, clerk, START, SPRING).signed_by == clerk


def test_no_lease_goes_on_without_its_dwelling(lease: Lease, clerk: User) -> None:
    paper = act(lease, clerk, PaperKind.RETURN)
    with pytest.raises(services.EndFirst):
        sign_act(paper, clerk)
    assert returned_on(lease) is None

    ending(lease, clerk, START + timedelta(days=1))
    services.sign_paper(paper, signed_on=START, proof=lease.scans.earliest("pk"), by=clerk, at=AT)
    with pytest.raises(services.ReturnSigned):
        services.carry_on(lease, reason="Помилка.", by=clerk, at=AT)


def test_a_dwelling_is_not_handed_over_after_it_was_returned(lease: Lease, clerk: User) -> None:
    ending(lease, clerk, date(2026, 7, 1))
    signed_act(lease, clerk, PaperKind.RETURN)
    late = act(lease, clerk, on=IN_SPRING, at=SPRING)

    with pytest.raises(services.OutOfOrder):
        sign_act(late, clerk, IN_SPRING, SPRING)


def renewed(lease: Lease, by: User) -> Lease:
    """Return the lease of the new term, signed by both."""
    renewal = services.renew(lease, months=6, by=by, at=SPRING)
    services.issue(renewal, by=by, at=SPRING)
    return services.sign(renewal, signed_on=IN_SPRING, by=by, at=SPRING)


def test_what_was_handed_over_under_one_lease_is_not_handed_over_under_its_renewal(
    lease: Lease, clerk: User
) -> None:
    drawn_late = act(lease, clerk)
    renewal = renewed(lease, clerk)
    of_renewal = act(renewal, clerk, on=IN_SPRING, at=SPRING)
    sign_act(of_renewal, clerk, IN_SPRING, SPRING)
    with pytest.raises(services.HandedOverUnder) as refused:
        sign_act(drawn_late, clerk, IN_SPRING, SPRING)

    assert refused.value.number == renewal.number
    assert again(drawn_late).is_open


def test_a_renewal_of_what_was_handed_over_has_no_act_of_acceptance(
    lease: Lease, clerk: User
) -> None:
    signed_act(lease, clerk)
    renewal = renewed(lease, clerk)

    with pytest.raises(services.HandedOverUnder) as refused:
        act(renewal, clerk, on=IN_SPRING, at=SPRING)

    assert refused.value.number == lease.number
    assert not renewal.papers.exists()


def test_a_renewed_lease_is_returned_under_its_renewal(lease: Lease, clerk: User) -> None:
    drawn_before = act(lease, clerk, PaperKind.RETURN)
    renewal = services.renew(lease, months=6, by=clerk, at=SPRING)
    with pytest.raises(services.ReturnedUnder):
        sign_act(drawn_before, clerk, IN_SPRING, SPRING)
    services.set_aside_paper(drawn_before, reason="Поновлено.", by=clerk, at=SPRING)

    with pytest.raises(services.ReturnedUnder) as refused:
        act(lease, clerk, PaperKind.RETURN, at=SPRING)

    assert refused.value.number == renewal.number
    assert returned_on(lease) is None


def test_an_act_is_asked_again_once_its_lease_is_locked(
    lease: Lease, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lease is renewed while the act of its return is being printed."""

    def renewed_meanwhile(*_given: Any) -> bytes:
        services.renew(lease, months=6, by=clerk, at=SPRING)
        return b"%PDF-"

    monkeypatch.setattr(paper_printing, "paper_pdf", renewed_meanwhile)
    with pytest.raises(services.ReturnedUnder):
        act(lease, clerk, PaperKind.RETURN, at=SPRING)

    assert not lease.papers.exists()


# Amendments ---------------------------------------------------------------------------------------


def test_a_signed_amendment_lets_people_join_and_leave_from_its_day(
    lease: Lease, clerk: User
) -> None:
    [child, *_rest] = others(lease)
    paper = amendment(lease, clerk, joins=[MOTHER], leaves=[child])

    assert child in present_residents(lease)
    services.sign_paper(paper, signed_on=START, by=clerk, at=AT)
    names = [each.name for each in present_residents(lease)]
    assert MOTHER.name in names
    assert child.name not in names
    left = again(child)
    assert (left.until_on, left.left_by) == (START - timedelta(days=1), paper)
    joined = lease.residents.get(name=MOTHER.name)
    assert (joined.from_on, joined.joined_by) == (START, paper)
    assert len(list(lease.residents.on(START))) == len(names)


def test_an_amendment_of_a_later_day_changes_nobody_before_that_day(
    lease: Lease, clerk: User, in_english: None
) -> None:
    [child, *_rest] = others(lease)
    later = START + timedelta(days=60)
    before = lease.residents.count()
    paper = amendment(lease, clerk, on=later, joins=[MOTHER, BABY], leaves=[child])
    services.sign_paper(paper, signed_on=START, by=clerk, at=AT)

    for day in (START - timedelta(days=9), START, later - timedelta(days=1)):
        there = residents_on(lease, day)
        assert child in there
        assert len(there) == before
        assert f"for {before} people" in notes(lease, day)[0]
    names = [each.name for each in residents_on(lease, later)]
    assert child.name not in names
    assert MOTHER.name in names
    assert f"for {before + 1} people" in notes(lease, later)[0]


def test_an_amendment_is_numbered_and_prints_the_whole_annex_anew(
    printer: None, lease: Lease, clerk: User
) -> None:
    [child, *_rest] = others(lease)
    paper = amendment(lease, clerk, joins=[MOTHER], leaves=[child])

    assert tagged.faults(as_printed(paper)) == []
    text = text_of(paper, clerk)
    for said in ("Додаткова угода № 1", MOTHER.name, "817", "згода № 2", "Вибувають"):
        assert said in text
    assert MOTHER.identity_number not in str(paper.data) + str(paper.change)
    services.set_aside_paper(paper, reason="Помилка.", by=clerk, at=AT)
    assert amendment(lease, clerk, joins=[MOTHER]).number == 2


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        pytest.param({}, services.NobodyChanges, id="nobody"),
        pytest.param(
            {"joins": [MOTHER], "ground": Ground.CHILD}, services.NotAChild, id="a grown-up child"
        ),
        pytest.param(
            {"joins": [replace(BABY, relationship="spouse")], "ground": Ground.CHILD},
            services.NoChildOfTheirs,
            id="a young spouse",
        ),
        pytest.param(
            {"joins": [MOTHER], "ground": Ground.COURT}, services.ConsentNeeded, id="no consent"
        ),
        pytest.param(
            {"joins": [BABY], "on": date(2026, 8, 1)}, services.OutsideTheTerm, id="after the term"
        ),
    ],
)
def test_what_amendment_is_refused(
    changed: dict[str, Any], refusal: type[Exception], lease: Lease, clerk: User
) -> None:
    with pytest.raises(refusal):
        amendment(lease, clerk, **changed)

    assert not lease.papers.exists()


def test_a_child_joins_its_parents_without_consent(lease: Lease, clerk: User) -> None:
    paper = amendment(lease, clerk, joins=[BABY], ground=Ground.CHILD)
    services.sign_paper(paper, signed_on=START, by=clerk, at=AT)

    assert BABY.name in [each.name for each in present_residents(lease)]


def test_the_tenant_does_not_leave_by_an_amendment(lease: Lease, clerk: User) -> None:
    with pytest.raises(services.TenantStays):
        amendment(lease, clerk, leaves=present_residents(lease)[:1])


def test_nobody_joins_who_lives_by_another_lease(lease: Lease, clerk: User) -> None:
    other = active(clerk)
    for each in (lease, other):
        paper = amendment(each, clerk, joins=[MOTHER])
        if each is lease:
            services.sign_paper(paper, signed_on=START, by=clerk, at=AT)
            break

    with pytest.raises(services.ResidentHasLease) as refused:
        amendment(other, clerk, joins=[MOTHER])
    with pytest.raises(services.LivesHere):
        amendment(lease, clerk, joins=[MOTHER])

    assert refused.value.number == lease.number


def test_who_was_drawn_up_twice_joins_once(lease: Lease, clerk: User) -> None:
    other = active(clerk)
    papers = [amendment(each, clerk, joins=[MOTHER]) for each in (lease, other)]
    services.sign_paper(papers[0], signed_on=START, by=clerk, at=AT)

    with pytest.raises(services.ResidentHasLease):
        services.sign_paper(papers[1], signed_on=START, by=clerk, at=AT)

    assert again(papers[1]).is_open


def test_a_renewal_is_for_those_who_live_there_by_then(lease: Lease, clerk: User) -> None:
    [child, *_rest] = others(lease)
    paper = amendment(lease, clerk, joins=[MOTHER], leaves=[child])
    services.sign_paper(paper, signed_on=START, by=clerk, at=AT)

    renewal = services.renew(lease, months=6, by=clerk, at=SPRING)

    names = [each["name"] for each in renewal.data["residents"]]
    assert MOTHER.name in names
    assert child.name not in names


def test_who_leaves_does_so_by_a_paper_of_their_own_and_by_nothing_less(
    lease: Lease, clerk: User
) -> None:
    [child, *_rest] = others(lease)
    other = active(clerk)
    unchecked = attached(lease, clerk, PDF + b"unchecked", shows="consent")
    for refusal, wrong in (
        (services.NoGroundToLeave, {"ground": Ground.CHILD}),
        (services.ProofNeeded, {"ground": Ground.OWN, "proof": None}),
        (services.ProofNeeded, {"ground": Ground.DEATH, "proof": None}),
        (services.ProofNeeded, {"ground": Ground.OWN, "proof": unchecked}),
        (services.ProofNeeded, {"ground": Ground.OWN, "proof": proof(other, clerk)}),
    ):
        with pytest.raises(refusal):
            amendment(lease, clerk, leaves=[child], **wrong)

    shown = proof(lease, clerk)
    paper = amendment(lease, clerk, leaves=[child], ground=Ground.MOVED, proof=shown)
    services.sign_paper(paper, signed_on=START, by=clerk, at=AT)
    left = again(child)
    assert (left.left_ground, left.left_proof) == (Ground.MOVED, shown)


def test_nobody_is_struck_out_by_a_paper_to_come_or_of_days_before_their_consent(
    lease: Lease, clerk: User
) -> None:
    [child, *_rest] = others(lease)
    shown, later = proof(lease, clerk), START + timedelta(days=20)
    given: dict[str, Any] = {"leaves": [child], "proof": shown, "paper_on": later}

    with pytest.raises(services.PaperAhead):
        amendment(lease, clerk, on=later, ground=Ground.OWN, **given)
    for ground in (Ground.OWN, Ground.CONSENT):
        with pytest.raises(services.BeforeConsent) as refused:
            amendment(lease, clerk, at=SPRING, ground=ground, **given)
        assert refused.value.earliest == later
    assert amendment(lease, clerk, on=later, at=SPRING, ground=Ground.OWN, **given)


@pytest.mark.parametrize(
    "how", [{}, {"left_ground": "own"}, {"left_ground": BY_WORD}, {"left_ground": "word"}]
)
def test_the_database_lets_nobody_leave_without_a_proof(
    how: dict[str, str], lease: Lease, clerk: User
) -> None:
    [child, *_rest] = others(lease)
    paper = amendment(lease, clerk, leaves=[child])

    with pytest.raises(DatabaseError), transaction.atomic():
        Resident.objects.filter(pk=child.pk).update(until_on=START, left_by=paper, **how)

    assert child in present_residents(lease)


def test_a_death_is_printed_as_what_it_is(printer: None, lease: Lease, clerk: User) -> None:
    [child, *_rest] = others(lease)
    text = text_of(amendment(lease, clerk, leaves=[child], ground=Ground.DEATH), clerk)

    assert "Більше не проживають у Житлі через смерть" in text
    assert "свідоцтво про смерть" in text
    assert "Вибувають" not in text


# A newborn, while the lease is being renewed ------------------------------------------------------

IN_SPRING = SPRING.date()


def born(lease: Lease, by: User, on: date = IN_SPRING) -> None:
    paper = amendment(lease, by, on=on, at=SPRING, joins=[BABY], ground=Ground.CHILD)
    services.sign_paper(paper, signed_on=IN_SPRING, by=by, at=SPRING)


@pytest.mark.parametrize("step", ["issued", "signed"])
def test_a_renewal_drawn_up_before_a_birth_is_drawn_up_anew(
    step: str, lease: Lease, clerk: User
) -> None:
    renewal = services.renew(lease, months=6, by=clerk, at=SPRING)
    if step == "signed":
        services.issue(renewal, by=clerk, at=SPRING)
    born(lease, clerk)

    on: dict[str, Any] = {"signed_on": IN_SPRING} if step == "signed" else {}
    act: Any = services.sign if step == "signed" else services.issue
    with pytest.raises(services.ResidentsDiffer) as refused:
        act(renewal, **on, by=clerk, at=SPRING)

    assert (refused.value.missing, refused.value.left) == ([BABY.name], [])
    services.cancel(renewal, reason="Народилася дитина.", by=clerk, at=SPRING)
    anew = services.renew(lease, months=6, by=clerk, at=SPRING)
    assert BABY.name in [each["name"] for each in anew.data["residents"]]


def test_a_child_born_after_the_renewal_was_signed_joins_both_leases(
    lease: Lease, clerk: User, in_english: None
) -> None:
    renewal = services.renew(lease, months=6, by=clerk, at=SPRING)
    services.issue(renewal, by=clerk, at=SPRING)
    renewal = services.sign(renewal, signed_on=IN_SPRING, by=clerk, at=SPRING)
    born(lease, clerk)

    assert any("Amend this lease too" in each for each in notes(renewal, IN_SPRING))
    born(renewal, clerk, on=renewal.starts_on)
    for each in (lease, renewal):
        assert BABY.name in [one.name for one in present_residents(each)]
    assert not any("Amend this lease too" in each for each in notes(renewal, IN_SPRING))
    with pytest.raises(services.LivesHere):
        born(renewal, clerk, on=renewal.starts_on)


# Kept ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE leases_paper SET pdf_sha256 = 'x'",
        "UPDATE leases_paper SET data = '{{}}'",
        "UPDATE leases_paper SET signed_on = '2026-01-01'",
        "UPDATE leases_paper SET number = 7",
        "DELETE FROM leases_paper",
        "UPDATE leases_resident SET name = 'x'",
        "UPDATE leases_resident SET until_on = '2026-01-01' WHERE until_on IS NOT NULL",
        "DELETE FROM leases_resident",
        "UPDATE leases_ending SET reason = 'x'",
        "DELETE FROM leases_ending",
        "UPDATE leases_scan SET sha256 = 'x'",
        "DELETE FROM leases_scan",
    ],
)
def test_what_is_signed_attached_or_recorded_stays(
    statement: str, lease: Lease, clerk: User
) -> None:
    paper = amendment(lease, clerk, leaves=others(lease)[:1])
    services.sign_paper(paper, signed_on=START, by=clerk, at=AT)
    attached(lease, clerk)
    services.end(lease, **agreed(lease, date(2026, 3, 1)), by=clerk, at=AT)

    with (
        pytest.raises(DatabaseError, match=r"keeps what it pinned|is only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.replace("{{}}", "{}"))


# Signed papers ------------------------------------------------------------------------------------


def attached(
    lease: Lease, by: User, content: bytes = PDF, name: str = "договір.pdf", shows: str = "lease"
) -> Scan:
    file = SimpleUploadedFile(name, content)
    return services.attach(lease, file, shows=shows, name=name, by=by, at=AT)


def cleared(scan: Scan) -> Scan:
    Copy.objects.filter(pk=scan.copy_id).update(state=State.CLEAN, inspected_at=AT, scanned_at=AT)
    return Scan.objects.get(pk=scan.pk)


def photograph() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(picture, "JPEG")
    return picture.getvalue()


@pytest.mark.parametrize("content", [PDF, photograph()], ids=["a PDF", "a photograph"])
def test_a_signed_paper_comes_back_to_the_byte(content: bytes, lease: Lease, clerk: User) -> None:
    scan = cleared(attached(lease, clerk, content))

    with services.open_scan(scan, by=clerk, at=AT) as file:
        assert file.read() == content
    assert scan.sha256 == hashlib.sha256(content).hexdigest()
    acts = Entry.objects.filter(subject=f"lease:{lease.pk}").order_by("seq")
    assert [each.act for each in acts][-2:] == ["lease.scan_attached", "lease.scan_read"]


def test_nobody_opens_a_paper_that_is_not_checked(lease: Lease, clerk: User) -> None:
    with pytest.raises(NotClean):
        services.open_scan(attached(lease, clerk), by=clerk, at=AT)


def test_the_same_file_is_attached_once_and_another_beside_it(lease: Lease, clerk: User) -> None:
    attached(lease, clerk)
    with pytest.raises(services.ScanAttached):
        attached(lease, clerk)

    attached(lease, clerk, PDF + b"\n")
    assert lease.scans.count() == 2


def test_what_is_no_paper_is_not_attached(lease: Lease, clerk: User) -> None:
    with pytest.raises(WrongKind):
        attached(lease, clerk, b"MZ" + bytes(600))

    assert not lease.scans.exists()
    assert not Copy.objects.exists()
