"""The summary of a draft: every answer, task by task, with what looks wrong beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.urls import reverse

from drafts.answers import Said, Written
from drafts.homes import place_said
from drafts.models import Kind
from drafts.people import full_name, relationship
from drafts.progress import ASKED, owns
from drafts.question import Task
from drafts.rechecked import doubts
from drafts.shown import Line, lines
from drafts.steps import Step, asked
from drafts.way import CHECK


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with its answer; `url` is where it is changed."""

    title: str
    lines: list[Line]
    doubts: list[str]
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """The answers about one person or home; elsewhere `about` is empty."""

    about: str
    answers: list[Answered]


@dataclass(frozen=True, slots=True)
class Section:
    """One task; `list_url` is where people or homes are added and removed."""

    task: Task
    groups: list[Group]
    list_url: str


def sections(written: Written, *, at: datetime) -> list[Section]:
    """Return the summary. The queries it costs are those of the forms."""
    return [
        Section(task, list(groups(written, task, at)), list_url(written, task)) for task in ASKED
    ]


def groups(written: Written, task: Task, at: datetime) -> Iterator[Group]:
    for is_one_of_many, steps in groupby(asked(written, task), key=one_of_many):
        found = list(steps)
        heading = about(written, found[0].part) if is_one_of_many else ""
        yield Group(heading, [answered(step, at) for step in found])


def one_of_many(step: Step) -> str:
    """Return the ref of a part that needs a heading to be told from others; or nothing."""
    is_of_you = step.task == Task.YOU
    return step.part.ref if step.part.kind in {Kind.PERSON, Kind.HOME} and not is_of_you else ""


def answered(step: Step, at: datetime) -> Answered:
    shown = step.form(None, at=at)
    return Answered(step.title, lines(shown), doubts(step, shown), f"{step.url}?next={CHECK}")


def about(written: Written, part: Said) -> str:
    if part.kind == Kind.HOME:
        return place_said(part, written.places)
    return full_name(part) or relationship(part)


def list_url(written: Written, task: Task) -> str:
    if task == Task.HOUSEHOLD:
        return reverse("people", args=[written.draft.pk])
    return reverse("homes", args=[written.draft.pk]) if is_listing_homes(written, task) else ""


def is_listing_homes(written: Written, task: Task) -> bool:
    return task == Task.HOMES and (owns(written) or bool(written.homes))
