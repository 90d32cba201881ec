"""Many cards at once: in order, in flat memory, as accessible bound as each is alone."""

import io
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import psutil
import pytest

from kp7.printing import cards, sheaf
from kp7.printing.binding import renumbered
from kp7.printing.cards import Options
from kp7.printing.engine import Prepared
from kp7.printing.press import read, told
from kp7.printing.sheaf import Printed
from tests.printing.examples import NOW, nothing, ordinary, paper
from tests.printing.pdf_text import READERS, squeezed

pytestmark = pytest.mark.slow  # presses are processes of their own

CARDS = 3


def prepared(*, refused: int | None = None) -> Iterator[Prepared]:
    """A few cards, one of them with a character that no face has."""
    for at in range(CARDS):
        record = ordinary(5 + at)
        record.personal.values["last_name"] = "漢" if at == refused else f"ลำดับ{at}"  # type: ignore[index]
        yield cards.prepared(paper(record, photographs=1), Options(), moment=NOW)


@pytest.fixture(scope="module")
def made() -> list[Printed]:
    return list(sheaf.printed(prepared()))


@pytest.fixture(scope="module")
def bound(made: list[Printed], tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sheaf") / "bound.pdf"
    with file.open("wb") as out:
        sheaf.bind(made, out, title="ก.พ.7 อบต.ตัวอย่าง")
    return file


def test_a_document_travels_to_a_press_whole() -> None:
    (document, *_) = prepared()
    again, serial = read(told(document, "7-"))
    assert serial == "7-"
    assert again.pdf() == document.pdf()


def test_cards_come_in_the_order_given(made: list[Printed]) -> None:
    assert [one.at for one in made] == [0, 1, 2]
    assert [re.findall(r"ลำดับ(\d)", one.title) for one in made] == [["0"], ["1"], ["2"]]


@pytest.mark.parametrize("reader", READERS)
def test_bound_they_say_what_each_says(
    made: list[Printed], bound: Path, tmp_path: Path, reader: str
) -> None:
    each = []
    for one in made:
        (tmp_path / "one.pdf").write_bytes(one.pdf)
        each.append(squeezed(READERS[reader](tmp_path / "one.pdf")))
    assert squeezed(READERS[reader](bound)) == "".join(each)


def test_bound_they_are_still_for_archives_and_every_reader(bound: Path) -> None:
    with pikepdf.open(bound) as pdf:
        assert pdf.check_pdf_syntax() == []
        with pdf.open_metadata() as said:
            assert said["pdfaid:part"] == "3"
            assert said["pdfuaid:part"] == "1"
            assert said["dc:title"] == "ก.พ.7 อบต.ตัวอย่าง"
        assert pdf.Root.Lang == "th-TH"
        assert len(pdf.Root.AF) == CARDS
        assert sorted(pdf.attachments) == [f"{at:05}-kp7.json" for at in (1, 2, 3)]
        with pdf.open_outline() as outline:
            assert len(outline.root) == CARDS


def test_bound_each_page_finds_its_structure(bound: Path) -> None:
    with pikepdf.open(bound) as pdf:
        tree = pdf.Root.StructTreeRoot
        parents = list(tree.ParentTree.Nums)
        found = dict(zip(map(int, parents[::2]), parents[1::2], strict=True))
        keys = [int(page.obj.StructParents) for page in pdf.pages]
        assert len(set(keys)) == len(pdf.pages)
        for page, key in zip(pdf.pages, keys, strict=True):
            owners = {one.get("/Pg", page.obj).objgen for one in found[key] if one is not None}
            assert owners == {page.obj.objgen}
        assert [part.S for part in tree.K[0].K] == ["/Part"] * CARDS


def test_bound_every_cell_finds_its_headings(bound: Path) -> None:
    with pikepdf.open(bound) as pdf:
        names = list(pdf.Root.StructTreeRoot.IDTree.Names)
        headings = {str(name): one for name, one in zip(names[::2], names[1::2], strict=True)}
        assert list(headings) == sorted(headings)
        for name, heading in headings.items():
            assert str(heading.ID) == name
        named = [
            str(name)
            for cell in pdf.objects
            if isinstance(cell, pikepdf.Dictionary) and cell.get("/S") == "/TD"
            for said in cell.get("/A", ())
            for name in said.get("/Headers", ())
        ]
        assert named
        assert set(named) <= set(headings)


def test_bound_the_same_cards_are_the_same_file(made: list[Printed], bound: Path) -> None:
    again = io.BytesIO()
    sheaf.bind(made, again, title="ก.พ.7 อบต.ตัวอย่าง")
    assert again.getvalue() == bound.read_bytes()


def test_what_is_refused_is_said_and_the_others_are_printed() -> None:
    made = list(sheaf.printed(prepared(refused=1)))
    assert [bool(one.pdf) for one in made] == [True, False, True]
    assert "ไม่มีตัวอักษร “漢”" in made[1].refused
    out = io.BytesIO()
    assert sheaf.bind(made, out, title="ก") > 0
    with pikepdf.open(out) as pdf:
        assert len(pdf.Root.AF) == 2


def test_of_nothing_nothing_is_bound() -> None:
    out = io.BytesIO()
    assert sheaf.bind([], out, title="ก") == 0
    assert out.getvalue() == b""


def test_a_killed_press_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    begin = sheaf._Press.__init__

    def noted(self: sheaf._Press) -> None:
        begin(self)
        started.append(self._process.pid)

    monkeypatch.setattr(sheaf._Press, "__init__", noted)
    made = []
    for one in sheaf.printed(prepared()):
        made.append(one)
        if one.at == 0:
            os.kill(started[0], signal.SIGKILL)
    assert [one.at for one in made if one.pdf] == [0, 1, 2]
    assert len(started) == 2


def test_a_press_that_never_answers_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheaf, "PRESS", ("true",))
    with pytest.raises(sheaf.PressLost):
        list(sheaf.printed(prepared()))


