"""Lists on paper: heads, headings on each page, page n of N, nothing broken inside a word."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kp7.printing.lists import setting
from kp7.printing.lists.blocks import Block, Column, Facts, Head, Signatures, Table
from kp7.printing.lists.setting import TooLong, most_rows, report_pdf, table_pdf

MOMENT = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
HEAD = Head(
    "องค์การบริหารส่วนตำบลราไวย์", "ข้อมูลบุคลากร ก.พ.7", "ตัวอย่าง ทดสอบ", MOMENT, "ประเภทบุคลากร: พนักงานจ้าง"
)
COLUMNS = [Column("ลำดับ", 1, numeric=True), Column("ชื่อ-นามสกุล", 4), Column("ตำแหน่ง", 3)]


def people(number: int) -> Table:
    rows = [[str(one), f"นางสาวประภัสสร คนที่{one}", "นักทรัพยากรบุคคล"] for one in range(1, number + 1)]
    return Table(COLUMNS, rows)


def text_of(pdf: bytes, folder: Path) -> list[str]:
    """What poppler reads on each page."""
    file = folder / "list.pdf"
    file.write_bytes(pdf)
    found = subprocess.run(  # noqa: S603  Debian's, on our own file
        ["/usr/bin/pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    )
    return found.stdout.rstrip("\f").split("\f")


def test_each_page_says_what_it_is(tmp_path: Path) -> None:
    pages = text_of(table_pdf(HEAD, people(100)), tmp_path)
    assert len(pages) > 1
    assert "องค์การบริหารส่วนตำบลราไวย์" in pages[0]
    assert "ประเภทบุคลากร: พนักงานจ้าง" in pages[0]
    for number, page in enumerate(pages, start=1):
        assert f"หน้า {number}/{len(pages)}" in page
        assert "ชื่อ-นามสกุล" in page
        assert "พิมพ์โดย ตัวอย่าง ทดสอบ เมื่อ 23 พ.ย. 2569 11:30 น." in page


def test_every_row_is_printed_once(tmp_path: Path) -> None:
    said = " ".join(text_of(table_pdf(HEAD, people(100)), tmp_path)).split()
    assert [f"คนที่{one}" for one in range(1, 101)] == [one for one in said if "คนที่" in one]


def test_a_long_list_is_set_apart_and_comes_out_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = table_pdf(HEAD, people(20))
    monkeypatch.setattr(setting, "SET_HERE", 10)
    apart = table_pdf(HEAD, people(20))
    assert text_of(apart, tmp_path) == text_of(here, tmp_path)


def test_a_list_too_long_for_paper_is_refused_with_what_to_do() -> None:
    with pytest.raises(TooLong) as refused:
        table_pdf(HEAD, people(most_rows(3) + 1))
    assert f"{most_rows(3):,} แถว" in refused.value.sentence
    assert "Excel" in refused.value.sentence


def test_a_list_without_rows_says_so(tmp_path: Path) -> None:
    (page,) = text_of(table_pdf(HEAD, people(0)), tmp_path)
    assert "ไม่มีรายการ" in page


def test_the_same_list_at_the_same_moment_is_the_same_file() -> None:
    assert table_pdf(HEAD, people(3)) == table_pdf(HEAD, people(3))


def test_a_report_holds_facts_tables_and_places_to_sign(tmp_path: Path) -> None:
    counts = Table(
        [Column("ประเภทบุคลากร", 3), Column("จำนวน (คน)", 1, numeric=True)],
        [["ข้าราชการ", "1,234"], ["รวม", "1,234"]],
        caption="จำนวนบุคลากร",
        strong=frozenset({1}),
    )
    blocks: list[Block] = [
        Facts([("ครบกำหนด", "30 พฤศจิกายน 2569")]),
        counts,
        Signatures([["ผู้บันทึก"], ["ผู้รับรอง"]]),
    ]
    (page,) = text_of(report_pdf(HEAD, blocks), tmp_path)
    for said in ("30 พฤศจิกายน 2569", "จำนวนบุคลากร", "1,234", "ผู้บันทึก", "ผู้รับรอง"):
        assert said in page


@pytest.mark.parametrize("said", ["ก" * 200, "w" * 300, "=1+1", "#pagebreak()", "*ตัวหนา* $x$"])
def test_whatever_stands_in_a_cell_is_printed_as_it_is(said: str, tmp_path: Path) -> None:
    (page,) = text_of(table_pdf(HEAD, Table(COLUMNS, [["1", said, ""]])), tmp_path)
    assert said in "".join(page.split())[: len(page)] or "".join(said.split()) in "".join(
        page.split()
    )
