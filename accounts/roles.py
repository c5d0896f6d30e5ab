"""Who may do what: the only table of it. `manage.py create_roles` writes it into the database."""

from collections.abc import Iterable
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Its value is the name of a group; it never changes, the label may."""

    REGISTRAR = "registrar", _("Registrar")
    CASEWORKER = "caseworker", _("Caseworker")
    DECISION_MAKER = "decision_maker", _("Decision maker")
    ALLOCATION_OFFICER = "allocation_officer", _("Allocation officer")
    LEASE_CLERK = "lease_clerk", _("Lease clerk")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")
    OPERATOR = "operator", _("Operator of an aid centre")


# "app_label.codename"; a * stands for any run of letters and must fit at least one permission.
ROLES: Final[dict[str, frozenset[str]]] = {
    Role.REGISTRAR: frozenset(
        {
            "applications.view_application",
            "applications.add_application",
            "outbox.view_letter",
            "outbox.print_letter",
            "outbox.resend_letter",
        }
    ),
    Role.CASEWORKER: frozenset(
        {
            "applications.view_*",
            "housing.view_*",
            "review.view_*",
            "review.take_application",
            "review.judge_evidence",
            "review.propose_decision",
            "review.record_appeal",
            "review.record_protocol",
        }
    ),
    Role.DECISION_MAKER: frozenset(
        {
            "applications.view_*",
            "charges.approve_correction",
            "deadlines.view_*",
            "deadlines.add_*",
            "deadlines.approve_calendar",
            "housing.view_*",
            "leases.view_*",
            "leases.set_aside_signed_act",
            "review.view_*",
            "review.decide",
            "review.record_appeal",
            "review.record_protocol",
            "review.enter_absence",
            "rent.view_*",
            "rent.approve_tariff",
            "rerating.view_*",
            "rerating.approve_rerating",
            "oversight.ask_what_if",
            "oversight.view_figures",
            "wording.view_*",
            "wording.draft_wording",
            "wording.approve_wording",
        }
    ),
    # Looks at the stock until there are rounds to run: the room of allocation is not built yet.
    Role.ALLOCATION_OFFICER: frozenset({"housing.view_*"}),
    Role.LEASE_CLERK: frozenset(
        {
            "charges.view_*",
            "charges.keep_accounts",
            "charges.read_payer",
            "housing.view_*",
            "rent.view_*",
            "rent.add_tariffrow",
            "leases.view_*",
            "leases.make_lease",
            "leases.sign_lease",
            "wording.view_*",
            "wording.draft_wording",
            "rerating.view_*",
            "rerating.prepare_rerating",
            "batches.view_*",
            "batches.make_batch",
        }
    ),
    Role.AUDITOR: frozenset(
        {
            "accounts.view_*",
            "applications.view_*",
            "audit.view_*",
            "charges.view_*",
            "batches.view_*",
            "deadlines.view_*",
            "housing.view_*",
            "leases.view_*",
            "oversight.view_figures",
            "outbox.view_*",
            "rent.view_*",
            "rerating.view_*",
            "review.view_*",
            "territories.view_*",
            "wording.view_*",
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            "accounts.view_user",
            "accounts.add_user",
            "accounts.change_user",
            "deadlines.view_*",
            "deadlines.add_*",
            "housing.view_*",
            "housing.add_site",
            "housing.change_site",
            "housing.add_building",
            "housing.change_building",
            "housing.add_dwelling",
            "housing.change_dwelling",
            "rent.view_*",
            "review.view_absence",
            "review.enter_absence",
        }
    ),
    Role.OPERATOR: frozenset({"accounts.help_applicant"}),
}

# Role → those that its holder may not hold beside (docs/decisions/0071). Who proposes and who
# decides one application are told apart at each act, so that a small office can stand in.
CLASHES: Final[dict[Role, frozenset[Role]]] = {
    # Whoever hands out roles gives, and refuses, nobody a dwelling.
    Role.ADMINISTRATOR: frozenset(
        {Role.CASEWORKER, Role.DECISION_MAKER, Role.ALLOCATION_OFFICER, Role.LEASE_CLERK}
    ),
    # Whoever looks into what was done has done none of it.
    Role.AUDITOR: frozenset(set(Role) - {Role.AUDITOR}),
    # Whoever chooses who is offered a dwelling does not also conclude the contract.
    Role.ALLOCATION_OFFICER: frozenset({Role.LEASE_CLERK}),
}
# An administrator sets nobody's password who holds one of these (docs/decisions/0034).
DECIDING = CLASHES[Role.ADMINISTRATOR]


def clashing(roles: Iterable[str]) -> list[tuple[Role, Role]]:
    """Return the pairs among these that one person may not hold together, in table order."""
    held = set(roles)
    return [
        (role, other)
        for role, others in CLASHES.items()
        for other in Role
        if role in held and other in others & held
    ]
