"""The addresses of acts, amendments and signed papers."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.urls import URLPattern, path

from leases import paper_pages
from leases.models import PaperKind


def paper_urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    """Return them for the admin, whose `wrap` lets staff in alone."""
    drawn = [
        path(f"<int:pk>/{kind}/", wrap(partial(paper_pages.draw, kind=kind)), name=f"leases_{kind}")
        for kind in PaperKind
    ]
    return [
        *drawn,
        path("<int:pk>/attach/", wrap(paper_pages.attach), name="leases_attach"),
        path("papers/<int:pk>/print/", wrap(paper_pages.download), name="leases_print_paper"),
        path("papers/<int:pk>/sign/", wrap(paper_pages.sign), name="leases_sign_paper"),
        path(
            "papers/<int:pk>/set-aside/",
            wrap(paper_pages.set_aside),
            name="leases_set_aside_paper",
        ),
        path("scans/<int:pk>/", wrap(paper_pages.open_scan), name="leases_scan"),
        path("scans/<int:pk>/<int:number>/", wrap(paper_pages.picture), name="leases_scan_page"),
    ]
