"""Who gets what at which address of the portal: the table. `test_doors.py` asks every cell of it.

What each role gets at the addresses of the staff stands in `staff_doors.py`.
A row is one address of the resolver. Its policy says what each account gets of it, its methods
which requests it takes. The suite fails on an address that is not listed here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Account(StrEnum):
    """Who asks."""

    ANONYMOUS = "anonymous"
    OWNER = "the applicant it belongs to"
    DEACTIVATED = "that applicant, deactivated, with a live session"
    STRANGER = "another applicant"
    HELPER = "an operator who helps that applicant"
    HALF = "a caseworker who has typed the password only"
    GIVEN = "a superuser with the factor, and the password somebody else set"
    LEFT = "a caseworker, deactivated, with a live session"
    IDLE = "an operator who helps nobody"
    OTHERS_HELPER = "an operator who helps another applicant"
    CASEWORKER = "a caseworker"
    AUDITOR = "an auditor"
    SUPERUSER = "a superuser"


class Outcome(StrEnum):
    """What they get."""

    SEES = "sees"
    ACTS = "acts"  # it is done, or they are told what is wrong with what they sent
    IS_TOLD = "is told what is wrong with what they sent"
    IS_LED_ON = "is led on"  # to a page of the portal that fits better
    SIGNS_IN = "signs in first"
    SIGNS_IN_AS_STAFF = "signs in first, as staff"
    NO_SUCH_PAGE = "no such page"
    NOT_THIS_METHOD = "not this method"
    MAY_NOT = "may not"
    BY_ROLE = "as the role says"  # cell by cell in staff_doors.py


A = Account
O = Outcome  # noqa: E741
OPEN = None  # sees with GET and HEAD, acts otherwise
Policy = dict[Account, Outcome | None]

READ = frozenset({"GET", "HEAD"})
POSTED = frozenset({"POST"})
FORM = READ | POSTED
PIECE = frozenset({"PUT"})
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
EVERY = frozenset(METHODS)


def each(*accounts: Account, gets: Outcome | None) -> dict[Account, Outcome | None]:
    return dict.fromkeys(accounts, gets)


# Policies ----------------------------------------------------------------------------------------

SIGNED_OUT = (A.ANONYMOUS, A.DEACTIVATED, A.LEFT, A.HALF, A.GIVEN)
OPERATORS = (A.HELPER, A.IDLE, A.OTHERS_HELPER)
OFFICERS = (A.CASEWORKER, A.AUDITOR, A.SUPERUSER)
APPLICANTS = (A.OWNER, A.STRANGER)

OF_EVERYBODY: Policy = each(*Account, gets=OPEN)
OF_WHO_IS_SIGNED_OUT: Policy = each(*Account, gets=O.IS_LED_ON) | each(*SIGNED_OUT, gets=OPEN)
OF_WHO_WAITS_FOR_A_CODE: Policy = each(*Account, gets=O.IS_LED_ON)  # nobody here asked for one

# A draft, an application, and everything below them.
OF_ITS_OWNER: Policy = (
    each(*SIGNED_OUT, gets=O.SIGNS_IN)
    | each(A.OWNER, A.HELPER, gets=OPEN)
    | each(A.STRANGER, A.IDLE, A.OTHERS_HELPER, *OFFICERS, gets=O.NO_SUCH_PAGE)
)
OF_ITS_OWNER_ALONE: Policy = OF_ITS_OWNER | each(A.HELPER, gets=O.NO_SUCH_PAGE)

# Pages that show each applicant their own.
OF_APPLICANTS: Policy = (
    each(*SIGNED_OUT, gets=O.SIGNS_IN)
    | each(*APPLICANTS, A.HELPER, A.OTHERS_HELPER, gets=OPEN)
    | each(A.IDLE, *OFFICERS, gets=O.NO_SUCH_PAGE)
)
OF_APPLICANTS_ALONE: Policy = OF_APPLICANTS | each(*OPERATORS, gets=O.NO_SUCH_PAGE)

OF_OPERATORS: Policy = (
    each(*SIGNED_OUT, gets=O.SIGNS_IN_AS_STAFF)
    | each(*OPERATORS, gets=OPEN)
    | each(*APPLICANTS, *OFFICERS, gets=O.NO_SUCH_PAGE)
)

OF_ALL_STAFF: Policy = (
    each(*SIGNED_OUT, *APPLICANTS, gets=O.SIGNS_IN_AS_STAFF)
    | each(*OPERATORS, *OFFICERS, gets=OPEN)
)  # fmt: skip
OF_ALL_STAFF_TO_THEIR_OWN: Policy = OF_ALL_STAFF | each(*OPERATORS, *OFFICERS, gets=O.NO_SUCH_PAGE)
OF_STAFF_BY_ROLE: Policy = each(*SIGNED_OUT, *APPLICANTS, gets=O.SIGNS_IN_AS_STAFF) | each(
    *OPERATORS, *OFFICERS, gets=O.BY_ROLE
)
OF_REGISTRARS: Policy = each(*Account, gets=O.MAY_NOT) | each(A.SUPERUSER, gets=OPEN)
# The intake desk: of the officers here, a superuser alone may register.
OF_THE_DESK: Policy = (
    each(*SIGNED_OUT, *APPLICANTS, gets=O.SIGNS_IN_AS_STAFF)
    | each(*OPERATORS, *OFFICERS, gets=O.MAY_NOT)
    | each(A.SUPERUSER, gets=OPEN)
)
OF_ITS_REGISTRAR: Policy = OF_THE_DESK | each(A.SUPERUSER, gets=O.NO_SUCH_PAGE)
ON_THE_WAY = (A.HALF, A.GIVEN)
OF_STAFF_SIGNING_IN: Policy = (
    OF_EVERYBODY
    | each(*OPERATORS, *OFFICERS, gets=O.BY_ROLE)
    | each(*ON_THE_WAY, gets=O.ACTS)  # or led to the step that comes next
)
OF_STAFF_ON_THE_WAY: Policy = OF_ALL_STAFF | each(*ON_THE_WAY, gets=OPEN)
OF_STAFF_WITH_FACTOR: Policy = OF_ALL_STAFF | each(A.GIVEN, gets=OPEN)
OF_WHOM_A_PASSWORD_WAS_GIVEN: Policy = (
    OF_ALL_STAFF | each(*OPERATORS, *OFFICERS, gets=O.IS_LED_ON) | each(A.GIVEN, gets=OPEN)
)


# Rows --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Door:
    """One address. `sees` and `acts` are what those get to whom it is open.

    `asks_first` is whether it is asked who one is before the method is looked at.
    """

    name: str
    policy: Policy
    methods: frozenset[str]
    sees: Outcome = O.SEES
    acts: Outcome = O.ACTS
    asks_first: bool = False

    def cells(self, account: Account) -> Iterator[tuple[str, Outcome]]:
        """Yield what an account is to get by each method."""
        for method in METHODS:
            yield method, self.outcome(self.policy[account], method)

    def outcome(self, gets: Outcome | None, method: str) -> Outcome:
        is_taken = method in self.methods
        if is_taken and gets is OPEN:
            return self.sees if method in READ else self.acts
        if gets is not OPEN and (is_taken or self.asks_first):
            return gets
        return O.NOT_THIS_METHOD


def doors(
    policy: Policy,
    methods: frozenset[str],
    *names: str,
    sees: Outcome = O.SEES,
    acts: Outcome = O.ACTS,
) -> list[Door]:
    return [Door(name, policy, methods, sees, acts) for name in names]


def of_staff(policy: Policy, *names: str) -> list[Door]:
    """Return rows of the admin, which asks who one is before it looks at the method."""
    return [Door(name, policy, EVERY, O.BY_ROLE, O.BY_ROLE, asks_first=True) for name in names]


def of_model(model: str) -> Iterator[Door]:
    """Yield the rows of a model with the admin's own pages."""
    pages = ("changelist", "add", "history", "delete", "change")
    yield from of_staff(OF_STAFF_BY_ROLE, *(f"admin:{model}_{page}" for page in pages))
    # An old address of a page, which leads to the page.
    old = f"admin/{model.replace('_', '/')}/<path:object_id>/"
    yield Door(old, OF_STAFF_BY_ROLE, EVERY, asks_first=True)


