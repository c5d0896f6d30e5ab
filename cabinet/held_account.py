"""What is held about an account and about the help its holder agreed to. Never a code."""

from typing import Any

from accounts.models import Assistance, PrintedCode, User
from accounts.roles import Role


def account(holder: User) -> dict[str, Any]:
    return {
        "email": holder.email or None,
        "made_at": holder.date_joined.isoformat(),
        "last_signed_in_at": holder.last_login.isoformat() if holder.last_login else None,
        "printed_code": printed_code(PrintedCode.objects.filter(user=holder).first()),
    }


def printed_code(code: PrintedCode | None) -> dict[str, Any] | None:
    if code is None:
        return None
    return {
        "made_at": code.made_at.isoformat(),
        "made_by_an_operator": code.made_helping,
        "kept_at": code.kept_at.isoformat() if code.kept_at else None,
        "used_at": code.used_at.isoformat() if code.used_at else None,
    }


def assistances(holder: User) -> list[dict[str, Any]]:
    return [
        {
            "by": Role.OPERATOR.value,
            "consent_version": each.consent_version,
            "consented_at": each.consented_at.isoformat(),
            "began_with_your_code": each.began_with_code,
            "started_at": each.started_at.isoformat(),
            "last_active_at": each.active_at.isoformat(),
            "ended_at": each.ended_at.isoformat() if each.ended_at else None,
            "ended_why": each.ended_why or None,
        }
        for each in Assistance.objects.filter(applicant=holder).order_by("started_at", "pk")
    ]
