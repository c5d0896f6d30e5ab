from django.urls import include, path

from drafts.views.apply import apply
from drafts.views.check import check_answers
from drafts.views.data import draft_data
from drafts.views.homes import add_home, homes, remove_home
from drafts.views.people import add_person, people, remove_person
from drafts.views.question import question
from drafts.views.tasks import tasks

urlpatterns = [
    path("", apply, name="apply"),
    path("<uuid:draft>/", tasks, name="tasks"),
    path("<uuid:draft>/questions/<slug:part>/<slug:question>/", question, name="question"),
    path("<uuid:draft>/people/", people, name="people"),
    path("<uuid:draft>/people/add/", add_person, name="add_person"),
    path("<uuid:draft>/people/<slug:ref>/remove/", remove_person, name="remove_person"),
    path("<uuid:draft>/homes/", homes, name="homes"),
    path("<uuid:draft>/homes/add/", add_home, name="add_home"),
    path("<uuid:draft>/homes/<slug:ref>/remove/", remove_home, name="remove_home"),
    path("<uuid:draft>/papers/", include("drafts.urls_papers")),
    path("<uuid:draft>/check/", check_answers, name="check_answers"),
    path("<uuid:draft>/data/", draft_data, name="draft_data"),
]
