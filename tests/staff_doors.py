"""Which role gets what at which address of the staff, by which method: the table.

`test_staff_doors.py` asks every cell of it. To add an address, add its row where its room is:

    page(name, *roles)   is looked at: GET and HEAD show it to these roles
    form(name, *roles)   is looked at, and sent: an empty one is told what is wrong with it
    step(name, *roles)   is sent from another page, to which GET leads; the same holds
    post(name, *roles)   is sent, and takes no other method; the same holds
    done(room)           acts on an empty request as well, or shows Django's own form again

`acts=` names the roles that may send a form, where fewer may than look. A superuser may whatever
any role may; nobody else may anything. What the address names goes into `staff_doors_world.py`
(else the row fails, as no such page); an object that is there, and that none of the roles made.
A permission that some code asks for gets a row in OPENS. A new role has its cells once
LETTERS names it; rows that it may open name it too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from accounts.roles import Role
from tests.doors import EVERY, FORM, METHODS, READ, Outcome

R, C, D, L, A, M = (
    Role.REGISTRAR, Role.CASEWORKER, Role.DECISION_MAKER, Role.LEASE_CLERK, Role.AUDITOR,
    Role.ADMINISTRATOR,
)  # fmt: skip
F, P = Role.ALLOCATION_OFFICER, Role.OPERATOR
LETTERS = (R, C, D, F, L, A, M, P)
SUPERUSER = "superuser"
WHO = (*LETTERS, SUPERUSER)

SEES, ACTS, TOLD, LED = Outcome.SEES, Outcome.ACTS, Outcome.IS_TOLD, Outcome.IS_LED_ON
MAY_NOT, NO_PAGE, NOT_SO = Outcome.MAY_NOT, Outcome.NO_SUCH_PAGE, Outcome.NOT_THIS_METHOD
Way = dict[str, Outcome]  # who → what they get


@dataclass(frozen=True, slots=True)
class Room:
    """One address. A method without a way is not taken, and nobody learns more of it.

    Whoever may nothing here is told so before the method is looked at, where it is in `guarded`.
    """

    name: str
    read: Way | None
    sent: Way | None = None
    guarded: frozenset[str] = frozenset()

    def cells(self, who: str) -> Iterator[tuple[str, Outcome]]:
        for method in METHODS:
            yield method, self.outcome(who, method)

    def outcome(self, who: str, method: str) -> Outcome:
        way = self.sent if method == "POST" else self.read if method in READ else None
        if way is not None:
            return way[who]
        is_known = any(known[who] is not MAY_NOT for known in (self.read, self.sent) if known)
        return MAY_NOT if method in self.guarded and not is_known else NOT_SO


def way(roles: Iterable[str], gets: Outcome, others: Outcome = MAY_NOT) -> Way:
    return dict.fromkeys(WHO, others) | dict.fromkeys((*roles, SUPERUSER), gets)


def page(name: str, *roles: Role) -> Room:
    return Room(name, way(roles, SEES))


def form(name: str, *roles: Role, acts: Iterable[Role] | None = None) -> Room:
    return Room(name, way(roles, SEES), way(roles if acts is None else acts, TOLD))


def step(name: str, *roles: Role) -> Room:
    return Room(name, way(roles, LED), way(roles, TOLD))


def post(name: str, *roles: Role) -> Room:
    return Room(name, None, way(roles, TOLD))


def done(room: Room) -> Room:
    sent = {who: ACTS if gets is TOLD else gets for who, gets in (room.sent or {}).items()}
    return replace(room, sent=sent)


def listed(name: str, *roles: Role) -> Room:
    """A list of the admin's own, which shows itself to whatever is sent."""
    return Room(name, way(roles, SEES), way(roles, SEES))


def for_all(name: str, read: Outcome | None, sent: Outcome | None = None) -> Room:
    """Whatever the role, the same."""
    return Room(name, way(WHO, read) if read else None, way(WHO, sent) if sent else None)


def of_registrar(room: Room) -> Room:
    """What is each registrar's own: to another, there is no such page."""
    read, sent = (known and {**known, SUPERUSER: NO_PAGE} for known in (room.read, room.sent))
    return Room(room.name, read, sent)


def of_operators(room: Room) -> Room:
    """What others than operators, superusers among them, have no such page for."""
    none = way(WHO, NO_PAGE)
    read, sent = (known and {**none, P: known[P]} for known in (room.read, room.sent))
    return Room(room.name, read, sent)


def guarded(*rooms: Room, methods: frozenset[str] = FORM) -> list[Room]:
    """Rooms whose guard looks at the permission before the method."""
    return [replace(room, guarded=methods) for room in rooms]


