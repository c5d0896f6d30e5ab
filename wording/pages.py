"""The pages of the texts of the lease: read, drafted, approved by another, given up."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.second_factor import confirmed_recently, step_up
from wording import services
from wording.access import APPROVE, DRAFT, access_wording, require, user_of
from wording.comparing import differences
from wording.forms import WordingForm
from wording.models import Wording
from wording.shown import of_text, predecessor, reference

PAGE = "admin:wording_wording_change"
UNPROCESSABLE = 422

REFUSED: "dict[type[Exception], str | Promise]" = {
    services.NotADraft: gettext_lazy(
        "This text was approved or given up, and stays as it is. Begin another draft."
    ),
    services.OwnDraft: gettext_lazy(
        "You kept this draft at least once. Somebody else has to approve it."
    ),
    services.Stale: gettext_lazy(
        "Somebody kept the draft after you opened it. Look at what changed below, then act once"
        " more."
    ),
    services.HasSlips: gettext_lazy("The draft has mistakes: keep it once more to see them."),
    services.Unfinished: gettext_lazy(
        "The draft lacks what a lease must have; it is listed below. Add it, then have it approved."
    ),
}


@require_POST
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a draft from the newest approved text, or lead to the one that is open."""
    user = user_of(request)
    require(user, DRAFT)
    try:
        made = services.draft(request.POST.get("programme", ""), by=user, at=timezone.now())
    except services.DraftExists as exists:
        messages.warning(request, _("A draft is open already. Go on with this one."))
        return redirect(PAGE, exists.draft.pk)
    except services.NoWording:
        messages.error(request, _("This programme has no approved text to begin from."))
        return redirect("admin:wording_wording_changelist")
    messages.success(request, _("The draft is begun: it says what the newest approved text says."))
    return redirect(PAGE, made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a text; keep a draft as it was typed, or say what is wrong with it, line by line."""
    user = user_of(request)
    if request.method != "POST":
        return page(request, access_wording(user, pk))
    row = access_wording(user, pk, DRAFT)
    form = WordingForm(request.POST, action=request.path)
    if form.is_valid() and kept(request, row, form):
        messages.success(request, _("The draft is kept."))
        return redirect(PAGE, pk)
    return page(request, access_wording(user, pk), form=form)


def kept(request: HttpRequest, row: Wording, form: WordingForm) -> bool:
    try:
        services.edit(row.pk, **form.cleaned_data, by=user_of(request), at=timezone.now())
    except services.HasSlips as refused:
        form.add_slips(refused)
    except services.Stale as stale:
        form.add_error(None, str(REFUSED[services.Stale]))
        form.data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        form.data["version"] = stale.present.version  # type: ignore[index]
        form.present = stale.present
    except services.NotADraft:
        form.add_error(None, str(REFUSED[services.NotADraft]))
    else:
        return True
    return False


@require_POST
@never_cache
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a draft that others wrote, with the second factor shown just now."""
    user = user_of(request)
    row = access_wording(user, pk, APPROVE)
    if not confirmed_recently(request, timezone.now()):
        return step_up(request, reverse(PAGE, args=[pk]))
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else 0  # noqa: PLR2004

    def act() -> Wording:
        return services.approve(row.pk, version=version, by=user, at=timezone.now())

    return acted(request, row, act, _("Approved. New leases are drawn up with this text."))


@require_POST
@never_cache
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft up."""
    user = user_of(request)
    row = access_wording(user, pk, DRAFT)

    def act() -> Wording:
        return services.set_aside(row.pk, by=user, at=timezone.now())

    return acted(request, row, act, _("The draft is given up. It is kept here and never used."))


def acted(
    request: HttpRequest, row: Wording, act: Callable[[], Wording], done: str
) -> HttpResponse:
    try:
        act()
    except tuple(REFUSED) as refused:
        return page(request, access_wording(user_of(request), row.pk), error=refused)
    messages.success(request, done)
    return redirect(PAGE, row.pk)


def page(
    request: HttpRequest,
    row: Wording,
    *,
    form: WordingForm | None = None,
    error: Exception | None = None,
) -> HttpResponse:
    user = user_of(request)
    may_draft = row.is_draft and user.has_perm(DRAFT)
    if form is None and may_draft:
        typed = {"version": row.version, "text": row.text, "reading": row.reading}
        form = WordingForm(initial=typed, action=reverse(PAGE, args=[row.pk]))
    before = predecessor(row)
    edits = list(row.edits.select_related("by").order_by("version"))
    shown: dict[str, Any] = {
        **admin.site.each_context(request),
        **of_text(row),
        "title": _("Text of the lease %(name)s") % {"name": row},
        "row": row,
        "form": form if may_draft else None,
        "failed": form if form is not None and form.errors and may_draft else None,
        "error": str(REFUSED[type(error)]) if error else "",
        "before": before,
        "changed": list(differences(before.text, row.text)) if before else [],
        "changed_reading": list(differences(before.reading, row.reading)) if before else [],
        "edits": edits,
        "is_own": row.drafted_by_id == user.pk or user.pk in {each.by_id for each in edits},
        "may_approve": row.is_draft and user.has_perm(APPROVE),
        "may_set_aside": may_draft,
        "reference": reference(),
    }
    if form is not None and form.present is not None:
        typed_text = form.cleaned_data
        shown["stale"] = list(differences(typed_text["text"], form.present.text))
        shown["stale_reading"] = list(differences(typed_text["reading"], form.present.reading))
    failed = bool(shown["failed"] or error)
    status = UNPROCESSABLE if failed else None
    return TemplateResponse(request, "wording/text.html", shown, status=status)
