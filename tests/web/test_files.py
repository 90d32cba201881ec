"""Photographs and documents: attached to a card, shown in it and saved from it."""

import io
import uuid
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from PIL import Image

from kp7.ledger.models import Look
from kp7.organizations.models import Post
from kp7.personnel.actions.lines import add_line, remove_line
from kp7.personnel.files.kinds import Purpose
from kp7.personnel.files.reading import read
from kp7.personnel.files.refusals import Why
from kp7.personnel.models import Card, Document, File, FileContent, Photograph
from kp7.personnel.sections import DOCUMENTS, PHOTOGRAPHS
from kp7.web.models import ChosenFile
from kp7.web.uploads import (
    BODY_TOO_LARGE,
    MOST_OF_A_BODY,
    MOST_OF_A_FILE,
    NO_FILE,
    LimitedUpload,
)
from tests.cast import Cast, add_complete, certified, signed_in
from tests.personnel import hostile
from tests.web.recording import card_url, get, hidden, page_of, post, said_of, statements

pytestmark = pytest.mark.slow  # each file is read in a process of its own

SHEET = {
    "kind": "f06",
    "title": "คำสั่งเลื่อนขั้น",
    "document_number": "12/2566",
    "document_date": "01/10/2566",
}
EVERY_BAD_FILE: Mapping[str, tuple[str, bytes | hostile.Maker]] = {
    **hostile.OTHER_KINDS,
    **hostile.BAD_PICTURES,
    **hostile.BAD_DOCUMENTS,
}
ONE_OF_EACH = {why: what for what, (why, _) in EVERY_BAD_FILE.items()}  # the rest: personnel's


def bad_file(what: str) -> bytes:
    """A file that is refused."""
    _, made = EVERY_BAD_FILE[what]
    return made if isinstance(made, bytes) else made()


def sent(
    content: bytes, name: str = "แฟ้ม.pdf", kind: str = "application/pdf"
) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


@pytest.fixture
def card(cast: Cast) -> Card:
    return add_complete(cast.recorder, 1)


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


def attached(card: Card, cast: Cast, **changed: object) -> File:
    """A document of a card."""
    kept = read(hostile.scan(), name="คำสั่งที่ ๑.pdf", purpose=Purpose.DOCUMENT)
    values = {"kind": "f06", "title": "คำสั่ง", "file": kept, **changed}
    row = add_line(by=cast.recorder, card=card, section=DOCUMENTS, values=values)
    assert isinstance(row, Document)
    return File.objects.get(id=row.file)


def photographed(card: Card, cast: Cast, year: int) -> File:
    """A photograph of a year of the common era, different each year."""
    image = hostile.jpeg(hostile.picture((300, 400)).rotate(year))
    kept = read(image, name="รูป.jpg", purpose=Purpose.PHOTOGRAPH)
    values = {"taken_year": year, "file": kept}
    row = add_line(by=cast.recorder, card=card, section=PHOTOGRAPHS, values=values)
    assert isinstance(row, Photograph)
    return File.objects.get(id=row.file)


def file_url(card: Card, file: File) -> str:
    return card_url(card, "files", file.id)


# --- attaching --------------------------------------------------------------------------------


def test_a_document_is_attached_and_saved_again(recorder: Client, card: Card) -> None:
    data = {**SHEET, "file": sent(hostile.scan(), "สำเนาคำสั่ง.PDF")}
    answer = post(recorder, card_url(card, "documents", "add"), data)
    assert answer.status_code == 302
    file = File.objects.get()
    assert (file.name, file.media_type, file.pages) == ("สำเนาคำสั่ง.pdf", "application/pdf", 2)
    page = get(recorder, card_url(card, "documents"))
    assert "สำเนาคำสั่ง.pdf (2 หน้า)" in said_of(page)
    assert f'href="{file_url(card, file)}" download' in page_of(page)
    saved = get(recorder, file_url(card, file))
    assert saved.content == bytes(FileContent.objects.get().content)
    assert not ChosenFile.objects.exists()


def test_a_photograph_stands_in_the_head_of_the_card(
    recorder: Client, card: Card, cast: Cast
) -> None:
    photographed(card, cast, 2015)
    newest = photographed(card, cast, 2023)
    photographed(card, cast, 2020)
    page = page_of(get(recorder, card_url(card)))
    assert f'<img class="portrait" src="{file_url(card, newest)}"' in page


def test_a_card_without_a_photograph_shows_no_empty_frame(recorder: Client, card: Card) -> None:
    assert "portrait" not in page_of(get(recorder, card_url(card)))


def test_a_photograph_comes_out_without_its_place(recorder: Client, card: Card) -> None:
    data = {"taken_year": "2566", "file": sent(hostile.with_place(), "IMG.JPG", "image/jpeg")}
    assert post(recorder, card_url(card, "photographs", "add"), data).status_code == 302
    kept = bytes(FileContent.objects.get().content)
    assert hostile.PLACE not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


