"""The process that reads one file: `python -m kp7.personnel.files.child document < file > answer`.

It holds no secret and no database, and gives up the right to open anything before it reads the
first byte of the file. Its answer is one line of JSON, then the file written anew.
"""

import json
import sys
from collections.abc import Callable
from typing import Final

from kp7.personnel.files import apart, kinds
from kp7.personnel.files.apart import Limits
from kp7.personnel.files.kinds import MediaType, Purpose
from kp7.personnel.files.refusals import FileRefused, Why
from kp7.personnel.files.rewritten import Rewritten

LIMITS: Final = Limits(
    memory=1_200_000_000,  # the interpreter and its parts take a quarter
    seconds=15,
    answer=32_000_000,
)

Rewriter = Callable[[bytes], Rewritten]


def main(purpose: Purpose) -> None:
    """Read a file from standard input and answer on standard output."""
    apart.confine(LIMITS)
    content = sys.stdin.buffer.read(purpose.most_bytes + 1)
    try:
        rewriter = _rewriter(kinds.kind_for(purpose, content), purpose)
        apart.open_nothing_more()
        _answer(rewriter(content), purpose)
    except FileRefused as refused:
        _say({"refused": refused.why})
    except MemoryError:
        _say({"refused": Why.TOO_HEAVY})


def _rewriter(kind: MediaType, purpose: Purpose) -> Rewriter:
    """Import the reader of a kind, with all that it will need: nothing can be opened later."""
    if kind is MediaType.PDF:
        from kp7.personnel.files import documents  # noqa: PLC0415  only where it is needed

        return documents.rewrite
    from kp7.personnel.files import images  # noqa: PLC0415

    return lambda content: images.rewrite(content, kind, purpose)


def _answer(rewritten: Rewritten, purpose: Purpose) -> None:
    if len(rewritten.content) > purpose.most_bytes:
        raise FileRefused(purpose.too_large)
    _say(
        {
            "kind": rewritten.kind,
            "width": rewritten.width,
            "height": rewritten.height,
            "pages": rewritten.pages,
        },
        rewritten.content,
    )


def _say(head: dict[str, object], content: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(Purpose(sys.argv[1]))
