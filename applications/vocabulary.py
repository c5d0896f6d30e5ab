"""The words of the contract: codes that packages, rows and forms share, in the contract's order."""

FORMAT = "housing-application/1"
PROGRAMMES = ("resolution-814",)
CHANNELS = ("online", "in_person", "post", "email")
LANGUAGES = ("uk", "en")
INVITATIONS = ("electronic", "post")
BASES = ("registered", "declared", "actual")
RELATIONSHIPS = (
    "applicant", "spouse", "child", "parent", "sibling", "grandchild", "grandparent", "ward",
    "foster_child", "other",
)  # fmt: skip
IDENTITY_TYPES = ("id_card", "passport_booklet", "birth_certificate", "residence_permit", "other")
STATUS_CODES = (
    "veteran", "mobilised_without_combatant_status", "servicemember", "deprived_of_liberty",
    "fallen_defender", "disability", "child_with_disability", "family_type_childrens_home",
    "foster_family", "constant_care", "defender_of_mariupol",
)  # fmt: skip
HELD_AS = ("holder", "family_member")
CONDITIONS = ("habitable", "destroyed", "uninhabitable")
EVIDENCE_TYPES = ("damage_register", "inspection_report", "technical_assessment")
