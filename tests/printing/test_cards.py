"""The printed ก.พ.7 as three readers copy it, and where things stand on its pages."""

import io
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from kp7.personnel.record import Assessment, Record
from kp7.printing import cards
from kp7.printing.cards import ROWS, Continuation, Digits, Options, Paper, Part
from kp7.printing.cards.phrases import HIDDEN, NOTHING
from kp7.printing.engine import Data, Prepared
from kp7.thai.digits import to_arabic
from tests.personnel.records import record
from tests.printing import examples
from tests.printing.examples import NOW, paper
from tests.printing.pdf_text import READERS, poppler, squeezed

EXAMPLES: dict[str, Callable[[], Record]] = {
    "nothing": examples.nothing,
    "ordinary": examples.ordinary,
    "long names": examples.long_names,
    "300 lines": examples.long_history,
}
# Columns that no place of the form shows, and codes, whose labels it shows.
UNPRINTED = re.compile(
    r"movement|level$|kind|relation|decoration|result|national_id|email|country|short_name"
    r"|returned_as|half_day|sex|marital_state|gazette_date|movement_label|level_label|document_"
)


@dataclass(frozen=True)
class Made:
    """An example on paper: what it was made of, and the file."""

    record: Record
    told: Prepared
    file: Path

    def copied(self, reader: str) -> str:
        """All that a reader copies from it."""
        return _copied(reader, self.file)


@cache
def _copied(reader: str, file: Path) -> str:
    return squeezed(READERS[reader](file))


SLOW = pytest.param("300 lines", marks=pytest.mark.slow)


@pytest.fixture(scope="module", params=["nothing", "ordinary", "long names", SLOW])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    record = EXAMPLES[request.param]()
    told = cards.prepared(paper(record, photographs=2), Options(), moment=NOW)
    file = tmp_path_factory.mktemp("card") / "card.pdf"
    file.write_bytes(told.pdf())
    return Made(record, told, file)


