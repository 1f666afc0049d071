"""Questions that a document answers, to begin with."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from bot.desk.library.entry import Entry
from retrieval.suggestions import LONGEST, within

if TYPE_CHECKING:
    from retrieval.answerer import Answerer

MOST = 5
TRIED = 20
"""Questions that are asked to find those that are answered, a millisecond or two each."""


def questions(answerer: "Answerer", entry: Entry) -> list[str]:
    """Those that the document has itself, and those for its lists: the short ones that it does answer."""
    return list(islice(_answered(answerer, entry), MOST))


def _answered(answerer: "Answerer", entry: Entry) -> Iterator[str]:
    edition = answerer.opened()[0]
    held = dict.fromkeys(each.question for each in within(entry.number, edition.index, edition.shelf))
    for question in islice((each for each in held if len(each) <= LONGEST), TRIED):
        answer = answerer.answer(question)
        if any(snippet.citation.document == entry.id for snippet in answer.snippets):
            yield question
