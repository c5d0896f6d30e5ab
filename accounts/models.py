"""Who has an account: staff, whose roles are the table in `roles.py`, and applicants.

And what opens an applicant's account: a code sent by e-mail, a printed code, somebody's help; and
what staff show besides their password.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """One person: of the staff (`is_staff`), or an applicant, who may have no e-mail address.

    Accounts are never shared; those of staff are never deleted, only deactivated.
    """

    email = models.EmailField(_("e-mail address"), blank=True)
    factors_changed = models.PositiveIntegerField(default=0, editable=False)  # how often
    password_is_given = models.BooleanField(default=False, editable=False)  # set by another person

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; of an existing account never `factors_changed`, which is raised under its lock.

        A form that read the account before would put it back, and revive sessions that ended.
        """
        if not self._state.adding and kwargs.get("update_fields") is None:
            left = self.get_deferred_fields() | {"id", "factors_changed"}
            names = {field.attname for field in self._meta.concrete_fields}
            kwargs["update_fields"] = names - left
        super().save(*args, **kwargs)

    @property
    def is_applicant(self) -> bool:
        """Tell whether this may be opened without a password: nobody's who holds any right."""
        return self.is_active and not (self.is_staff or self.is_superuser or self.groups.exists())

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Bind sessions to the second factors as well as to the password.

        Whoever changes either ends every other session of the account.
        """
        if not self.factors_changed:
            as_ever: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
            return as_ever
        bound = f"{self.password}:{self.factors_changed}"
        mac = salted_hmac("accounts.session", bound, secret=secret, algorithm="sha256")
        return mac.hexdigest()


class Bucket(models.Model):
    """Tokens left to spend on one thing (`throttle.py`); filled anew at `full_at`."""

    key = models.CharField(max_length=64, primary_key=True)  # HMAC of what is throttled
    left = models.PositiveIntegerField()
    full_at = models.DateTimeField(db_index=True)


class Purpose(models.TextChoices):
    SIGN_IN = "sign_in"
    NEW_ADDRESS = "new_address"


class EmailCode(models.Model):
    """A code sent to an address; whoever has its letter has it (`email_codes.py`).

    Its id stays in the session that asked for it, so that no other session can try it.
    """

    MOST_WRONG = 5
    GOOD_FOR = timedelta(minutes=15)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=16, choices=Purpose.choices)
    address = models.EmailField()
    digest = models.CharField(max_length=64)
    wrong = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values), name="purpose_of_a_code_is_known"
            ),
            models.CheckConstraint(
                condition=Q(wrong__lte=5), name="code_is_tried_wrong_five_times"
            ),
        )

    def is_good(self, at: datetime) -> bool:
        is_spent = self.used_at is not None or self.wrong >= self.MOST_WRONG
        return not is_spent and self.made_at <= at < self.made_at + self.GOOD_FOR


class PrintedCode(models.Model):
    """The code on paper that opens an account; only its digest is kept (`printed_codes.py`)."""

    user = models.OneToOneField(User, models.CASCADE, related_name="printed_code")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)  # when its holder said that it is written down
    used_at = models.DateTimeField(null=True)  # when its holder first signed in with it
    made_helping = models.BooleanField(default=False)  # by an operator, not by its holder

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["digest"], name="printed_code_opens_one_account"),
        )


class Ending(models.TextChoices):
    """Why helping an applicant ended."""

    FINISHED = "finished", _("finished")
    SIGNED_OUT = "signed_out", _("the operator signed out")
    IDLE = "idle", _("nothing was done for an hour")


class AssistanceQuerySet(models.QuerySet["Assistance"]):
    def open(self) -> "AssistanceQuerySet":
        return self.filter(ended_at=None)

    def idle(self, at: datetime) -> "AssistanceQuerySet":
        return self.open().filter(active_at__lte=at - Assistance.IDLE_AFTER)


class Assistance(models.Model):
    """An operator of an aid centre fills in for an applicant who sits beside them and agreed."""

    IDLE_AFTER = timedelta(minutes=60)

    operator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="helped")
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assistances"
    )
    began_with_code = models.BooleanField(default=False)  # which the applicant gave
    consent_version = models.CharField(max_length=20)
    consented_at = models.DateTimeField()
    started_at = models.DateTimeField()
    active_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=16, choices=Ending.choices, blank=True)

    objects = AssistanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("assistance")
        verbose_name_plural = _("assistances")
        permissions = (("help_applicant", "Can help applicants to fill in"),)
        constraints = (
            models.UniqueConstraint(
                fields=["operator"], condition=Q(ended_at=None), name="operator_helps_one_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["applicant"],
                condition=Q(ended_at=None),
                name="applicant_is_helped_by_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(operator=models.F("applicant")), name="nobody_helps_themselves"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="")
                | Q(ended_at__isnull=False, ended_why__in=Ending.values),
                name="assistance_ends_for_a_reason",
            ),
        )

    def is_idle(self, at: datetime) -> bool:
        return self.active_at <= at - self.IDLE_AFTER


class FactorKind(models.TextChoices):
    """What somebody of the staff shows besides the password."""

    APP = "app", _("authenticator app")
    PASSKEY = "passkey", _("passkey")


class Factor(models.Model):
    """An authenticator app, or a passkey, of somebody of the staff (`factors.py`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="factors")
    kind = models.CharField(max_length=8, choices=FactorKind.choices)
    name = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    secret = models.TextField(blank=True)  # of an app; sealed
    last_step = models.BigIntegerField(default=0)  # of an app: no code of it or before is taken
    credential_id = models.CharField(max_length=1400, null=True)  # of a passkey; base64url
    credential = models.TextField(blank=True)  # of a passkey: its public key, base64url
    sign_count = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user"], condition=Q(kind="app"), name="staff_have_one_authenticator_app"
            ),
            models.UniqueConstraint(fields=["credential_id"], name="passkey_is_of_one_account"),
            models.CheckConstraint(
                condition=(Q(kind="app", credential_id=None, credential="") & ~Q(secret=""))
                | (Q(kind="passkey", secret="", credential_id__isnull=False) & ~Q(credential="")),
                name="factor_is_an_app_or_a_passkey",
            ),
        )


class RecoveryCode(models.Model):
    """One of the codes on paper that stand in for a lost factor, once; only its digest is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "digest"], name="recovery_code_stands_once_on_a_list"
            ),
        )
