"""What waits for whoever has signed in, on the first page of the staff."""

from typing import Any

from django import template
from django.utils import timezone

from accounts.models import User
from deadlines.calendars import approved_calendar
from deadlines.working_days import day_in_kyiv
from housing_portal.waits import waits_for
from review.turns import Look

register = template.Library()


@register.inclusion_tag("admin/_waits.html", takes_context=True)
def what_waits(context: dict[str, Any]) -> dict[str, Any]:
    user = context["user"]
    assert isinstance(user, User)
    look = Look(user, day_in_kyiv(timezone.now()), approved_calendar())
    return {"waits": waits_for(look)}
