"""Order 814, group 1, list 1: which categories a household falls into, and through whom."""

from eligibility.case import Case, Person, is_under
from eligibility.terms import Terms
from eligibility.unknown import any_answer

FAMILY = "family_with_children"
Answer = tuple[bool | None, list[str]]


def claimed_categories(case: Case, terms: Terms) -> dict[str, Answer]:
    """Answer every category of list 1: whether the household is in it, and the people it rests on.

    A status counts whether held or as a family member of its holder. None: claimed, not yet proven.
    """
    proven: dict[str, list[str]] = {}
    open_: dict[str, list[str]] = {}
    for person in case.people:
        for claim in person.claims:
            if category := terms.category_of.get(claim.code):
                side = proven if claim.is_proven else open_
                side.setdefault(category, []).append(person.ref)
    answers = {name: by_status(proven.get(name), open_.get(name)) for name in terms.categories}
    answers[FAMILY] = either(answers[FAMILY], *children(case, terms))
    return answers


def by_status(proven: list[str] | None, open_: list[str] | None) -> Answer:
    if proven:
        return True, proven
    return (None, open_) if open_ else (False, [])


def either(*answers: Answer) -> Answer:
    """Join answers to one question: one True is enough, and its people are named."""
    joint = any_answer(answer for answer, _ in answers)
    return joint, [ref for answer, refs in answers if answer is joint for ref in refs]


def children(case: Case, terms: Terms) -> tuple[Answer, Answer]:
    """Order 814, list 1: a family with three or more children, or with anybody under three."""
    answers = [
        (person.ref, is_child(person, case, terms))
        for person in case.people
        if person.relationship == "child"
    ]
    sure = [ref for ref, answer in answers if answer]
    open_ = [ref for ref, answer in answers if answer is None]
    young = ((is_young(person, case, terms), [person.ref]) for person in case.people)
    return at_least(terms.large_family_children, sure, open_), either(*young)


def at_least(number: int, sure: list[str], open_: list[str]) -> Answer:
    """Tell whether there are that many, knowing some for sure; the others hang on the open ones."""
    if len(sure) >= number:
        return True, sure
    return (None, open_) if len(sure) + len(open_) >= number else (False, [])


def is_young(person: Person, case: Case, terms: Terms) -> bool | None:
    """Tell whether somebody is under three; unknown while the birth is not proven."""
    return is_under(terms.young_child_age, person, case.as_of) if person.is_proven else None


def is_child(person: Person, case: Case, terms: Terms) -> bool | None:
    """Tell whether a child counts: under 18, or under 23 and a full-time student.

    Unknown while birth, relation, or studies that would decide, are not proven.
    """
    if not (person.is_proven and person.is_relation_proven):
        return None
    if is_under(terms.child_age, person, case.as_of):
        return True
    is_student = person.is_student and is_under(terms.student_age, person, case.as_of)
    return (person.is_student_proven or None) if is_student else False


def unsure_people(case: Case) -> tuple[str, ...]:
    """Return who does not know whether a status applies to them."""
    return tuple(person.ref for person in case.people if person.is_unsure)
