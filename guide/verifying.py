"""The page “Is this a lease of ours”: yes, ended, or no; never who, where, or for how much.

The QR code on a lease leads to it with the number. Numbers are random and have a check digit, and
how many may be asked about is limited, so that nobody learns which there are by asking.
"""

import hashlib
from collections.abc import Callable
from http import HTTPStatus

from django.core.files import File
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import limits
from accounts.client import network_of
from accounts.limits import TooMany
from accounts.views.waiting import wait
from guide.forms.verify import FileForm, TypedForm
from leases.proof import in_groups
from leases.verification import Answer, of_code, of_number, read_number


@require_safe
@never_cache
def verify_number(request: HttpRequest, application: str, nth: int) -> HttpResponse:
    """Answer for the number in the address, which is what a QR code leads to."""
    number = f"{application}/{nth}"
    if read_number(number) is None:
        return page(request, TypedForm({"asked": number}))
    return told(request, TypedForm(initial={"asked": number}), number, of_number)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return by_file(request)
    form = TypedForm(request.GET if "asked" in request.GET else None)
    if not form.is_valid():
        return page(request, form)
    asked: str = form.cleaned_data["asked"]
    return told(request, form, asked, of_number if "/" in asked else of_code)


def by_file(request: HttpRequest) -> HttpResponse:
    """Ask about the file that was sent, by its SHA-256; the file is gone with the request."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, TypedForm(), file_form=form)
    return redirect(f"{reverse('verify_lease')}?asked={sha256_of(form.cleaned_data['file'])}")


def sha256_of(file: "File[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def told(
    request: HttpRequest, form: TypedForm, asked: str, answer: Callable[[str], Answer]
) -> HttpResponse:
    """Answer, unless this network asks too often."""
    at = timezone.now()
    try:
        limits.count("verify_lease", at=at, network=network_of(request))
    except TooMany as limit:
        return wait(request, limit, back=reverse("verify_lease"))
    return page(request, form, asked=asked, answer=answer(asked))


def page(
    request: HttpRequest,
    form: TypedForm,
    *,
    file_form: FileForm | None = None,
    asked: str = "",
    answer: Answer | None = None,
) -> HttpResponse:
    refused = file_form if file_form is not None and file_form.errors else form
    context = {
        "form": form,
        "file_form": file_form or FileForm(),
        "refused": refused,
        "asked": asked if "/" in asked else in_groups(asked),
        "is_number": "/" in asked,
        "answer": answer,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused.errors else HTTPStatus.OK
    return render(request, "guide/verify.html", context, status=status)
