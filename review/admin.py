"""The caseworkers' office: the list of applications, one application, and the steps on it."""

from functools import partial

from django.contrib import admin
from django.urls import URLPattern, path

from applications.models import Application
from review import (
    absence_pages,
    calendar_admin,  # noqa: F401  # registers the pages of the calendar
)
from review.acts import ACTS, download, perform, picture, show
from review.choosing import assign_chosen, take_chosen
from review.closing_pages import download_paper, picture_of_paper
from review.decision_pages import (
    download_decision,
    download_extract,
    download_scan,
    download_sitting,
    picture_of_scan,
)
from review.listing import listing, search
from review.models import Absence
from review.reason_pages import give_reason
from review.statement_pages import View, state, stated_first
from review.viewing import show_paper, version

admin.site.enable_nav_sidebar = False  # the rooms are named in the header of every page


class Office(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    """To be looked at; every change is a step with an address and a service of its own."""

    actions = None

    def has_add_permission(self, *_: object) -> bool:
        return False

    def has_change_permission(self, *_: object) -> bool:
        return False

    def has_delete_permission(self, *_: object) -> bool:
        return False


@admin.register(Application)
class ApplicationAdmin(Office):
    """The list of applications, and each of them."""

    def get_urls(self) -> list[URLPattern]:
        def wrap(view: View) -> View:
            return self.admin_site.admin_view(stated_first(view))

        steps = [
            path(f"<int:pk>/{step}/", wrap(partial(perform, step=step)), name=f"review_{step}")
            for step in ACTS
        ]
        return [
            path("", wrap(listing), name="applications_application_changelist"),
            path("search/", wrap(search), name="review_search"),
            path("take/", wrap(take_chosen), name="review_take_chosen"),
            path("assign/", wrap(assign_chosen), name="review_assign_chosen"),
            path("<int:pk>/", wrap(show), name="applications_application_change"),
            path("<int:pk>/reason/", wrap(give_reason), name="review_reason"),
            path("<int:pk>/version/", wrap(version), name="review_version"),
            path("<int:pk>/papers/<int:document>/", wrap(show_paper), name="review_paper"),
            path("<int:pk>/copies/<uuid:copy>/", wrap(download), name="review_download"),
            path("<int:pk>/copies/<uuid:copy>/<int:number>/", wrap(picture), name="review_picture"),
            path("<int:pk>/conflict/", self.admin_site.admin_view(state), name="review_conflict"),
            path(
                "<int:pk>/decisions/<int:decision>/<str:language>/",
                wrap(download_decision),
                name="review_decision",
            ),
            path(
                "<int:pk>/votes/<int:vote>/<str:language>/",
                wrap(download_extract),
                name="review_protocol",
            ),
            path(
                "<int:pk>/appeals/<int:appeal>/<uuid:copy>/",
                wrap(download_scan),
                name="review_scan",
            ),
            path(
                "<int:pk>/appeals/<int:appeal>/<uuid:copy>/<int:number>/",
                wrap(picture_of_scan),
                name="review_scan_page",
            ),
            path("<int:pk>/closings/<int:closing>/", wrap(download_paper), name="review_closing"),
            path(
                "<int:pk>/closings/<int:closing>/<int:number>/",
                wrap(picture_of_paper),
                name="review_closing_page",
            ),
            path(
                "sittings/<int:protocol>/<str:language>/",
                wrap(download_sitting),
                name="review_sitting",
            ),
            *steps,
        ]


@admin.register(Absence)
class AbsenceAdmin(Office):
    """Who of the caseworkers is away."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(absence_pages.absences), name="review_absence_changelist"),
            path("<int:pk>/end/", wrap(absence_pages.end), name="review_end_absence"),
            path("<int:pk>/hand-over/", wrap(absence_pages.hand_over), name="review_hand_over"),
        ]
