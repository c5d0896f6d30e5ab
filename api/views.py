"""Assess a package, or register it: the answers and error objects of the commands."""

from typing import Any

from django.utils import timezone
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import (
    api_view,
    authentication_classes,
    parser_classes,
    permission_classes,
)
from rest_framework.parsers import BaseParser
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from applications.assessing import assess
from applications.attachments import Attachment
from applications.package import Package
from applications.package_json import MAX_BYTES
from applications.package_reader import read
from applications.receiving import receipt, receive
from applications.refusal import refusal
from refusals.refused import Refused
from territories import gazetteer

UNPROCESSABLE, CONFLICT = 422, 409


class Unread(BaseParser):
    """Leaves the body as bytes: the package has a reader of its own, stricter than JSON."""

    media_type = "application/json"

    def parse(
        self, stream: Any, media_type: Any = None, parser_context: Any = None
    ) -> dict[str, bytes]:
        return {"package": stream.read(MAX_BYTES + 1)}


def package_in(request: Request) -> bytes:
    """Return the body; a request without one was not parsed at all."""
    data: Any = request.data
    raw: bytes = data.get("package", b"")
    return raw


class MayRegister(BasePermission):
    """Staff who may register applications."""

    def has_permission(self, request: Request, view: Any) -> bool:
        user = request.user
        return user.is_active and user.is_staff and user.has_perm("applications.add_application")


@api_view(["POST"])
@authentication_classes([SessionAuthentication])
@permission_classes([MayRegister])
@parser_classes([Unread])
def assessment(request: Request) -> Response:
    """Answer the determination of a package on its declared facts. Nothing is stored."""
    try:
        determination = assess(read(package_in(request)), places=gazetteer.current())
    except Refused as refused:
        return Response(refused.as_document(), status=UNPROCESSABLE)
    return Response(determination.as_document())


@api_view(["POST"])
@authentication_classes([SessionAuthentication])
@permission_classes([MayRegister])
@parser_classes([Unread])
def applications(request: Request) -> Response:
    """Register a package; the header Idempotency-Key makes trying again safe.

    The same key or the same package answers the same number; a key that made another application
    is a conflict. Copies of papers are added on the application's page.
    """
    try:
        application = receive(
            package_in(request),
            key=request.headers.get("Idempotency-Key"),
            attachments=no_attachments,
            by=signed_in(request),
            at=timezone.now(),
        )
    except Refused as refused:
        is_conflict = any(each.code == "key_used" for each in refused.refusals)
        status = CONFLICT if is_conflict else UNPROCESSABLE
        return Response(refused.as_document(), status=status)
    return Response(receipt(application))


def signed_in(request: Request) -> User:
    person: Any = request.user
    user: User = person
    return user


def no_attachments(package: Package) -> list[Attachment]:
    if package.documents:
        raise Refused(refusal("documents", "no_attachments"))
    return []