def test_presses_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheaf, "DOCUMENTS_A_PRESS", 1)
    assert len([one for one in sheaf.printed(prepared()) if one.pdf]) == CARDS


def test_a_zip_holds_them_by_name_and_no_name_twice() -> None:
    out = io.BytesIO()
    files = [("นายดี.pdf", b"1"), ("นายดี.pdf", b"2"), ("นางงาม.pdf", b"3")]
    assert sheaf.zipped(files, out) == 3
    with zipfile.ZipFile(out) as archive:
        assert archive.namelist() == ["นายดี.pdf", "นายดี (2).pdf", "นางงาม.pdf"]
        assert archive.read("นายดี (2).pdf") == b"2"


def test_what_looks_like_a_reference_inside_a_text_is_left_alone() -> None:
    said = rb"<< /A 5 0 R /B (5 0 R \) 5 0 R) /C <5050> /D [ 5 0 R 6 0 R 7 0 R ] >>"
    led = rb"<< /A 9 0 R /B (5 0 R \) 5 0 R) /C <5050> /D [ 9 0 R null 10 0 R ] >>"
    assert renumbered(said, {(5, 0): 9, (7, 0): 10}) == led


def test_binding_takes_the_memory_of_one_document_whatever_their_number(
    made: list[Printed],
) -> None:
    def after(times: int) -> int:
        with tempfile.TemporaryFile() as file:
            sheaf.bind((one for _ in range(times) for one in made), file, title="ก")
        return psutil.Process().memory_info().rss

    assert after(60) < after(6) + 40 * 2**20  # 180 documents: a library held 360 MB


MEASURING = """
import django
django.setup()
from tests.printing.test_sheaf import most_of_a_press
print(most_of_a_press())
"""


def most_of_a_press() -> int:
    """Print with presses, and tell the most kilobytes that a child of this process ever held."""
    document = cards.prepared(paper(ordinary(60), photographs=3), Options(), moment=NOW)
    many = 2 * sheaf.DOCUMENTS_A_PRESS
    assert sum(1 for one in sheaf.printed([document] * many) if one.pdf) == many
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def test_the_memory_of_a_press_stays_below_its_limit() -> None:
    """In a process that has no other children: a browser's memory is not a press's."""
    answer = subprocess.run(  # noqa: S603 # our own interpreter, constant arguments
        [sys.executable, "-c", MEASURING],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "kp7.config.settings"},
        capture_output=True,
        check=True,
    )
    assert 0 < int(answer.stdout) < 700 * 1024


def test_a_card_that_says_nothing_is_bound_too() -> None:
    document = cards.prepared(paper(nothing()), Options(), moment=NOW)
    assert sheaf.bind(sheaf.printed([document]), io.BytesIO(), title="ก") == 4