DOORS: tuple[Door, ...] = (
    # What anybody may ask.
    *doors(OF_EVERYBODY, READ, "home", "rent", "privacy", "accessibility", "places", "health"),
    *doors(OF_EVERYBODY, READ, "verify_lease_number"),
    *doors(OF_EVERYBODY, FORM, "check", "papers", "verify_lease"),
    *doors(OF_EVERYBODY, EVERY, "set_language", sees=O.IS_LED_ON, acts=O.IS_LED_ON),
    # Signing in and out.
    *doors(OF_WHO_IS_SIGNED_OUT, FORM, "sign_in", "sign_in_printed", "start_without_email"),
    *doors(OF_WHO_WAITS_FOR_A_CODE, FORM, "sign_in_code"),
    *doors(OF_EVERYBODY, POSTED, "sign_out"),
    # One's own account: closed to whoever helps.
    *doors(OF_APPLICANTS_ALONE, READ, "account"),
    *doors(OF_APPLICANTS_ALONE, FORM, "change_email", "printed_code"),
    *doors(OF_APPLICANTS_ALONE, FORM, "change_email_code", sees=O.IS_LED_ON, acts=O.IS_LED_ON),
    *doors(OF_APPLICANTS_ALONE, FORM, "printed_code_kept", sees=O.IS_LED_ON, acts=O.IS_LED_ON),
    *doors(OF_APPLICANTS_ALONE, POSTED, "end_all_sessions"),
    # The second factor of the staff.
    *doors(OF_STAFF_ON_THE_WAY, FORM, "second_factor", sees=O.IS_LED_ON, acts=O.IS_LED_ON),
    *doors(OF_STAFF_ON_THE_WAY, FORM, "second_factor_app", "second_factor_passkey"),
    *doors(OF_ALL_STAFF, READ, "own_factors"),
    *doors(OF_ALL_STAFF, POSTED, "draw_recovery_codes"),
    *doors(OF_ALL_STAFF_TO_THEIR_OWN, POSTED, "remove_factor"),
    *doors(OF_WHOM_A_PASSWORD_WAS_GIVEN, FORM, "first_password"),
    *doors(OF_STAFF_WITH_FACTOR, FORM, "second_factor_codes", sees=O.IS_LED_ON, acts=O.IS_LED_ON),
    # Helping.
    *doors(OF_OPERATORS, READ, "helping"),
    *doors(OF_OPERATORS, FORM, "help_new", "help_present"),
    *doors(OF_OPERATORS, FORM, "help_again", sees=O.IS_LED_ON, acts=O.IS_LED_ON),
    *doors(OF_OPERATORS, FORM, "code_handed_over", sees=O.IS_LED_ON, acts=O.IS_LED_ON),
    *doors(OF_OPERATORS, POSTED, "give_code", "finish_helping"),
    # Each applicant's own first pages.
    *doors(OF_APPLICANTS, FORM, "apply"),
    *doors(OF_APPLICANTS, READ, "my"),
    # A draft.
    *doors(OF_ITS_OWNER, READ, "tasks", "draft_papers", "draft_paper_state", "draft_copy_page"),
    *doors(OF_ITS_OWNER, FORM, "question", "people", "add_person", "remove_person"),
    *doors(OF_ITS_OWNER, FORM, "homes", "add_home", "remove_home", "check_answers"),
    *doors(OF_ITS_OWNER, FORM, "add_draft_paper", "draft_paper"),
    *doors(OF_ITS_OWNER, POSTED, "draft_paper_later", "draft_uploads", "remove_draft_copy"),
    *doors(OF_ITS_OWNER, PIECE, "draft_upload"),
    *doors(OF_ITS_OWNER_ALONE, READ, "draft_data"),
    # An application.
    *doors(OF_ITS_OWNER, READ, "status", "receipt", "accesses", "my_papers"),
    *doors(OF_ITS_OWNER, READ, "answers", "answers_version", "decision"),
    *doors(OF_ITS_OWNER, READ, "my_lease", "my_account", "my_lease_pdf", "my_pack"),
    *doors(OF_ITS_OWNER, READ, "my_statement", "my_reading_copy", "my_act", "my_signed_copy"),
    *doors(OF_ITS_OWNER, READ, "my_paper_state", "my_copy_page"),
    *doors(OF_ITS_OWNER, FORM, "correction", "correction_item", "withdraw", "invitation"),
    *doors(OF_ITS_OWNER, FORM, "add_my_paper", "my_paper"),
    *doors(OF_ITS_OWNER, FORM, "correction_reply", sees=O.IS_LED_ON),
    *doors(OF_ITS_OWNER, POSTED, "send_my_paper", "my_uploads", "remove_my_copy"),
    *doors(OF_ITS_OWNER, PIECE, "my_upload"),
    *doors(OF_ITS_OWNER_ALONE, FORM, "my_data"),
    # Oversight.
    *of_staff(OF_STAFF_BY_ROLE, "oversight:office", "oversight:table",
              "oversight:what_if", "oversight:answer"),
    # Accounts of leases.
    *of_staff(OF_STAFF_BY_ROLE, "charges:balances", "charges:account", "charges:correct",
              "charges:take_back", "charges:statements", "charges:statement", "charges:waiting",
              "charges:match", "charges:set_aside", "charges:set_asides", "charges:export",
              "charges:pack", "charges:corrections", "charges:approve", "charges:decline"),
    # Staff's own systems.
    Door("api:assess", OF_REGISTRARS, POSTED, asks_first=True),
    Door("api:applications", OF_REGISTRARS, POSTED, asks_first=True),
    # The intake desk.
    *doors(OF_THE_DESK, READ, "desk:desk", "desk:receipt"),
    *doors(OF_THE_DESK, FORM, "desk:packages"),
    *doors(OF_THE_DESK, POSTED, "desk:new"),
    *doors(OF_ITS_REGISTRAR, READ, "desk:report"),
    *doors(OF_ITS_REGISTRAR, FORM, "desk:sheet"),
    *doors(OF_ITS_REGISTRAR, POSTED, "desk:saved", "desk:drop"),
    # The rooms of staff: their own account, the office, what the admin has of itself.
    *doors(OF_STAFF_SIGNING_IN, FORM, "admin:login"),
    *doors(OF_EVERYBODY, POSTED, "admin/logout/", "admin:logout"),
    *of_staff(OF_ALL_STAFF, "admin:index", "admin:password_change", "admin:password_change_done"),
    *of_staff(OF_ALL_STAFF, "admin:jsi18n", "admin:view_on_site", "admin/(?P<url>.*)$"),
    *of_staff(OF_STAFF_BY_ROLE, "admin:autocomplete", "admin:app_list"),
    *of_model("accounts_user"),
    *of_staff(OF_STAFF_BY_ROLE, "admin:auth_user_password_change"),
    *of_staff(OF_STAFF_BY_ROLE, "admin:accounts_user_reset_factor"),
    *of_model("audit_entry"),
    *of_staff(OF_STAFF_BY_ROLE, "admin:audit_check"),
    *of_model("housing_building"),
    *of_model("housing_dwelling"),
    *of_model("housing_site"),
    *of_model("outbox_letter"),
    *of_staff(
        OF_STAFF_BY_ROLE,
        "admin:applications_application_changelist", "admin:applications_application_change",
        "admin:review_search", "admin:review_take_chosen", "admin:review_assign_chosen",
        "admin:review_absence_changelist", "admin:review_end_absence", "admin:review_hand_over",
        "admin:review_download", "admin:review_picture", "admin:review_paper",
        "admin:review_version", "admin:review_reason",
        "admin:review_take", "admin:review_assign", "admin:review_add_paper", "admin:review_accept",
        "admin:review_add_note",
        "admin:review_reject", "admin:review_request_correction",
        "admin:review_take_back_correction", "admin:review_propose", "admin:review_hear",
        "admin:review_decide", "admin:review_send_back", "admin:review_withdraw",
        "admin:outbox_paper", "admin:outbox_print", "admin:outbox_posted",
        "admin:outbox_envelopes", "admin:outbox_send_again", "admin:outbox_set_aside",
        "admin:outbox_take_posting_back",
        "admin:review_duplicate", "admin:review_conflict", "admin:review_decision",
        "admin:review_vote", "admin:review_correct_error", "admin:review_appeal",
        "admin:review_extend", "admin:review_protocol", "admin:review_scan",
        "admin:review_scan_page", "admin:review_close", "admin:review_keep_open",
        "admin:review_closing", "admin:review_closing_page", "admin:review_sitting",
        "admin:calendar", "admin:calendar_move",
        *(
            f"admin:deadlines_{model}_{page}"
            for model in ("regime", "calendaryear", "calendarday", "correctionpolicy")
            for page in ("changelist", "add", "change", "approve", "set_aside")
        ),
        "admin:leases_lease_changelist", "admin:leases_lease_change", "admin:leases_assign",
        "admin:leases_print", "admin:leases_issue", "admin:leases_sign", "admin:leases_end",
        "admin:leases_cancel", "admin:leases_renew", "admin:leases_carry_on",
        "admin:leases_acceptance", "admin:leases_return", "admin:leases_amendment",
        "admin:leases_attach", "admin:leases_print_paper", "admin:leases_sign_paper",
        "admin:leases_set_aside_paper", "admin:leases_scan", "admin:leases_scan_page",
        "admin:rerating_rerating_changelist", "admin:rerating_rerating_change",
        *(
            f"admin:rerating_{page}"
            for page in (
                "look", "prepare", "approve", "set_aside", "change", "objection", "leave_out",
                "answer",
            )
        ),
        "admin:leases_statement", "admin:leases_statement_print", "admin:leases_reading",
        "admin:wording_wording_changelist", "admin:wording_wording_change", "admin:wording_begin",
        "admin:wording_approve", "admin:wording_set_aside", "admin:wording_preview",
        "admin:wording_preview_print",
        *(
            f"admin:rent_tariffrow_{page}"
            for page in (
                "changelist", "add", "change", "attach", "approve", "confirm", "set_aside",
                "source", "picture",
            )
        ),
        "admin:batches_batch_changelist", "admin:batches_batch_change", "admin:batches_make",
        "admin:batches_progress", "admin:batches_cancel", "admin:batches_pdf", "admin:batches_zip",
    ),
)  # fmt: skip
