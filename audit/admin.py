from http import HTTPStatus
from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import checking, entry_page, journal
from audit.chain import COMMITTED
from audit.models import Entry

ENTRY = "admin:audit_entry_change"
LONGEST = 18  # digits of a number of an entry


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    """To be looked at; entries come from `services.record` alone."""

    def has_add_permission(self, *_: Any) -> bool:
        return False

    def has_change_permission(self, *_: Any) -> bool:
        return False

    def has_delete_permission(self, *_: Any) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        check = self.admin_site.admin_view(self.check_commitment)
        return [path("<int:seq>/check/", check, name="audit_check"), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the journal, newest first, by what was asked for."""
        self.require_reader(request)
        form = journal.JournalForm(request.GET or None)
        asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
        is_wrong = form.is_bound and not form.is_valid()
        before = number(request.GET.get("before"))
        entries = [] if is_wrong else journal.found(asked, before=before)
        shown = entries[: journal.AT_ONCE]
        context = {
            "title": _("Audit journal"),
            "form": form,
            "failed": form if is_wrong else None,
            "is_asked": any(asked.values()),
            "entries": [
                (each, entry_page.words_of(each), entry_page.page_of(each.subject))
                for each in shown
            ],
            "older": self.address_of_older(request, entries),
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
        return self.page(request, "audit/journal.html", context, status)

    def address_of_older(self, request: HttpRequest, entries: list[Entry]) -> str | None:
        if len(entries) <= journal.AT_ONCE:
            return None
        query = request.GET.copy()
        query["before"] = str(entries[journal.AT_ONCE - 1].seq)
        return f"?{query.urlencode()}"

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show one entry; nothing about it can be changed."""
        self.require_reader(request)
        if request.method == "POST":
            raise PermissionDenied
        return self.entry(request, entry_of(object_id))

    def check_commitment(self, request: HttpRequest, seq: int) -> HttpResponse:
        """Hold a text against a commitment of an entry, or show what opens it."""
        self.require_reader(request)
        if request.method != "POST":
            return redirect(ENTRY, seq)
        entry, by, at = entry_of(str(seq)), cast("AbstractUser", request.user), timezone.now()
        form = entry_page.CheckForm(request.POST, auto_id=f"{request.POST.get('name')}-%s")
        name = request.POST.get("name", "")
        if not str(entry.facts.get(name)).startswith(COMMITTED):
            raise Http404
        if "open" in request.POST:
            opened = checking.open_up(entry, name, by=by, at=at)
            return self.entry(request, entry, opened=opened, about=name)
        if not form.is_valid():
            return self.entry(request, entry, failed=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        answer = checking.check(entry, name, form.cleaned_data["text"], by=by, at=at)
        return self.entry(request, entry, answer=answer, about=name, form=form)

    def entry(
        self,
        request: HttpRequest,
        entry: Entry,
        *,
        form: entry_page.CheckForm | None = None,
        failed: entry_page.CheckForm | None = None,
        status: int = HTTPStatus.OK,
        **told: Any,
    ) -> HttpResponse:
        words = entry_page.words_of(entry)
        context = {
            "title": _("Entry %(number)s: %(act)s") % {"number": entry.seq, "act": words},
            "entry": entry,
            "words": words,
            "page": entry_page.page_of(entry.subject),
            "rows": entry_page.rows(entry, failed or form),
            "failed": failed,
            "is_sound": entry.link().hash() == entry.hash,
            "has_next": Entry.objects.filter(seq=entry.seq + 1).exists(),
            **told,
        }
        return self.page(request, "audit/entry.html", context, status)

    def page(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int
    ) -> HttpResponse:
        shown = {**self.admin_site.each_context(request), **context}
        return TemplateResponse(request, template, shown, status=status)

    def require_reader(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


def entry_of(key: str) -> Entry:
    seq = number(key)
    found = Entry.objects.select_related("by").filter(seq=seq).first() if seq else None
    if found is None:
        raise Http404
    return found


def number(text: str | None) -> int | None:
    is_one = text is not None and text.isascii() and text.isdigit() and len(text) <= LONGEST
    return int(text) if is_one and text else None
