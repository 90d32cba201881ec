"""Every list's file, with the worst that can be typed: never a formula, CSV that Excel reads."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO
from typing import Final

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from kp7.certification.actions import ask_return
from kp7.personnel.actions.code_tables import Said, add_entry
from kp7.personnel.actions.explaining import explain_all
from kp7.personnel.actions.lines import add_line
from kp7.personnel.actions.looking import look_at_card
from kp7.personnel.actions.moving import Order
from kp7.personnel.actions.transfers import release
from kp7.personnel.models import Card
from kp7.personnel.sections import APPOINTMENTS, SKILLS
from kp7.personnel.terms import CodeTable
from tests.authorization.routes import ROUTES
from tests.cast import (
    FIRST_LINE,
    NEXT_DOOR,
    OWN,
    Cast,
    add_complete,
    case_of,
    certified,
    signed_in,
)
from tests.seats import seats
from tests.web.recording import get

HOSTILE: Final = ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)")
NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
BOOKS: Final = {"people_workbook", "people_form"}  # of many sheets: they have no CSV
PREPARED: Final = "people_workbook_file"  # people_workbook, made by a job
LISTS: Final = sorted(name for name in ROUTES if "export" in name)
# Lists in which nothing stands that an officer types.
HARMLESS: Final = {"certification_province_export"}


def make_worst(cast: Cast) -> Card:
    """A card, seats, a transfer, a look, codes and steps of which nothing harmless was typed."""
    worst = HOSTILE[0]
    card = add_complete(cast.certifier, 1, former_names=worst, last_name_en="@SUM(A1)")
    for number, text in enumerate(HOSTILE, start=2):
        line = {**FIRST_LINE, "sequence": number, "position": text, "document_number": text}
        add_line(by=cast.certifier, card=card, section=APPOINTMENTS, values=line)
        add_line(by=cast.certifier, card=card, section=SKILLS, values={"skill": text})
    seats(cast.certifier, "=1+1", position=worst, division="@SUM(A1)")
    added = Said(label="=1+1", order=1, attributes={})
    add_entry(by=cast.dla, table=CodeTable.TITLES, code="worst", said=added, valid_from=None)
    goes = add_complete(cast.certifier, 2, title="=1", first_name="+1", last_name="-1")
    day, order = date(2026, 1, 1), Order("=1+1", None)
    release(by=cast.certifier, card=goes, to_register_id=NEXT_DOOR, effective_on=day, order=order)
    look_at_card(by=cast.province, card_id=goes.id)
    explain_all(by=cast.certifier, register_id=OWN, text=worst)
    return card


def make_worst_reason(cast: Cast) -> None:
    """The register next door is asked back for the worst reason."""
    add_complete(cast.certifier_next_door, 3)
    certified(cast.certifier_next_door)
    case = case_of(NEXT_DOOR)
    ask_return(case_id=case.id, by=cast.certifier_next_door, seen=case.revision, reason="=1+1")


def address(name: str, card: Card) -> str:
    """Where a list's file is, of what holds the worst."""
    given = {"table": "titles", "card_id": card.id, "organization_id": OWN}
    wanted = re.findall(r"<\w+:(\w+)>", ROUTES[name].address)
    return reverse(name, kwargs={one: given[one] for one in wanted})


def asker(name: str, cast: Cast) -> Client:
    """Somebody who may have the file."""
    askers = {
        "certification_province_export": cast.province,
        "certification_history_export": cast.certifier_next_door,
    }
    return signed_in(Client(), askers.get(name, cast.certifier))


def formulas(content: bytes) -> list[str]:
    """The cells of a workbook that compute, or lead elsewhere."""
    return [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in load_workbook(BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" or cell.hyperlink
    ]


def words(content: bytes) -> str:
    """All that a workbook says."""
    book = load_workbook(BytesIO(content))
    return "\n".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    )


@pytest.mark.slow
def test_no_cell_of_any_export_is_a_formula_and_each_csv_is_safe(cast: Cast) -> None:
    card = make_worst(cast)
    make_worst_reason(cast)
    for name in (*LISTS, *BOOKS):
        check(name, card, cast)


def check(name: str, card: Card, cast: Cast) -> None:
    """Hold one list's files against what they must be."""
    client, url = asker(name, cast), address(name, card)
    book = get(client, url)
    assert book.status_code == 200, name
    assert book["Content-Disposition"].endswith('.xlsx"'), name
    assert formulas(book.content) == [], name
    if name != "people_form" and name not in HARMLESS:
        assert re.search("^[=+@-].", words(book.content), re.MULTILINE), f"{name}: nothing typed"
    if name in BOOKS:
        return
    text = get(client, f"{url}?as=csv")
    assert text["Content-Disposition"].endswith('.csv"'), name
    assert text["Content-Type"] == "text/csv; charset=utf-8"
    said = text.content.decode()
    assert said.startswith("\ufeff"), name
    assert "\n" not in said.replace("\r\n", ""), name
    rows = list(csv.reader(StringIO(said.removeprefix("\ufeff"), newline="")))
    assert len(rows) > 1, name
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("=", "+", "-", "@")) or NUMBER.fullmatch(cell), (name, cell)


def test_every_list_with_a_file_is_known() -> None:
    assert {*LISTS, *BOOKS, PREPARED} == {
        "card_edits_export",
        "certification_history_export",
        "certification_province_export",
        "code_table_export",
        "edits_export",
        "establishment_export",
        "establishment_export_of",
        "establishment_plan_export",
        "establishment_plan_export_of",
        "findings_export",
        "lookers_export",
        "people_export",
        "people_form",
        "people_workbook",
        "people_workbook_file",
        "transfers_export",
    }
