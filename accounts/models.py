"""Who works here. What each may do is the table in `roles.py`."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """One person of the staff; accounts are never shared and never deleted, only deactivated."""

    email = models.EmailField(_("e-mail address"))

    class Meta(AbstractUser.Meta):
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="one_user_per_email",
                violation_error_message=_("Another user has this e-mail address."),
            ),
        )

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()
