"""The way of an applicant through the pages, step by step. Every page on it is checked."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.accounts.builders import code_in_mail
from tests.pages import household
from tests.pages.conftest import Desk
from tests.pages.household import ANSWERED_ALREADY, DISTRICT, WRONG, Answers, Part

QUESTION = re.compile(r"/questions/[\w-]+/([\w-]+)/")


# Typing -------------------------------------------------------------------------------------------


def put(seat: Desk, answers: Answers) -> None:
    for name, value in answers.items():
        put_one(seat, name, value)


def put_one(seat: Desk, name: str, value: str | list[str]) -> None:
    fields = seat.page.locator(f"main [name='{name}']")
    kind = fields.first.get_attribute("type")
    if kind not in ("radio", "checkbox"):
        fields.first.fill(str(value))
        return
    for chosen in [value] if isinstance(value, str) else value:
        box = fields.and_(seat.page.locator(f"[value='{chosen}']")) if chosen != "on" else fields
        box.check()


def refused(seat: Desk, answers: Answers, button: str = "Continue") -> None:
    """Send a page as it should not be, and look at how it answers."""
    put(seat, answers)
    seat.press(button)
    expect(seat.page.locator(".error-summary")).to_be_visible()
    seat.check()


def followed(seat: Desk, msgid: str) -> None:
    seat.follow(seat.say(msgid)).check()


def objections(seat: Desk) -> list[str]:
    """Return what is wrong; that a page was refused on purpose is not."""
    return [said for said in seat.complaints if "status of 422" not in said]


# Before the form ----------------------------------------------------------------------------------


def signed_in(seat: Desk, address: str) -> None:
    """Sign in by the code in the mail, from wherever one is asked to."""
    seat.check()
    refused(seat, {"email": "olena at example"}, "Send me a code")
    put(seat, {"email": address})
    seat.press("Send me a code").check()
    refused(seat, {"code": "0"}, "Sign in")
    put(seat, {"code": code_in_mail()})
    seat.press("Sign in")


def started(seat: Desk) -> None:
    seat.open("/").check()
    seat.follow(seat.say("Start an application"))
    signed_in(seat, household.ADDRESS)
    seat.check()
    seat.press("Start my application").check()


# The form -----------------------------------------------------------------------------------------


def answered_all(seat: Desk, part: Part) -> list[str]:
    """Answer the question one is at and all that follow; return which they were."""
    asked = []
    while found := QUESTION.search(seat.page.url):
        asked.append(found[1])
        answered(seat, found[1], part[found[1]])
    return asked


def answered(seat: Desk, slug: str, answers: Answers) -> None:
    """Answer one question: look at it, get it wrong, get it right, go on past a warning."""
    seat.check()
    if slug not in ANSWERED_ALREADY:
        refused(seat, WRONG.get(slug, {}))
    put(seat, answers)
    if answers.get("place"):
        picked(seat)
    seat.press("Continue")
    if seat.page.locator("#look-again").count():
        seat.check()
        seat.press("Continue")


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
    answered_all(seat, household.CHILD)
    seat.check()
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
    refused(seat, {})
    put(seat, {"more": "no"})
    seat.press("Continue")
    return asked


def task(seat: Desk, msgid: str) -> None:
    """Open a task from the task list."""
    seat.page.locator(".tasks").get_by_role("link", name=seat.say(msgid), exact=True).click()
    seat.page.wait_for_load_state()


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
    answered(seat, "statuses", household.CHILD["statuses"])


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


def files_added(seat: Desk, files: list[Path]) -> None:
    if not seat.runs_scripts:
        refused(seat, {}, "Add the chosen files")
    seat.page.set_input_files("input[type=file]", [str(file) for file in files])
    if not seat.runs_scripts:
        seat.press("Add the chosen files")
    expect(seat.page.locator(".files > li")).to_have_count(len(files))
    seat.check()


# Submitting ---------------------------------------------------------------------------------------


def declared(seat: Desk) -> None:
    task(seat, "Declarations and how to invite you")
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


# Afterwards ---------------------------------------------------------------------------------------


def opened(seat: Desk, msgid: str) -> None:
    """Open one of the things that can be done, from the page of the application."""
    seat.page.locator("[aria-labelledby=acts]").get_by_role(
        "link", name=seat.say(msgid), exact=True
    ).click()
    seat.page.wait_for_load_state()
    seat.check()


def paper_sent(seat: Desk, file: Path) -> None:
    opened(seat, "Add a paper")
    followed(seat, "Add another paper")
    seat.press("Continue").check()
    files_added(seat, [file])
    seat.press("Send this paper").check()


def invitation_changed(seat: Desk, address: str) -> None:
    opened(seat, "Change how we write to you")
    refused(seat, {"method": "post", "postal_address": ""}, "Save")
    put(seat, {"method": "post", "postal_address": address})
    seat.press("Save").check()


def correction_answered(seat: Desk, given_name: str, file: Path) -> None:
    """Answer what was asked: first a name, then a paper."""
    seat.page.reload()
    seat.check()
    followed(seat, "Answer the request")
    refused(seat, {}, "Send my answers")
    seat.page.locator(".tasks a").first.click()
    seat.page.wait_for_load_state()
    seat.check()
    refused(seat, {"given_name": ""}, "Keep this answer")
    put(seat, {"given_name": given_name})
    seat.press("Keep this answer").check()
    seat.page.locator(".tasks a").last.click()
    seat.page.wait_for_load_state()
    seat.check()
    files_added(seat, [file])
    followed(seat, "Back to what we ask for")
    seat.press("Send my answers").check()


def data_downloaded(seat: Desk) -> Path:
    opened(seat, "Download everything we hold")
    with seat.page.expect_download() as saving:
        seat.page.get_by_role("button", name=seat.say("Download the archive")).click()
    followed(seat, "Back")
    return Path(saving.value.path())


def withdrawn(seat: Desk) -> None:
    opened(seat, "Withdraw the application")
    seat.press("Withdraw it").check()


def signed_out(seat: Desk) -> None:
    seat.press("Sign out").check()
