"""The steps of the application page: each a POST that calls its service, or says why not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, cast
from uuid import UUID

from django.contrib import admin, messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.second_factor import confirmed_recently
from applications.attachments import Attachment
from applications.models import Application, DocumentCopy, Verdict
from review import protected, services, stepping_up
from review.access import access_application, access_copy, access_document, user_of
from review.appealing import Scan
from review.conflict import Conflict, conflict
from review.copies import open_paper
from review.dossier import Dossier, dossier
from review.explained import REFUSALS, explained
from review.forms import DIGITS, ActForm
from review.models import Kind
from review.page import context, form_of
from review.paper_page import after, paper_page

PAGE = "admin:applications_application_change"
UNPROCESSABLE = 422
CONFIRMED = frozenset(
    {"decide", "correct_error", "extend", "close"}
)  # only with a factor shown just now

RECORDED = gettext_lazy(
    "It is recorded, and a letter tells the applicant. Another person who decides confirms it."
)

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """What a form's fields do to the application, and what is said when it is done."""

    run: Callable[[Dossier, Fields, User, datetime], object]
    done: "str | Promise"


def act(
    service: Callable[..., object], done: "str | Promise", names: dict[str, str] | None = None
) -> Act:
    """Return the act that hands a form's fields to a service, renamed where it names them so."""

    def run(file: Dossier, fields: Fields, by: User, at: datetime) -> object:
        renamed = {(names or {}).get(key, key): value for key, value in fields.items()}
        return service(file.application.pk, **renamed, by=by, at=at)

    return Act(run, done)


def add_paper(file: Dossier, fields: Fields, by: User, at: datetime) -> object:
    upload: UploadedFile[Any] = fields["file"]
    copy = Attachment(
        fields["paper"], fields["person"], upload.name or "", lambda: cast("Any", upload.file)
    )
    return services.add_paper(file.application.pk, copy, by=by, at=at, version=fields["version"])


def add_note(file: Dossier, fields: Fields, by: User, at: datetime) -> object:
    text, corrects = fields["text"], fields["corrects"]
    return services.add_note(file.application.pk, text=text, corrects=corrects, by=by, at=at)


def judge(verdict: Verdict) -> Callable[[Dossier, Fields, User, datetime], object]:
    def run(file: Dossier, fields: Fields, by: User, at: datetime) -> object:
        document = access_document(by, file.application.pk, fields["document"], at=at)
        return services.judge(
            document.pk,
            verdict,
            reason=fields.get("reason", ""),
            by=by,
            at=at,
            version=fields["version"],
        )

    return run


def propose(file: Dossier, fields: Fields, by: User, at: datetime) -> object:
    if file.kind is None:
        raise services.NotDetermined(file.verified["missing"])
    kind = Kind(fields.pop("kind"))
    return services.propose(file.application.pk, kind, **fields, by=by, at=at)


def withdraw(file: Dossier, fields: Fields, by: User, at: datetime) -> object:
    upload: UploadedFile[Any] = fields.pop("scan")
    scan = Scan(upload, upload.name or "")
    return services.record_withdrawal(file.application.pk, **fields, scan=scan, by=by, at=at)


def appeal(file: Dossier, fields: Fields, by: User, at: datetime) -> object:
    scans = [Scan(upload, upload.name or "") for upload in fields.pop("scans")]
    return services.receive_appeal(file.application.pk, **fields, scans=scans, by=by, at=at)


def hear(file: Dossier, fields: Fields, by: User, at: datetime) -> object:
    return services.record_hearing(file.application.pk, **fields, by=by, at=at)


ACTS: dict[str, Act] = {
    "take": act(services.take, gettext_lazy("You answer for this application now.")),
    "assign": act(services.assign, gettext_lazy("The application is assigned.")),
    "add_paper": Act(add_paper, gettext_lazy("The paper is added and waits for a verdict.")),
    "add_note": Act(add_note, gettext_lazy("The note is kept.")),
    "accept": Act(judge(Verdict.ACCEPTED), gettext_lazy("The paper is accepted.")),
    "reject": Act(judge(Verdict.REJECTED), gettext_lazy("The paper is rejected.")),
    "request_correction": act(
        services.request_correction, gettext_lazy("The applicant is asked; a letter says so.")
    ),
    "take_back_correction": act(
        services.take_back_correction, gettext_lazy("The application is under review again.")
    ),
    "propose": Act(propose, gettext_lazy("The proposal awaits the decision of another person.")),
    "hear": Act(hear, gettext_lazy("The hearing is recorded.")),
    "decide": act(services.decide, gettext_lazy("The application is decided; a letter says so.")),
    "vote": act(services.record_vote, gettext_lazy("The vote of the commission is recorded.")),
    "correct_error": act(
        services.correct_error, gettext_lazy("The error is put right; a letter says so.")
    ),
    "appeal": Act(appeal, gettext_lazy("The appeal is recorded; a letter says so.")),
    "send_back": act(services.send_back, gettext_lazy("The application is under review again.")),
    "extend": act(services.extend, gettext_lazy("The term is extended; a letter says so.")),
    "withdraw": Act(withdraw, RECORDED),
    "duplicate": act(services.record_duplicate, RECORDED),
    "close": act(
        services.confirm_closing, gettext_lazy("The application is closed; a letter says so.")
    ),
    "keep_open": act(
        services.keep_open, gettext_lazy("The application goes on; a letter says so.")
    ),
}


