"""A text on sample data, as a page and as a PDF, with what a lawyer must confirm shown in it."""

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from printing import renderer
from printing.answers import pdf_answer
from wording.access import access_wording, user_of
from wording.checks import Text, read
from wording.models import Wording
from wording.rendering import LAYOUTS, body_html, lease_html
from wording.sample import SAMPLES, sample

LANGUAGES = ("uk", "en")
# In the place of what leads to where a lease is checked: a sample is none.
PROOF = {
    "qr": SafeString(
        '<svg viewBox="0 0 9 9"><path d="M1 1h7v7h-7zM1 1l7 7M8 1l-7 7" fill="none" '
        'stroke="#888" stroke-width=".2"/></svg>'
    ),
    "address": "—",
    "grouped": " ".join(["00000000"] * 8),
}


@require_safe
@never_cache
def show(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Show the text as a page, filled in with the sample asked for."""
    row = access_wording(user_of(request), pk)
    name = asked(request, language)
    shown = {
        **admin.site.each_context(request),
        "title": _("Preview of the text %(name)s") % {"name": row},
        "row": row,
        "language": language,
        "sample": name,
        "samples": [(each, told) for each, (told, _change) in SAMPLES.items()],
        "body": body_html(
            text_of(row, language),
            sample(name, language),
            layout=row.layout,
            language=language,
            is_sample=True,
            top=2,
        ),
    }
    return TemplateResponse(request, "wording/preview.html", shown)


@require_safe
@never_cache
def download(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Hand out the preview as a PDF, for the look of its pages."""
    row = access_wording(user_of(request), pk)
    name = asked(request, language)
    try:
        pdf = preview_pdf(row, name, language)
    except (renderer.FetchRefused, renderer.NotPrinted):
        messages.error(request, _("The preview was not printed. Try once more."))
        return redirect("admin:wording_preview", pk, language)
    return pdf_answer(pdf, f"sample-{row}-{language}-{name}")


def preview_pdf(row: Wording, name: str, language: str) -> bytes:
    """Print a text on a sample. Raises FetchRefused and NotPrinted."""
    data, folder = {**sample(name, language), "proof": PROOF}, LAYOUTS / row.layout
    text = text_of(row, language)
    html = lease_html(text, data, layout=row.layout, language=language, is_sample=True)
    return renderer.pdf(html, base=folder / "base.css", sheet=folder / "lease.css")


def asked(request: HttpRequest, language: str) -> str:
    """Return the name of the sample asked for. Raises Http404 for what there is not."""
    name = request.GET.get("sample", "usual")
    if language not in LANGUAGES or name not in SAMPLES:
        raise Http404
    return name


def text_of(row: Wording, language: str) -> Text:
    return read(row.text if language == "uk" else row.reading)
