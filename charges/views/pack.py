"""The papers for the subsidy, for the lease clerk to give to the family."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charges import services
from charges.access import holding, user_of
from charges.handing_out import handed_out
from leases.access import SEE, access_lease


@holding(SEE)
@require_safe
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the pack as one file, and record who took it."""
    lease = access_lease(user_of(request), pk)
    try:
        whole = services.pack(lease, by=user_of(request), at=timezone.now())
    except services.NotIssued:
        messages.error(request, _("The lease is not issued yet: there is nothing to hand out."))
    except services.NOT_GIVEN_OUT:
        messages.error(
            request, _("A file of the lease cannot be given out. Tell whoever keeps the portal.")
        )
    else:
        return handed_out(whole, "application/zip", "subsidy", lease)
    return redirect("admin:leases_lease_change", pk)