def test_an_eighth_photograph_is_refused_and_leaves_no_file(
    recorder: Client, card: Card, cast: Cast
) -> None:
    for year in range(2010, 2017):
        photographed(card, cast, year)
    data = {"taken_year": "2566", "file": sent(hostile.jpeg(), "รูป.jpg", "image/jpeg")}
    answer = post(recorder, card_url(card, "photographs", "add"), data)
    assert answer.status_code == 422
    assert "ไม่เกิน 7" in said_of(answer)
    assert File.objects.count() == 7


@pytest.mark.parametrize("why", ONE_OF_EACH)
def test_a_hostile_file_is_a_sentence_and_leaves_nothing(
    recorder: Client, card: Card, why: str
) -> None:
    content = bad_file(ONE_OF_EACH[why])
    answer = post(
        recorder, card_url(card, "documents", "add"), {**SHEET, "file": sent(content, "ดี.pdf")}
    )
    assert answer.status_code in {413, 422}
    assert Why(why).sentence in said_of(answer)
    assert "คำสั่งเลื่อนขั้น" in page_of(answer)  # what was typed is there
    assert not File.objects.exists()
    assert not Document.objects.exists()
    assert not ChosenFile.objects.exists()


def test_a_form_without_a_file_asks_for_one(recorder: Client, card: Card) -> None:
    answer = post(recorder, card_url(card, "documents", "add"), SHEET)
    assert answer.status_code == 422
    assert NO_FILE in said_of(answer)


def test_words_in_the_place_of_a_file_are_no_file(recorder: Client, card: Card) -> None:
    answer = post(
        recorder, card_url(card, "documents", "add"), {**SHEET, "file": str(uuid.uuid4())}
    )
    assert NO_FILE in said_of(answer)


def test_the_same_file_attached_twice_is_refused(recorder: Client, card: Card) -> None:
    for status in (302, 422):
        data = {**SHEET, "file": sent(hostile.scan())}
        answer = post(recorder, card_url(card, "documents", "add"), data)
        assert answer.status_code == status
    assert "ไฟล์นี้อยู่ในเอกสารอื่นแล้ว" in said_of(answer)
    assert File.objects.count() == 1


# --- nothing is lost over a mistake -----------------------------------------------------------


def test_a_file_taken_once_need_not_be_chosen_again(recorder: Client, card: Card) -> None:
    url = card_url(card, "documents", "add")
    wrong = {**SHEET, "title": "", "file": sent(hostile.scan(), "ใบสำคัญ.pdf")}
    again = post(recorder, url, wrong)
    assert again.status_code == 422
    assert "เลือกไว้แล้ว ใบสำคัญ.pdf" in said_of(again)
    assert not File.objects.exists()
    once_more = post(recorder, url, {**SHEET, "title": "", "file_kept": hidden(again, "file_kept")})
    assert hidden(once_more, "file_kept") == hidden(again, "file_kept")
    data = {**SHEET, "file_kept": hidden(again, "file_kept")}
    assert post(recorder, url, data).status_code == 302
    assert File.objects.get().name == "ใบสำคัญ.pdf"
    assert not ChosenFile.objects.exists()


def test_another_choice_goes_before_the_one_that_was_kept(recorder: Client, card: Card) -> None:
    url = card_url(card, "documents", "add")
    again = post(recorder, url, {**SHEET, "title": "", "file": sent(hostile.scan(), "ก.pdf")})
    data = {
        **SHEET,
        "file_kept": hidden(again, "file_kept"),
        "file": sent(hostile.png(), "ข.png", "image/png"),
    }
    assert post(recorder, url, data).status_code == 302
    assert File.objects.get().name == "ข.png"


def test_what_another_officer_chose_is_nobody_elses(
    recorder: Client, card: Card, cast: Cast
) -> None:
    url = card_url(card, "documents", "add")
    again = post(recorder, url, {**SHEET, "title": "", "file": sent(hostile.scan())})
    other = signed_in(Client(), cast.certifier)
    for given in (hidden(again, "file_kept"), "x", "", str(uuid.uuid4()), "ก" * 400):
        answer = post(other, url, {**SHEET, "file_kept": given})
        assert NO_FILE in said_of(answer)
    assert not File.objects.exists()


