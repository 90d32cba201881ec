"""What of a spreadsheet is read, and where it stands."""

import re
import struct
import subprocess
import sys
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter

from kp7.intake.reading import answers, child, read, values, xls
from kp7.intake.reading.book import Book, Merged, column_of, letters, place
from kp7.intake.reading.marks import NOT_COMPUTED
from kp7.intake.reading.refusals import _SENTENCES, BookRefused, Why
from tests.intake.reading import sheets
from tests.intake.reading.odd import all_of_them
from tests.intake.reading.odd.made import TABLE
from tests.intake.reading.sheets import HEAD, ROSTER, sheet, xlsx

pytestmark = pytest.mark.slow  # each file is read in a process of its own

ODD = all_of_them()


def odd(name: str) -> Book:
    return read(ODD[name].made(), name="ไฟล์.xlsx")


def refused(content: bytes, name: str = "ไฟล์.xlsx") -> BookRefused:
    with pytest.raises(BookRefused) as caught:
        read(content, name=name)
    return caught.value


@pytest.mark.parametrize(
    ("made", "kind"), [(sheets.roster, "xlsx"), (sheets.xls, "xls"), (sheets.ods, "ods")]
)
def test_each_kind_says_the_same(made: Any, kind: str) -> None:  # noqa: ANN401  functions of defaults
    book = read(made(), name="รายชื่อ.txt")
    assert (book.kind, book.name, book.notes) == (kind, "รายชื่อ.txt", ())
    assert [list(row) for row in book.sheets[0].rows] == ROSTER


@pytest.mark.parametrize(
    "name",
    [
        "csv in UTF-8",
        "csv in UTF-8 with a mark",
        "csv in TIS-620",
        "csv in UTF-16 little",
        "csv in UTF-16 big",
        "csv of semicolons",
        "csv of tabs",
        "csv of bars",
        "csv that says its separator",
        "csv with Windows line ends",
        "csv with old Mac line ends",
        "csv ending in 50,000 empty rows",
    ],
)
def test_a_text_is_read_in_any_encoding_and_with_any_separator(name: str) -> None:
    kind, found, _ = child.read(ODD[name].made())
    assert kind == "csv"
    assert [tuple(row) for row in found[0].rows] == [
        tuple(line.split(",")) for line in TABLE.splitlines()
    ]


def test_a_break_within_a_cell_is_no_new_row() -> None:
    _, found, _ = child.read(ODD["csv with a break within a cell"].made())
    assert [tuple(row) for row in found[0].rows] == [("ชื่อ", "ที่อยู่"), ("ก", "บ้าน\nถนน")]


def test_cells_stand_where_excel_shows_them() -> None:
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    page = book.add_worksheet("ก")
    page.write("C5", "ชื่อ")
    page.write("AB7", "ไกล")
    book.close()
    found = read(content.getvalue(), name="x").sheets[0]
    assert (found.cell(4, 2), found.cell(6, 27), found.width) == ("ชื่อ", "ไกล", 28)
    assert list(found.rows[0]) == list(found.rows[3]) == []
    assert (place(6, 27), column_of("AB"), letters(0), letters(16_383)) == ("AB7", 27, "A", "XFD")


def test_days_are_days_whatever_calendar_shows_them() -> None:
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    page = book.add_worksheet("ก")
    for column, code in enumerate(
        ("[$-D07041E]d mmmm yyyy;@", "[$-107041E]d mmm yy", "d/m/bbbb", "ว/ด/ปปปป", 71, 72, 14)
    ):
        style = book.add_format()
        style.set_num_format(code)
        page.write_number(0, column, 30_000, style)
    style = book.add_format({"num_format": "d/m/yyyy"})
    page.write_number(1, 0, 227_000, style)
    page.write_datetime(1, 1, datetime(2020, 1, 2, 13, 30), book.add_format({"num_format": 22}))  # noqa: DTZ001  as Excel has it
    book.close()
    rows = read(content.getvalue(), name="x").sheets[0].rows
    assert list(rows[0]) == [date(1982, 2, 18)] * 7
    assert list(rows[1]) == [date(2521, 7, 2), datetime(2020, 1, 2, 13, 30)]  # noqa: DTZ001


