"""A section of a model and one line: everything that walks the sections has it at once."""

import sys
from collections.abc import Iterator
from datetime import date
from typing import ClassVar, TypeAlias

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import isolate_apps
from psycopg import sql

from kp7.database.guards import guarded, kept, tied_to_card
from kp7.intake.actions.exporting import export_register
from kp7.intake.layout import layout
from kp7.organizations.actions.acting import act_for
from kp7.personnel import entries, loading, queries, sections
from kp7.personnel.actions.editing import RegisterSealed
from kp7.personnel.actions.lines import add_line
from kp7.personnel.document import document
from kp7.personnel.fields import DayField, FoldedText
from kp7.personnel.models import Card, CodeEntry, Line
from kp7.personnel.record import Record
from kp7.personnel.sections import Section
from kp7.personnel.terms import CodeTable, Group
from kp7.web.section_forms import form_of
from tests.cast import OWN, SYSTEM, Cast, add_complete, certified, signed_in
from tests.intake.workbooks import rows_of

Owner: TypeAlias = "psycopg.Connection[tuple[object, ...]]"
LABEL = "งานอดิเรก"


def _hobby() -> type[Line]:
    class Hobby(Line):
        name = FoldedText("งานที่ทำ", max_length=100)
        since = DayField("ตั้งแต่วันที่", null=True, blank=True)

        class Meta:
            app_label = "personnel"
            verbose_name = LABEL
            ordering: ClassVar[list[str]] = ["since", "id"]

    return Hobby


def _make_table(owner: Owner, model: type[Line]) -> None:
    """As its migration would: the table, its tie, guard, history and grants."""
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        editor.create_model(model)
    table = model._meta.db_table
    for statement in editor.collected_sql:
        owner.execute(str(statement))
    for operation in (tied_to_card(table), guarded(table), kept(table, effective="since")):
        owner.execute(str(operation.sql))
    owner.execute(
        sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO kp7_app").format(
            sql.Identifier(table)
        )
    )


@pytest.fixture
def hobbies(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> Iterator[Section]:
    """The added section: a model, and one line in the list."""
    with isolate_apps("kp7.personnel"):
        model = _hobby()
    _make_table(owner, model)
    added = Section(
        "hobbies",
        model,
        Group.LEARNING,
        effective="since",
        columns=("name", "since"),
        may_be_nothing=True,
    )
    longer = {"SECTIONS": (*sections.SECTIONS, added), "LISTS": (*sections.LISTS, added)}
    before = {name: getattr(sections, name) for name in longer}
    for module in [module for name, module in sys.modules.items() if name.startswith("kp7.")]:
        for name, listed in longer.items():
            if getattr(module, name, None) is before[name]:
                monkeypatch.setattr(module, name, listed)
    loading._statement.cache_clear()
    yield added
    loading._statement.cache_clear()


def _record(card: Card) -> Record:
    (record,) = queries.records(OWN, [card])
    return record


@pytest.mark.slow
@pytest.mark.usefixtures("fresh_database")
def test_a_section_that_was_added_is_everywhere(cast: Cast, hobbies: Section) -> None:
    card = add_complete(cast.recorder, 1)
    clerk = signed_in(Client(), cast.recorder)
    address = f"/people/{card.id}/hobbies/"

    # the form
    entry = entries.entry(OWN, card.id, hobbies)
    assert entry is not None
    assert list(form_of(entry).fields) == ["name", "since"]
    typed = {"name": "ปลูกต้นไม้", "since": "1/5/2560", "seen": "0"}
    assert clerk.post(f"{address}add/", typed).status_code == 302

    # the table, among the tabs
    page = clerk.get(address).content.decode()
    assert f">{LABEL} " in page
    assert "ปลูกต้นไม้" in page
    assert "1 พ.ค. 2560" in page

    # the document that is printed and sealed
    (line,) = _record(card).section("hobbies")
    said = document(_record(card))["sections"]
    assert isinstance(said, dict)
    assert said["hobbies"] == [{"id": str(line.id), "name": "ปลูกต้นไม้", "since": "2017-05-01"}]

    # the workbook
    sheet = layout().sheet("hobbies")
    assert sheet is not None
    assert (sheet.name, [column.key for column in sheet.columns[3:]]) == (LABEL, ["name", "since"])
    with export_register(by=cast.recorder, register_id=OWN) as book:
        (row,) = rows_of(book.read())[LABEL]
    assert (row["รหัสรายการ"], row["งานที่ทำ"]) == (str(line.id), "ปลูกต้นไม้")
    assert row["ตั้งแต่วันที่"] == date(2017, 5, 1)

    # the history
    history = clerk.get(f"/people/{card.id}/history/").content.decode()
    assert "ปลูกต้นไม้" in history

    # the completeness, once a kind of staff needs it
    with transaction.atomic():
        act_for(SYSTEM)
        kind = CodeEntry.objects.get(table_name=CodeTable.KINDS, code=card.kind)
        kind.attributes["needs_hobbies"] = "yes"
        kind.save()
    assert not _record(card).missing()
    other = add_complete(cast.recorder, 2)
    assert _record(other).missing() == ("hobbies",)

    # the guard
    with transaction.atomic():
        act_for(SYSTEM)
        kind.attributes["needs_hobbies"] = "no"
        kind.save()
    certified(cast.certifier)
    with pytest.raises(RegisterSealed):
        add_line(by=cast.recorder, card=card, section=hobbies, values={"name": "วาดรูป"})
    with transaction.atomic():
        act_for(SYSTEM)
        with pytest.raises(DatabaseError, match="is sealed"), transaction.atomic():
            hobbies.model._default_manager.all().delete()