def paragraphs(data: Data) -> Iterator[list[str]]:
    """Every run of segments in what a card is made of."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in {"photo", "digits", "name", "alt"}:
                yield from paragraphs(value)
    elif isinstance(data, list) and data and all(isinstance(one, str) for one in data):
        yield [str(one) for one in data]
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from paragraphs(value)


# --- the text layer -----------------------------------------------------------------------------


@pytest.mark.parametrize("reader", READERS)
def test_all_that_is_said_is_copied_right(made: Made, reader: str) -> None:
    copied = made.copied(reader)
    for segments in paragraphs(made.told.data):
        assert squeezed("".join(segments)) in copied


@pytest.mark.parametrize("reader", READERS)
def test_all_that_the_record_says_is_on_paper(made: Made, reader: str) -> None:
    copied = made.copied(reader)
    for section, lines in made.record.lines.items():
        for line in lines:
            if line.values.get("printed") is False:
                continue
            for column, value in line.values.items():
                if isinstance(value, str) and not UNPRINTED.match(column):
                    assert squeezed(value) in copied, (section, column)


def test_no_word_is_broken(made: Made) -> None:
    lines = [" ".join(line.split()) for line in poppler(made.file).splitlines()]
    text = "\n".join(lines)
    for segments in paragraphs(made.told.data):
        for segment in segments:
            assert segment.strip() in text


@pytest.mark.slow
def test_the_300_lines_are_all_there(tmp_path: Path) -> None:
    file = tmp_path / "card.pdf"
    card = paper(examples.long_history())
    file.write_bytes(cards.card_pdf(card, Options(parts=(Part.INSIDE,)), moment=NOW))
    amounts = re.findall(r"\b\d\d,\d{3}\b|\b1\d\d,\d{3}\b", poppler(file))
    assert len(amounts) == 300


# --- what stands where --------------------------------------------------------------------------


def text_of(card: Paper, options: Options, tmp_path: Path) -> str:
    file = tmp_path / "card.pdf"
    file.write_bytes(cards.card_pdf(card, options, moment=NOW))
    return poppler(file)


def test_the_items_stand_in_the_order_of_the_form(tmp_path: Path) -> None:
    text = text_of(paper(examples.ordinary(5)), Options(), tmp_path).replace("\f", "\n")
    numbers = [int(one) for one in re.findall(r"^(\d{1,2})\. [ก-ฮเแโไ]", text, re.MULTILINE)]
    assert numbers == [11, 12, *range(1, 11), 13, 14, *range(1, 8)]


def test_pages_are_numbered_through(tmp_path: Path) -> None:
    text = text_of(paper(examples.ordinary(60)), Options(), tmp_path)
    numbers = re.findall(r"หน้า (\d+)/(\d+)", text)
    assert numbers == [(str(at + 1), str(len(numbers))) for at in range(len(numbers))]


def test_empty_sections_say_so(tmp_path: Path) -> None:
    text = text_of(paper(examples.nothing()), Options(), tmp_path)
    assert text.count(NOTHING) == 15


def test_without_the_right_what_is_sensitive_is_not_called_empty(tmp_path: Path) -> None:
    seen = Assessment(examples.ordinary(), ()).for_reader(reads_sensitive=False).record
    text = text_of(paper(seen, reads_sensitive=False), Options(), tmp_path)
    penalties = text[text.index("11. ") : text.index("12. ")]
    assert HIDDEN in penalties
    assert NOTHING not in penalties
    assert f"* {HIDDEN}" in text
    assert "ไม่ตรงต่อเวลา" not in text


def test_without_the_right_no_leave_is_not_called_none(tmp_path: Path) -> None:
    text = text_of(paper(examples.nothing(), reads_sensitive=False), Options(), tmp_path)
    assert HIDDEN in text[text.index("4. จำนวนวันลา") : text.index("5. ความสามารถ")]


def test_every_page_names_whose_it_is(tmp_path: Path) -> None:
    text = text_of(paper(examples.ordinary()), Options(), tmp_path)
    pages = text.split("\f")[:-1]
    assert len(pages) > 4
    assert all("นายเฉลิมเกียรติ แบบฝึกไทย" in page for page in pages)


def test_without_the_right_the_attached_record_is_silent_too() -> None:
    record = examples.ordinary()
    pdf = cards.card_pdf(paper(record, reads_sensitive=False), Options(), moment=NOW)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        attached = opened.attachments["kp7.json"].get_file().read_bytes().decode()
    assert "แบบฝึกไทย" in attached
    assert "ไม่ตรงต่อเวลา" not in attached


def test_thai_digits_are_thai_throughout(tmp_path: Path) -> None:
    card = paper(examples.ordinary(), photographs=1)
    thai = text_of(card, Options(digits=Digits.THAI), tmp_path)
    assert not re.search("[0-9]", thai)
    arabic = text_of(card, Options(), tmp_path)
    assert squeezed(to_arabic(thai)).count("2565") == squeezed(arabic).count("2565")


def test_a_certified_copy_has_its_block(tmp_path: Path) -> None:
    card = paper(examples.nothing())
    assert "สำเนาถูกต้อง" not in text_of(card, Options(), tmp_path)
    text = text_of(card, Options(certified_copy=True), tmp_path)
    assert all(word in text for word in ("สำเนาถูกต้อง", "(ลงชื่อ)", "ชื่อ-สกุล", "ตำแหน่ง", "วันที่"))


@pytest.mark.parametrize(
    ("part", "first"),
    [
        (Part.FRONT, "11."),
        (Part.INSIDE, "13."),
        (Part.SUMMARY, "ข้อมูลสำคัญ"),
        (Part.INSERTS, "ใบแทรก"),
    ],
)
def test_a_part_is_printed_alone(part: Part, first: str, tmp_path: Path) -> None:
    text = text_of(paper(examples.nothing()), Options(parts=(part,)), tmp_path)
    assert text.startswith(first)
    assert "หน้า 1/1" in text


# --- the grid of item 13, and what goes on below ------------------------------------------------


def test_entries_stand_one_below_the_other_and_no_sheet_holds_more_than_its_rows() -> None:
    before = None
    for place in cards.places(paper(examples.long_history()), Options()):
        assert 1 <= place.first <= place.last <= ROWS
        if before is not None and before.page == place.page:
            assert place.first == before.last + 1
        elif before is not None:
            assert (place.page, place.first) == (before.page + 1, 1)
        before = place


def test_sheets_are_pages(tmp_path: Path) -> None:
    card = paper(examples.long_history())
    placed = cards.places(card, Options())
    text = text_of(card, Options(parts=(Part.INSIDE,)), tmp_path)
    assert len(re.findall(r"หน้า \d+/\d+", text)) == placed[-1].page


def heights(card: Paper, options: Options, tmp_path: Path) -> dict[str, float]:
    """How far from the top of its page each amount stands, in points."""
    file = tmp_path / "card.pdf"
    file.write_bytes(cards.card_pdf(card, options, moment=NOW))
    command = ["pdftotext", "-bbox", str(file), "-"]
    page = subprocess.run(command, capture_output=True, check=True, text=True).stdout  # noqa: S603
    found = re.findall(r'yMin="([\d.]+)"[^>]*>(\d\d,\d{3})<', page)
    return {amount: float(height) for height, amount in found}


def test_a_continuation_stands_where_the_whole_card_has_it(tmp_path: Path) -> None:
    card = paper(examples.ordinary(40))
    whole = heights(card, Options(parts=(Part.INSIDE,)), tmp_path)
    placed = cards.places(card, Options())
    start = next(at for at, place in enumerate(placed) if place.page == 2) + 4
    new = placed[start:]
    ids = frozenset(line for place in new for line in place.entry.ids)
    on = Options(continuation=Continuation(new[0].page, new[0].first, ids))
    assert [(one.page, one.first) for one in cards.places(card, on)] == [
        (one.page, one.first) for one in new
    ]
    continued = heights(card, on, tmp_path)
    assert len(continued) == len(new)
    for amount, height in continued.items():
        assert height == pytest.approx(whole[amount], abs=0.1)


def test_a_continued_sheet_has_nothing_but_its_new_lines(tmp_path: Path) -> None:
    card = paper(examples.ordinary())
    newest = cards.places(card, Options())[-1]
    lines = frozenset(newest.entry.ids)
    on = Options(continuation=Continuation(newest.page, newest.first, lines))
    text = text_of(card, on, tmp_path)
    assert squeezed(text) == squeezed("".join(newest.entry.said))
    with pikepdf.open(tmp_path / "card.pdf") as pdf:
        drawn = pdf.pages[0].Contents.read_bytes()
    assert not re.search(rb"(?m)(^| )(S|s|f|re|l)$", drawn)


def test_what_does_not_fit_the_sheet_goes_on_a_new_one_with_rules_and_foot(tmp_path: Path) -> None:
    card = paper(examples.ordinary())
    ids = frozenset(line for place in cards.places(card, Options()) for line in place.entry.ids)
    text = text_of(card, Options(continuation=Continuation(3, ROWS - 5, ids)), tmp_path)
    assert "แผ่นที่ 3" not in text
    assert "แผ่นที่ 4" in text
    assert "14. ชื่อ" in text
    assert "หน้า" not in text


def test_an_entry_longer_than_a_sheet_takes_several(tmp_path: Path) -> None:
    resolution = "มติที่ประชุมซึ่งยาวมาก " * 60
    line = examples.appointment(resolution=resolution)
    card = paper(record(appointments=[line]))
    placed = cards.places(card, Options())
    assert len({place.page for place in placed}) > 1
    text = text_of(card, Options(parts=(Part.INSIDE,)), tmp_path)
    assert text.count("มติที่ประชุม") == 60
