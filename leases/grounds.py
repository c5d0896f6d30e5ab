"""By what people join or leave a lease, and the paper each rests on (docs/decisions/0141)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """By what people join or leave. The values never change; the labels may."""

    CONSENT = "consent", _("Written consent of the landlord, the tenant and all adults there")
    CHILD = "child", _("A child joins its parents: no consent is needed")
    OWN = "own", _("They leave: their own written consent")
    COURT = "court", _("They leave: a decision of a court")
    DEATH = "death", _("They died: the death certificate")
    MOVED = "moved", _("They leave: registered as living elsewhere")


JOINING = frozenset({Ground.CONSENT, Ground.CHILD})
LEAVING = frozenset({Ground.CONSENT, Ground.OWN, Ground.COURT, Ground.DEATH, Ground.MOVED})
BY_WORD = "left"  # who left before a paper was asked for; no row is given it any longer

PRINTED = {
    Ground.CONSENT: "письмова згода Наймодавця, Наймача та всіх повнолітніх осіб, які проживають "
    "у Житлі",
    Ground.CHILD: "вселення дитини до її батьків, на яке згода не потрібна",
    Ground.OWN: "письмова згода особи, яка вибуває",
    Ground.COURT: "рішення суду",
    Ground.DEATH: "свідоцтво про смерть",
    Ground.MOVED: "документ про місце проживання особи за іншою адресою",
}
