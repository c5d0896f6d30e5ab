"""The banner that asks for the next year's calendar, on every page of the staff."""

from typing import Any

from django import template
from django.utils import timezone

from deadlines.working_days import day_in_kyiv
from review.calendar_asked import year_asked_for

register = template.Library()


@register.inclusion_tag("review/_calendar_banner.html", takes_context=True)
def calendar_banner(context: dict[str, Any]) -> dict[str, Any]:
    year = year_asked_for(day_in_kyiv(timezone.now()))
    return {"year": year, "perms": context.get("perms", {})}
