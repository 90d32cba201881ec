"""What the readers of pictures and documents answer."""

from dataclasses import dataclass

from kp7.personnel.files.kinds import MediaType


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file written anew. `width` and `height` are of pictures, `pages` of documents."""

    content: bytes
    kind: MediaType
    width: int | None = None
    height: int | None = None
    pages: int | None = None
