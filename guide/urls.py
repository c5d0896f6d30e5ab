from django.urls import path

from guide import views
from guide.checking import check
from guide.listing import papers
from guide.renting import rent
from guide.verifying import verify, verify_number

urlpatterns = [
    path("", views.home, name="home"),
    path("check/", check, name="check"),
    path("rent/", rent, name="rent"),
    path("papers/", papers, name="papers"),
    path("lease/", verify, name="verify_lease"),
    path("lease/<str:application>/<int:nth>/", verify_number, name="verify_lease_number"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
