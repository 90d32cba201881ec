"""Three hundred spreadsheets that offices, other programs and worse send: each with its outcome.

Names are sentences; what is made is a function of the name alone.
"""

from collections.abc import Mapping

from tests.intake.reading.odd.cells import marks, places
from tests.intake.reading.odd.damaged import damaged
from tests.intake.reading.odd.made import Odd
from tests.intake.reading.odd.old_books import old_books
from tests.intake.reading.odd.open_documents import open_documents
from tests.intake.reading.odd.packages import archives, parts
from tests.intake.reading.odd.words import others, texts


def all_of_them() -> Mapping[str, Odd]:
    """All."""
    groups = (texts, others, archives, parts, places, marks, old_books, open_documents, damaged)
    return {name: odd for group in groups for name, odd in group().items()}
