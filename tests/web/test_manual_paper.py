"""The manual as one PDF: every page of it, its pictures, its contents with page numbers."""

import re
import subprocess

import pytest
from django.http import FileResponse
from django.test import Client
from markdown_it.tree import SyntaxTreeNode

from kp7.thai.text import fold
from kp7.web import manual_paper
from kp7.web.manual_book import book, markdown


def drawn_by(*command: str, pdf: bytes) -> str:
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)  # noqa: S603 # poppler
    return done.stdout.decode()


@pytest.mark.slow
@pytest.mark.django_db
def test_a_stranger_saves_the_whole_manual(client: Client) -> None:
    answer = client.get("/manual/manual.pdf")
    assert isinstance(answer, FileResponse)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    pdf = b"".join(answer.streaming_content)
    printed = fold(drawn_by("pdftotext", "-layout", "-", "-", pdf=pdf))
    said = "".join(printed.split())
    for page in book().pages:
        listed = re.search(re.escape("".join(page.title.split())) + r"[. ]*(\d+)", said)
        assert listed, page.title
        assert said.count("".join(page.purpose.split())) >= 1, page.name
    pages = re.findall(r"หน้า (\d+)/(\d+)\b", printed)
    assert [int(number) for number, _ in pages] == list(range(2, len(pages) + 2))
    assert {of for _, of in pages} == {str(len(pages) + 1)}
    images = drawn_by("pdfimages", "-list", "-", pdf=pdf)
    shown = sum(page.body.count("](pictures/") for page in book().pages)
    assert images.count(" image ") >= shown - 5  # one that is shown twice is stored once


def test_what_the_printed_manual_does_not_know_is_found() -> None:
    for text in ("> อ้างอิง", "`รหัส`"):
        with pytest.raises(ValueError, match="knows no"):
            manual_paper._blocks(SyntaxTreeNode(markdown().parse(text)).children)
