"""What codes are called on staff pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, "str | Promise"]

CLAUSES: Words = {
    "idp_status": _("Internally displaced person"),
    "no_monetary_assistance": _("No monetary assistance received"),
    "residence_registered": _("Registered residence in the community"),
    "residence_actual": _("Actual residence in the community"),
    "own_housing": _("Own housing within the limit"),
    "social_category": _("Category of list 1"),
    "defence_or_captivity": _("Defence of Mariupol or captivity"),
}
VALUES: Words = {"met": _("Met"), "not_met": _("Not met"), "unknown": _("Unknown")}
SYMBOLS = {"met": "✓", "not_met": "✗", "unknown": "?"}
OUTCOMES: Words = {
    "eligible": _("Eligible"),
    "ineligible": _("Not eligible"),
    "needs_information": _("Information is needed"),
}
OUTCOME_VALUES = {"eligible": "met", "ineligible": "not_met", "needs_information": "unknown"}
ROUTES: Words = {
    "registered": _("Group 1, registered residence"),
    "actual": _("Group 2, actual residence"),
}
RELATIONSHIPS: Words = {
    "applicant": _("Applicant"),
    "spouse": _("Spouse"),
    "child": _("Child"),
    "parent": _("Parent"),
    "sibling": _("Brother or sister"),
    "grandchild": _("Grandchild"),
    "grandparent": _("Grandparent"),
    "ward": _("Ward"),
    "foster_child": _("Foster child"),
    "other": pgettext_lazy("relationship", "Other"),
}
STATUSES: Words = {
    "veteran": _("War veteran"),
    "mobilised_without_combatant_status": _("Mobilised, without combatant status"),
    "servicemember": _("Servicemember"),
    "deprived_of_liberty": _("Deprived of liberty through the aggression"),
    "fallen_defender": _("Family of a fallen defender"),
    "disability": _("Disability"),
    "child_with_disability": _("Child with a disability"),
    "family_type_childrens_home": _("Family-type children's home"),
    "foster_family": _("Foster family"),
    "constant_care": _("In need of constant care"),
    "defender_of_mariupol": _("Defender of Mariupol"),
}
HELD_AS: Words = {"holder": _("holder"), "family_member": _("family member of the holder")}
IDENTITY: Words = {
    "id_card": _("ID card"),
    "passport_booklet": _("Passport booklet"),
    "birth_certificate": _("Birth certificate"),
    "residence_permit": _("Residence permit"),
    "other": pgettext_lazy("identity document", "Other document"),
}
CONDITIONS: Words = {
    "habitable": _("Habitable"),
    "destroyed": _("Destroyed"),
    "uninhabitable": _("Uninhabitable"),
}
EVIDENCE: Words = {
    "damage_register": _("Register of damaged and destroyed property"),
    "inspection_report": _("Inspection report"),
    "technical_assessment": _("Technical assessment"),
}
BASES: Words = {
    "registered": _("registered"),
    "declared": _("declared"),
    "actual": _("actual stay"),
}
CHANNELS: Words = {
    "online": _("Online form"),
    "in_person": _("In person"),
    "post": _("By post"),
    "email": _("By e-mail"),
}
INVITATIONS: Words = {"electronic": _("Electronically"), "post": _("By post")}
FACTS: Words = {
    "certificate": _("Certificate given"),
    "issued_on": _("Issued on"),
    "declared": _("Declared"),
    "basis_claimed": _("This basis is claimed"),
    "katottg": _("KATOTTH code"),
    "place": _("Place"),
    "in_community": _("In the Mariupol community"),
    "counted_m2": _("Area that counts, m²"),
    "possible_m2": _("Area that may count, m²"),
    "limit_m2": _("Limit, m²"),
    "possible_limit_m2": _("Limit with everybody named, m²"),
    "owns_no_housing": _("Declares to own no housing"),
    "codes_not_in_codifier": _("Codes the codifier does not have"),
    "people": _("People"),
    "homes": _("Homes"),
    "categories": _("Categories"),
    "not_yet_proven": _("Not yet proven"),
    "unsure": _("Unsure"),
}
FATES: Words = {
    "counts": _("counts"),
    "does_not_count": _("does not count"),
    "may_count": _("may count"),
    "not_proven": _("ownership is not proven"),
}
PROVEN: Words = {
    "identity": _("identity and birth"),
    "relation": _("family relation of a child"),
    "registered": _("registered residence"),
    "actual": _("actual residence"),
    "idp": _("displacement"),
    "assistance": _("no monetary assistance"),
    "no_housing": _("no own housing"),
    "ownership": _("ownership and area of a home"),
    "all_ownership": _("ownership and area of all homes"),
    "student": _("full-time study"),
    "large_family": _("large family"),
    **{code: EVIDENCE[code] for code in EVIDENCE},
    **{code: STATUSES[code] for code in STATUSES},
}
MATCHED_ON: Words = {
    "taxpayer_number": _("taxpayer number"),
    "identity_number": _("number of the identity document"),
    "unzr": _("number in the demographic register"),
    "name_and_birth_date": _("name and birth date"),
}
YES_NO: dict[bool | None, "str | Promise"] = {True: _("yes"), False: _("no"), None: _("not said")}
