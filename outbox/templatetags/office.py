"""How the Administration is reached, for pages and letters."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def office() -> dict[str, str]:
    """Return the address, phone and e-mail, each empty where none is set."""
    return {
        "address": settings.OFFICE_ADDRESS,
        "phone": settings.OFFICE_PHONE,
        "email": settings.OFFICE_EMAIL,
    }
