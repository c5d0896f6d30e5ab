"""Drafts for tests: what a package says, written down as an applicant would."""

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from accounts.models import User
from applications.notice import NOTICE
from drafts import services
from drafts.answers import Written, read
from drafts.models import Draft, Kind
from drafts.progress import ASKED, EVERYBODY
from drafts.steps import asked
from tests.applications.builders import SHARE

NOON = datetime(2026, 1, 5, 10, tzinfo=UTC)


def applicant(name: str = "oksana") -> User:
    return User.objects.create_user(name, f"{name}@example.org")


def written(draft: Draft, *, at: datetime = NOON) -> Written:
    return read(Draft.objects.get(pk=draft.pk), at=at)


def draft_like(
    document: dict[str, Any] = SHARE, *, owner: User | None = None, at: datetime = NOON
) -> Draft:
    """Return a draft that says what a package says, each part saved as one answer."""
    document = deepcopy(document)
    draft = services.start(owner or applicant(), language=document["language"], at=at)
    refs = {}
    for person in document["people"]:
        is_applicant = person["relationship"] == "applicant"
        refs[person.pop("ref")] = ref = (
            written(draft).applicant.ref
            if is_applicant
            else services.add_person(draft.pk, person["relationship"], at=at)
        )
        services.save(draft.pk, ref, "test", person, at=at)
    for home in document["homes"]:
        owner_ref = refs[home["owner"]]
        ref = services.add_home(draft.pk, owner_ref, at=at)
        del home["ref"]
        services.save(draft.pk, ref, "test", {**home, "owner": owner_ref}, at=at)
    declared = {**document["declarations"], "personal_data_notice": NOTICE}
    owns = {"owns_no_housing": declared.pop("owns_no_housing", None)}
    owns["_owns"] = "yes" if document["homes"] else "no"
    services.save(draft.pk, Kind.RESIDENCE, "test", document["former_residence"] or {}, at=at)
    services.save(draft.pk, Kind.HOUSING, "test", owns, at=at)
    services.save(draft.pk, Kind.DECLARATIONS, "test", declared, at=at)
    services.save(draft.pk, Kind.INVITATION, "test", document["invitation"], at=at)
    return draft


def all_answered(draft: Draft, *, is_whole: bool = True, at: datetime = NOON) -> Draft:
    """Note every question that is asked as answered, and mostly that nobody else is to be named."""
    said = written(draft, at=at)
    for task in ASKED:
        for step in asked(said, task):
            services.save(draft.pk, step.part.ref, step.question.slug, {}, at=at)
    if is_whole:
        services.save(draft.pk, said.applicant.ref, EVERYBODY, {}, at=at)
    return draft
