"""The printed ก.พ.7: a card in, its pages out.

    paper = papers.papers(register_id, cards, by=actor)[0]       # kp7/printing/papers.py
    pdf = cards.card_pdf(paper, Options(), moment=now)           # PDF/A-3a, PDF/UA-1
    told = cards.prepared(paper, options, moment=now)            # the same, to be set elsewhere:
    sheaf.bind([told, …], …)                                     # kp7/printing/sheaf.py, many cards

Item 13 is set on a grid: a sheet has `ROWS` rows, an entry takes one or more of them, so what
stands where on paper is known without drawing it, and a later print can go on below (ใบต่อ).

    entries = item13.entries(paper.record)                       # .ids, .said (six cells), pure
    places = cards.places(paper, options)                        # what would be printed, and where:
    [Place(entry, page, first, last, cells), …]                  # sheet and rows, from 1
    Options(continuation=Continuation(page=2, row=17, lines=frozenset(ids)))
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from kp7.personnel.document import document
from kp7.printing.cards import item13, phrases, sheet
from kp7.printing.cards.choices import WHOLE, Continuation, Digits, Options, Paper, Part, Photo
from kp7.printing.cards.front import front
from kp7.printing.cards.inserts import inserts
from kp7.printing.cards.setting import Room, Setting
from kp7.printing.cards.sheet import COLUMNS, PITCH, ROWS, Place
from kp7.printing.cards.summary import summary
from kp7.printing.engine import Attachment, Data, Prepared
from kp7.thai.calendar import format_instant

__all__ = [
    "ROWS",
    "WHOLE",
    "Continuation",
    "Digits",
    "Options",
    "Paper",
    "Part",
    "Photo",
    "Place",
    "card_pdf",
    "places",
    "prepared",
]

TEMPLATE = "cards/card.typ"
ATTACHED = "kp7.json"
FOOT = 168  # mm, of the running foot beside the number of the page
HEADING = 13  # points, of the headings of item 13


def card_pdf(paper: Paper, options: Options, *, moment: datetime, officer: str = "") -> bytes:
    """The printed card. `officer` is whoever prints it, named in the foot."""
    return prepared(paper, options, moment=moment, officer=officer).pdf()


def prepared(paper: Paper, options: Options, *, moment: datetime, officer: str = "") -> Prepared:
    """All that the printed card is made of, for whoever sets it."""
    setting = _setting(paper, options)
    continued = options.continuation
    parts = (Part.INSIDE,) if continued else options.parts
    name = phrases.name(paper.record.personal)
    data: dict[str, Data] = {
        "digits": options.digits.value,
        "foot": setting.segments(_foot(paper, moment, officer)),
        "front": front(paper, setting) if Part.FRONT in parts else None,
        "inside": _inside(paper, setting, continued) if Part.INSIDE in parts else None,
        "summary": summary(paper, setting) if Part.SUMMARY in parts else None,
        "inserts": inserts(paper, setting) if Part.INSERTS in parts else None,
        "copy": _copy(setting) if options.certified_copy and not continued else None,
    }
    return Prepared(
        template=TEMPLATE,
        data=data,
        title=f"ก.พ.7{' (ใบต่อ)' if continued else ''} {name} {paper.office}",
        moment=moment,
        attachments=(_attached(paper),),
        pictures={
            f"photo{at}": photo.content for at, photo in enumerate(paper.photographs, start=1)
        },
    )


def places(paper: Paper, options: Options) -> tuple[Place, ...]:
    """Where on its sheets each entry of item 13 stands when printed with these options."""
    entries = item13.entries(paper.record)
    return sheet.places(entries, _setting(paper, options), options.continuation)


def _setting(paper: Paper, options: Options) -> Setting:
    return Setting(options.digits, tuple(_names(paper)))


def _names(paper: Paper) -> Iterator[str]:
    """What on a card is a name, as ICU's dictionary could not know."""
    record = paper.record
    lines = [record.personal, *record.section("parents"), *record.section("marriages")]
    for line in [*lines, *record.section("children")]:
        yield from (line.text(part) for part in ("first_name", "last_name"))
    for line in record.section("addresses"):
        yield from (line.text(part) for part in ("subdistrict", "district", "province", "road"))
    for line in record.section("name_changes"):
        yield from (f"{line.text('old_name')} {line.text('new_name')}").split()
    for line in record.section("heirs"):
        yield from line.text("name").split()


