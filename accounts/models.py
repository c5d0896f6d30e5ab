"""Who has an account: staff, whose roles are the table in `roles.py`, and applicants."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """One person: of the staff (`is_staff`), or an applicant, who may have no e-mail address.

    Accounts are never shared; those of staff are never deleted, only deactivated.
    """

    email = models.EmailField(_("e-mail address"), blank=True)

    class Meta(AbstractUser.Meta):
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="one_user_per_email",
                violation_error_message=_("Another user has this e-mail address."),
            ),
            models.CheckConstraint(
                condition=Q(is_staff=False) | ~Q(email=""), name="staff_have_an_email"
            ),
        )

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()
