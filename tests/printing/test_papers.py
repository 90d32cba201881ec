"""Cards read for the printer: as their reader may see them, in few statements."""

import io
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from kp7.personnel.models import Card
from kp7.printing import cards
from kp7.printing.cards import Options, Paper
from kp7.printing.papers import LARGEST, at_most, papers
from tests.cast import OWN, Cast, add_complete
from tests.lines import OTHER_SECTIONS, add_other_lines
from tests.printing.examples import NOW
from tests.printing.pdf_text import READERS, squeezed

# What the form has no place for: what only rules and lists read, and a folder's papers.
UNPRINTED = {"private", "documents", "photographs"}
OF_LISTS = {"sex", "days", "raised_steps", "country"}


@pytest.fixture
def full(cast: Cast) -> Card:
    """A card with a line in every section."""
    card = add_complete(cast.certifier, 1)
    add_other_lines(cast.certifier, card)
    return card


def of(card: Card, cast: Cast, *, sensitive: bool = True) -> Paper:
    (paper,) = papers(OWN, [card], by=cast.certifier if sensitive else cast.recorder)
    return paper


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_every_section_of_a_stored_card_is_on_paper(
    full: Card, cast: Cast, reader: str, tmp_path: Path
) -> None:
    file = tmp_path / "card.pdf"
    file.write_bytes(cards.card_pdf(of(full, cast), Options(), moment=NOW))
    copied = squeezed(READERS[reader](file))
    for section, values in OTHER_SECTIONS.items():
        if section in UNPRINTED:
            continue
        line = of(full, cast).record.section(section)[0]
        for name, value in values.items():
            label = line.text(f"{name}_label")
            shown = label or (value if isinstance(value, str) else "")
            if shown and name not in OF_LISTS and not _left_out(section, name):
                assert squeezed(shown) in copied, (section, name)


def _left_out(section: str, name: str) -> bool:
    """Columns without a place: a leave's kind is its column, a parent is a name."""
    return (section, name) in {
        ("leaves", "kind"),
        ("leave_totals", "kind"),
        ("addresses", "kind"),
        ("parents", "relation"),
        ("parents", "living"),
        ("trainings", "kind"),
        ("children", "sex"),
    }


def test_the_chain_of_the_office_and_its_kind_of_staff(full: Card, cast: Cast) -> None:
    paper = of(full, cast)
    office, district, province = paper.organization
    assert office.endswith(paper.office.partition(".")[2])
    assert district.startswith("อำเภอ")
    assert province == "จังหวัดภูเก็ต"
    assert paper.kind == full.kind_label


def test_without_the_right_no_sensitive_line_is_read(full: Card, cast: Cast) -> None:
    assert of(full, cast).record.section("discipline")
    seen = of(full, cast, sensitive=False)
    assert not seen.reads_sensitive
    assert not seen.record.section("discipline")
    assert not seen.record.section("private")


def test_photographs_come_with_their_years(full: Card, cast: Cast) -> None:
    (photo,) = of(full, cast).photographs
    assert photo.year == 2567
    with Image.open(io.BytesIO(photo.content)) as image:
        assert image.format == "JPEG"


def test_a_large_photograph_comes_in_no_more_dots_than_the_form_shows() -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (3000, 4000)).save(drawn, "PNG")
    with Image.open(io.BytesIO(at_most(drawn.getvalue()))) as image:
        assert (image.width, image.height) == LARGEST


def test_a_small_jpeg_is_left_as_it_is() -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (300, 400)).save(drawn, "JPEG")
    assert at_most(drawn.getvalue()) == drawn.getvalue()


def test_many_cards_take_no_more_statements_than_one(full: Card, cast: Cast) -> None:
    many = [full, *(add_complete(cast.certifier, number) for number in range(2, 8))]
    counts = []
    for some in (many[:1], many):
        read = list(Card.objects.filter(id__in=[one.id for one in some]).select_related("person"))
        with CaptureQueriesContext(connection) as sent:
            assert len(papers(OWN, read, by=cast.certifier)) == len(some)
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 7


def test_of_no_cards_nothing_is_read(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as sent:
        assert papers(OWN, [], by=cast.certifier) == []
    assert len(sent) == 0
