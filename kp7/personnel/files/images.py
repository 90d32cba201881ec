"""A picture decoded to its pixels and written anew: what was said beside them is gone.

Runs in the process of `child` only.
"""

import io
import warnings
from typing import Final

from PIL import (
    Image,
    ImageOps,
    MpoImagePlugin,  # noqa: F401  a JPEG of a telephone; Pillow imports these when it meets one
    TiffImagePlugin,  # noqa: F401  how a camera says which side is up
    UnidentifiedImageError,
)

from kp7.personnel.files.kinds import (
    FEWEST_PIXELS_A_SIDE,
    LONGEST_SIDE_OF_DOCUMENT,
    LONGEST_SIDE_OF_PHOTOGRAPH,
    MOST_PIXELS,
    MediaType,
    Purpose,
)
from kp7.personnel.files.refusals import FileRefused, Why
from kp7.personnel.files.rewritten import Rewritten

FORMATS: Final = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG"}
PNG_WORTH_KEEPING: Final = 3_000_000  # a larger one is no drawing but a photograph
QUALITY: Final = 85
SIXTEEN_BITS: Final = frozenset({"I", "I;16", "I;16B", "I;16L", "I;16N"})
WITH_HOLES: Final = frozenset({"LA", "PA", "RGBA", "RGBa", "La"})

Image.preinit()  # imports the rest: later nothing can be opened
Image.MAX_IMAGE_PIXELS = None  # ours is lower, and has a sentence of its own


def rewrite(content: bytes, kind: MediaType, purpose: Purpose) -> Rewritten:
    """Decode a JPEG or PNG and encode its upright pixels anew."""
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as received,
        ):
            _check_size(received, purpose)
            pixels = _pixels(received, purpose)
    except FileRefused:
        raise
    except MemoryError:
        raise
    except (
        *(UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError),
        *(ValueError, TypeError, KeyError, IndexError, EOFError, OverflowError, ArithmeticError),
    ) as broken:  # what Pillow raises on damaged files is not of one family
        raise FileRefused(Why.BROKEN_IMAGE) from broken
    return _encoded(pixels, kind, purpose)


def _check_size(received: Image.Image, purpose: Purpose) -> None:
    width, height = received.size
    if width * height > MOST_PIXELS:
        raise FileRefused(Why.TOO_MANY_PIXELS)
    if purpose is Purpose.PHOTOGRAPH and min(width, height) < FEWEST_PIXELS_A_SIDE:
        raise FileRefused(Why.TOO_FEW_PIXELS)
    if received.format == "PNG" and getattr(received, "n_frames", 1) > 1:
        raise FileRefused(Why.ANIMATED)


def _pixels(received: Image.Image, purpose: Purpose) -> Image.Image:
    """Return the picture upright, no larger than needed, in grey or colour, on white."""
    photograph = purpose is Purpose.PHOTOGRAPH
    longest = LONGEST_SIDE_OF_PHOTOGRAPH if photograph else LONGEST_SIDE_OF_DOCUMENT
    received.draft(None, (longest, longest))  # a JPEG is decoded no larger than twice this
    received.load()
    upright = ImageOps.exif_transpose(received)
    plain = _grey_or_colour(upright)
    plain.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    bare = Image.new(plain.mode, plain.size)  # knows nothing of what was said beside the pixels
    bare.paste(plain)
    return bare


def _grey_or_colour(image: Image.Image) -> Image.Image:
    if image.mode in SIXTEEN_BITS:
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in WITH_HOLES or "transparency" in image.info:
        whole = image.convert("RGBA")
        white = Image.new("RGBA", whole.size, "white")
        white.alpha_composite(whole)
        return white.convert("RGB")
    return image.convert("L" if image.mode in {"1", "L"} else "RGB")


def _encoded(pixels: Image.Image, kind: MediaType, purpose: Purpose) -> Rewritten:
    if kind is MediaType.PNG and purpose is Purpose.DOCUMENT:
        drawn = io.BytesIO()
        pixels.save(drawn, "PNG", optimize=False)
        if drawn.tell() <= PNG_WORTH_KEEPING:
            return Rewritten(drawn.getvalue(), MediaType.PNG, *pixels.size)
    written = io.BytesIO()
    pixels.save(written, "JPEG", quality=QUALITY, optimize=False)
    return Rewritten(written.getvalue(), MediaType.JPEG, *pixels.size)
