from django.contrib import admin
from django.urls import include, path

from housing_portal import views

urlpatterns = [
    path("", include("guide.urls")),
    path("health/", views.health, name="health"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("apply/", include("drafts.urls")),
    path("", include("territories.urls")),
    path("", include("accounts.urls")),
    path("", include("cabinet.urls")),
    path("api/", include("api.urls")),
    path("admin/desk/", include("desk.urls")),
    path("admin/charges/", include("charges.urls")),
    path("admin/oversight/", include("oversight.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "housing_portal.error_pages.bad_request"
handler403 = "housing_portal.error_pages.permission_denied"
handler404 = "housing_portal.error_pages.page_not_found"
handler500 = "housing_portal.error_pages.server_error"
