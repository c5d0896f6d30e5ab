"""Sample papers: pictures that say of themselves that they are samples, and prove nothing real."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO

from django.conf import settings
from django.utils import translation
from PIL import Image, ImageDraw, ImageFont

from applications.attachments import Attachment
from applications.package import Home, Package, Person
from applications.papers import PAPERS

FONT = settings.BASE_DIR / "static" / "fonts" / "NotoSans-Regular.ttf"
SIZE = (620, 877)  # A4 at 75 dots per inch
INK, PALE = "#1f2933", "#b91c1c"


def brought_by(package: Package) -> list[Attachment]:
    """Return a sample of every paper that would prove what this application says."""
    wanted = [*applicants_papers(package), *peoples_papers(package), *papers_of_homes(package)]
    return [sample(paper, ref) for paper, ref in dict.fromkeys(wanted)]


def applicants_papers(package: Package) -> Iterator[tuple[str, str]]:
    ref = package.applicant.ref
    if package.applicant.idp_certificate:
        yield "idp_certificate", ref
    if package.no_monetary_assistance is not None:
        yield "assistance_declaration", ref
    bases = package.former_residence.bases if package.former_residence else ()
    if {"registered", "declared"} & set(bases):
        yield "residence_extract", ref
    if "actual" in bases:
        yield "actual_residence_proof", ref
    if package.owns_no_housing:
        yield "no_housing_notice", ref


def peoples_papers(package: Package) -> Iterator[tuple[str, str]]:
    for person in package.people:
        yield identity_paper(person), person.ref
        if person.full_time_student:
            yield "student_certificate", person.ref
        for claim in person.statuses:
            yield paper_that_proves(claim.code), person.ref


def papers_of_homes(package: Package) -> Iterator[tuple[str, str]]:
    for home in package.homes:
        yield "ownership_document", home.owner
        yield from ((paper, home.owner) for paper in condition_papers(home))


def identity_paper(person: Person) -> str:
    is_certificate = person.identity_type == "birth_certificate"
    return "birth_certificate" if is_certificate else "identity_document"


def condition_papers(home: Home) -> list[str]:
    return [paper_that_proves(home.evidence_type)] if home.evidence_type else []


def paper_that_proves(fact: str) -> str:
    return next(paper.code for paper in PAPERS.values() if fact in paper.proves)


def sample(paper: str, ref: str) -> Attachment:
    """Return a sample of the paper, about the person; every other paper is a PDF."""
    kind = ("png", "pdf")[list(PAPERS).index(paper) % 2]
    return Attachment(paper, ref, f"{paper}.{kind}", lambda: BytesIO(printed(paper, kind)))


@cache
def printed(paper: str, kind: str) -> bytes:
    file = BytesIO()
    picture(paper).save(file, kind)
    return file.getvalue()


def picture(paper: str) -> Image.Image:
    page = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle((20, 20, SIZE[0] - 20, SIZE[1] - 20), outline=INK, width=2)
    pen.text((50, 60), "ЗРАЗОК  ·  SAMPLE", PALE, ImageFont.truetype(FONT, 40))
    for line, language in enumerate(("uk", "en")):
        with translation.override(language):
            title = str(PAPERS[paper].title)
        pen.text((50, 150 + 40 * line), title, INK, ImageFont.truetype(FONT, 22))
    pen.text((50, 260), "Вигадані дані  ·  Fictional data", INK, ImageFont.truetype(FONT, 18))
    return page
