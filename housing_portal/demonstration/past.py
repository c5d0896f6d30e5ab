"""What the office did over the last two months: granted, refused, closed, and still has in hand."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from heapq import heapify, heappop, heappush
from random import Random

from accounts.roles import Role
from applications.models import Submission
from deadlines.calendars import approved_calendar
from deadlines.working_days import KYIV, Calendar, day_in_kyiv, due_on, last_start
from housing_portal.demonstration import courses as roads
from housing_portal.demonstration.courses import QUICK, Course
from housing_portal.demonstration.queue import EXAMPLES
from housing_portal.demonstration.staff import office
from outbox.services import send_waiting

SEED = 814
FIRST, LAST = 44, 3  # working days ago that the first and the last of them were received
FROM_PLACE = 43  # of households: none of the queue's nor of the leases'
PACE = (8, 9, 10, 11, 12, 13, 14, 15, 17)  # working days to the end; 17 are too many
PACE_OF_HEARINGS = PACE[4:]
OPENS, OFFICE_MINUTES = time(9), 480

# How each ended or will end, and its example, in the order of receipt.
PLAN = (
    (roads.appealed_late, "13-another-community"),
    (roads.granted, "01-mother-of-a-toddler"),
    (roads.granted, "03-exactly-the-limit"),
    (roads.refused, "04-one-hundredth-over"),
    (roads.granted, "06-flat-in-occupied-mariupol"),
    (roads.corrected, "05-share-of-a-flat"),
    (roads.withdrawn, "10-actual-resident-defender"),
    (roads.granted, "12-student-makes-it-three"),
    (roads.refused_in_silence, "15-took-the-assistance"),
    (roads.granted, "07-destroyed-with-act"),
    (roads.repeated, "01-mother-of-a-toddler"),
    (roads.granted, "09-unproven-but-irrelevant"),
    (roads.corrected_twice, "10-actual-resident-defender"),
    (roads.refused, "02-the-toddler-turned-three"),
    (roads.granted, "03-exactly-the-limit"),
    (roads.withdrawn_on_paper, "14-no-certificate-yet"),
    (roads.granted, "06-flat-in-occupied-mariupol"),
    (roads.appealed, "04-one-hundredth-over"),
    (roads.granted, "05-share-of-a-flat"),
    (roads.corrected, "07-destroyed-with-act"),
    (roads.granted, "10-actual-resident-defender"),
    (roads.granted, "01-mother-of-a-toddler"),
    (roads.refused, "15-took-the-assistance"),
    (roads.granted, "06-flat-in-occupied-mariupol"),
    (roads.refused, "13-another-community"),
    (roads.granted, "10-actual-resident-defender"),
    (roads.corrected, "03-exactly-the-limit"),
    (roads.granted, "07-destroyed-with-act"),
)


def load(*, at: datetime) -> int:
    """Take those along that were not yet, up to yesterday; return how many that was.

    Their acts follow each other in the order of time, each with its letters; what would come later
    is left for whoever tries the office.
    """
    today, calendar = day_in_kyiv(at), approved_calendar()
    wanted = [each for each in planned(today, calendar) if not is_there(each)]
    in_turn(wanted, before=today, calendar=calendar)
    return len(wanted)


def planned(today: date, calendar: Calendar) -> list[Course]:
    """Return what there is of the plan, with the same days and people every time."""
    drawn = Random(SEED)  # noqa: S311  # the same every time
    caseworkers, deciders = office(Role.CASEWORKER), office(Role.DECISION_MAKER)
    return [
        Course(
            place=FROM_PLACE + number,
            road=road,
            example=EXAMPLES / f"{name}.json",
            received_on=last_start(today, days=days_ago(number), calendar=calendar),
            lasts=drawn.choice(PACE if road in QUICK else PACE_OF_HEARINGS),
            caseworker=caseworkers[number % len(caseworkers)],
            decider=deciders[number % len(deciders)],
        )
        for number, (road, name) in enumerate(PLAN)
    ]


def days_ago(number: int) -> int:
    return FIRST - number * (FIRST - LAST) // (len(PLAN) - 1)


def is_there(course: Course) -> bool:
    return Submission.objects.filter(key=course.key).exists()


def in_turn(courses: Iterable[Course], *, before: date, calendar: Calendar) -> None:
    """Take each step when its instant has come, of whichever application it is."""
    begun = ((course, course.road(course)) for course in courses)
    turns = [(instant(course, next(road), calendar), course.place, course, road)
             for course, road in begun]  # fmt: skip
    heapify(turns)
    while turns and day_in_kyiv(turns[0][0]) < before:
        at, place, course, road = heappop(turns)
        with suppress(StopIteration):
            after = road.send(at)
            heappush(turns, (instant(course, after, calendar), place, course, road))
        send_waiting(at=at)


def instant(course: Course, after: int, calendar: Calendar) -> datetime:
    """Return the moment, in office hours, of a step so many working days after receipt."""
    first = course.received_on
    day = due_on(first, days=after, calendar=calendar) if after else first
    minutes = (37 * course.place + 53 * after) % OFFICE_MINUTES
    return datetime.combine(day, OPENS, KYIV) + timedelta(minutes=minutes)
