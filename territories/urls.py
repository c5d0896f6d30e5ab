from django.urls import path

from territories import views

urlpatterns = [path("places/", views.places, name="places")]
