"""The statuses a person may claim, in plain words, and who may have which.

Each counts whether somebody holds it or is a family member of its holder (contract/package.md).
"""

from datetime import date

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from applications.checklist import PROOF_OF
from applications.fields.choices import Choice
from applications.given import is_under
from applications.papers import PAPERS
from drafts.answers import Answers

HOLDER, FAMILY = "holder", "family_member"
YOUNGEST_IN_ARMS = 16  # with room: nobody serves or fights before 17
ADULT = 18

HELD: "dict[str, tuple[str | Promise, str | Promise]]" = {
    "veteran": (
        _("War veteran"),
        _("A combatant, a war participant, or a person with a disability caused by the war."),
    ),
    "mobilised_without_combatant_status": (
        _("Mobilised, without combatant status"),
        _("Called up for service in the special period, now or before."),
    ),
    "servicemember": (
        _("Servicemember"),
        _("Serves in the Armed Forces, the National Guard, the border service or another force."),
    ),
    "deprived_of_liberty": (
        _("Was in captivity or held because of the aggression"),
        _("Somebody of the forces or a civilian who has been released."),
    ),
    "disability": (_("Person with a disability"), _("Of group I, II or III.")),
    "child_with_disability": (_("Child with a disability"), _("Under 18.")),
    "family_type_childrens_home": (
        _("Lives in a family-type children’s home"),
        _("As a parent or as a child of it."),
    ),
    "foster_family": (_("Lives in a foster family"), _("As a parent or as a child of it.")),
    "constant_care": (
        _("Needs constant care by another person"),
        _("Or supported living. A doctor’s opinion says so."),
    ),
    "defender_of_mariupol": (
        _("Took part in the defence of Mariupol"),
        _("With or without a status."),
    ),
}
OF_HOLDER: "dict[str, str | Promise]" = {
    "veteran": _("A war veteran"),
    "mobilised_without_combatant_status": _("Somebody mobilised, without combatant status"),
    "servicemember": _("A servicemember"),
    "deprived_of_liberty": _("Somebody who was in captivity or held because of the aggression"),
    "fallen_defender": _("A fallen defender of Ukraine"),
    "disability": _("A person with a disability"),
    "child_with_disability": _("A child with a disability"),
    "family_type_childrens_home": _("Somebody of a family-type children’s home"),
    "foster_family": _("Somebody of a foster family"),
    "constant_care": _("Somebody who needs constant care"),
    "defender_of_mariupol": _("Somebody who took part in the defence of Mariupol"),
}
YOUNGEST = {
    "veteran": YOUNGEST_IN_ARMS,
    "mobilised_without_combatant_status": YOUNGEST_IN_ARMS,
    "servicemember": YOUNGEST_IN_ARMS,
    "defender_of_mariupol": YOUNGEST_IN_ARMS,
    "disability": ADULT,  # before that it is a child with a disability
}


def claims(answers: Answers, held_as: str) -> list[str]:
    """Return the codes somebody claims in this way."""
    return [it["code"] for it in answers.get("statuses", ()) if it["as"] == held_as]


def held_choices(answers: Answers, on: date) -> list[tuple[str, Choice]]:
    """Return what somebody of that age may hold; what is claimed already stays, whatever it is."""
    claimed = claims(answers, HOLDER)
    return [
        (code, Choice(label, with_paper(code, meaning)))
        for code, (label, meaning) in HELD.items()
        if code in claimed or may_hold(code, answers, on)
    ]


def family_choices() -> list[tuple[str, Choice]]:
    """Return what a family member of a holder may say; only who is held by nobody needs a paper."""
    return [
        (code, Choice(label, "" if code in HELD else paper_of(code)))
        for code, label in OF_HOLDER.items()
    ]


def may_hold(code: str, answers: Answers, on: date) -> bool:
    """Tell whether the age allows a status; while it is not known, it does."""
    if code == "child_with_disability":
        return is_under(ADULT, answers, on) is not False
    return code not in YOUNGEST or not is_under(YOUNGEST[code], answers, on)


def with_paper(code: str, meaning: "str | Promise") -> "str | Promise":
    return format_lazy("{} {}", meaning, paper_of(code))


def paper_of(code: str) -> "str | Promise":
    """Say which paper shows a status."""
    return format_lazy(_("Shown by: {paper}."), paper=PAPERS[PROOF_OF[code]].title)