def test_what_was_chosen_is_dropped_after_a_day_and_at_the_next_choice(
    recorder: Client, card: Card
) -> None:
    url = card_url(card, "documents", "add")
    wrong = {**SHEET, "title": ""}
    post(recorder, url, {**wrong, "file": sent(hostile.scan())})
    post(recorder, url, {**wrong, "file": sent(hostile.jpeg())})
    assert ChosenFile.objects.count() == 1
    newest = ChosenFile.objects.get()
    ChosenFile.objects.create(
        post_id=uuid.uuid4(),
        holding_id=uuid.uuid4(),
        path="/",
        name="x",
        media_type=newest.media_type,
        content=b"x",
        sha256=newest.sha256,
        chosen_at=timezone.now() - timedelta(hours=25),
    )
    post(recorder, url, {**wrong, "file": sent(hostile.png())})
    assert ChosenFile.objects.count() == 1


def test_a_line_changed_without_a_new_choice_keeps_its_file(
    recorder: Client, card: Card, cast: Cast
) -> None:
    file = attached(card, cast)
    line = Document.objects.get()
    url = card_url(card, "documents", line.id)
    page = get(recorder, url)
    assert f"ไฟล์ปัจจุบัน {file.name}" in said_of(page)
    answer = post(recorder, url, {**SHEET, "title": "ชื่อใหม่", "seen": hidden(page, "seen")})
    assert answer.status_code == 302
    line.refresh_from_db()
    assert (line.title, line.file) == ("ชื่อใหม่", file.id)


def test_a_new_choice_changes_the_line_and_the_old_file_stays_kept(
    recorder: Client, card: Card, cast: Cast
) -> None:
    old = attached(card, cast)
    line = Document.objects.get()
    data = {**SHEET, "seen": str(line.revision), "file": sent(hostile.jpeg(), "ใหม่.jpg")}
    assert post(recorder, card_url(card, "documents", line.id), data).status_code == 302
    line.refresh_from_db()
    assert line.file != old.id
    assert File.objects.count() == FileContent.objects.count() == 2


# --- too large --------------------------------------------------------------------------------


def test_a_pdf_of_80_megabytes_is_a_sentence_and_what_was_typed_stays(
    recorder: Client, card: Card
) -> None:
    large = sent(hostile.scan() + b"\0" * 80_000_000)
    answer = post(recorder, card_url(card, "documents", "add"), {**SHEET, "file": large})
    assert answer.status_code == 413
    assert Why.DOCUMENT_TOO_LARGE.sentence in said_of(answer)
    assert "คำสั่งเลื่อนขั้น" in page_of(answer)


def test_a_photograph_of_six_megabytes_is_a_sentence(recorder: Client, card: Card) -> None:
    data = {"taken_year": "2566", "file": sent(hostile.jpeg() + b"\0" * 6_000_000)}
    answer = post(recorder, card_url(card, "photographs", "add"), data)
    assert answer.status_code == 413
    assert Why.PHOTOGRAPH_TOO_LARGE.sentence in said_of(answer)


def test_a_body_larger_than_any_form_is_not_read(client: Client) -> None:
    class Untouched(io.RawIOBase):
        def readinto(self, _: object) -> int:
            pytest.fail("it was read")

    answer = client.generic(
        "POST",
        "/login/",
        CONTENT_LENGTH=str(MOST_OF_A_BODY + 1),
        CONTENT_TYPE="multipart/form-data; boundary=x",
        **{"wsgi.input": Untouched()},  # type: ignore[arg-type]  # the body, as a server gives it
    )
    assert answer.status_code == 413
    assert isinstance(answer, HttpResponse)
    assert BODY_TOO_LARGE in said_of(answer)


# --- handing out ------------------------------------------------------------------------------


def test_a_file_is_sent_to_be_saved_and_never_to_be_opened(
    recorder: Client, card: Card, cast: Cast
) -> None:
    file = attached(card, cast)
    answer = recorder.get(file_url(card, file), headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Frame-Options"] == "DENY"
    assert "Content-Encoding" not in answer
    kind, _, name = answer["Content-Disposition"].partition("; ")
    assert kind == "attachment"
    assert unquote(name.removeprefix("filename*=utf-8''")) == "คำสั่งที่ ๑.pdf"


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "..\\..\\ระบบ.pdf",
        "รูป\u202egpj.exe",
        "a\r\nSet-Cookie: x=1.pdf",
        'a"; filename="x.exe',
        "ก" * 240 + ".pdf",
        "CON.pdf",
        ".htaccess",
        "คำสั่ง;ที่ 1.pdf",
    ],
)
def test_a_name_made_to_deceive_is_sent_harmless(recorder: Client, card: Card, name: str) -> None:
    upload = sent(hostile.scan())
    vars(upload)["_name"] = name  # as it came: its setter would mend it
    post(recorder, card_url(card, "documents", "add"), {**SHEET, "file": upload})
    file = File.objects.get()
    answer = get(recorder, file_url(card, file))
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["Content-Disposition"].isascii()
    assert "\n" not in answer["Content-Disposition"]
    assert file.name.endswith(".pdf")
    assert not set(file.name) & set('/\\"\r\n\u202e;')


