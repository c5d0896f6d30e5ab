"""The smallest form page with a session, served beside the portal, to measure its pages against.

One field, a template written by hand that extends nothing, the session read, one row inserted.
"""

from django import forms
from django.contrib.auth import SESSION_KEY
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import RequestContext, Template
from django.urls import include, path

PAGE = Template(
    """<!DOCTYPE html>
<html lang="uk">
  <head><meta charset="utf-8"><title>Note of {{ by }}</title></head>
  <body>
    <h1>Note of {{ by }}</h1>
    <form method="post">
      {% csrf_token %}
      {{ form.text.errors }}
      <label for="id_text">Text</label>
      <input type="text" name="text" id="id_text" value="{{ form.text.value|default:"" }}">
      <button type="submit">Save</button>
    </form>
  </body>
</html>
"""
)


class Note(models.Model):
    """A row of a table that is made for the measurement, and goes with its database."""

    by = models.CharField(max_length=100)
    text = models.CharField(max_length=100)

    class Meta:
        app_label = "bench"


class NoteForm(forms.Form):
    text = forms.CharField(max_length=100)


def smallest(request: HttpRequest) -> HttpResponse:
    by = request.session[SESSION_KEY]
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        Note(by=by, text=form.cleaned_data["text"]).save(force_insert=True)
        return redirect("smallest")
    return HttpResponse(PAGE.render(RequestContext(request, {"by": by, "form": form})))


urlpatterns = [
    path("smallest/", smallest, name="smallest"),
    path("", include("housing_portal.urls")),
]
