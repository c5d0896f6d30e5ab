"""The files of a paper of a draft, with the addresses of their pictures and of removing them."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from copies.models import Copy
from copies.showing import ShownCopy, shown
from drafts.models import Paper


def shown_copies(paper: Paper, copies: Iterable[Copy]) -> list[ShownCopy]:
    """Return files as the page of their paper lists them. One query."""

    def page(copy: UUID, number: int) -> str:
        return reverse("draft_copy_page", args=[paper.draft_id, paper.pk, copy, number])

    def remove(copy: UUID) -> str:
        return reverse("remove_draft_copy", args=[paper.draft_id, paper.pk, copy])

    return shown(copies, page=page, remove=remove)
