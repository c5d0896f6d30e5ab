"""What an applicant does once the application is submitted, step by step."""

from pathlib import Path

from django.utils import timezone

from accounts.models import User
from applications.models import Application
from review import services
from tests.pages.conftest import Desk
from tests.pages.steps import files_added, followed, put, refused


def opened(seat: Desk, name: str) -> None:
    """Open one of the things that can be done, by its address below that of the application."""
    seat.page.locator(f"[aria-labelledby=acts] a[href$='/{name}/']").click()
    seat.page.wait_for_url(f"**/{name}/")
    seat.check()


def paper_sent(seat: Desk, file: Path) -> None:
    opened(seat, "papers")
    followed(seat, "Add another paper")
    seat.press("Continue").check()
    files_added(seat, [file])
    seat.press("Send this paper").check()


def invitation_changed(seat: Desk, address: str) -> None:
    opened(seat, "invitation")
    refused(seat, {"method": "post", "postal_address": ""}, "Save")
    put(seat, {"method": "post", "postal_address": address})
    seat.press("Save").check()


def correction_asked(application: Application, by: User) -> None:
    """Ask, as a caseworker, for the applicant's name and for another copy of their certificate."""
    at, ref = timezone.now(), application.people.get(relationship="applicant").ref
    services.take(application.pk, by=by, at=at)
    items = [(f"person:{ref}:name", "Не так, як у паспорті.")]
    items.append((f"paper:{ref}:idp_certificate", "Копію не можна прочитати."))
    services.request_correction(application.pk, items=items, by=by, at=at)


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
    followed(seat, "Go on to sending")
    seat.press("Send my answers").check()


def data_downloaded(seat: Desk) -> Path:
    opened(seat, "data")
    with seat.page.expect_download() as saving:
        seat.page.get_by_role("button", name=seat.say("Download the archive")).click()
    followed(seat, "Back")
    return Path(saving.value.path())


def withdrawn(seat: Desk) -> None:
    opened(seat, "withdraw")
    seat.press("Withdraw it").check()


def looked_back(seat: Desk) -> None:
    """Read what was answered, now and as first submitted, and who of the staff looked at it."""
    opened(seat, "answers")
    seat.page.locator("[aria-labelledby=versions] a").last.click()
    seat.page.wait_for_load_state()
    seat.check()
    followed(seat, "Back")
    opened(seat, "accesses")
    followed(seat, "Back")
