"""All that the organisation has written for its library, read at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..document import Document
from ..problems import Problem
from ..words import Words
from . import FOLDERS
from .answer import CuratedAnswer
from .answers import read_answers
from .doubts import doubted
from .files import digests
from .words import own_words


@dataclass(frozen=True, slots=True)
class Written:
    """Words, bundled ones among them, and answers. `files` has name and content of each file of them, as it
    was before they were read. `problems` are those of the files alone.
    """

    words: Words
    answers: tuple[CuratedAnswer, ...]
    files: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]

    def all_problems(self, documents: Sequence[Document], today: date) -> Iterator[Problem]:
        """Those of the files, and what is doubtful about the answers beside the documents, on a day."""
        yield from self.problems
        yield from doubted(self.answers, documents, today)


def read_written(sources: Path) -> Written:
    files = tuple(found for name in FOLDERS for found in digests(sources / name))
    words, answers = own_words(sources), read_answers(sources)
    return Written(words.words, answers.answers, files, (*words.problems, *answers.problems))