@require_safe
@never_cache
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one application, with the steps this user can take now."""
    user, at = user_of(request), timezone.now()
    application = access_application(user, pk)
    file = opened(application, user, at=at, asked=request.GET.getlist("ask"))
    if (written := stepping_up.taken(request, reverse(PAGE, args=[pk]))) is not None:
        messages.info(request, _("What you wrote is kept. Look at it once more and send it."))
        return page(request, file, failed=form_of(written.step, file, data=written.data))
    return page(request, file)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def perform(request: HttpRequest, pk: int, *, step: str) -> HttpResponse:
    """Take one step. What was refused is explained on the page, with everything as it was typed."""
    user, at = user_of(request), timezone.now()
    application = access_application(user, pk, step)
    if request.method != "POST":
        return redirect(PAGE, pk)
    file = dossier(application, user, at=at)
    form = form_of(
        step, file, document=number(request.POST.get("document")), data=request.POST,
        files=request.FILES,
    )  # fmt: skip
    if form.is_valid():
        is_binding = step in CONFIRMED or form.is_decision()
        if is_binding and not confirmed_recently(request, at):
            if request.FILES:
                messages.warning(request, _("A file cannot be kept on a page: choose it again."))
            return stepping_up.lead(request, reverse(PAGE, args=[pk]), step)
        fields = {key: value for key, value in form.cleaned_data.items() if key != "last_seen"}
        try:
            ACTS[step].run(file, fields, user, at)
        except REFUSALS as refused:
            form.add_error(None, explained(refused))
        else:
            messages.success(request, str(ACTS[step].done))
            return redirect(where_to(request, form))
    return refused_page(request, form, at)


def opened(
    application: Application, user: User, *, at: datetime, asked: Sequence[str] = ()
) -> Dossier:
    """Return what a page is about to show of an application, and record who opened it."""
    services.read_application(application, by=user, at=at)
    protected.note_read(application, by=user, at=at)
    return dossier(application, user, at=at, asked=asked)


def where_to(request: HttpRequest, form: ActForm) -> str:
    """Return the page after a step: the next paper where papers are judged one by one."""
    document = form.cleaned_data.get("document")
    if document and request.GET.get("from") == "paper":
        return after(document, form.dossier)
    return reverse(PAGE, args=[form.dossier.application.pk])


def refused_page(request: HttpRequest, form: ActForm, at: datetime) -> HttpResponse:
    """Show the application as it is now, with the form as it was sent and its new version.

    Where somebody changed it meanwhile, both versions are shown: what was sent, and what was done.
    """
    user = user_of(request)
    application = access_application(user, form.dossier.application.pk)
    file = opened(application, user, at=at)
    is_old = form.data.get("version") != str(application.version)
    found = conflict(form, file) if is_old else None
    sent = cast("QueryDict", form.data).copy()
    sent["version"], sent["last_seen"] = str(application.version), str(file.last_seen)
    if "kind" in form.fields:
        sent["kind"] = file.kind or ""
    form.data = sent
    if request.GET.get("from") == "paper":
        asked = number(form.data.get("document"))
        for document in file.documents:
            if document.pk == asked and not file.hides(document):
                open_paper(document, by=user, at=at)
                return paper_page(
                    request, file, document, failed=form, conflict=found, status=UNPROCESSABLE
                )
    return page(request, file, failed=form, found=found, status=UNPROCESSABLE)


def page(
    request: HttpRequest,
    file: Dossier,
    *,
    failed: ActForm | None = None,
    found: Conflict | None = None,
    status: int | None = None,
) -> TemplateResponse:
    number_of = {"number": file.application.number}
    shown = {
        **admin.site.each_context(request),
        **context(file, failed),
        "conflict": found,
        "title": _("Application %(number)s") % number_of,
        "opts": Application._meta,
        "page_url": reverse(PAGE, args=[file.application.pk]),
    }
    return TemplateResponse(request, "review/application.html", shown, status=status)


@require_safe
@never_cache
def download(request: HttpRequest, pk: int, copy: UUID) -> HttpResponseBase:
    """Hand out a clean copy as a download that no browser runs, and record who read it."""
    return handed_out(
        request, access_copy(user_of(request), pk, copy, at=timezone.now()), services.read
    )


@require_safe
@never_cache
def picture(request: HttpRequest, pk: int, copy: UUID, number: int) -> HttpResponseBase:
    """Show our picture of a page, and note who looked at it."""
    held = access_copy(user_of(request), pk, copy, at=timezone.now())
    return handed_out(request, held, partial(services.look, number=number))


def handed_out(
    request: HttpRequest, held: DocumentCopy, read: Callable[..., HttpResponseBase]
) -> HttpResponseBase:
    """Return what was read, or the application's page with the reason why not."""
    user, at = user_of(request), timezone.now()
    try:
        return read(held, by=user, at=at)
    except (services.NotClean, services.CopyAltered, services.CopyMissing) as refused:
        messages.error(request, explained(refused))
        application = access_application(user, held.document.application_id)
        return page(request, opened(application, user, at=at), status=UNPROCESSABLE)


def number(text: str | None) -> int | None:
    """Return what was sent as the number of a row; None where no row can have it."""
    is_one = text and text.isascii() and text.isdecimal() and len(text) < DIGITS
    return int(text) if text and is_one else None
