"""What anybody may ask about places: the codifier is public."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from territories import gazetteer
from territories.search import finder

AN_HOUR = 3600  # seconds


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def places(request: HttpRequest) -> JsonResponse:
    """Return the places whose names are like `?q=`, at most twenty, best first. One query."""
    found = finder(gazetteer.current()).find(request.GET.get("q", ""))
    listed = [{"code": it.code, "name": it.name, "path": it.path} for it in found.matches]
    answer = {"places": listed, "has_more": found.has_more}
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
