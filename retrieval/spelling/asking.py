"""有那些 for 有哪些: a question that would ask for nothing otherwise."""

import re
from collections.abc import Iterator

from knowledge.document import Span

from ..followup.turn import asks, closed

_POINTS = re.compile(
    r"(?<=[有是括为里])(?P<points>那)(?:些|[几两三四五六七八九]个?(?=[方省市县家项条种类份个点]))"
)


def mistaken(text: str) -> Iterator[Span]:
    """Where 那 stands for 哪 in a folded text."""
    for match in _POINTS.finditer(text):
        if not asks(closed(text[: match.start()] + text[match.end() :])):
            yield match.span("points")
