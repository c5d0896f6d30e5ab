"""What is only looked at beside the page of an application: one paper, and whether it is new."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from review.access import access_application, access_document, user_of
from review.copies import open_paper
from review.dossier import dossier
from review.paper_page import paper_page


@require_safe
@never_cache
def show_paper(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """Show one paper beside what the application says, and note who opened it."""
    user, at = user_of(request), timezone.now()
    found = access_document(user, pk, document, at=at)
    open_paper(found, by=user, at=at)
    file = dossier(access_application(user, pk), user, at=at)
    row = next(each for each in file.documents if each.pk == found.pk)
    return paper_page(request, file, row)


@require_safe
@never_cache
def version(request: HttpRequest, pk: int) -> JsonResponse:
    """Tell the version of an application and nothing else: pages ask whether they are old."""
    return JsonResponse({"version": access_application(user_of(request), pk).version})
