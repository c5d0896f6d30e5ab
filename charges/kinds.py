"""What a posting of an account can be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The values never change; the labels may."""

    CHARGE = "charge", _("Rent charged")
    RECOUNT = "recount", _("Rent recounted")
    PAYMENT = "payment", _("Payment")
    TAKEN_BACK = "taken_back", _("Payment taken off this lease")
    CORRECTION = "correction", _("Correction")


OF_A_MONTH = (Kind.CHARGE, Kind.RECOUNT)
OF_A_PAYMENT = (Kind.PAYMENT, Kind.TAKEN_BACK)
