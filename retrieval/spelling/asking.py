"""有那些 for 有哪些: a question that would ask for nothing otherwise."""

import re
from collections.abc import Iterator

from knowledge.document import Span

from ..followup.turn import asks, closed

_POINTS = re.compile(r"(?<=[有是括为])那(?=些|几[个项条种类家份])")


def mistaken(text: str) -> Iterator[Span]:
    """Where 那 stands for 哪 in a folded text."""
    if "那" in text and not asks(closed(text)):
        yield from (match.span() for match in _POINTS.finditer(text))
