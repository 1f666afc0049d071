"""The files of an edition are written: documents, index, and what the next edition may reuse of them."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from knowledge.curated.answer import CuratedAnswer
from knowledge.document import Document
from knowledge.shelf import write_shelf
from knowledge.succession import successors
from knowledge.words import Words

from ..edition import SUCCESSORS, WORDS
from ..index import PassageIndex
from ..text import normalise
from ..tokens import Tokenizer
from .analyses import Analyses
from .analysis import Analysis, analyse
from .answers import own_answers
from .lexicon import lexicon_of
from .previous import Previous
from .vocabulary import Vocabulary

BATCH = 200  # documents whose analyses are kept as lists at a time


def write_edition(
    directory: Path,
    documents: Sequence[Document],
    words: Words,
    tokenizer: Tokenizer,
    progress: Callable[[int, int], None] = lambda done, total: None,
    previous: Previous | None = None,
    answers: Sequence[CuratedAnswer] = (),
) -> dict[str, int]:
    """Write all files of an edition but its manifest; returns how much there is of what.

    Only documents that `previous` did not give are tokenised. The files do not depend on it. The documents of
    `answers` stand on the shelf behind all others, and are not searched.
    """
    vocabulary, analyses = _analysed(documents, tokenizer, progress, previous)
    vocabulary.save(directory)
    analyses.save(directory)
    PassageIndex.build(analyses, vocabulary).save(directory)
    write_shelf(directory, [*documents, *(answer.document() for answer in answers)])
    own_answers(answers, documents, tokenizer).save(directory)
    lexicon_of([*vocabulary.numbers, *_answered(answers, tokenizer)], words).save(directory)
    (directory / SUCCESSORS).write_text(json.dumps(successors(documents)), encoding="utf-8")
    (directory / WORDS).write_text(words.dumps(), encoding="utf-8")
    return {
        "documents": len(documents),
        "passages": len(analyses.windows),
        "sentences": len(analyses.spans),
    }


def _answered(answers: Sequence[CuratedAnswer], tokenizer: Tokenizer) -> Iterator[str]:
    """The words of curated answers, which are not searched."""
    return (word for answer in answers for word in tokenizer.words(normalise(answer.document().text)))


def _analysed(
    documents: Sequence[Document],
    tokenizer: Tokenizer,
    progress: Callable[[int, int], None],
    previous: Previous | None,
) -> tuple[Vocabulary, Analyses]:
    """The analyses of all documents, and the terms that they hold."""
    vocabulary = previous.vocabulary if previous else Vocabulary()
    known = np.array([previous.number(document) if previous else -1 for document in documents], np.int64)
    new = [document for document, number in zip(documents, known.tolist(), strict=True) if number < 0]
    parts = [previous.analyses.take(known[known >= 0])] if previous else []
    parts.extend(Analyses.of(batch) for batch in _batches(new, tokenizer, vocabulary, progress))
    order = np.argsort(np.argsort(known < 0, kind="stable"), kind="stable")
    analyses = Analyses.joined(parts or [Analyses.of([])]).take(order)
    kept, numbers = vocabulary.without(analyses.unused(len(vocabulary)))
    return kept, analyses.numbered(numbers)


def _batches(
    documents: Sequence[Document],
    tokenizer: Tokenizer,
    vocabulary: Vocabulary,
    progress: Callable[[int, int], None],
) -> Iterator[list[Analysis]]:
    for first in range(0, len(documents), BATCH):
        batch = []
        for done, document in enumerate(documents[first : first + BATCH], first + 1):
            batch.append(analyse(document, tokenizer, vocabulary))
            progress(done, len(documents))
        yield batch