def of_model(model: str, sees: Iterable[Role], *keepers: Role) -> Iterator[Room]:
    """Yield the admin's own pages of a model: who looks, who adds and changes; nobody deletes."""
    closed = for_all("", MAY_NOT, MAY_NOT)
    yield listed(f"admin:{model}_changelist", *sees)
    yield (
        done(form(f"admin:{model}_add", *keepers))
        if keepers
        else replace(closed, name=f"admin:{model}_add")
    )
    yield listed(f"admin:{model}_history", *sees)
    yield replace(closed, name=f"admin:{model}_delete")
    change = form(f"admin:{model}_change", *sees, acts=keepers)
    yield done(change) if keepers else replace(change, sent=closed.sent)
    yield for_all(f"admin/{model.replace('_', '/')}/<path:object_id>/", LED, LED)


LOOK_AT_HOUSING = (C, D, F, L, A, M)
ROOMS: tuple[Room, ...] = (
    # Each one's own.
    for_all("admin:login", LED, ACTS),
    for_all("admin/logout/", None, ACTS),
    for_all("admin:logout", None, ACTS),
    for_all("admin:index", SEES, SEES),
    for_all("admin:password_change", SEES, ACTS),
    for_all("admin:password_change_done", SEES),
    for_all("admin:jsi18n", SEES),
    # What the admin has of itself.
    for_all("admin:view_on_site", NO_PAGE, NO_PAGE),
    for_all("admin/(?P<url>.*)$", NO_PAGE, NO_PAGE),
    Room("admin:app_list", way([A], SEES, NO_PAGE), way([A], SEES, NO_PAGE)),  # of the audit
    # Staff's own systems.
    *guarded(post("api:assess", R), post("api:applications", R), methods=EVERY),
    # The intake desk; its sheets and packages are each registrar's own.
    page("desk:desk", R),
    done(post("desk:new", R)),
    form("desk:packages", R),
    page("desk:receipt", R),
    *map(of_registrar, (
        page("desk:report", R), form("desk:sheet", R),
        done(post("desk:saved", R)), done(post("desk:drop", R)),
    )),
    # Applications.
    page("admin:applications_application_changelist", R, C, D, A),
    page("admin:applications_application_change", R, C, D, A),
    step("admin:review_search", R, C, D, A),
    page("admin:review_version", R, C, D, A),
    *(
        page(f"admin:review_{name}", C, D, A)
        for name in (
            "paper", "download", "picture", "decision", "protocol", "scan", "scan_page",
            "closing", "closing_page",
        )
    ),
    page("admin:review_sitting", D, A),
    form("admin:review_reason", A),
    form("admin:review_conflict", C, D),
    step("admin:review_take_chosen", C),
    step("admin:review_assign_chosen", D),
    step("admin:review_add_paper", R, C),
    *(
        step(f"admin:review_{name}", C)
        for name in (
            "take", "accept", "reject", "request_correction", "take_back_correction", "propose",
            "hear",
        )
    ),
    *(
        step(f"admin:review_{name}", C, D)
        for name in (
            "add_note", "vote", "appeal", "send_back", "withdraw", "duplicate", "keep_open",
        )
    ),
    *(
        step(f"admin:review_{name}", D)
        for name in ("assign", "decide", "correct_error", "extend", "close")
    ),
    form("admin:review_absence_changelist", C, D, A, M, acts=(D, M)),
    done(step("admin:review_end_absence", D, M)),
    form("admin:review_hand_over", D),
    # The working calendar.
    page("admin:calendar", D, A, M),
    post("admin:calendar_move", D),
    *(
        room
        for model in ("regime", "calendaryear", "calendarday", "correctionpolicy")
        for room in (
            listed(f"admin:deadlines_{model}_changelist", D, A, M),
            form(f"admin:deadlines_{model}_add", D, M),
            page(f"admin:deadlines_{model}_change", D, A, M),
            post(f"admin:deadlines_{model}_approve", D),
            done(post(f"admin:deadlines_{model}_set_aside", D)),  # and whoever entered it
        )
    ),
    # Letters.
    page("admin:outbox_paper", R, A),
    *(
        step(f"admin:outbox_{name}", R)
        for name in (
            "print", "posted", "envelopes", "send_again", "set_aside", "take_posting_back"
        )
    ),
    *(
        replace(room, sent=None) if room.name.endswith("_change") else room
        for room in of_model("outbox_letter", (R, A))
    ),
    # The journal.
    *of_model("audit_entry", (A,)),
    Room("admin:audit_check", way([A], LED), way([A], NO_PAGE)),  # of a text that is not there
    # Helping applicants, by whoever helps nobody yet.
    *map(of_operators, (
        page("helping", P), form("help_new", P), form("help_present", P),
        for_all("help_again", LED, LED), for_all("code_handed_over", LED, LED),
        done(post("give_code", P)), done(post("finish_helping", P)),
    )),
    # Accounts of staff.
    *of_model("accounts_user", (A, M), M),
    done(form("admin:auth_user_password_change", M)),
    done(form("admin:accounts_user_reset_factor", M)),
    # The head's page.
    *guarded(
        page("oversight:office", D, A), page("oversight:table", D, A),
        form("oversight:what_if", D), page("oversight:answer", D),
    ),
    # The stock.
    *(
        room
        for model in ("site", "building", "dwelling")
        for room in of_model(f"housing_{model}", LOOK_AT_HOUSING, M)
    ),
    page("admin:autocomplete", *LOOK_AT_HOUSING),  # of sites, asked for by a building
    # Leases and their papers.
    listed("admin:leases_lease_changelist", D, L, A),
    *(
        page(f"admin:leases_{name}", D, L, A)
        for name in (
            "lease_change", "print", "reading", "statement", "statement_print", "print_paper",
            "scan", "scan_page",
        )
    ),
    *(form(f"admin:leases_{name}", L) for name in ("assign", "acceptance", "return", "amendment")),
    *(
        post(f"admin:leases_{name}", L)
        for name in (
            "issue", "sign", "renew", "end", "carry_on", "cancel", "attach", "sign_paper",
            "set_aside_paper",
        )
    ),
    listed("admin:batches_batch_changelist", L, A),
    page("admin:batches_batch_change", L, A),
    page("admin:batches_progress", L, A),
    form("admin:batches_make", L),
    done(post("admin:batches_cancel", L)),
    page("admin:batches_pdf", L),
    page("admin:batches_zip", L),
    # The text of the lease.
    listed("admin:wording_wording_changelist", D, L, A),
    form("admin:wording_wording_change", D, L, A, acts=(D, L)),
    page("admin:wording_preview", D, L, A),
    page("admin:wording_preview_print", D, L, A),
    done(post("admin:wording_begin", D, L)),
    done(post("admin:wording_set_aside", D, L)),
    post("admin:wording_approve", D),
    # Tariffs and re-ratings.
    listed("admin:rent_tariffrow_changelist", D, L, A, M),
    form("admin:rent_tariffrow_add", L),
    *(page(f"admin:rent_tariffrow_{name}", D, L, A, M) for name in ("change", "source", "picture")),
    post("admin:rent_tariffrow_attach", L),
    post("admin:rent_tariffrow_confirm", D),
    done(post("admin:rent_tariffrow_approve", D)),
    done(post("admin:rent_tariffrow_set_aside", D)),  # and whoever entered it
    listed("admin:rerating_rerating_changelist", D, L, A),
    *(page(f"admin:rerating_{name}", D, L, A) for name in ("look", "rerating_change", "change")),
    post("admin:rerating_prepare", L),
    post("admin:rerating_objection", L),
    done(post("admin:rerating_approve", D)),
    done(post("admin:rerating_set_aside", D)),  # and whoever prepared it
    post("admin:rerating_leave_out", D),
    post("admin:rerating_answer", D),
    # The accounts of leases.
    *guarded(
        page("charges:balances", L, A), page("charges:account", L, A),
        page("charges:pack", D, L, A),
        form("charges:export", L, A), page("charges:set_asides", L, A),
        page("charges:corrections", D, L, A),
        done(post("charges:approve", D)), done(post("charges:decline", D)),
        form("charges:statements", L), page("charges:statement", L), page("charges:waiting", L),
        post("charges:correct", L), post("charges:take_back", L), post("charges:match", L),
        post("charges:set_aside", L),
    ),
)  # fmt: skip

