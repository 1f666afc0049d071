"""The arrays hold what reading the documents one by one gives."""

from itertools import chain

import numpy as np
import pytest

from knowledge.document import Document, Metadata
from knowledge.library import BUNDLED
from knowledge.loaders import load
from retrieval.bm25 import LuceneBM25
from retrieval.building.analyses import Analyses
from retrieval.building.analysis import Analysis, analyse
from retrieval.building.layout import TITLE_WEIGHT
from retrieval.building.vocabulary import Vocabulary
from retrieval.index import DOCUMENT_SHARE, PassageIndex
from retrieval.tokens import Tokenizer


class Laid:
    """The bundled library and an empty document, analysed and laid out."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.vocabulary = Vocabulary()
        documents = [load(path, path.name).documents[0] for path in sorted(BUNDLED.glob("*.md"))]
        documents.insert(1, Document("空", "空.md", "", (), Metadata(title="空文件")))
        self.analyses: list[Analysis] = [analyse(each, tokenizer, self.vocabulary) for each in documents]
        self.index = PassageIndex.build(Analyses.of(self.analyses), self.vocabulary)
        self.terms = list(self.vocabulary.numbers)

    def row(self, row: int) -> set[int]:
        """The terms of a row of the index, as the vocabulary numbers them."""
        found = self.index.row_terms[self.index.row_starts[row] : self.index.row_starts[row + 1]]
        keys = self.vocabulary.keys().tolist()
        return {keys.index(int(key)) for key in self.index.keys[found]}


@pytest.fixture(scope="module")
def laid(tokenizer: Tokenizer) -> Laid:
    return Laid(tokenizer)


def test_scores_are_those_of_rank_bm25_over_title_headings_and_text(laid: Laid) -> None:
    passages = [
        [
            *each.title * TITLE_WEIGHT,
            *each.sections[each.section_of[a]],
            *chain.from_iterable(each.terms[a:b]),
        ]
        for each in laid.analyses
        for a, b in each.windows
    ]
    documents = [[*each.title * TITLE_WEIGHT, *chain.from_iterable(each.terms)] for each in laid.analyses]
    owners = [number for number, each in enumerate(laid.analyses) for _ in each.windows]
    oracles = LuceneBM25(passages), LuceneBM25(documents)
    for question in (["社会组织", "扶贫"], ["民政部"], ["\u00b7募捐", "平台", "20"]):
        numbers = [laid.vocabulary.numbers[term] for term in question]
        expected = oracles[0].get_scores(numbers) + DOCUMENT_SHARE * oracles[1].get_scores(numbers)[owners]
        scores = laid.index.scores(laid.index.find(question))
        assert scores.max() > 0
        np.testing.assert_allclose(scores, expected, rtol=1e-4, atol=1e-5)


def test_sentences_and_passages_are_in_their_documents(laid: Laid) -> None:
    index = laid.index
    for number, each in enumerate(laid.analyses):
        first, last = index.firsts[number : number + 2].tolist()
        assert index.sentences[first:last].tolist() == [list(span) for span in each.sentences]
        assert index.blocks[first:last].tolist() == each.blocks
        assert index.headings[first:last].tolist() == each.headings
        assert np.diff(index.finished[first : last + 1]).tolist() == each.finished
        assert (index.reaches[first:last] - first).tolist() == each.reaches
        own = index.passages[index.owners == number] - first
        assert own.tolist() == [list(window) for window in each.windows]


def test_rows_hold_the_terms_of_sentences_and_then_of_what_they_stand_under(laid: Laid) -> None:
    index = laid.index
    for number, each in list(enumerate(laid.analyses))[:2]:
        for sentence, row in enumerate(range(*index.firsts[number : number + 2].tolist())):
            assert laid.row(row) == {*each.terms[sentence], *each.marks[sentence]}
            section = each.section_of[sentence]
            above = {*each.title, *each.sections[section], *each.above[section]}
            assert laid.row(int(index.contexts[row])) == above


def test_every_term_of_the_vocabulary_is_found(laid: Laid) -> None:
    places = laid.index.find(laid.terms)
    assert sorted(places) == list(range(len(laid.terms)))
    assert laid.index.keys.tolist() == sorted(laid.vocabulary.keys().tolist())
