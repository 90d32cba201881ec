"""The name under which a file is shown and handed out. It is never a name on a disk."""

import re
import unicodedata
from typing import Final

from kp7.personnel.files.kinds import MediaType
from kp7.thai import text

LONGEST: Final = 120
UNNAMED: Final = "เอกสาร"
ENDINGS: Final = re.compile(
    r"(\.(pdf|jpe?g|jfif|png|gif|exe|com|bat|cmd|scr|js|html?|svg))+$", re.IGNORECASE
)
FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*%;]')


def display_name(given: str, kind: MediaType) -> str:
    r"""Fold a file's name, without folders or invisible letters, its end as its content says.

    "C:\ใบสมรส\คร2.PDF.exe" of a PDF -> "คร2.pdf"; at most LONGEST letters.
    """
    last = re.split(r"[/\\]", given)[-1]
    seen = "".join(" " if unicodedata.category(one).startswith("Z") else one for one in last)
    plain = "".join(one for one in seen if not unicodedata.category(one).startswith("C"))
    folded = text.fold(FORBIDDEN.sub(" ", plain))
    stem = ENDINGS.sub("", folded).strip(". ") or UNNAMED
    return stem[: LONGEST - len(kind.extension)].rstrip(". ") + kind.extension
