"""What each paper is, where one gets it, and how it looks, for who has to find it.

Where one gets a paper is common knowledge, not law; which papers there are is said in `papers.py`.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Explanation:
    """`example` is the form of its number, how it looks, or words to write."""

    what: "str | Promise"
    example: "str | Promise"


EXPLANATIONS: dict[str, Explanation] = {
    "identity_document": Explanation(
        _(
            "A passport: an ID card or a booklet. Or a residence permit. Photograph every side "
            "and page that has writing on it."
        ),
        _("ID card: 9 digits, such as 001234567. Booklet: two letters and 6 digits: АВ 123456."),
    ),
    "birth_certificate": Explanation(
        _(
            "If it is lost, any civil registration office issues it again, wherever the birth was "
            "registered. It can also be ordered in Diia."
        ),
        _("A Roman numeral, two letters and 6 digits, such as I-БК 123456."),
    ),
    "marriage_certificate": Explanation(
        _(
            "If it is lost, any civil registration office issues it again, wherever you were "
            "married. It can also be ordered in Diia."
        ),
        _("A Roman numeral, two letters and 6 digits, such as I-БК 123456."),
    ),
    "guardianship_decision": Explanation(
        _(
            "The decision of a guardianship authority or of a court by which a child or an adult "
            "was placed in your care."
        ),
        _("A decision with a number, a day and a seal."),
    ),
    "taxpayer_card": Explanation(
        _(
            "The card or certificate of the tax service, or the passport page with the number. "
            "A picture from the Diia app is accepted too."
        ),
        _("10 digits, such as 3184710691."),
    ),
    "residence_extract": Explanation(
        _(
            "It names the registered or declared place of residence and the ones before it. You "
            "can get it in Diia or at an administrative service centre. If the old address "
            "stands only in a passport, photograph that page too."
        ),
        _("“Extract from the register of the territorial community”, with a number and a day."),
    ),
    "actual_residence_proof": Explanation(
        _(
            "Anything that shows that you lived or stayed in the community before you had to "
            "leave: from work, school or hospital, a rent contract, bills, letters."
        ),
        _("A bill for electricity with your name and the address, for a month before you left."),
    ),
    "idp_certificate": Explanation(
        _(
            "The certificate of registration as an internally displaced person. You can get it "
            "from the social protection office, from an administrative service centre or in Diia."
        ),
        _("4 digits, a dash and 10 digits, such as 1401-5001234567."),
    ),
    "assistance_declaration": Explanation(
        _(
            "You write it yourself: on any sheet of paper, by hand, with the day and your "
            "signature. Then photograph it."
        ),
        _(
            "“I confirm that the members of my household and I have not received the monetary "
            "assistance provided by Resolution 814.”"
        ),
    ),
    "no_housing_notice": Explanation(
        _(
            "You write it yourself: on any sheet of paper, by hand, with the day and your "
            "signature. Then photograph it."
        ),
        _("“I give notice that the members of my household and I own no housing.”"),
    ),
    "property_register_extract": Explanation(
        _(
            "It lists all real estate that a person owns. You can get it in Diia, at an "
            "administrative service centre or from a notary."
        ),
        _("“Information from the State Register of Real Rights”, with a number and a day."),
    ),
    "ownership_document": Explanation(
        _(
            "A contract of purchase, gift or exchange, a certificate of inheritance or of "
            "ownership. If it is lost, an extract from the property register is enough."
        ),
        _("A contract with the address, the area, the share and the names of the owners."),
    ),
    "damage_register_extract": Explanation(
        _(
            "An extract from the State Register of Damaged and Destroyed Property. You can get it "
            "in Diia or at an administrative service centre. If you have a report of an "
            "inspection or of a technical assessment instead, say so in the answers about the "
            "home."
        ),
        _("An extract with a number, the address and what happened to the home."),
    ),
    "inspection_report": Explanation(
        _("The report of the commission that inspected the home under Resolution 473."),
        _("A report with a number, the address and the finding of the commission."),
    ),
    "technical_assessment": Explanation(
        _("The report of the expert who assessed the home under Resolution 473."),
        _("A report with the address, the finding and the expert's certificate."),
    ),
    "student_certificate": Explanation(
        _("You can get it from the school, college or university, or in Diia."),
        _("A certificate of this school year that says that the studies are full-time."),
    ),
    "disability_certificate": Explanation(
        _(
            "An extract from the report of the medical commission, the decision of the expert "
            "team, or the medical opinion about a child. A pension certificate may be added."
        ),
        _("An extract with the group of disability and the day until which it holds."),
    ),
    "captivity_certificate": Explanation(
        _(
            "The decision or certificate that somebody was deprived of personal liberty because "
            "of the armed aggression. Family members add what shows how they are related."
        ),
        _("A decision of the commission that establishes such facts, with a number and a day."),
    ),
    "veteran_certificate": Explanation(
        _(
            "The certificate of a combatant or of a person with a disability caused by war, or an "
            "extract from the register of veterans. Family members add what shows how they are "
            "related."
        ),
        _("A certificate with a photograph and a number, both sides; or its picture from Diia."),
    ),
    "fallen_defender_certificate": Explanation(
        _(
            "The certificate of a family member of a fallen defender, or an extract from the "
            "register of veterans."
        ),
        _("A certificate with a photograph and a number, both sides; or its picture from Diia."),
    ),
    "service_certificate": Explanation(
        _(
            "A certificate of the military unit that somebody serves in, or the military ID with "
            "the record of service."
        ),
        _("A certificate with a number, a day and the seal of the unit."),
    ),
    "mobilisation_certificate": Explanation(
        _(
            "The military ID with the record of mobilisation, or a certificate of the military "
            "unit or of the recruitment centre."
        ),
        _("The page of the military ID that names the day of mobilisation."),
    ),
    "large_family_certificate": Explanation(
        _(
            "The certificate of parents of a large family, on paper or from Diia. If you have "
            "none, the birth certificates of the children are enough: mark this one “I will bring "
            "it later”."
        ),
        _("A certificate with the names of the parents and the day until which it holds."),
    ),
    "family_home_agreement": Explanation(
        _(
            "The agreement with the guardianship authority, or the decision by which the "
            "family-type children's home or the foster family was made."
        ),
        _("An agreement with the names of the parents and of the children."),
    ),
    "care_opinion": Explanation(
        _("You can get it from the family doctor or from the medical commission of a hospital."),
        _("An opinion that says that the person needs constant care by somebody else."),
    ),
    "defence_proof": Explanation(
        _(
            "A certificate of the military unit or of another body that somebody took part in the "
            "defence of Mariupol. Family members add what shows how they are related."
        ),
        _("A certificate that names the place and the days of taking part."),
    ),
    "other": Explanation(
        _("Anything else that you want us to take into account."),
        _("A photograph or PDF of the paper."),
    ),
}
