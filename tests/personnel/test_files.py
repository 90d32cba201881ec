"""What is attached to a card: told by its content, written anew or refused with a sentence."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Dictionary, Name, String
from PIL import Image

from kp7.personnel.files import child, reading
from kp7.personnel.files.kinds import MOST_PIXELS, MediaType, Purpose
from kp7.personnel.files.names import LONGEST, display_name
from kp7.personnel.files.reading import ReadFile
from kp7.personnel.files.refusals import FileRefused, Why
from tests.personnel import hostile

THAI = range(0x0E01, 0x0E5C)

pytestmark = pytest.mark.slow  # each file is read in a process of its own


def read(content: bytes, purpose: Purpose = Purpose.DOCUMENT, name: str = "แฟ้ม.pdf") -> ReadFile:
    return reading.read(content, name=name, purpose=purpose)


def refused(content: bytes, purpose: Purpose = Purpose.DOCUMENT) -> Why:
    with pytest.raises(FileRefused) as refusal:
        read(content, purpose)
    assert refusal.value.sentence == refusal.value.why.sentence
    return refusal.value.why


def opened(kept: ReadFile) -> Image.Image:
    return Image.open(io.BytesIO(kept.content))


def sixteen_bits() -> Image.Image:
    """The middle grey of 65,536."""
    return Image.frombytes("I;16", (300, 400), b"\x00\x80" * 120_000)


# --- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize("what", hostile.OTHER_KINDS)
@pytest.mark.parametrize("purpose", Purpose)
def test_a_file_of_another_kind_is_refused_by_its_content(what: str, purpose: Purpose) -> None:
    why, content = hostile.OTHER_KINDS[what]
    assert refused(content, purpose) == why


@pytest.mark.parametrize("what", hostile.BAD_PICTURES)
@pytest.mark.parametrize("purpose", Purpose)
def test_a_picture_that_is_none_is_refused(what: str, purpose: Purpose) -> None:
    why, make = hostile.BAD_PICTURES[what]
    assert refused(make(), purpose) == why


@pytest.mark.parametrize("what", hostile.BAD_DOCUMENTS)
def test_a_document_that_holds_more_than_pages_is_refused(what: str) -> None:
    why, make = hostile.BAD_DOCUMENTS[what]
    assert refused(make()) == why


def test_lists_nested_deeper_than_any_document_are_refused() -> None:
    assert refused(hostile.deep()) is Why.BROKEN_DOCUMENT


@pytest.mark.parametrize(
    "make", [hostile.xref_loop, hostile.xref_of_millions], ids=lambda make: make.__name__
)
def test_a_table_of_parts_made_to_break_its_reader_is_written_anew(make: hostile.Maker) -> None:
    with pikepdf.open(io.BytesIO(read(make()).content)) as pdf:
        assert len(pdf.pages) == 2
        assert len(pdf.objects) < 20


def test_a_document_is_no_photograph() -> None:
    assert refused(hostile.scan(), Purpose.PHOTOGRAPH) is Why.NOT_A_PHOTOGRAPH


def test_a_large_file_is_refused_by_its_purpose() -> None:
    large = hostile.jpeg() + b"\0" * 5_000_000
    assert refused(large, Purpose.PHOTOGRAPH) is Why.PHOTOGRAPH_TOO_LARGE
    assert refused(hostile.scan() + b"\0" * 80_000_000) is Why.DOCUMENT_TOO_LARGE


def test_a_photograph_smaller_than_a_thumbnail_is_refused_and_a_stamp_is_not() -> None:
    small = hostile.jpeg(hostile.picture((99, 400)))
    assert refused(small, Purpose.PHOTOGRAPH) is Why.TOO_FEW_PIXELS
    assert read(small).kind is MediaType.JPEG


def test_every_refusal_says_in_thai_what_to_do() -> None:
    for why in Why:
        assert "กรุณา" in why.sentence
        assert sum(ord(letter) in THAI for letter in why.sentence) > 20


# --- what is made harmless --------------------------------------------------------------------


def test_a_photograph_loses_where_it_was_taken_and_stands_upright() -> None:
    received = hostile.with_place()
    assert hostile.PLACE in received
    kept = read(received, Purpose.PHOTOGRAPH, "IMG_0001.JPG")
    assert (kept.name, kept.kind, kept.width, kept.height) == (
        "IMG_0001.jpg",
        "image/jpeg",
        300,
        400,
    )
    assert hostile.PLACE not in kept.content
    assert b"Exif" not in kept.content
    assert "ความลับ".encode() not in kept.content
    assert opened(kept).size == (300, 400)
    assert not opened(kept).getexif()


def test_a_junk_profile_is_gone() -> None:
    kept = read(hostile.with_profile())
    assert b"JUNKPROFILE" not in kept.content
    assert "icc_profile" not in opened(kept).info


@pytest.mark.parametrize(
    "make", [hostile.jpeg, hostile.png, hostile.scan], ids=["jpeg", "png", "pdf"]
)
@pytest.mark.parametrize(
    "behind",
    [hostile.zip_of("X.class"), b"<?php system(1); ?>", b"MZ" + b"\0" * 90, b"<script>alert(1)"],
    ids=["java", "php", "program", "web page"],
)
def test_what_hung_behind_a_file_is_gone(make: hostile.Maker, behind: bytes) -> None:
    kept = read(make() + behind)
    assert behind[:12] not in kept.content
    assert kept.content.rstrip().endswith((b"%%EOF", b"\xff\xd9", b"IEND\xaeB`\x82"))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
@pytest.mark.parametrize("purpose", Purpose)
def test_every_way_to_write_a_picture_becomes_grey_or_colour(mode: str, purpose: Purpose) -> None:
    image = hostile.picture(mode=mode) if mode != "I;16" else sixteen_bits()
    received = hostile.jpeg(image) if mode == "CMYK" else hostile.png(image)
    kept = read(received, purpose)
    assert opened(kept).mode in {"L", "RGB"}
    assert (kept.width, kept.height) == (300, 400)
    assert kept.kind is (
        MediaType.PNG if purpose is Purpose.DOCUMENT and mode != "CMYK" else MediaType.JPEG
    )


def test_sixteen_bits_of_grey_stay_the_grey_that_they_are() -> None:
    assert opened(read(hostile.png(sixteen_bits()))).getpixel((9, 9)) == 128


def test_glass_is_laid_on_white() -> None:
    glass = Image.new("RGBA", (200, 200), (255, 0, 0, 0))
    assert opened(read(hostile.png(glass))).getpixel((9, 9)) == (255, 255, 255)


def test_of_two_photographs_in_one_the_first_is_kept() -> None:
    kept = read(hostile.telephone_pair(), Purpose.PHOTOGRAPH)
    assert getattr(opened(kept), "n_frames", 1) == 1


def test_a_picture_is_kept_no_larger_than_it_is_printed() -> None:
    large = hostile.jpeg(hostile.picture((4000, 3000)))
    assert read(large, Purpose.PHOTOGRAPH).width == 1200
    assert read(large).width == 3508


def test_as_many_dots_as_are_allowed_fit_into_the_memory() -> None:
    side = int(MOST_PIXELS**0.5)
    drawn = hostile.png(Image.new("RGBA", (side, side), (9, 9, 9, 9)))
    assert read(drawn).width == 3508


def test_a_drawing_that_would_outgrow_its_limit_is_kept_as_a_photograph() -> None:
    noise = Image.effect_noise((1500, 1500), 90).convert("RGB")
    kept = read(hostile.png(noise), name="ภาพ.png")
    assert (kept.kind, kept.name) == (MediaType.JPEG, "ภาพ.jpg")


def test_a_scanned_document_keeps_its_pages_and_nothing_else() -> None:
    pdf = hostile.document(3)
    pdf.docinfo["/Author"] = "ผู้เขียน"
    pdf.Root.Metadata = pdf.make_stream(b"<x>secret</x>")
    pdf.Root.OpenAction = pikepdf.Array([pdf.pages[0].obj, Name.Fit])
    kept = read(hostile.bytes_of(pdf))
    assert (kept.kind, kept.pages, kept.name) == (MediaType.PDF, 3, "แฟ้ม.pdf")
    with pikepdf.open(io.BytesIO(kept.content)) as written:
        assert set(written.Root.keys()) == {"/Type", "/Pages"}
        assert [page.Contents.read_bytes() for page in written.pages] == [
            b"BT (page 0) Tj ET",
            b"BT (page 1) Tj ET",
            b"BT (page 2) Tj ET",
        ]
        assert "/Info" not in written.trailer
    assert b"secret" not in kept.content


def test_a_link_is_drawn_and_leads_nowhere() -> None:
    link = hostile.linked(Dictionary(S=Name.URI, URI=String("http://203.0.113.9/")))
    kept = read(link)
    with pikepdf.open(io.BytesIO(kept.content)) as written:
        assert "/Annots" not in written.pages[0].obj
    assert b"203.0.113.9" not in kept.content


def test_a_stamp_laid_over_a_page_stays_to_be_seen() -> None:
    pdf = hostile.document()
    stamp = pdf.make_stream(
        b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]
    )
    laid = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, Rect=[0, 0, 9, 9], F=4, AP=Dictionary(N=stamp)
    )
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(laid)])
    with pikepdf.open(io.BytesIO(read(hostile.bytes_of(pdf)).content)) as written:
        page = written.pages[0]
        assert "/Annots" not in page.obj
        (drawn,) = page.Resources.XObject.values()
        assert drawn.read_bytes() == b"0 0 9 9 re f"


def test_the_same_file_is_written_the_same_each_time() -> None:
    for make in (hostile.jpeg, hostile.png, hostile.scan):
        assert read(make()).sha256 == read(make()).sha256


# --- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("คำสั่งที่ 12.pdf", "คำสั่งที่ 12.pdf"),
        ("สำเนา.PDF", "สำเนา.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\คลัง\\ใบ.pdf", "ใบ.pdf"),
        ("แฟ้ม.exe", "แฟ้ม.pdf"),
        ("แฟ้ม.pdf.exe", "แฟ้ม.pdf"),
        ("แฟ้ม\u202efdp.exe", "แฟ้มfdp.pdf"),
        ("แฟ้ม\0.pdf", "แฟ้ม.pdf"),
        ('a"b;c\r\nSet-Cookie: x.pdf', "a b cSet-Cookie x.pdf"),
        ("", "เอกสาร.pdf"),
        (".pdf", "เอกสาร.pdf"),
        ("...", "เอกสาร.pdf"),
        ("รูป.jpeg", "รูป.pdf"),
        ("พ.ศ. 2569", "พ.ศ. 2569.pdf"),
    ],
)
def test_a_name_is_shown_without_what_deceives(given_name: str, shown: str) -> None:
    assert display_name(given_name, MediaType.PDF) == shown


def test_a_long_name_is_cut_before_its_end() -> None:
    shown = display_name("ก" * 300 + ".pdf", MediaType.PDF)
    assert len(shown) == LONGEST
    assert shown.endswith("ก.pdf")


@given(st.text(max_size=400), st.sampled_from(MediaType))
def test_any_name_becomes_one_that_can_be_shown_and_sent(name: str, kind: MediaType) -> None:
    shown = display_name(name, kind)
    assert shown.endswith(kind.extension)
    assert len(shown) <= LONGEST
    assert shown.isprintable()
    assert not set(shown) & set('/\\<>:"|?*\r\n\0')
    assert display_name(shown, kind) == shown


# --- the process that reads -------------------------------------------------------------------


def test_the_process_can_open_nothing_once_it_reads(tmp_path: Path) -> None:
    program = """