def _foot(paper: Paper, moment: datetime, officer: str) -> str:
    """Whose page it is, should it lie about alone, and who printed it when."""
    whose = phrases.joined([phrases.name(paper.record.personal), paper.office])
    by = f" โดย {officer}" if officer else ""
    return f"{whose} | พิมพ์จากระบบ ก.พ.7 เมื่อ {format_instant(moment)}{by}"


# --- item 13 and its running foot ---------------------------------------------------------------


def _inside(paper: Paper, setting: Setting, continued: Continuation | None) -> dict[str, Data]:
    placed = sheet.places(item13.entries(paper.record), setting, continued)
    return {
        "title": setting.segments("13. ตำแหน่งและอัตราเงินเดือน"),
        "continued": continued is not None,
        "pitch": PITCH,
        "rows": ROWS,
        "columns": [
            {
                "width": column.width,
                "size": column.size,
                "heading": setting.segments(
                    column.heading, Room(column.width - 0.8, HEADING, bold=True)
                ),
            }
            for column in COLUMNS
        ],
        "sheets": [
            {
                "label": setting.segments(f"แผ่นที่ {page}"),
                "ruled": continued is None or page > continued.page or continued.row == 1,
                "skip": on_it[0].first - 1,
                "entries": [
                    {"rows": one.last - one.first + 1, "cells": list(one.cells)} for one in on_it
                ],
            }
            for page, on_it in sheet.sheets(placed)
        ],
        "empty": setting.segments(phrases.NOTHING),
        "foot": setting.segments(_item14(paper)),
        "foot-size": _foot_size(_item14(paper)),
    }


def _foot_size(text: str) -> float:
    """As large as lets the foot hold it: 12 points in two lines, or less in more."""
    lines = {12: 2, 9: 3, 7: 4}
    return next((size for size, most in lines.items() if _foot_lines(text, size) <= most), 6)


def _foot_lines(text: str, size: float) -> float:
    return Room(FOOT, size).measured(text) / (FOOT * 0.9)  # a tenth is lost at the ends of lines


def _item14(paper: Paper) -> str:
    """ชื่อ … ระดับ … สังกัด …, as the newest position says."""
    lines = paper.record.section(item13.SECTION)
    level = item13.level(paper.record, lines[-1]) if lines else ""
    return phrases.joined(
        [
            f"14. ชื่อ {phrases.name(paper.record.personal)}",
            f"ระดับ {level.removeprefix('ระดับ ').removeprefix('ระดับ')}" if level else "",
            " ".join(paper.organization),
        ],
        "  ",
    ).replace("  ", " ")


# --- beside the pages ---------------------------------------------------------------------------


def _copy(setting: Setting) -> dict[str, Data]:
    """The block of a certified copy, to be signed by hand."""
    return {
        "title": setting.segments("สำเนาถูกต้อง"),
        "lines": [setting.segments(label) for label in ("(ลงชื่อ)", "ชื่อ-สกุล", "ตำแหน่ง", "วันที่")],
    }


def _attached(paper: Paper) -> Attachment:
    """The record as plain JSON, without what its reader may not see."""
    record = paper.record
    if not paper.reads_sensitive:
        hidden = record.reference.sensitive_sections
        record = replace(
            record,
            nothing=record.nothing - hidden,
            lines={code: () if code in hidden else lines for code, lines in record.lines.items()},
        )
    content = json.dumps(document(record), ensure_ascii=False, sort_keys=True, indent=1)
    return Attachment(ATTACHED, content, f"ข้อมูล ก.พ.7 ของ {phrases.name(record.personal)}")
