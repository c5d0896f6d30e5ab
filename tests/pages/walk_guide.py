"""What anybody may ask before signing in, step by step."""

from tests.pages.conftest import Desk
from tests.pages.household import Answers
from tests.pages.steps import followed, put, refused

# What is wrong on each page, then what is right.
CHECK: tuple[tuple[Answers, Answers], ...] = (
    ({}, {"certificate": "yes", "assistance": "no"}),
    ({}, {"bases": ["registered"], "where": "mariupol"}),
    ({"people": "2", "children": "2"}, {"people": "3", "children": "2", "young": "no"}),
    ({}, {"statuses": ["veteran"]}),
    ({}, {"owns": "yes"}),
    (
        {"home1-area": "багато"},
        {
            "home1-where": "mariupol",
            "home1-area": "53,4",
            "home1-share": "1/2",
            "home1-condition": "habitable",
            "home1-more": "no",
        },
    ),
)


def checked_whether_one_qualifies(seat: Desk) -> None:
    seat.open("/check/").check()
    for wrong, right in CHECK:
        refused(seat, wrong)
        put(seat, right)
        seat.press("Continue").check()


def asked_about_a_lease(seat: Desk) -> None:
    seat.open("/lease/").check()
    refused(seat, {"asked": "4829"}, "Check")
    put(seat, {"asked": "0123456789abcdef" * 4})
    seat.press("Check").check()


def worked_out_the_rent(seat: Desk) -> None:
    seat.open("/rent/").check()
    refused(seat, {"area": "багато"}, "Work out the rent")
    put(seat, {"rooms": "2", "area": "53"})
    seat.press("Work out the rent").check()


def listed_the_papers(seat: Desk) -> None:
    seat.open("/papers/").check()
    put(seat, {"bases": ["registered"], "family": ["small_child"], "homes": ["occupied"]})
    seat.press("Show my list").check()


def read_the_rest(seat: Desk) -> None:
    seat.open("/").check()
    followed(seat, "Personal data")
    followed(seat, "Accessibility")
