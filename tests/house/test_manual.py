"""The manual: labels of the product, pages of one shape, pictures that a test takes."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MANUAL = ROOT / "docs" / "manual"
PAGES = sorted(MANUAL.glob("*.md"))
TASKS = [page for page in PAGES if page.stem != "README"]
SAID_BY = ("**/*.html", "**/*.py", "**/*.csv", "**/*.po", "**/*.js")
LABEL = re.compile(r"“([^“”]+)”")
PICTURE = re.compile(r"!\[([^\]]*)\]\(pictures/([a-z0-9-]+)\.png\)")
TAKEN = re.compile(r"album\.(?:take\(\s*visit,|keep\()\s*\"([a-z0-9-]+)\"")
TAGS = re.compile(r"<[^>]+>")
HEAVIEST = 150_000


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def said_by_the_product() -> str:
    """Every word that the product can show: its templates with and without tags, code, tables."""
    files = (path for kind in SAID_BY for path in sorted((ROOT / "kp7").glob(kind)))
    texts = "\n".join([*map(text_of, files), text_of(ROOT / "docs" / "glossary.md")])
    return texts + TAGS.sub("", texts)


def strange_labels(text: str) -> Iterator[str]:
    """The labels of a page that no page of the product has."""
    return (label for label in LABEL.findall(text) if label not in said_by_the_product())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_label_is_one_of_the_product(page: Path) -> None:
    assert list(strange_labels(text_of(page))) == []


def test_a_label_that_the_product_has_not_is_found() -> None:
    assert list(strange_labels("คลิก “รับรองระดับ อปท.” แล้วคลิก “ปุ่มที่ไม่มี”")) == ["ปุ่มที่ไม่มี"]


@pytest.mark.parametrize("page", TASKS, ids=lambda page: page.stem)
def test_a_page_is_a_task_for_somebody_with_steps_and_related_pages(page: Path) -> None:
    heading, purpose, who, _ = text_of(page).split("\n\n", 3)
    assert heading.startswith("# ")
    assert "\n" not in purpose
    assert who.startswith("**ใครทำได้:** ")
    assert len(re.findall(r"^## ", text_of(page), re.MULTILINE)) >= 2
    related = text_of(page).partition("\n## หน้าที่เกี่ยวข้อง\n\n")[2]
    assert re.fullmatch(r"(- \[[^\]]+\]\([a-z0-9-]+\.md\)\n)+", related)


def titles_told(text: str) -> list[tuple[str, str]]:
    return re.findall(r"^- \[([^\n]+)\]\(([a-z0-9-]+)\.md\)$", text, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_in_a_list_is_called_by_its_title(page: Path) -> None:
    for title, name in titles_told(text_of(page)):
        assert text_of(MANUAL / f"{name}.md").startswith(f"# {title}\n")


def test_every_picture_is_shown_with_words_taken_by_a_test_and_light() -> None:
    shown = [found for page in PAGES for found in PICTURE.findall(text_of(page))]
    assert all(words.strip() for words, _ in shown)
    names = {path.stem for path in (MANUAL / "pictures").iterdir()}
    assert {name for _, name in shown} == names
    walks = text_of(ROOT / "tests" / "browser" / "test_manual_pictures.py")
    assert sorted(TAKEN.findall(walks)) == sorted(names)
    heavy = [path for path in (MANUAL / "pictures").iterdir() if path.stat().st_size > HEAVIEST]
    assert heavy == []


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        (
            "lao-steps",
            ["เข้าสู่ระบบ", "ระบบรับรองข้อมูล", "ดำเนินการ(อปท.)", "รับรองข้อมูลระดับ อปท.", "รับรองระดับ อปท."],
        ),
        (
            "province-steps",
            [
                "ระบบรับรองข้อมูล",
                "ดำเนินการ(จังหวัด)",
                "สถานภาพรับรองข้อมูล",
                "รับรองระดับ อปท.",
                "ค้นหา",
                "รับรองระดับจังหวัด",
                "สถานะการรับรองข้อมูล",
            ],
        ),
    ],
)
def test_the_steps_name_the_labels_of_the_certification(name: str, labels: list[str]) -> None:
    assert set(labels) <= set(LABEL.findall(text_of(MANUAL / f"{name}.md")))
