"""What is answered so far, handed to the applicant as a file."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.acting import holders_only
from drafts.access import open_draft
from drafts.held import held
from drafts.models import Draft


@require_safe
@holders_only
@open_draft
def draft_data(_request: HttpRequest, draft: Draft) -> JsonResponse:
    said = held(draft, at=timezone.now())
    answer = JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="application-draft.json"'
    answer["Cache-Control"] = "no-store, private"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
