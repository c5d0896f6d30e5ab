"""The papers of an application: their names, what each proves, and whether the source names it.

Source: the list of documents in the public description of Resolution 814; papers that follow from
the categories though no list names them say so (`is_named` False; docs/open-questions.md).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.papers_explained import EXPLANATIONS


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper. `proves` are facts of the verified basis, statuses by their code."""

    code: str
    title: "str | Promise"
    proves: frozenset[str]
    is_named: bool = True

    @property
    def explanation(self) -> "str | Promise":
        """What it is and where one gets it."""
        return EXPLANATIONS[self.code].what

    @property
    def example(self) -> "str | Promise":
        """The form of its number, how it looks, or words to write."""
        return EXPLANATIONS[self.code].example


def paper(code: str, title: "str | Promise", *proves: str, is_named: bool = True) -> Paper:
    return Paper(code, title, frozenset(proves), is_named)


PAPERS: dict[str, Paper] = {
    each.code: each
    for each in (
        paper("identity_document", _("Identity and citizenship document"), "identity"),
        paper("birth_certificate", _("Birth certificate"), "identity", "relation"),
        paper("marriage_certificate", _("Marriage certificate")),
        paper("guardianship_decision", _("Decision on guardianship or placement"), is_named=False),
        paper("taxpayer_card", _("Taxpayer number")),
        paper("residence_extract", _("Extract from the community register"), "registered"),
        paper("actual_residence_proof", _("Proof of actual stay"), "actual", is_named=False),
        paper("idp_certificate", _("IDP certificate"), "idp"),
        paper("assistance_declaration", _("Declaration on monetary assistance"), "assistance"),
        paper("no_housing_notice", _("Notice of owning no housing"), "no_housing"),
        paper("property_register_extract", _("Extract from the property register"),
              "no_housing", "all_ownership"),
        paper("ownership_document", _("Ownership document"), "ownership"),
        paper("damage_register_extract", _("Extract from the damage register"), "damage_register"),
        paper("inspection_report", _("Inspection report"), "inspection_report"),
        paper("technical_assessment", _("Technical assessment"), "technical_assessment"),
        paper("student_certificate", _("Certificate of full-time study"), "student",
              is_named=False),
        paper("disability_certificate", _("Disability certificate"),
              "disability", "child_with_disability"),
        paper("captivity_certificate", _("Certificate of deprivation of liberty"),
              "deprived_of_liberty"),
        paper("veteran_certificate", _("Veteran certificate"), "veteran"),
        paper("fallen_defender_certificate", _("Certificate of a fallen defender's family"),
              "fallen_defender"),
        paper("service_certificate", _("Certificate of military service"),
              "servicemember", is_named=False),
        paper("mobilisation_certificate", _("Certificate of mobilisation"),
              "mobilised_without_combatant_status", is_named=False),
        paper("large_family_certificate", _("Large family certificate"),
              "large_family", is_named=False),
        paper("family_home_agreement", _("Agreement of a family-type home or foster family"),
              "family_type_childrens_home", "foster_family", is_named=False),
        paper("care_opinion", _("Medical opinion on constant care"),
              "constant_care", is_named=False),
        paper("defence_proof", _("Proof of the defence of Mariupol"),
              "defender_of_mariupol", is_named=False),
        paper("other", _("Other paper")),
    )
}  # fmt: skip


def known(code: str) -> str:
    """Return the code of a paper; one that a package names otherwise is kept as "other"."""
    return code if code in PAPERS else "other"
