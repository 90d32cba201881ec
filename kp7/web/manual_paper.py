"""The manual as one PDF: its Markdown as the plain values that a printed page is set from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from threading import Lock
from typing import Final, TypeAlias

from django.utils import timezone
from markdown_it.tree import SyntaxTreeNode

from kp7.printing.engine import Data, Prepared
from kp7.printing.sheaf import printed
from kp7.printing.words import segments
from kp7.refusal import Refusal
from kp7.thai import calendar
from kp7.web.manual_book import CONTENTS, FOLDER, PICTURES, Page, book, markdown, size_of

Node: TypeAlias = SyntaxTreeNode
Run: TypeAlias = Mapping[str, Data]

TEMPLATE: Final = "manual.typ"
WIDTH_OF_PAPER: Final = 165.0  # mm between the margins
WIDTH_OF_SCREEN: Final = 1366  # what a picture as wide as that is
TALLEST: Final = 78.0  # mm: beside a picture there is room for words
RELATED: Final = "\n## หน้าที่เกี่ยวข้อง\n"
SHARES: Final = {2: (2, 3), 3: (2, 3, 3)}
LABEL: Final = re.compile(r"“[^“”]+”")
_building: Final = Lock()


def pdf() -> bytes:
    """Return the manual as PDF, set once by each process that is asked for it."""
    with _building:
        return _pdf()


@cache
def _pdf() -> bytes:
    (made,) = printed([prepared()])
    if made.refused:
        raise Refusal(made.refused)
    return made.pdf


def prepared() -> Prepared:
    """Return the manual as what it is set from."""
    whole, now = book(), timezone.localtime()
    chapters: list[Mapping[str, Data]] = [
        {"title": segments(chapter.title), "tasks": [_task(page) for page in chapter.pages]}
        for chapter in whole.chapters
    ]
    edition = f"รุ่น {version('kp7')} จัดทำเมื่อวันที่ {calendar.format_long(now.date())}"
    names = sorted((FOLDER / PICTURES).glob("*.png"))
    return Prepared(
        TEMPLATE,
        {
            "title": segments(whole.title),
            "purpose": segments(whole.purpose),
            "edition": segments(edition),
            "foot": segments(whole.title),
            "page-word": segments("หน้า"),
            "contents-word": segments("สารบัญ"),
            "chapters": chapters,
        },
        whole.title,
        now,
        pictures={path.stem: path.read_bytes() for path in names},
    )


def _task(page: Page) -> Mapping[str, Data]:
    told, _, related = page.body.partition(RELATED)
    return {
        "name": page.name,
        "title": segments(page.title),
        "purpose": segments(page.purpose),
        "blocks": [*_blocks(Node(markdown().parse(told)).children), *_related(related)],
    }


def _related(listed: str) -> Iterator[Mapping[str, Data]]:
    """Yield the related pages as one paragraph: on paper a list of them would take a page."""
    for pages in Node(markdown().parse(listed)).children:
        runs: list[Run] = [{"words": segments("ดูด้วย"), "strong": True, "to": ""}]
        for item in pages.children:
            runs += [
                {"words": [" ", "–", " "], "strong": False, "to": ""},
                *_runs(item.children[0]),
            ]
        yield {"kind": "paragraph", "runs": runs}


def _blocks(nodes: Sequence[Node]) -> list[Mapping[str, Data]]:
    return [block for node in nodes for block in _block(node)]


def _block(node: Node) -> Iterator[Mapping[str, Data]]:
    match node.type:
        case "heading":
            yield {"kind": "heading", "runs": _runs(node)}
        case "paragraph":
            yield from _paragraph(node)
        case "ordered_list" | "bullet_list":
            kind = "numbered" if node.type == "ordered_list" else "listed"
            yield {"kind": kind, "items": [_blocks(item.children) for item in node.children]}
        case "table":
            yield _table(node)
        case strange:
            raise ValueError(f"the printed manual knows no {strange}")


def _paragraph(node: Node) -> Iterator[Mapping[str, Data]]:
    (inline,) = node.children
    if len(inline.children) == 1 and inline.children[0].type == "image":
        yield _picture(inline.children[0])
    else:
        yield {"kind": "paragraph", "runs": _runs(node)}


def _picture(node: Node) -> Mapping[str, Data]:
    name = str(node.attrs["src"]).removeprefix(PICTURES)
    width, height = size_of(name)
    shown = min(width * WIDTH_OF_PAPER / WIDTH_OF_SCREEN, TALLEST * width / height)
    return {
        "kind": "picture",
        "name": name.removesuffix(".png"),
        "alt": node.content,
        "width": round(shown, 2),
    }


def _table(node: Node) -> Mapping[str, Data]:
    head, *body = (
        [_runs(cell) for cell in row.children] for part in node.children for row in part.children
    )
    return {"kind": "table", "head": head, "rows": body, "shares": SHARES[len(head)]}


def _runs(node: Node) -> list[Run]:
    return [run for inline in node.children for run in _of(inline.children)]


def _of(nodes: Sequence[Node], *, strong: bool = False, to: str = "") -> Iterator[Run]:
    for node in nodes:
        match node.type:
            case "text":
                keep = LABEL.findall(node.content)
                yield {"words": segments(node.content, keep), "strong": strong, "to": to}
            case "softbreak":
                yield {"words": [" "], "strong": False, "to": ""}
            case "strong":
                yield from _of(node.children, strong=True, to=to)
            case "link":
                yield from _of(node.children, strong=strong, to=_target(node))
            case strange:
                raise ValueError(f"the printed manual knows no {strange} in a line")


def _target(node: Node) -> str:
    name = str(node.attrs["href"]).removesuffix(".md")
    return "" if name == CONTENTS else name
