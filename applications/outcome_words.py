"""What the result of the check says: each rule as an applicant would, and what would change it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eligibility.determination import Outcome

Words = dict[str, "str | Promise"]

HEADINGS: Words = {
    Outcome.ELIGIBLE: _("You may qualify"),
    Outcome.NEEDS_INFORMATION: _("The rules need to know more"),
    Outcome.INELIGIBLE: _("By these answers the rules are not met"),
}
LEADS: Words = {
    Outcome.ELIGIBLE: _("By your answers, the rules are met. The papers will have to show it."),
    Outcome.NEEDS_INFORMATION: _(
        "Nothing speaks against you, but something is not known yet. Below is what it is. You may "
        "apply now and give it later."
    ),
    Outcome.INELIGIBLE: _(
        "Below is why, rule by rule, and what would change it. You may still apply: a person "
        "decides on your papers, not this page."
    ),
}
NAMES: Words = {
    "idp_status": _("You are an internally displaced person"),
    "no_monetary_assistance": _("The monetary assistance of the Resolution was not received"),
    "own_housing": _("Your own housing is within the limit"),
    "residence_registered": _("Your residence was registered or declared in the community"),
    "social_category": _("Somebody of you falls into a category of the list"),
    "residence_actual": _("You lived or stayed in the community in fact"),
    "defence_or_captivity": _("Somebody of you defended Mariupol or was in captivity"),
}
ROUTE_NAMES: Words = {
    "registered": _("First route: you were registered there"),
    "actual": _("Second route: you lived there in fact"),
}
CHANGES: Words = {
    "no_monetary_assistance": _(
        "If you did not receive it, or are not sure what is meant, say so in the application."
    ),
    "own_housing": _(
        "A home in an occupied place, or where hostilities go on, is not counted. Nor is one that "
        "is destroyed or cannot be lived in, once a paper confirms it. Everybody who will live "
        "with you raises the limit."
    ),
    "residence_registered": _(
        "Registration or declaration in the Mariupol community before you left, shown by an "
        "extract from the register. Without it, look at the second route."
    ),
    "social_category": _(
        "One status of one person is enough. It may also be the status of a family member who "
        "does not live with you. Without one, look at the second route."
    ),
    "residence_actual": _(
        "Living or staying in the Mariupol community in fact before you left, shown by any paper. "
        "If you were registered there, look at the first route."
    ),
    "defence_or_captivity": _(
        "Defence of Mariupol, or captivity, of one of you or of a family member. Without it, look "
        "at the first route."
    ),
}
CERTIFICATE_SAID = _("You say that you have the certificate of an internally displaced person.")
