from django.urls import path

from drafts.views.apply import apply
from drafts.views.check import check_answers
from drafts.views.question import question
from drafts.views.tasks import tasks

urlpatterns = [
    path("", apply, name="apply"),
    path("<uuid:draft>/", tasks, name="tasks"),
    path("<uuid:draft>/questions/<slug:part>/<slug:question>/", question, name="question"),
    path("<uuid:draft>/check/", check_answers, name="check_answers"),
]
