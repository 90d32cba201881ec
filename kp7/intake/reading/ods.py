"""An .ods beside its values: passwords, hidden rows, formulas, links; refuse tables without end."""

import re
import zipfile
from typing import Final

from kp7.intake.reading import archives
from kp7.intake.reading.marks import Marks, Told
from kp7.intake.reading.refusals import BookRefused, Why

_ELEMENT: Final = re.compile(rb"<table:table(-row)?(?:\s([^>]*))?>")
_TABLE: Final = re.compile(rb"""\btable:name=(["'])(.*?)\1""")
_HIDDEN: Final = re.compile(rb"""\btable:visibility=["'](?:collapse|filter)["']""")
_REPEATED: Final = re.compile(rb"""\btable:number-rows-repeated=["']([0-9]{1,9})["']""")
_FORMULA: Final = re.compile(rb"\stable:formula=")
_MOST_HIDDEN: Final = 100_000


def told(archive: zipfile.ZipFile) -> Told:
    """Walk all parts; refuse what is encrypted."""
    found = Told()
    for part in archive.infolist():
        if part.filename == "content.xml":
            _content(archive, part, found)
        elif part.filename.lower().endswith((".xml", ".rels")):
            for block in archives.blocks(archive, part):
                if part.filename == "META-INF/manifest.xml" and b"encryption-data" in block:
                    raise BookRefused(Why.PASSWORD)
    return found


def _content(archive: zipfile.ZipFile, part: zipfile.ZipInfo, found: Told) -> None:
    marks, row, rest = Marks(), 0, b""
    for block in archives.blocks(archive, part):
        whole = rest + block
        cut = whole.rfind(b"<")
        whole, rest = whole[:cut], whole[cut:]
        found.links |= b"<table:table-source" in whole or b"<table:dde-link" in whole
        marks.formulas += len(_FORMULA.findall(whole))
        for element in _ELEMENT.finditer(whole):
            attributes = element[2] or b""
            if not element[1]:
                marks, row = Marks(), 0
                name = _TABLE.search(attributes)
                found.sheets[_plain(name[2]) if name else ""] = marks
                continue
            times = _REPEATED.search(attributes)
            count = int(times[1]) if times else 1
            if _HIDDEN.search(attributes) and count <= _MOST_HIDDEN:
                marks.hidden_rows.update(range(row, row + count))
            row += count


def _plain(name: bytes) -> str:
    text = name.decode("utf-8", "replace")
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(entity, letter)
    return text.replace("&amp;", "&")
