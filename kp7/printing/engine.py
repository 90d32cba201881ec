"""Templates in, PDF out: Typst with our own faces, for archives and for every reader.

What comes out is PDF/A-3a and PDF/UA-1. A template is a `.typ` file of this folder: it reads its
data with `json(bytes(sys.inputs.data))` and takes the look of the house from `/paper.typ`. Thai
text goes in as segments (`words.py`) and is set by its function `words`. Data are data: nothing in
them is read as markup.

    pdf = engine.compile(
        "lists/table.typ",
        {"title": words.segments("รายชื่อ"), …},
        title="รายชื่อบุคลากร",
        moment=now,                      # the same moment and data give the same bytes
        attachments=[Attachment("card.json", content, "ข้อมูลของบัตร")],
    )
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

import typst

from kp7.printing.fonts import check_printable, faces
from kp7.printing.text_layer import repaired

TEMPLATES: Final = Path(__file__).parent

Data: TypeAlias = "str | int | float | bool | Sequence[Data] | Mapping[str, Data] | None"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the PDF: the data that the pages were made of."""

    name: str
    content: str
    description: str
    media_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as plain values: what `compile` takes, to be set here or in another process."""

    template: str
    data: Mapping[str, Data]
    title: str
    moment: datetime
    attachments: tuple[Attachment, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def pdf(self, serial: str = "") -> bytes:
        """Set it; `serial` is for documents to be bound together (see `sheaf.bind`)."""
        fonts = faces()
        check_printable(_texts(self.data))
        check_printable(iter([self.title]))
        made = typst.compile(
            str(TEMPLATES / self.template),
            root=str(TEMPLATES),
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs=_inputs(self),
            pdf_standards=["a-3a", "ua-1"],
            timestamp=int(self.moment.timestamp()),
        )
        return repaired(made, serial)


def compile(  # noqa: A001, PLR0913  its name in every typesetter; all that a document is made of
    template: str,
    data: Mapping[str, Data],
    *,
    title: str,
    moment: datetime,
    attachments: Sequence[Attachment] = (),
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """The pages of a template as PDF/A-3a and PDF/UA-1, with a text layer that copies right.

    `title` is what a reader shows above the document; `pictures` are JPEG or PNG files that the
    template draws by name. Raises FontMissing and CharacterMissing: never a page with boxes.
    """
    return Prepared(template, data, title, moment, tuple(attachments), pictures or {}).pdf()


def _inputs(document: Prepared) -> dict[str, str]:
    beside = {
        "title": document.title,
        "attachments": [
            {
                "name": one.name,
                "content": one.content,
                "description": one.description,
                "type": one.media_type,
            }
            for one in document.attachments
        ],
        "pictures": {name: list(content) for name, content in document.pictures.items()},
    }
    return {
        "data": json.dumps(document.data, ensure_ascii=False),
        "paper": json.dumps(beside, ensure_ascii=False),
    }


def _texts(data: Data) -> Iterator[str]:
    """Every text in some data, its segments joined."""
    match data:
        case str():
            yield data
        case [str(), *_]:
            yield "".join(one for one in data if isinstance(one, str))
        case Mapping():
            for value in data.values():
                yield from _texts(value)
        case Sequence():
            for value in data:
                yield from _texts(value)
