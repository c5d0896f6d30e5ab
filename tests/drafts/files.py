"""Files as people choose them, for tests: small, of each kind, named as told."""

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.4 " + b"a paper " * 100
JPEG = b"\xff\xd8\xff\xe0" + b"a photograph " * 100


def file(name: str = "passport.jpg", content: bytes = JPEG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def photos(count: int) -> list[SimpleUploadedFile]:
    """Return so many photographs, each another."""
    return [file(f"page-{number}.jpg", JPEG + b"%d" % number) for number in range(count)]
