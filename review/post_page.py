"""Letters by post: the list of those that have not left, their print, and their posting."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from deadlines.working_days import day_in_kyiv
from outbox.models import Letter
from outbox.moves import MoveRefused
from outbox.paper import DayRefused, NumberRefused
from outbox.printed import ENVELOPES, has_no_address
from outbox.state import State
from printing.renderer import NotPrinted
from review import posting, troubles
from review.enclosed import enclosures_of
from review.impartiality import ClosedByConflict
from review.letter_forms import PostedForm
from review.letter_list import numbers_of
from review.models import DecisionLetter

PAGE = "admin:outbox_paper"
SEE, PRINT = "outbox.view_letter", "outbox.print_letter"
UNPROCESSABLE = 422
NUMBER = re.compile(r"[0-9]{1,18}")
SHOWN = 200  # rows of one page; the oldest letters come first
NOTHING_MAY_RUN = "sandbox; default-src 'none'"
REFUSALS: dict[type[Exception], Any] = {
    posting.NothingChosen: gettext_lazy("Choose at least one letter."),
    posting.TooMany: gettext_lazy("Choose at most 50 letters at once."),
    posting.NothingPrinted: gettext_lazy(
        "None of these can be printed now. What is wrong stands beside each; the others can be"
        " printed."
    ),
    posting.NotOnPaper: gettext_lazy(
        "A letter you chose has left meanwhile. The list is as it is now: please choose once more."
    ),
    ClosedByConflict: gettext_lazy(
        "You stated a conflict of interest in the application one of these letters is about. Leave"
        " that letter to somebody else."
    ),
    MoveRefused: gettext_lazy("Print a letter before you mark it as posted."),
    DayRefused: gettext_lazy(
        "The day of posting is not in the future, and not before the letter was printed."
    ),
    NotPrinted: gettext_lazy(
        "The printer stopped before it was done, and nothing was changed. Try once more; if it"
        " happens again, tell those who run the portal."
    ),
    NumberRefused: gettext_lazy(
        "A tracking number has 5 to 32 digits and Latin letters, for example 0500012345678."
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A letter in the list, with what was chosen and typed beside it."""

    letter: Letter
    number: str
    is_chosen: bool
    tracking: str
    has_no_address: bool
    enclosed: list[DecisionLetter]

    @property
    def trouble(self) -> str:
        """Why what goes with it is not in print; nothing where it is, or can be."""
        return next(filter(None, map(troubles.said, self.enclosed)), "")


@require_safe
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """Show what is to be printed and posted, the oldest first."""
    require(request, SEE)
    today = day_in_kyiv(timezone.now())
    return page(request, PostedForm(initial={"on": today}))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def print_chosen(request: HttpRequest) -> HttpResponse:
    """Hand out the letters that are chosen as one file, and mark them as printed."""
    return handed_out(request, posting.print_letters, "letters")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def print_envelopes(request: HttpRequest, size: str) -> HttpResponse:
    """Hand out an envelope for each letter that is chosen. Raises Http404 for an unknown size."""
    if size not in ENVELOPES:
        raise Http404

    def envelopes(ids: list[int], **who: Any) -> posting.Run:
        return posting.print_envelopes(ids, size, **who)

    return handed_out(request, envelopes, f"envelopes-{size}")


def handed_out(request: HttpRequest, act: Callable[..., posting.Run], name: str) -> HttpResponse:
    user = require(request, SEE, PRINT)
    if request.method != "POST":
        return redirect(PAGE)
    at = timezone.now()
    try:
        run = act(chosen(request.POST), by=user, at=at)
    except tuple(REFUSALS) as refused:
        form = PostedForm(initial={"on": request.POST.get("on", "")})
        return page(request, form, refused=refused)
    if run.left_out:
        messages.warning(request, left_out(run.left_out))
    answer = HttpResponse(run.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{day_in_kyiv(at)}.pdf"'
    answer["Content-Security-Policy"] = NOTHING_MAY_RUN
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def left_out(letters: list[Letter]) -> str:
    numbers = ", ".join(str(letter.pk) for letter in letters)
    return _(
        "These letters cannot be printed now and are not in the last file, nor marked as printed:"
        " %(numbers)s. What is wrong stands beside each."
    ) % {"numbers": numbers}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mark_posted(request: HttpRequest) -> HttpResponse:
    """Note that the letters that are chosen were given to the post on a day."""
    user = require(request, SEE, PRINT)
    if request.method != "POST":
        return redirect(PAGE)
    form = PostedForm(request.POST)
    if not form.is_valid():
        return page(request, form)
    numbers = [(pk, tracking_of(request.POST, pk)) for pk in chosen(request.POST)]
    try:
        done = posting.mark_posted(numbers, on=form.cleaned_data["on"], by=user, at=timezone.now())
    except tuple(REFUSALS) as refused:
        return page(request, form, refused=refused)
    said = ngettext("%d letter is marked as posted.", "%d letters are marked as posted.", len(done))
    messages.success(request, said % len(done))
    return redirect(PAGE)


def require(request: HttpRequest, *permissions: str) -> User:
    """Return the user, who has every one of these permissions. Raises PermissionDenied."""
    user = cast("User", request.user)  # the admin has let nobody else in
    if not user.has_perms(permissions):
        raise PermissionDenied
    return user


def chosen(sent: QueryDict) -> list[int]:
    """Return the numbers that were chosen; what is no number was not sent by our page."""
    return [int(each) for each in sent.getlist("letter") if NUMBER.fullmatch(each)]


def tracking_of(sent: QueryDict, pk: int) -> str:
    return sent.get(f"tracking-{pk}", "").strip()


def page(
    request: HttpRequest, form: PostedForm, *, refused: Exception | None = None
) -> HttpResponse:
    user = require(request, SEE)
    said = str(REFUSALS[type(refused)]) if refused else ""
    letters = list(Letter.objects.on_paper()[:SHOWN])
    shown = {
        **admin.site.each_context(request),
        "title": _("Letters to print and post"),
        "opts": Letter._meta,
        "rows": list(rows(letters, request.POST)),
        "troubles": troubles.troubles(),
        "waiting": Letter.objects.on_paper().count(),
        "form": form,
        "refused": said,
        "failed": bool(said or form.errors),
        "may_print": user.has_perm(PRINT),
        "sizes": ENVELOPES,
        "to_print": State.TO_PRINT,
    }
    status = UNPROCESSABLE if shown["failed"] else None
    return TemplateResponse(request, "outbox/paper.html", shown, status=status)


def rows(letters: list[Letter], sent: QueryDict) -> list[Row]:
    numbers, picked, sheets = numbers_of(letters), set(chosen(sent)), enclosures_of(letters)
    return [
        Row(
            letter,
            numbers.get(letter.about, "–"),
            letter.pk in picked,
            tracking_of(sent, letter.pk),
            has_no_address(letter),
            sheets.get(letter.pk, []),
        )
        for letter in letters
    ]
