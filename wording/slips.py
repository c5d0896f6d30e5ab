"""What a text is refused for: the line, what stands there, and the way out in one sentence."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Why(StrEnum):
    """A kind of slip."""

    EMPTY = "empty"
    TOO_LONG = "too long"
    HIDDEN = "hidden"
    CODE = "code"
    TAG = "tag"
    VARIABLE = "variable"
    BRACE = "brace"
    BOLD = "bold"
    BLOCK = "block"
    BLOCK_BESIDE_TEXT = "block beside text"
    CASE = "case"
    MARK = "mark"
    NO_TEXT = "no text"
    TITLE = "title"
    SECTION = "section"
    CLAUSE = "clause"
    ANNEX = "annex"
    NO_SUCH_CLAUSE = "no such clause"
    QUESTION = "question"
    REPEALED = "repealed"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class Slip:
    """`found` is what stands there; `instead` is what the line should have, where we know it.

    `begins` is how the line begins, for those who count no lines.
    """

    line: int
    why: Why
    found: str = ""
    instead: str = ""
    begins: str = ""

    def __str__(self) -> str:
        told = str(SENTENCES[self.why]) % {"found": self.found, "instead": self.instead}
        if not self.begins:
            return _("Line %(line)s: %(told)s") % {"line": self.line, "told": told}
        where = {"line": self.line, "begins": self.begins, "told": told}
        return _("Line %(line)s, “%(begins)s”: %(told)s") % where


SENTENCES: "Final[dict[Why, str | Promise]]" = {
    Why.EMPTY: gettext_lazy("there is no text. Write at least a title: a line that begins “# ”."),
    Why.TOO_LONG: gettext_lazy("too long: %(found)s characters. Write at most %(instead)s."),
    Why.HIDDEN: gettext_lazy(
        "a character nobody sees (%(found)s). Delete the line and type it anew."
    ),
    Why.CODE: gettext_lazy(
        "“%(found)s” belongs to a programming language, and nothing is run here. Write a variable"
        " as {number}."
    ),
    Why.TAG: gettext_lazy(
        "“%(found)s” is a tag, and tags mean nothing here. Delete it; bold is **between two pairs"
        " of stars**."
    ),
    Why.VARIABLE: gettext_lazy(
        "{%(found)s} is no variable. Write {%(instead)s}, or choose another from the list."
    ),
    Why.BRACE: gettext_lazy(
        "a brace stands alone. Braces are for variables only: write {number}, with nothing else"
        " between them."
    ),
    Why.BOLD: gettext_lazy("bold begins and does not end. Write ** before the words and after."),
    Why.BLOCK: gettext_lazy(
        "[[%(found)s]] is no block. Write [[%(instead)s]], or choose another from the list."
    ),
    Why.BLOCK_BESIDE_TEXT: gettext_lazy("a block stands on a line of its own: [[%(instead)s]]."),
    Why.CASE: gettext_lazy(
        "@%(found)s is no case. Write @%(instead)s, or choose another from the list."
    ),
    Why.MARK: gettext_lazy(
        "a line cannot begin with “%(found)s”. Begin with a word, a number, or one of the signs"
        " explained beside the text."
    ),
    Why.NO_TEXT: gettext_lazy("nothing stands after “%(found)s”. Write the words, or delete it."),
    Why.TITLE: gettext_lazy("the title stands first, and once. Begin other lines without “# ”."),
    Why.SECTION: gettext_lazy(
        "sections are numbered in turn. Write “## %(instead)s. …” instead of “%(found)s”."
    ),
    Why.CLAUSE: gettext_lazy(
        "clauses are numbered in turn. Write %(instead)s. instead of %(found)s."
    ),
    Why.ANNEX: gettext_lazy(
        "annexes are numbered in turn. Write “=== %(instead)s. …” instead of “%(found)s”."
    ),
    Why.NO_SUCH_CLAUSE: gettext_lazy(
        "it names clause %(found)s, and there is none. Name a clause of this text."
    ),
    Why.QUESTION: gettext_lazy(
        "a question to a lawyer stands below the clause it is about. Move it below one."
    ),
    Why.REPEALED: gettext_lazy(
        "the Housing Code was repealed on 15.02.2026 (law 4751-IX). Cite the Civil Code or the"
        " Resolution instead."
    ),
    Why.READING: gettext_lazy(
        "here the English copy has “%(found)s” where the Ukrainian text has “%(instead)s”. Both"
        " have the same sections, clauses, annexes and cases, in the same order."
    ),
}
