"""What there is to show where a question asks about a document itself, or which document says something."""

from collections.abc import Iterator, Sequence

from .answer import Held, Snippet
from .documents import Asked
from .heads import head
from .quoting import Quoting

MOST = 5  # documents that are quoted
LISTED = 12  # versions that are listed
HEAD_SCORE = 100.0  # of what a document says of itself
LONGEST = 200  # code points of the start of a document that says nothing of itself


def heads(asked: Asked, quoting: Quoting) -> Iterator[Snippet]:
    """What the documents say of themselves: all versions where these are asked for, the latest first."""
    documents = latest_first(asked.held if asked.versions else quoting.wanted(asked.held), quoting)
    for document in documents[:MOST]:
        spans = head(document, quoting.shelf) or [(0, min(LONGEST, quoting.shelf.length(document)))]
        if spans[0][1]:
            yield quoting.snippet(document, spans, "sentence", HEAD_SCORE)


def held(documents: Sequence[int], quoting: Quoting) -> tuple[Held, ...]:
    """What is known of the documents, the latest first."""
    return tuple(_held(document, quoting) for document in latest_first(documents, quoting)[:LISTED])


def latest_first(documents: Sequence[int], quoting: Quoting) -> list[int]:
    return sorted(
        documents, key=lambda document: quoting.shelf.metadata(document).published or "", reverse=True
    )


def _held(document: int, quoting: Quoting) -> Held:
    known = quoting.shelf.metadata(document)
    return Held(
        quoting.shelf.id(document),
        quoting.shelf.title(document),
        known.number,
        known.issuer,
        known.published,
        known.effective,
        known.expires,
        quoting.standing(document),
    )