def test_days_counted_from_1904_are_told() -> None:
    book = odd("dates from 1904")
    assert book.sheets[0].cell(0, 0) == date(1980, 1, 2)
    assert any("1904" in note for note in book.notes)


def test_hidden_sheets_are_offered_as_hidden_and_told() -> None:
    book = odd("a very hidden sheet")
    assert [one.hidden for one in book.sheets] == [False, True]
    assert any("แผ่นงานที่ซ่อนไว้: ก2" in note for note in book.notes)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("hidden rows", {1}),
        ("an xls with hidden rows, formulas and failures", {1}),
        ("an ods with a hidden row", {0}),
    ],
)
def test_hidden_rows_are_read_and_told(name: str, rows: set[int]) -> None:
    book = odd(name)
    assert book.sheets[0].hidden_rows == rows
    assert any("แถวที่ซ่อนไว้ 1 แถว" in note for note in book.notes)


def test_formulas_are_read_as_last_computed_and_told() -> None:
    book = odd("a formula with its result")
    assert book.sheets[0].cell(1, 0) == 5
    assert any("มีสูตร 1 ช่อง" in note for note in book.notes)


def test_a_formula_without_a_result_is_named_and_never_taken_for_nothing() -> None:
    book = odd("a formula without a result")
    assert book.sheets[0].cell(1, 0) == NOT_COMPUTED
    assert any("ยังไม่มีผลลัพธ์ 1 ช่อง (A2)" in note for note in book.notes)


def test_a_formula_with_an_empty_text_is_empty() -> None:
    book = odd("formulas dragged to row 50,000")
    assert len(book.sheets[0].rows) == 1


@pytest.mark.parametrize(
    ("name", "at", "said"),
    [
        ("a formula that failed", (1, 0), "#REF!"),
        ("an error typed by hand", (1, 0), "#N/A"),
        ("an ods with a failed formula and a merged cell", (3, 2), "#DIV/0!"),
    ],
)
def test_a_failed_formula_is_never_taken_for_nothing(
    name: str, at: tuple[int, int], said: str
) -> None:
    book = odd(name)
    assert book.sheets[0].cell(*at) == said
    assert any(f"{place(*at)} {said}" in note for note in book.notes)


def test_merged_headings_are_told() -> None:
    assert odd("merged headings").sheets[0].merged == (Merged(0, 0, 0, 2),)
    old = odd("an xls with hidden rows, formulas and failures")
    assert old.sheets[0].merged == (Merged(4, 0, 4, 3),)
    assert odd("an ods with a failed formula and a merged cell").sheets[0].merged == (
        Merged(0, 0, 0, 2),
    )


def test_links_are_not_followed_and_told() -> None:
    assert any("ลิงก์" in note for note in odd("links to other books").notes)


def test_a_chart_is_no_sheet() -> None:
    assert [one.name for one in odd("a chart sheet").sheets] == ["a"]


@pytest.mark.parametrize("name", ["200,000 empty rows", "16,384 empty columns"])
def test_what_is_empty_takes_no_place(name: str) -> None:
    found = odd(name).sheets[0]
    assert (len(found.rows), found.width) == (1, 1)


def test_a_value_far_below_is_read_at_its_place() -> None:
    found = odd("a value at row 200,000").sheets[0]
    assert found.cell(199_999, 1) == 1


def test_the_far_cell_s_sheet_is_named() -> None:
    why = refused(ODD["a cell in the last place of all"].made())
    assert "“ก1”" in why.sentence


def test_every_refusal_says_what_to_do() -> None:
    assert set(_SENTENCES) == set(Why)
    for why in Why:
        sentence = BookRefused(why, "ก").sentence
        assert "กรุณา" in sentence, why
        assert "{" not in sentence


def test_the_extension_is_not_asked() -> None:
    assert read(sheets.xls(), name="ก.xlsx").kind == "xls"
    assert refused(b"%PDF-1.7", "ก.xlsx").why is Why.PDF


# --- the process that reads -------------------------------------------------------------------


