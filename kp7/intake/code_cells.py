"""A code in a cell: its label, and the code in brackets where the label alone would not do."""

import re
from typing import Final

_WITH_CODE: Final = re.compile(r"(?P<label>.*?)\s*\[(?P<code>[^\[\]]+)\]", re.DOTALL)


def written(code: str, label: str, *, plain: bool) -> str:
    """Write a code as a cell: "ลาป่วย", or "ลาป่วย [sick]" where `plain` is not enough."""
    if not code:
        return ""
    return label if plain and label else f"{label} [{code}]".strip()


def apart(text: str) -> tuple[str, str]:
    """Take label and code apart; the code is '' where no brackets end the text."""
    found = _WITH_CODE.fullmatch(text.strip())
    return (found["label"], found["code"].strip()) if found else (text, "")
