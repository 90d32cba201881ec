"""A process that sets documents, one after another, until its input ends.

Typst keeps what it set, some ten documents of it, and gives no way to let go: so a sheaf of many
cards is set in processes that are replaced after a while (`sheaf.py`). What comes in is a JSON
line a document, what goes out a JSON line and, where nothing is refused, the PDF.
"""

import base64
import json
import sys
from datetime import datetime
from typing import IO

from kp7.printing.engine import Attachment, Prepared
from kp7.refusal import Refusal


def told(document: Prepared, serial: str) -> bytes:
    """A document as the line that a press reads."""
    line = {
        "template": document.template,
        "data": document.data,
        "title": document.title,
        "moment": document.moment.isoformat(),
        "attachments": [
            [one.name, one.content, one.description, one.media_type] for one in document.attachments
        ],
        "pictures": {
            name: base64.b64encode(content).decode() for name, content in document.pictures.items()
        },
        "serial": serial,
    }
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"


def read(line: bytes) -> tuple[Prepared, str]:
    """A document and its serial from such a line."""
    said = json.loads(line)
    document = Prepared(
        template=said["template"],
        data=said["data"],
        title=said["title"],
        moment=datetime.fromisoformat(said["moment"]),
        attachments=tuple(Attachment(*one) for one in said["attachments"]),
        pictures={name: base64.b64decode(content) for name, content in said["pictures"].items()},
    )
    return document, said["serial"]


def answer(line: bytes, out: IO[bytes]) -> None:
    """Set one document; what is refused is said, what is a bug ends the process."""
    document, serial = read(line)
    try:
        pdf = document.pdf(serial)
    except Refusal as refusal:
        out.write(json.dumps({"refused": refusal.sentence}).encode() + b"\n")
    else:
        out.write(json.dumps({"size": len(pdf)}).encode() + b"\n" + pdf)
    out.flush()


def main() -> None:
    """Set what comes in until nothing does."""
    for line in sys.stdin.buffer:
        answer(line, sys.stdout.buffer)


if __name__ == "__main__":
    main()
