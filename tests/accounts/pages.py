"""The portal's pages, and one where an applicant types, for any draft."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from accounts import keeping
from accounts.acting import applicants_only
from housing_portal.urls import urlpatterns as pages

PAGE = engines["django"].from_string(
    '<form method="post">{% csrf_token %}<textarea name="text">{{ text }}</textarea></form>'
)


@applicants_only
def typed(request: HttpRequest, draft: UUID) -> HttpResponse:
    kept = keeping.take(request) if request.method == "GET" else request.POST
    return HttpResponse(PAGE.render({"text": kept["text"] if kept else "nothing"}, request))


urlpatterns = [
    path("apply/<uuid:draft>/typed/", typed),
    path("my/typed/", typed, {"draft": None}),
    path("elsewhere/typed/", typed, {"draft": None}),
    *pages,
]