# What is lost with each permission, to whichever role holds it: one address and its method.
OPENS: dict[str, tuple[str, str]] = {
    "accounts.add_user": ("POST", "admin:accounts_user_add"),
    "accounts.change_user": ("POST", "admin:accounts_user_change"),
    "accounts.help_applicant": ("GET", "helping"),
    "accounts.view_user": ("GET", "admin:accounts_user_changelist"),
    "applications.add_application": ("POST", "desk:new"),
    "applications.view_application": ("GET", "admin:applications_application_change"),
    "applications.view_document": ("GET", "admin:review_paper"),
    "applications.view_sensitive": ("GET", "admin:review_reason"),
    "audit.view_entry": ("GET", "admin:audit_entry_changelist"),
    "batches.make_batch": ("POST", "admin:batches_make"),
    "batches.view_batch": ("GET", "admin:batches_batch_change"),
    "charges.approve_correction": ("POST", "charges:approve"),
    "charges.keep_accounts": ("POST", "charges:correct"),
    "charges.read_payer": ("GET", "charges:waiting"),
    "charges.view_posting": ("GET", "charges:account"),
    "deadlines.approve_calendar": ("POST", "admin:calendar_move"),
    "housing.add_building": ("GET", "admin:housing_building_add"),
    "housing.add_dwelling": ("GET", "admin:housing_dwelling_add"),
    "housing.add_site": ("GET", "admin:housing_site_add"),
    "housing.change_building": ("POST", "admin:housing_building_change"),
    "housing.change_dwelling": ("POST", "admin:housing_dwelling_change"),
    "housing.change_site": ("POST", "admin:housing_site_change"),
    "leases.make_lease": ("POST", "admin:leases_issue"),
    "leases.sign_lease": ("POST", "admin:leases_sign"),
    "leases.view_lease": ("GET", "admin:leases_lease_change"),
    "outbox.print_letter": ("POST", "admin:outbox_print"),
    "outbox.resend_letter": ("POST", "admin:outbox_send_again"),
    "outbox.view_letter": ("GET", "admin:outbox_letter_change"),
    "oversight.ask_what_if": ("POST", "oversight:what_if"),
    "oversight.view_figures": ("GET", "oversight:office"),
    "rent.add_tariffrow": ("POST", "admin:rent_tariffrow_add"),
    "rent.approve_tariff": ("POST", "admin:rent_tariffrow_approve"),
    "rent.view_tariffrow": ("GET", "admin:rent_tariffrow_change"),
    "rerating.approve_rerating": ("POST", "admin:rerating_approve"),
    "rerating.prepare_rerating": ("POST", "admin:rerating_prepare"),
    "rerating.view_rerating": ("GET", "admin:rerating_rerating_change"),
    "review.decide": ("POST", "admin:review_decide"),
    "review.enter_absence": ("POST", "admin:review_absence_changelist"),
    "review.judge_evidence": ("POST", "admin:review_accept"),
    "review.propose_decision": ("POST", "admin:review_propose"),
    "review.record_appeal": ("POST", "admin:review_appeal"),
    "review.record_protocol": ("POST", "admin:review_vote"),
    "review.take_application": ("POST", "admin:review_take"),
    "review.view_absence": ("GET", "admin:review_absence_changelist"),
    "review.view_appeal": ("GET", "admin:review_scan"),
    "review.view_closing": ("GET", "admin:review_closing"),
    "review.view_decision": ("GET", "admin:review_decision"),
    "review.view_protocol": ("GET", "admin:review_protocol"),
    "wording.approve_wording": ("POST", "admin:wording_approve"),
    "wording.draft_wording": ("POST", "admin:wording_begin"),
    "wording.view_wording": ("GET", "admin:wording_wording_change"),
    **{
        f"{app}.{may}_{model}": ("GET", f"admin:{app}_{model}_{at}")
        for app, models in {
            "deadlines": ("regime", "calendaryear", "calendarday", "correctionpolicy"),
            "housing": ("site", "building", "dwelling"),
        }.items()
        for model in models
        for may, at in (("view", "changelist"), ("add", "add"))
    },
}

