"""The page “What will the rent be”: the formula with its factors, and what was announced beside."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from deadlines.working_days import day_in_kyiv
from guide.announced import beside
from guide.forms.rent import RentForm
from rent.formula import Factor, NoCoefficient, Statement, monthly_rent, plain
from rent.models import TariffRow
from rent.tariffs import NoTariff, last_known, tariff_on


@require_safe
def rent(request: HttpRequest) -> HttpResponse:
    form = RentForm(request.GET if request.GET.keys() & RentForm.base_fields.keys() else None)
    found = worked_out(form, day_in_kyiv(timezone.now())) if form.is_valid() else {}
    status = 422 if form.errors else 200
    return render(request, "guide/rent.html", {"form": form, **found}, status=status)


def worked_out(form: RentForm, today: date) -> dict[str, Any]:
    """Return the rent of a valid form by the tariff of today, else by the last one, labelled so.

    Rooms without a coefficient are an error of the form; without any tariff there is no rent.
    """
    row = in_force(today) or last_known(today)
    if row is None:
        return {"year": today.year, "has_no_tariff": True}
    try:
        statement = monthly_rent(
            form.cleaned_data["area"], int(form.cleaned_data["rooms"]), row.tariff()
        )
    except NoCoefficient as refusal:
        form.add_error("rooms", no_coefficient(refusal))
        return {}
    return {
        **explained(statement),
        "tariff": row,
        "year": today.year,
        "is_in_force": row.end >= today,
        "announced": beside(statement.total),
    }


def in_force(today: date) -> TariffRow | None:
    try:
        return tariff_on(today)
    except NoTariff:
        return None


def no_coefficient(refusal: NoCoefficient) -> str:
    sentence = _(
        "The Order sets coefficients for 1 to %(most)s rooms only, so the rent of a larger "
        "apartment cannot be worked out here. Choose fewer rooms, or ask the Administration."
    )
    return sentence % {"most": refusal.most}


def explained(statement: Statement) -> dict[str, Any]:
    return {
        "factors": [(each, name_of(each), figure(each.value)) for each in statement.factors],
        "exact": money(statement.exact),
        "total": statement.total,
        "is_rounded": statement.exact != statement.total,
    }


def money(amount: Decimal) -> str:
    """Write an exact amount of hryvnias: two decimals, or as many as it has."""
    _, _, decimals = plain(amount).partition(".")
    return number_format(amount, max(2, len(decimals)), use_l10n=True, force_grouping=True)


def figure(amount: Decimal) -> str:
    """Write an exact amount as the language of the page does."""
    return number_format(Decimal(plain(amount)), use_l10n=True, force_grouping=True)


def name_of(factor: Factor) -> str:
    return factor.name_en if get_language() == "en" else factor.name_uk
