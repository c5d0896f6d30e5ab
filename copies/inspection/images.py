"""Pictures are made anew from their pixels: nothing else of what was received survives."""

from pathlib import Path

import pi_heif
from PIL import Image, ImageOps

from copies.inspection.found import MADE, Found, Unfit, page_path
from copies.inspection.legibility import is_hard_to_read

FORMATS = {"jpeg": ("JPEG",), "png": ("PNG",), "heic": ("HEIF",)}
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 3508  # px: A4 at 300 dots per inch
PAGE = (1240, 3508)  # px: A4 at 150 dots per inch, and nothing longer than two of it
BROKEN = (OSError, SyntaxError, ValueError, EOFError)  # what Pillow says of a file cut or torn

Image.MAX_IMAGE_PIXELS = None  # our own limit is lower, and refuses
pi_heif.register_heif_opener(thumbnails=False)


def inspect(kind: str, source: Path, folder: Path) -> Found:
    """Make the picture anew, upright, without metadata, and draw its page. Raises Unfit."""
    picture = made_anew(kind, source)
    picture.save(folder / MADE, "JPEG", quality=85)
    flags = ("maybe_unreadable",) if is_hard_to_read(picture) else ()
    picture.thumbnail(PAGE, Image.Resampling.LANCZOS)
    picture.save(page_path(folder, 1), "JPEG", quality=75)
    return Found(flags, pages=1, is_made_anew=True)


def made_anew(kind: str, source: Path) -> Image.Image:
    """Decode a picture as somebody sees it: upright, on white, no larger than is kept.

    Of several frames the first. Raises Unfit, for too many pixels before any is decoded.
    """
    try:
        with Image.open(source, formats=FORMATS[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unfit("too_many_pixels")
            picture.draft(None, size_kept(picture))  # a JPEG is decoded no larger than needed
            picture.load()
            smaller = eight_bits(picture)
            smaller.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
            return pixels_of(ImageOps.exif_transpose(smaller))
    except BROKEN:
        raise Unfit("damaged") from None


def size_kept(picture: Image.Image) -> tuple[int, int]:
    share = min(1, LONGEST_SIDE / max(picture.size))
    return max(1, int(picture.width * share)), max(1, int(picture.height * share))


def eight_bits(picture: Image.Image) -> Image.Image:
    """Return a picture whose pixels can be averaged: no palette, no bits, no 16 bits of grey."""
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture.convert("RGB")


def pixels_of(picture: Image.Image) -> Image.Image:
    """Return the pixels alone on a white page: no profile, comment, EXIF or hidden colour."""
    page = Image.new("RGB", picture.size, "white")
    if picture.mode == "RGBA":
        page.paste(picture, mask=picture.getchannel("A"))
    else:
        page.paste(picture)
    return page
