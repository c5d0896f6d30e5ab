from django.urls import path

from guide import views
from guide.checking import check
from guide.listing import papers
from guide.renting import rent

urlpatterns = [
    path("", views.home, name="home"),
    path("check/", check, name="check"),
    path("rent/", rent, name="rent"),
    path("papers/", papers, name="papers"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
