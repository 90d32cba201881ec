"""What every room says when it will not do a thing."""

from typing import ClassVar


class Refusal(Exception):  # noqa: N818  a refusal is an answer, not an error
    """An expected "no", with a Thai sentence that says what is wrong and what to do.

    `sentence` is shown to the user as it stands; `status` is the HTTP status of the answer.
    """

    status: ClassVar[int] = 409

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
