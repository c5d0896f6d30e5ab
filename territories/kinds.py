"""What the list of territories says of a place."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """The four sections of the list approved by Order 376 of 28.02.2025, in its order."""

    POSSIBLE_HOSTILITIES = "possible_hostilities", _("Possible hostilities")
    ACTIVE_HOSTILITIES = "active_hostilities", _("Active hostilities")
    ACTIVE_HOSTILITIES_WITH_REGISTERS = (
        "active_hostilities_with_registers",
        _("Active hostilities where state electronic registers work"),
    )
    OCCUPATION = "occupation", _("Temporary occupation")
