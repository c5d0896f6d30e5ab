"""The list of applications as a page: its tabs, its search, its rows."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib import admin
from django.contrib.sessions.backends.base import SessionBase
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from applications.models import Application
from applications.searching import matching, taxpayer_number_in
from applications.status import Status
from deadlines.calendars import approved_calendar
from deadlines.working_days import day_in_kyiv
from review.access import access_list, may, user_of
from review.beside import Beside, beside, count_said
from review.filters import NAMES, NO_FILTERS, Filters
from review.list_forms import FilterForm, SearchForm
from review.listing_words import EMPTY, FOUND_NOTHING, LEADS, NONE_OF_THESE
from review.queue import Page, Place, Row, page_of
from review.searches import recall, remember
from review.turns import NEWEST_FIRST, Applications, Look, Turn, of_turn

LIST = "admin:applications_application_changelist"
ASKED = frozenset({"turn", "search", "after", "before", *NAMES})
UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the list an address asks for: a tab, or what was typed for the key `search`.

    `filters` may hold some that narrow other tabs alone; they are kept for those.
    """

    turn: Turn = Turn.WAITING
    search: str = ""
    typed: str = ""
    filters: Filters = NO_FILTERS
    after: Place | None = None
    before: Place | None = None

    @property
    def tab(self) -> Turn | None:
        return None if self.search else self.turn

    @property
    def what(self) -> dict[str, str]:
        return {"search": self.search} if self.search else {"turn": str(self.turn)}

    @property
    def narrowed(self) -> Filters:
        return self.filters.of(self.tab)

    def address(self, **place: Place | None) -> str:
        """Return the address of this tab or search, from its beginning or at a place."""
        at = {name: str(there) for name, there in place.items() if there}
        return f"{reverse(LIST)}?{urlencode({**self.what, **self.filters.as_query(), **at})}"

    def unfiltered(self) -> str:
        return replace(self, filters=NO_FILTERS).address()


@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """Show a tab of the list, or what a search found; any other address leads to the first tab."""
    user = user_of(request)
    access_list(user)
    asked = asked_in(request.GET, request.session, user)
    if asked is None:
        return redirect(LIST)
    return listed(request, asked, search_form(asked, user))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def search(request: HttpRequest) -> HttpResponse:
    """Keep what is looked for where no log reads it, and lead to what it finds."""
    user = user_of(request)
    access_list(user)
    if request.method != "POST":
        return redirect(LIST)
    form = SearchForm(request.POST, user=user)
    if not form.is_valid():
        return listed(request, Asked(), form, failed=form)
    key = remember(request.session, form.cleaned_data["typed"], user)
    return redirect(Asked(search=key).address())


def asked_in(query: QueryDict, session: SessionBase, user: User) -> Asked | None:
    """Return what an address asks for; None if it is no address of the list, or not any more."""
    turn, key = query.get("turn", Turn.WAITING), query.get("search", "")
    typed = recall(session, key, user) if key else ""
    filters = Filters.read(query)
    if typed is None or filters is None:
        return None
    if turn not in Turn.values or not ASKED.issuperset(query):
        return None
    after, before = (Place.read(query.get(name, "")) for name in ("after", "before"))
    return Asked(Turn(turn), key, typed, filters, after, before)


def search_form(asked: Asked, user: User) -> SearchForm:
    """Return the search as it was typed, but for a taxpayer number."""
    typed = "" if taxpayer_number_in(asked.typed) else asked.typed
    return SearchForm(user=user, initial={"typed": typed})


def asked_again(request: HttpRequest, address: str) -> Asked:
    """Return the part of the list that a form was sent from; the first where it is none."""
    query = QueryDict(urlsplit(address).query)
    return asked_in(query, request.session, user_of(request)) or Asked()


def listed(
    request: HttpRequest, asked: Asked, form: SearchForm, *, failed: Form | None = None
) -> HttpResponse:
    """Show a part of the list; a form that was sent in vain, above it."""
    user = user_of(request)
    look = Look(user, day_in_kyiv(timezone.now()), approved_calendar())
    page = page_at(asked, look)
    if asked.before and not page.before:  # the first page, and with it whatever came meanwhile
        page = page_at(replace(asked, after=None, before=None), look)
    around = beside(look, asked.filters)
    may_assign = may(user, "assign")
    shown = {
        **admin.site.each_context(request),
        "title": _("Applications"),
        "opts": Application._meta,
        "form": form,
        "failed": failed,
        "chosen": request.POST.getlist("chosen"),
        "asked": asked,
        "lead": lead(asked),
        "empty": empty(asked),
        "filters": FilterForm(asked.tab, around.caseworkers, asked.narrowed),
        "is_narrowed": asked.narrowed != NO_FILTERS,
        "tabs": tabs(asked, around),
        "page": page,
        "previous": asked.address(before=page.before) if page.before else "",
        "next": asked.address(after=page.after) if page.after else "",
        "page_url": asked.address(after=asked.after, before=asked.before),
        "may_take": may(user, "take"),
        "may_assign": may_assign,
        "has_boxes": any(has_box(row, may_assign=may_assign) for row in page.rows),
    }
    status = UNPROCESSABLE if failed else None
    return TemplateResponse(request, "review/list.html", shown, status=status)


def has_box(row: Row, *, may_assign: bool) -> bool:
    """Tell whether a row can be ticked: to be assigned while it is undecided, else to be taken."""
    return (may_assign and row.due is not None) or row.status == Status.REGISTERED


def page_at(asked: Asked, look: Look) -> Page:
    applications: Applications = (
        Application.objects.filter(matching(asked.typed))
        if asked.search
        else of_turn(asked.turn, look)
    )
    narrowed = asked.narrowed.narrowed(applications)
    is_newest_first = bool(asked.search) or asked.turn in NEWEST_FIRST
    return page_of(
        narrowed, look, newest_first=is_newest_first, after=asked.after, before=asked.before
    )


def lead(asked: Asked) -> str:
    """Say what the list below is."""
    if not asked.search:
        return str(LEADS[asked.turn])
    if number := taxpayer_number_in(asked.typed):
        return _("Households with the taxpayer number that ends in %(end)s.") % {"end": number[-2:]}
    return _("Found for “%(typed)s”, among all applications, latest due date first.") % {
        "typed": asked.typed
    }


def empty(asked: Asked) -> str:
    if asked.narrowed != NO_FILTERS:
        return str(NONE_OF_THESE)
    return str(FOUND_NOTHING if asked.search else EMPTY[asked.turn])


def tabs(asked: Asked, around: Beside) -> list[dict[str, Any]]:
    return [
        {
            "label": turn.label,
            "address": Asked(turn, filters=asked.filters).address(),
            "is_open": turn == asked.turn and not asked.search,
            "count": count_said(around.counts[turn]) if turn in around.counts else "",
        }
        for turn in Turn
    ]