def test_who_may_open_the_card_may_save_its_files_and_nobody_else(
    card: Card, cast: Cast, subtests: pytest.Subtests
) -> None:
    url = file_url(card, attached(card, cast))
    for part, status in {
        "recorder": 200,
        "certifier": 200,
        "recorder_next_door": 404,
        "certifier_far": 404,
        "province": 200,
        "other_province": 404,
        "amphoe": 200,
        "dla": 200,
        "auditor": 200,
    }.items():
        with subtests.test(part):
            assert signed_in(Client(), getattr(cast, part)).get(url).status_code == status
    assert Client().get(url).status_code == 302


def test_a_file_saved_from_outside_is_kept_as_a_look(card: Card, cast: Cast) -> None:
    file = attached(card, cast)
    signed_in(Client(), cast.recorder).get(file_url(card, file))
    assert not Look.objects.exists()
    signed_in(Client(), cast.province).get(file_url(card, file))
    assert [look.what for look in Look.objects.all()] == ["file"]
    looks = get(signed_in(Client(), cast.recorder), "/lookers/")
    assert "เปิดไฟล์ในบัตร ก.พ.7" in said_of(looks)


def test_the_photograph_of_an_opened_card_is_no_second_look(card: Card, cast: Cast) -> None:
    file = photographed(card, cast, 2020)
    province = signed_in(Client(), cast.province)
    province.get(card_url(card))
    province.get(file_url(card, file))
    assert [look.what for look in Look.objects.order_by("id")] == ["card"]
    signed_in(Client(), cast.auditor).get(file_url(card, file))
    assert [look.what for look in Look.objects.order_by("id")] == ["card", "file"]


def test_another_cards_address_gives_no_file(recorder: Client, card: Card, cast: Cast) -> None:
    file = attached(card, cast)
    other = add_complete(cast.recorder, 2)
    assert get(recorder, file_url(other, file)).status_code == 404
    assert get(recorder, card_url(card, "files", uuid.uuid4())).status_code == 404


def test_a_sensitive_document_takes_its_own_right(card: Card, cast: Cast) -> None:
    give(cast, reads=True)
    url = file_url(card, attached(card, cast, kind="f24"))
    for reads, status in ((False, 404), (True, 200)):
        give(cast, reads=reads)
        assert get(signed_in(Client(), cast.recorder), url).status_code == status


def test_a_file_that_no_line_shows_any_more_takes_the_right_too(card: Card, cast: Cast) -> None:
    file = attached(card, cast)
    line = Document.objects.get()
    remove_line(by=cast.recorder, card=card, section=DOCUMENTS, line_id=line.id, seen=line.revision)
    for reads, status in ((False, 404), (True, 200)):
        give(cast, reads=reads)
        answer = get(signed_in(Client(), cast.recorder), file_url(card, file))
        assert answer.status_code == status


def give(cast: Cast, *, reads: bool) -> None:
    """Give the recorder the right to what is sensitive, or take it."""
    assert cast.recorder.post_id
    Post.objects.filter(id=cast.recorder.post_id).update(reads_sensitive=reads)


# --- the seal ---------------------------------------------------------------------------------


def test_a_sealed_register_takes_no_file(recorder: Client, card: Card, cast: Cast) -> None:
    file = attached(card, cast)
    certified(cast.certifier)
    data = {**SHEET, "file": sent(hostile.jpeg(), "รูป.jpg")}
    answer = post(recorder, card_url(card, "documents", "add"), data)
    assert answer.status_code == 423
    assert File.objects.count() == FileContent.objects.count() == 1
    assert get(recorder, file_url(card, file)).status_code == 200


# --- statements -------------------------------------------------------------------------------


def test_attaching_and_saving_take_few_statements(recorder: Client, card: Card) -> None:
    with statements() as attaching:
        post(
            recorder,
            card_url(card, "documents", "add"),
            {**SHEET, "file": sent(hostile.scan())},
        )
    assert len(attaching) <= 30
    with statements() as saving:
        get(recorder, file_url(card, File.objects.get()))
    assert len(saving) <= 12
    with statements() as opening:
        get(recorder, card_url(card, "documents"))
    assert len(opening) <= 18


def test_of_80_megabytes_nothing_is_held_but_their_number() -> None:
    handler = LimitedUpload()
    handler.new_file("file", "ใหญ่.pdf", "application/pdf", None)
    piece, largest = b"\0" * handler.chunk_size, 0
    for start in range(0, 80_000_000, len(piece)):
        handler.receive_data_chunk(piece, start)
        largest = max(largest, handler.file.seek(0, io.SEEK_END))
    upload = handler.file_complete(80_000_000)
    assert largest <= MOST_OF_A_FILE + handler.chunk_size
    assert (upload.size, upload.read()) == (80_000_000, b"")
    upload.close()
