"""Thai and Arabic digits."""

from typing import Final

THAI: Final = "๐๑๒๓๔๕๖๗๘๙"
ARABIC: Final = "0123456789"

_TO_ARABIC: Final = str.maketrans(THAI, ARABIC)
_TO_THAI: Final = str.maketrans(ARABIC, THAI)


def to_arabic(text: str) -> str:
    """Write each Thai digit as an Arabic one."""
    return text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    """Write each Arabic digit as a Thai one."""
    return text.translate(_TO_THAI)
