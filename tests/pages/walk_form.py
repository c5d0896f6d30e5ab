"""The way of an applicant from the start page to the receipt, step by step."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.pages import household
from tests.pages.conftest import Desk
from tests.pages.household import ANSWERED_ALREADY, DISTRICT, WRONG, Answers, Part
from tests.pages.steps import files_added, followed, put, refused, signed_in, task

QUESTION = re.compile(r"/questions/[\w-]+/([\w-]+)/")


def started(seat: Desk) -> None:
    seat.open("/").check()
    seat.follow(seat.say("Start an application"))
    signed_in(seat, household.ADDRESS)
    seat.check()
    seat.press("Start my application").check()


def answered_all(seat: Desk, part: Part, *, gets_wrong: bool = True) -> list[str]:
    """Answer the question one is at and all that follow; return which they were."""
    asked = []
    while found := QUESTION.search(seat.page.url):
        asked.append(found[1])
        answered(seat, found[1], part[found[1]], gets_wrong=gets_wrong)
    return asked


def answered(seat: Desk, slug: str, answers: Answers, *, gets_wrong: bool = True) -> None:
    """Answer one question: look at it, get it wrong, get it right, go on past a warning."""
    seat.check()
    if gets_wrong and slug not in ANSWERED_ALREADY and not knows_it_by_now(seat):
        refused(seat, WRONG.get(slug, {}))
    put(seat, answers)
    if answers.get("place"):
        picked(seat)
    seat.press("Continue")
    if seat.page.locator("#look-again").count():
        seat.check()
        seat.press("Continue")


def knows_it_by_now(seat: Desk) -> bool:
    """Tell whether every error was seen by now in this language, and without scripts too."""
    return seat.language == "en" and not seat.runs_scripts


def picked(seat: Desk) -> None:
    """Pick the place typed from those it may mean: by keys, or on the page that asks which."""
    if seat.runs_scripts:
        box = seat.page.get_by_role("combobox")
        box.press("End")
        box.press("Backspace")
        expect(seat.page.get_by_role("option")).to_have_count(2)
        seat.check()
        box.press("ArrowUp")
        box.press("Enter")
    else:
        seat.press("Continue")
        seat.page.locator(f"input[value={DISTRICT}]").check()
        seat.check()


def people_named(seat: Desk) -> None:
    seat.check()
    refused(seat, {})
    put(seat, {"more": "yes"})
    seat.press("Continue").check()
    refused(seat, {})
    put(seat, {"relationship": "child"})
    seat.press("Continue")
    answered_all(seat, household.CHILD, gets_wrong=False)
    seat.check()
    removal_thought_better_of(seat)
    put(seat, {"more": "no"})
    seat.press("Continue")


def home_named(seat: Desk) -> list[str]:
    """Name a home in occupied Mariupol; return what was asked about it."""
    answered_all(seat, household.HOUSING)
    seat.check()
    refused(seat, {})
    seat.page.locator("main [name=owner]").first.check()
    seat.press("Continue")
    asked = answered_all(seat, household.HOME)
    seat.check()
    removal_thought_better_of(seat)
    refused(seat, {})
    put(seat, {"more": "no"})
    seat.press("Continue")
    return asked


def removal_thought_better_of(seat: Desk) -> None:
    """Look at what would go with the last one of a list, and keep it."""
    seat.page.locator(".card").last.get_by_role("link").last.click()
    seat.page.wait_for_load_state()
    seat.check()
    followed(seat, "Keep")


def form_filled_in(seat: Desk) -> None:
    task(seat, "Who you are")
    answered_all(seat, household.APPLICANT)
    task(seat, "Where you lived")
    answered_all(seat, household.RESIDENCE)
    task(seat, "Who will live with you")
    people_named(seat)
    task(seat, "Statuses and circumstances")
    statuses_named(seat)
    task(seat, "Homes you own")
    assert "evidence" not in home_named(seat), "no report on a home in occupied Mariupol"


def statuses_named(seat: Desk) -> None:
    """Say the applicant's statuses, then the child's: the page of each leads to the next."""
    answered(seat, "statuses", household.APPLICANT["statuses"])
    answered(seat, "statuses", household.CHILD["statuses"], gets_wrong=False)


# Papers -------------------------------------------------------------------------------------------


def papers_brought(seat: Desk, folder: Path) -> None:
    """Add a photograph and a PDF to the first paper; bring the second later."""
    task(seat, "Papers")
    seat.check()
    seat.page.locator(".tasks a").first.click()
    seat.page.wait_for_load_state()
    seat.check()
    files_added(seat, [household.photograph(folder), household.scan(folder)])
    seat.follow(seat.say("Next paper")).check()
    seat.press("I will bring it later").check()
    followed(seat, "Back")
    followed(seat, "Add another paper")
    followed(seat, "Back")
    followed(seat, "Continue")


# Submitting ---------------------------------------------------------------------------------------


def declared(seat: Desk) -> None:
    task(seat, "Declarations and how we write to you")
    answered_all(seat, household.DECLARATIONS)
    seat.check()


def name_changed(seat: Desk, given_name: str) -> None:
    """Change an answer from the summary, and be back at the summary."""
    row = seat.page.locator(".summary-list > div", has_text=household.SURNAME).first
    row.get_by_role("link").click()
    seat.page.wait_for_load_state()
    seat.check()
    put(seat, {"given_name": given_name})
    seat.press("Continue")
    expect(seat.page.locator("main")).to_contain_text(given_name)


def submitted(seat: Desk) -> str:
    """Submit, with two clicks as some do with every button; return the number on the receipt."""
    button = seat.page.get_by_role("button", name=seat.say("Submit the application"))
    if seat.runs_scripts:
        button.dblclick()
    else:
        button.click()
    seat.page.wait_for_url("**/receipt/")
    seat.check()
    return seat.page.locator(".panel strong").inner_text()