# Taken from this role alone, a permission closes no address; and why.
PROTECTED = "opens protected papers of one's own cases: tests/review/test_protected.py"
CHANGES = "whoever may change an object may see it"
NOT_BY_ITSELF: dict[tuple[str, str], str] = {
    (C, "applications.view_sensitive"): PROTECTED,
    (D, "applications.view_sensitive"): PROTECTED,
    (M, "accounts.view_user"): CHANGES,
    (M, "housing.view_site"): CHANGES,
    (M, "housing.view_building"): CHANGES,
    (M, "housing.view_dwelling"): CHANGES,
}

# Given to a role that lacks it, the permission alone opens nothing: the address asks for more.
NOT_WITHOUT: dict[str, str] = {
    "accounts.add_user": "accounts.change_user",
    "applications.view_sensitive": "audit.view_entry",
    "batches.make_batch": "leases.make_lease",
    "charges.read_payer": "charges.keep_accounts",
    "review.view_appeal": "applications.view_document",
    "review.view_closing": "applications.view_document",
}

# What a permission shows on a page that opens without it too.
SHOWS: dict[str, str] = {
    "leases.set_aside_signed_act": "admin:leases_lease_change",
    "applications.view_person": "admin:applications_application_change",
    "charges.read_payer": "charges:account",
    "review.view_note": "admin:applications_application_change",
    "review.view_recordeddetermination": "admin:applications_application_change",
}
