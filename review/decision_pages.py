"""A decision as its reader gets it, handed to the staff; each reading is noted."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.vocabulary import LANGUAGES
from audit.chain import Fact
from copies import serving
from copies.models import Copy
from copies.services import CopyAltered, CopyMissing, NotClean
from review import printed
from review.access import (
    access_appeal,
    access_decision,
    access_extract,
    access_sitting,
    user_of,
)
from review.explained import explained
from review.lock import subject_of
from review.models import DecisionLetter
from review.printed_words import number_of
from review.readings import note
from review.sitting import sitting_pdf

PAGE = "admin:applications_application_change"
NOTHING_MAY_RUN = "sandbox; default-src 'none'"


@require_safe
@never_cache
def download_decision(request: HttpRequest, pk: int, decision: int, language: str) -> HttpResponse:
    """Hand out a decision as a PDF, and note who took it."""
    user, at = user_of(request), timezone.now()
    letter = access_decision(user, pk, decision, language, at=at)
    try:
        pdf = printed.read(letter, at=at)
    except printed.NOT_GIVEN_OUT as refused:
        messages.error(request, explained(refused))
        return redirect(PAGE, pk)
    note("decision.read", subject_of(pk), by=user, at=at, facts={"decision": decision})
    return handed_out(letter, pdf)


@require_safe
@never_cache
def download_extract(request: HttpRequest, pk: int, vote: int, language: str) -> HttpResponse:
    """Hand out what the protocol says of the application as a PDF, and note who took it."""
    user, at = user_of(request), timezone.now()
    extract = access_extract(user, pk, vote, language, at=at)
    try:
        pdf = printed.read(extract, at=at)
    except printed.NOT_GIVEN_OUT as refused:
        messages.error(request, explained(refused))
        return redirect(PAGE, pk)
    note("protocol.read", subject_of(pk), by=user, at=at, facts={"vote": vote})
    return as_download(pdf, f"protocol-{vote}-{language}.pdf")


@require_safe
@never_cache
def download_sitting(request: HttpRequest, protocol: int, language: str) -> HttpResponse:
    """Hand out a whole sitting as a PDF; of each application it is noted who read of it."""
    user, at = user_of(request), timezone.now()
    found = access_sitting(user, protocol)
    if language not in LANGUAGES:
        raise Http404
    try:
        pdf = sitting_pdf(found, language, by=user, at=at)
    except printed.NOT_GIVEN_OUT as refused:
        messages.error(request, explained(refused))
        return redirect("admin:applications_application_changelist")
    return as_download(pdf, f"sitting-{protocol}-{language}.pdf")


@require_safe
@never_cache
def download_scan(request: HttpRequest, pk: int, appeal: int, copy: UUID) -> HttpResponseBase:
    """Hand out a clean scan of an appeal, and note who took it."""
    found = access_appeal(user_of(request), pk, appeal, copy, at=timezone.now())
    read = partial(serving.download, name=f"appeal-{appeal}")
    facts: dict[str, Fact] = {"appeal": appeal, "sha256": found.sha256}
    return of_scan(request, pk, found, read, act="appeal.seen", facts=facts)


@require_safe
@never_cache
def picture_of_scan(
    request: HttpRequest, pk: int, appeal: int, copy: UUID, number: int
) -> HttpResponseBase:
    """Show our picture of a page of a scan, and note who looked at it."""
    found = access_appeal(user_of(request), pk, appeal, copy, at=timezone.now())
    read = partial(serving.page, number=number)
    facts: dict[str, Fact] = {"appeal": appeal, "sha256": found.sha256}
    return of_scan(request, pk, found, read, act="appeal.seen", facts=facts)


def of_scan(
    request: HttpRequest,
    pk: int,
    copy: Copy | None,
    read: Callable[..., HttpResponseBase],
    *,
    act: str,
    facts: dict[str, Fact],
) -> HttpResponseBase:
    """Return what was read, or the application's page with the reason why not."""
    try:
        answer = read(copy)
    except (NotClean, CopyAltered, CopyMissing) as refused:
        messages.error(request, explained(refused))
        return redirect(PAGE, pk)
    note(act, subject_of(pk), by=user_of(request), at=timezone.now(), facts=facts)
    return answer


def handed_out(letter: DecisionLetter, pdf: bytes) -> HttpResponse:
    """Return a decision as a download that no browser runs."""
    number = number_of(letter.decision).replace("/", "-")
    return as_download(pdf, f"decision-{number}-{letter.language}.pdf")


def as_download(pdf: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Security-Policy"] = NOTHING_MAY_RUN
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