import resource, socket, sys
from kp7.personnel.files import child
from kp7.personnel.files.kinds import MediaType, Purpose
def rewriter(content):
    said = []
    for attempt in (lambda: open("/etc/passwd"), socket.socket, lambda: open(sys.argv[1], "w")):
        try:
            attempt()
            said.append("opened")
        except OSError:
            said.append("refused")
    child._say({"said": said, "memory": resource.getrlimit(resource.RLIMIT_AS)[0]})
    raise SystemExit
child._rewriter = lambda kind, purpose: rewriter
child.main(Purpose.DOCUMENT)
"""
    answer = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", program, tmp_path / "x"],
        input=hostile.scan(),
        capture_output=True,
        check=True,
    ).stdout
    memory = child.LIMITS.memory
    assert answer == b'{"said": ["refused", "refused", "refused"], "memory": %d}\n' % memory


def test_the_process_is_told_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[dict[str, object]] = []
    popen = subprocess.Popen

    def start(command: list[str], **options: Any) -> object:  # noqa: ANN401  as Popen takes them
        started.append(options)
        return popen(command, **options)

    monkeypatch.setattr(subprocess, "Popen", start)
    read(hostile.scan())
    assert started[0]["env"] == {}
    assert started[0]["cwd"] == "/"


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("import os; os.abort()", Why.TOO_HEAVY),
        ("import time; time.sleep(60)", Why.TOO_HEAVY),
        ("raise SystemExit(3)", Why.TOO_HEAVY),
        ("print('{')", Why.TOO_HEAVY),
        ("print('[]')", Why.TOO_HEAVY),
        ('print(\'{"refused": "whatever"}\')', Why.TOO_HEAVY),
        ('print(\'{"kind": "image/png"}\')', Why.TOO_HEAVY),
        ("print('{\"kind\": \"text/html\"}'); print('<script>')", Why.TOO_HEAVY),
        ("pass", Why.TOO_HEAVY),
    ],
)
def test_a_process_that_breaks_or_lies_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, program: str, why: Why
) -> None:
    popen = subprocess.Popen
    started: list[subprocess.Popen[bytes]] = []

    def start(command: list[str], **options: Any) -> object:  # noqa: ANN401  as Popen takes them
        started.append(popen([command[0], "-c", program], **options))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    monkeypatch.setattr(reading, "SECONDS", 2)
    assert refused(hostile.scan()) is why
    assert started[0].returncode is not None
    with pytest.raises(ProcessLookupError):
        os.kill(started[0].pid, 0)


def test_an_old_way_to_pack_is_unpacked_within_the_limit_of_memory() -> None:
    pdf = hostile.document()
    packed = b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01"  # the example of the format's own book
    pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, packed, Filter=Name.LZWDecode)
    received = hostile.bytes_of(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert read(received).pages == 1
