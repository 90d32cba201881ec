"""`kp7 record`: one card, as it is or as it was."""

import getpass
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import click

from kp7.cli import NotInOrder
from kp7.cli.days import Day
from kp7.cli.ready import database_ready
from kp7.database.pending import refuse_pending
from kp7.organizations.authority import system
from kp7.personnel.actions.editing import Gone
from kp7.personnel.actions.remembering import RememberedCard, look_at_past
from kp7.personnel.document import document
from kp7.personnel.past import Past, card_called
from kp7.personnel.record import Line
from kp7.personnel.sections import LISTS, PERSONAL, Section
from kp7.personnel.words import text_of
from kp7.thai import calendar, national_id

BANGKOK: Final = ZoneInfo("Asia/Bangkok")
UNKNOWN: Final = (
    "There is no such card. PERSON is the id of a card or of a person, or a national id of 13 "
    "digits."
)


@click.command()
@click.argument("person")
@click.option("--on", type=Day(), help="Only what had taken effect by this day.")
@click.option("--known", type=Day(), help="As the system knew it at the end of this day.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(*, person: str, on: date | None, known: date | None, as_json: bool) -> None:
    """Show a card, as it is or as it was.

    PERSON is the id of a card or of a person, or a national id; of somebody with several cards
    it is the one of the newest service. Days: 2027-08-22, 22/08/2570, "22 ส.ค. 2570".

    Its organization sees that you looked, under ผู้เข้าดูข้อมูล.
    """
    database_ready()
    refuse_pending()
    instant = _end_of(known) if known else None
    looked = _looked(person, on, instant)
    if looked.past is None:
        raise NotInOrder("The system knew no such card at the end of that day.")
    if as_json:
        found = _json(looked, looked.past)
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for line in _told(looked, looked.past, known):
        click.echo(line)


def _looked(person: str, on: date | None, known: datetime | None) -> RememberedCard:
    card_id = card_called(person)
    if card_id is None:
        raise NotInOrder(UNKNOWN)
    operator = system(f"kp7 record ({getpass.getuser()})")
    try:
        return look_at_past(by=operator, card_id=card_id, on=on, known=known)
    except Gone as gone:
        raise NotInOrder(UNKNOWN) from gone


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), BANGKOK) - timedelta(microseconds=1)


def _json(looked: RememberedCard, past: Past) -> dict[str, object]:
    return {
        "organization": looked.organization,
        "on": past.on.isoformat() if past.on else None,
        "known": past.known.isoformat() if past.known else None,
        "services": [
            {
                "started_on": service.started_on.isoformat(),
                "ended_on": service.ended_on.isoformat() if service.ended_on else None,
                "ended_by": service.ended_by_label,
            }
            for service in past.services
        ],
        "record": document(past.record),
    }


# --- in words -----------------------------------------------------------------------------------


def _told(looked: RememberedCard, past: Past, known: date | None) -> Iterator[str]:
    """The card as a reader has it: a heading a section, its empty sections left out."""
    yield f"ก.พ.7 ของ {past.name}"
    yield f"เลขประจำตัวประชาชน {national_id.formatted(past.record.national_id)}"
    yield looked.organization
    if past.on:
        yield f"ข้อมูลที่มีผล ณ วันที่ {calendar.format_long(past.on)}"
    if known:
        yield f"ตามที่ระบบบันทึกไว้ถึงสิ้นวันที่ {calendar.format_long(known)}"
    yield f"\n{PERSONAL.label}"
    yield from _columns(PERSONAL, past.record.personal)
    yield "\nช่วงเวลาปฏิบัติงาน"
    for service in past.services:
        until = calendar.format_short(service.ended_on) if service.ended_on else "ปัจจุบัน"
        why = f" ({service.ended_by_label})" if service.ended_by_label else ""
        yield f"  {calendar.format_short(service.started_on)} ถึง {until}{why}"
    for section in LISTS:
        yield from _section(section, past)


def _columns(section: Section, line: Line) -> Iterator[str]:
    for column in section.fields():
        if said := text_of(column, line):
            yield f"  {column.verbose_name}: {said}"


def _section(section: Section, past: Past) -> Iterator[str]:
    lines = past.record.section(section.code)
    if section.code in past.record.nothing:
        yield f"\n{section.label}: ไม่มี"
    elif lines:
        yield f"\n{section.label} {len(lines)} รายการ"
        for number, line in enumerate(lines, start=1):
            said = [text_of(column, line) for column in section.fields()]
            yield f"  {number}. {' · '.join(one for one in said if one)}"
