"""Whether a photograph can be read at all: a simple measure, good for a warning and no more."""

from PIL import Image, ImageFilter, ImageStat

MEASURED_AT = (1000, 1000)  # px: sensor noise is gone, the strokes of letters are not
DARKEST = 25  # mean brightness of 255
SHARPNESS = 12  # variance of the second derivative; a page of print has hundreds
SECOND_DERIVATIVE = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)


def is_hard_to_read(picture: Image.Image) -> bool:
    """Tell a picture that is black, empty or blurred."""
    grey = picture.convert("L")
    grey.thumbnail(MEASURED_AT)
    if ImageStat.Stat(grey).mean[0] < DARKEST:
        return True
    edges = grey.filter(SECOND_DERIVATIVE)
    inner = edges.crop((1, 1, edges.width - 1, edges.height - 1))  # the border is not filtered
    return inner.width < 1 or inner.height < 1 or ImageStat.Stat(inner).var[0] < SHARPNESS
