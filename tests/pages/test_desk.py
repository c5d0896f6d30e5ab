"""The intake desk in a browser: by the keyboard alone, and without scripts; axe on every page."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from applications.models import Application
from desk.models import Sheet
from tests.applications.builders import EXAMPLES, SHARE, submitted
from tests.drafts.files import PDF
from tests.pages.conftest import PHONE, Desk
from tests.pages.steps import let_in, objections

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
    pytest.mark.usefixtures("places"),
]
# What a registrar types from box to box, Tab between; "↹" leaves a box as it is.
SINGLE = (
    "In person", "↹", "↹", "↹", "The applicant", "↹", "↹",
    "Бондаренко", "Ірина", "Петрівна", "4", "7", "1985", "ID", "123456789", "↹", "↹",
    "1401-5001234567", "5", "4", "2022", "0501234567", "↹",
)  # fmt: skip


@pytest.fixture
def registrar(staff: Callable[..., User]) -> User:
    return staff("registrar")


def type_along(page: Page, boxes: tuple[str, ...]) -> None:
    for typed in boxes:
        if typed != "↹":
            page.keyboard.type(typed)
        page.keyboard.press("Tab")


def with_alt(page: Page, key: str) -> None:
    """Press an access key as a keyboard does: Playwright leaves out the letter beside Alt."""
    browser = page.context.new_cdp_session(page)
    pressed = {"key": key, "unmodifiedText": key, "modifiers": 1}
    browser.send("Input.dispatchKeyEvent", {"type": "keyDown", **pressed})
    browser.send("Input.dispatchKeyEvent", {"type": "keyUp", **pressed})


def test_one_applicant_is_typed_in_by_the_keyboard_alone(
    desk: Callable[..., Desk], registrar: User
) -> None:
    seat = desk("en")
    let_in(seat, registrar)
    seat.open("/admin/desk/").check()
    seat.press("Type in a paper form").check()
    page, began = seat.page, time.monotonic()

    page.focus("[name=arrival-channel]")
    type_along(page, SINGLE)
    page.keyboard.press("Enter")  # on “Statuses, papers …”: opens it, registers nothing
    page.focus("[name=invitation-method]")
    type_along(page, ("By post", "вул. Миру 5, 01001 Київ"))
    page.get_by_role("button", name="Register", exact=True).press("Enter")
    page.wait_for_url("**/receipts/**")
    took = time.monotonic() - began
    seat.check()

    made = Application.objects.get()
    assert made.number in page.content()
    assert made.people.get().surname == "Бондаренко"
    assert objections(seat) == []
    print(f"one applicant by the keyboard: {took:.1f} s")  # noqa: T201  # pytest -s


def test_enter_registers_nothing_and_rows_come_and_are_saved_while_one_types(
    desk: Callable[..., Desk], registrar: User
) -> None:
    earlier = submitted()
    first = SHARE["people"][0]
    seat = desk("uk")
    let_in(seat, registrar)
    seat.open("/admin/desk/").press("Type in a paper form")
    page = seat.page

    page.fill("[name$=-surname]", first["surname"])
    page.press("[name$=-surname]", "Enter")
    expect(page.locator("[name$=-given_name]")).to_be_focused()
    page.fill("[name$=-taxpayer_number]", first["taxpayer_number"])
    page.get_by_role("button", name=seat.say("Add a person"), exact=True).click()
    page.get_by_role("button", name=seat.say("Add a home"), exact=True).click()
    expect(page.locator("[name$=-owner] option")).to_have_count(3)
    expect(page.locator("#matches")).to_contain_text(earlier.number)
    seat.check()
    page.get_by_role("button", name=seat.say("Remove this person"), exact=True).click()
    expect(page.locator("#people > fieldset")).to_have_count(1)

    assert Application.objects.get() == earlier
    assert Sheet.objects.get().version > 1
    assert objections(seat) == []


def test_rows_come_and_a_form_is_registered_by_access_keys(
    desk: Callable[..., Desk], registrar: User
) -> None:
    seat = desk("en")
    let_in(seat, registrar)
    page = seat.open("/admin/desk/").press("Type in a paper form").page

    with_alt(page, "p")
    expect(page.locator("#people > fieldset")).to_have_count(2)
    with_alt(page, "h")
    expect(page.locator("#homes > *")).to_have_count(1)
    with page.expect_navigation():
        with_alt(page, "r")

    expect(page.locator(".error-summary")).to_be_visible()
    assert Application.objects.count() == 0


def test_without_scripts_on_a_narrow_page_nothing_is_out_of_reach(
    desk: Callable[..., Desk], registrar: User
) -> None:
    seat = desk("uk", PHONE, scripts=False)
    let_in(seat, registrar)
    seat.open("/admin/desk/").press("Type in a paper form")
    seat.page.fill("[name$=-surname]", "Бондаренко")
    seat.press("Add a person").press("Add a home").check()
    with seat.page.expect_navigation():
        seat.page.set_input_files(
            "#id_scans", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF}
        )
        seat.page.get_by_role("button", name=seat.say("Add the scans"), exact=True).click()
    seat.press("Register").check()

    assert seat.page.locator(".error-summary li").count() > 5
    assert seat.page.locator("[name$=-surname]").first.input_value() == "Бондаренко"
    assert Sheet.objects.get().scans.count() == 1

    seat.open("/admin/desk/packages/").check()
    seat.page.set_input_files("#id_files", str(next(EXAMPLES.glob("01*r.json"))))
    seat.press("Take them in").check()
    assert Application.objects.count() == 1
    assert objections(seat) == []
