"""Pages for archives and for every reader, or none at all."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
import typst

from kp7.printing import cards, engine, fonts
from kp7.printing.cards import Options
from tests.printing.examples import NOW, nothing, ordinary, paper


@pytest.fixture(scope="module")
def card() -> bytes:
    return cards.card_pdf(paper(ordinary()), Options(), moment=NOW)


@pytest.fixture
def opened(card: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(card)) as pdf:
        yield pdf


def test_it_says_that_it_is_pdf_a_and_pdf_ua(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as said:
        assert said["pdfaid:part"] == "3"
        assert said["pdfaid:conformance"] == "A"
        assert said["pdfuaid:part"] == "1"


def test_it_is_tagged_titled_and_in_thai(opened: pikepdf.Pdf) -> None:
    root = opened.Root
    assert root.Lang == "th-TH"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert root.StructTreeRoot.K[0].S == "/Document"
    assert root.OutputIntents[0].S == "/GTS_PDFA1"
    with opened.open_metadata() as said:
        assert said["dc:title"] == "ก.พ.7 นายเฉลิมเกียรติ แบบฝึกไทย อบต.ตัวอย่าง"


def test_every_face_is_embedded_and_ours(opened: pikepdf.Pdf) -> None:
    found = [one for one in opened.objects if _is(one, "/FontDescriptor")]
    assert found
    for descriptor in found:
        assert "SarabunPSK" in str(descriptor.FontName)
        assert "/FontFile2" in descriptor


def _is(found: object, kind: str) -> bool:
    return isinstance(found, pikepdf.Dictionary) and found.get("/Type") == kind


def test_the_record_is_attached_as_its_source(opened: pikepdf.Pdf) -> None:
    (file,) = opened.Root.AF
    assert file.AFRelationship == "/Source"
    assert (
        b'"national_id": "9000000000012"' in opened.attachments["kp7.json"].get_file().read_bytes()
    )


def test_the_same_card_at_the_same_moment_is_the_same_file() -> None:
    prepared = cards.prepared(paper(nothing()), Options(), moment=NOW)
    assert prepared.pdf() == prepared.pdf()


@pytest.mark.parametrize("face", fonts.FACES)
def test_without_one_of_its_faces_nothing_is_printed(
    face: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copytree(fonts.FOLDER, tmp_path / "fonts")
    (tmp_path / "fonts" / face).unlink()
    monkeypatch.setattr(fonts, "FOLDER", tmp_path / "fonts")
    with pytest.raises(fonts.FontMissing) as refused:
        cards.card_pdf(paper(nothing()), Options(), moment=NOW)
    assert "กรุณาแจ้งผู้ดูแลระบบ" in refused.value.sentence
    assert face in caplog.text
    assert face in refused.value.for_operators


@pytest.mark.parametrize(
    ("name", "named"),
    [("สมชาย漢", "“漢” (U+6F22)"), ("ใจดี😀", "(U+1F600)"), ("อาหมัดعلي", "(U+0639)")],
)
def test_a_character_that_the_faces_lack_is_named_and_never_a_box(name: str, named: str) -> None:
    card = paper(ordinary())
    card.record.personal.values["last_name"] = name  # type: ignore[index]
    with pytest.raises(fonts.CharacterMissing) as refused:
        cards.card_pdf(card, Options(), moment=NOW)
    assert named in refused.value.sentence
    assert refused.value.status == 422


def test_what_looks_like_markup_is_text() -> None:
    card = paper(ordinary())
    card.record.personal.values["last_name"] = "#panic() $x$ *ก*"  # type: ignore[index]
    assert cards.card_pdf(card, Options(), moment=NOW)


def test_a_template_that_is_wrong_says_so() -> None:
    with pytest.raises(typst.TypstError):
        engine.compile("cards/card.typ", {"digits": "arabic"}, title="ก", moment=NOW)
