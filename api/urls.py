from django.urls import path

from api import views

app_name = "api"
urlpatterns = [
    path("assess", views.assessment, name="assess"),
    path("applications", views.applications, name="applications"),
]