def test_the_process_can_open_nothing_once_it_reads(tmp_path: Any) -> None:  # noqa: ANN401
    program = """
import json, resource, socket, sys
from kp7.intake.reading import child
def reading(content):
    said = []
    for attempt in (lambda: open("/etc/passwd"), socket.socket, lambda: open(sys.argv[1], "w")):
        try:
            attempt()
            said.append("opened")
        except OSError:
            said.append("refused")
    sys.stdout.write(json.dumps([said, resource.getrlimit(resource.RLIMIT_AS)[0]]))
    sys.stdout.flush()
    raise SystemExit
child.read = reading
child.main()
"""
    answer = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", program, tmp_path / "x"],
        input=b"x",
        capture_output=True,
        check=True,
    ).stdout
    assert answer == b'[["refused", "refused", "refused"], %d]' % child.LIMITS.memory


def test_a_panic_in_rust_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panic(*_: object) -> object:
        raise PanicException

    monkeypatch.setattr(values, "sheets", panic)
    with pytest.raises(BookRefused) as caught:
        child.read(xlsx(sheet(HEAD)))
    assert caught.value.why is Why.BROKEN


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "import time; time.sleep(60)",
        "raise SystemExit(3)",
        "print('{')",
        "print('[]')",
        "pass",
        'print(\'{"refused": "whatever", "sheet": ""}\')',
        'print(\'{"kind": "exe", "sheets": [], "notes": []}\')',
        'print(\'{"kind": "csv", "sheets": [{}], "notes": []}\')',
    ],
)
def test_a_process_that_breaks_or_lies_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    popen = subprocess.Popen

    def start(command: list[str], **options: Any) -> object:  # noqa: ANN401  as Popen takes them
        return popen([command[0], "-c", program], **options)

    monkeypatch.setattr(subprocess, "Popen", start)
    monkeypatch.setattr("kp7.intake.reading.reader.SECONDS", 3)
    assert refused(b"a,b\n1,2\n").why is Why.TOO_HEAVY


HEADED = '{"kind": "csv", "notes": [], "sheets": [{"name": "a", "hidden": false, %s}]}'
ONE = HEADED % '"hidden_rows": [], "merged": [], "rows": 1'


@pytest.mark.parametrize(
    "answer",
    [
        ONE,
        f"{ONE}\n[]",
        f"{ONE}\n[[1],[2]]",
        f'{ONE}\n[[["d","2020-99-99"]]]',
        f'{ONE}\n[[["x","2020-01-01"]]]',
        f'{ONE}\n[[{{"a":1}}]]',
        f"{ONE}\n[[[[1]]]]",
        f"{ONE}\n" + "[" * 100_000,
        f"{ONE}\n[{list(range(501))}]",
        HEADED % '"hidden_rows": [-1], "merged": [], "rows": 0',
        HEADED % '"hidden_rows": [], "merged": [[1]], "rows": 0',
        HEADED % '"hidden_rows": [], "merged": [], "rows": 99999999',
        HEADED % '"hidden_rows": [], "merged": [], "rows": true',
    ],
)
def test_nothing_of_an_answer_is_believed(answer: str) -> None:
    with pytest.raises(answers.Nonsense):
        answers.understood(BytesIO(answer.encode()), "x")


def test_an_answer_comes_back_as_it_was_written() -> None:
    kind, found, _ = child.read(ODD["dates of every kind"].made())
    written = b"".join(answers.written(kind, found, ["หมายเหตุ"]))
    book = answers.understood(BytesIO(written), "x")
    assert [[tuple(row) for row in one.rows] for one in found] == [
        list(one.rows) for one in book.sheets
    ]
    assert book.notes == ("หมายเหตุ",)


def test_a_formula_too_many_is_counted_not_listed() -> None:
    rows = "".join(f"<row r='{n}'><c r='A{n}'><f>A1</f></c></row>" for n in range(2, 42))
    book = read(xlsx(sheet(HEAD + rows)), name="x")
    note = next(note for note in book.notes if "ยังไม่มีผลลัพธ์" in note)
    assert re.search(r"40 ช่อง \(A2 A3 A4 A5 A6 และอีก 35\)", note)


def test_an_xls_failure_is_put_in_its_place() -> None:
    failed = struct.pack("<HHHBB", 1, 0, 0, 0x2A, 1)
    told = xls._sheet(_stream((0x0205, failed), (0x000A, b"")), 0)
    assert told.errors == {(1, 0): "#N/A"}


def _stream(*records: tuple[int, bytes]) -> bytes:
    begin = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x10, 0, 0, 0, 0)
    return begin + b"".join(struct.pack("<HH", kind, len(one)) + one for kind, one in records)
