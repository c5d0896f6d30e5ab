"""What waits for a lease clerk, as filters of the list."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deadlines.working_days import day_in_kyiv
from leases.models import Lease
from leases.selectors import not_renewed, past_their_term, to_renew, unsigned_renewals
from leases.status import Status


class Waits(admin.SimpleListFilter):
    title = _("what waits")
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("to_sign", _("To be signed")),
            ("soon_over", _("The term ends soon, no new term is signed")),
            ("renewals", _("New terms that nobody has signed")),
            ("over", _("The term is over, nobody has said how")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Lease]) -> QuerySet[Lease]:
        on = day_in_kyiv(timezone.now())
        if self.value() == "to_sign":
            return queryset.filter(status=Status.ISSUED)
        if self.value() == "soon_over":
            return queryset.filter(pk__in=to_renew(on).values("pk"))
        if self.value() == "renewals":
            return queryset.filter(pk__in=unsigned_renewals().values("pk"))
        if self.value() == "over":
            return queryset.filter(pk__in=past_their_term(on).values("pk")).filter(not_renewed())
        return queryset
