"""Large letters, a narrow phone, nothing that moves, and pages that are light."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Response

from accounts.models import User
from applications.models import Application
from drafts.models import Draft
from tests.cabinet.builders import owned
from tests.drafts.builders import all_answered, applicant, draft_like, written
from tests.drafts.paper_builders import given, paper_of
from tests.pages.conftest import PHONE, Desk
from tests.pages.steps import let_in, objections

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
    pytest.mark.usefixtures("places"),
]

LIGHT = 150_000  # bytes of a first load, fonts aside
STYLE_SHEET = Path(settings.BASE_DIR, "static", "portal.css").stat().st_size
TWICE = {"standard": 32, "fixed": 26}  # px, of the 16 and 13 that browsers are set to
CUT_OFF = """() => Array.from(document.querySelectorAll('body *')).filter(element => {
  const box = element.getBoundingClientRect(), style = getComputedStyle(element);
  if (!box.width || element.closest('.visually-hidden, .skip, option')) return false;
  const isTypedInto = element.matches('input, textarea, select');  // what is in it scrolls
  const isCut = !isTypedInto && style.overflowX !== 'visible'
    && element.scrollWidth > element.clientWidth + 1;
  return isCut || box.right > innerWidth + 1 || box.left < -1;
}).map(element => element.outerHTML.slice(0, 120))"""
MOVES = """() => Array.from(document.querySelectorAll('*')).filter(element => {
  const style = getComputedStyle(element);
  return [style.transitionDuration, style.animationDuration].some(each => parseFloat(each) > 0);
}).length"""


@pytest.fixture
def draft() -> Draft:
    """All is answered, and one paper has a file."""
    owner = applicant()
    draft = all_answered(draft_like(owner=owner))
    given(paper_of(draft, "other", written(draft).applicant.ref), owner)
    return draft


@pytest.fixture
def application() -> Application:
    return owned(User.objects.create_user("nadiia", "nadiia@example.org"))


def pages_of(draft: Draft) -> list[str]:
    mine, ref = f"/apply/{draft.pk}/", written(draft).applicant.ref
    asked = [f"questions/{ref}/{slug}/" for slug in ("name", "birth-date", "identity", "statuses")]
    asked += ["questions/residence/place/", "questions/invitation/method/"]
    paper = f"papers/{draft.papers.get().pk}/"
    return ["/apply/", mine] + [
        mine + rest for rest in (*asked, "people/", "homes/", "papers/", paper, "check/")
    ]


def pages_of_application(application: Application) -> list[str]:
    mine = f"/my/{application.number}/"
    acts = ("", "receipt/", "papers/", "accesses/", "data/", "invitation/", "withdraw/")
    return ["/my/", *(mine + act for act in acts)]


def with_letters_twice_as_large(seat: Desk) -> Desk:
    session = seat.page.context.new_cdp_session(seat.page)
    session.send("Page.setFontSizes", {"fontSizes": TWICE})
    return seat


def cut_off(seat: Desk, paths: list[str]) -> dict[str, list[str]]:
    """Return what stands outside the window or is cut, page by page; letters are large there."""
    found = {}
    for path in paths:
        seat.open(path)
        assert seat.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        if cut := seat.page.evaluate(CUT_OFF):
            found[path] = cut
    return found


@pytest.mark.parametrize("language", ["uk", "en"])
def test_letters_twice_as_large_fit_a_narrow_phone(
    desk: Callable[..., Desk], draft: Draft, application: Application, language: str
) -> None:
    seat = with_letters_twice_as_large(desk(language, PHONE))

    found = cut_off(seat, ["/", "/check/", "/rent/?rooms=2&area=53", "/papers/", "/sign-in/"])
    let_in(seat, draft.owner)
    found |= cut_off(seat, pages_of(draft))
    assert application.owner is not None
    let_in(seat, application.owner)
    found |= cut_off(seat, pages_of_application(application))

    assert found == {}
    assert objections(seat) == []


def test_what_is_too_wide_is_found(desk: Callable[..., Desk]) -> None:
    seat = with_letters_twice_as_large(desk("en", PHONE))
    seat.page.route("**/wide", lambda route: route.fulfill(body="<p style='width: 400px'>x"))

    assert list(cut_off(seat, ["/wide"])) == ["/wide"]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_what_a_check_is_there_for_is_found(desk: Callable[..., Desk], scripts: bool) -> None:
    seat = desk("en", PHONE, scripts=scripts)
    body = "<p style='width: 400px'>x<img src='http://127.0.0.1:1/x'><script>let x</script>"
    policy = {"Content-Security-Policy": "script-src 'none'", "Content-Type": "text/html"}
    seat.page.route("**/wrong", lambda route: route.fulfill(body=body, headers=policy))

    seat.open("/wrong").check()

    said = "\n".join(seat.complaints)
    found = ("html-has-lang", "px too wide", "third party", "Content Security Policy")
    assert [each for each in found if each not in said] == ([] if scripts else [found[-1]])


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_for_whoever_does_not_want_it(
    desk: Callable[..., Desk], draft: Draft, motion: str
) -> None:
    seat = desk("uk", PHONE, reduced_motion=motion)
    let_in(seat, draft.owner)

    moving = [seat.open(path).page.evaluate(MOVES) for path in ("/", *pages_of(draft))]

    assert any(moving) == (motion == "no-preference")


def test_every_first_load_is_light(desk: Callable[..., Desk], draft: Draft) -> None:
    """As the files lie there: what is served is compressed besides."""
    weights = {path: weight(desk("uk", PHONE), path) for path in ("/", "/check/", "/sign-in/")}
    mine = f"/apply/{draft.pk}/"
    for path in (mine, f"{mine}questions/residence/place/", f"{mine}papers/", f"{mine}check/"):
        seat = desk("uk", PHONE)
        let_in(seat, draft.owner)
        weights[path] = weight(seat, path)

    assert min(weights.values()) > STYLE_SHEET, "what is not counted weighs nothing"
    assert [path for path, weighed in weights.items() if weighed > LIGHT] == []


def weight(seat: Desk, path: str) -> int:
    """Open a page and return the bytes of all that is loaded for it, fonts aside."""
    answers: list[Response] = []

    def came(answer: Response) -> None:
        if is_weighed(answer):
            answers.append(answer)

    seat.page.on("response", came)
    seat.open(path)
    assert objections(seat) == []
    return sum(len(answer.body()) for answer in answers)


def is_weighed(answer: Response) -> bool:
    return answer.request.resource_type != "font" and not answer.url.startswith("data:")
