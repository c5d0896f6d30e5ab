from django.urls import path

from oversight.views import head, what_if

app_name = "oversight"

urlpatterns = [
    path("", head.office, name="office"),
    path("<str:chart>.csv", head.table, name="table"),
    path("what-if/", what_if.what_if, name="what_if"),
    path("what-if/<int:question>/", what_if.answer, name="answer"),
]
