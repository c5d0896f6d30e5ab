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
            "housing.view_*",
            "review.view_*",
            "review.decide",
            "review.record_appeal",
            "review.record_protocol",
            "review.enter_absence",
        }
    ),
    Role.LEASE_CLERK: frozenset(
        {
            "housing.view_*",
            "rent.view_*",
            "leases.view_*",
            "leases.make_lease",
            "leases.sign_lease",
        }
    ),
    Role.AUDITOR: frozenset(
        {
            "accounts.view_*",
            "applications.view_*",
            "audit.view_*",
            "deadlines.view_*",
            "housing.view_*",
            "leases.view_*",
            "outbox.view_*",
            "rent.view_*",
            "review.view_*",
            "territories.view_*",
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            "accounts.view_user",
            "accounts.add_user",
            "accounts.change_user",
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

# Whoever hands out roles must not also hold one that gives, or refuses, somebody a dwelling.
NOT_WITH_ADMINISTRATOR = frozenset({Role.CASEWORKER, Role.DECISION_MAKER, Role.LEASE_CLERK})


def clashing(roles: Iterable[str]) -> list[Role]:
    """Return the roles among these that an administrator may not hold beside, in table order."""
    held = set(roles)
    if Role.ADMINISTRATOR not in held:
        return []
    return [role for role in Role if role in NOT_WITH_ADMINISTRATOR & held]
