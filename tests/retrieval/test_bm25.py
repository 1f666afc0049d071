import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from knowledge.library import BUNDLED
from retrieval.bm25 import LuceneBM25, Postings
from retrieval.building.vocabulary import Vocabulary
from retrieval.tokens import Tokenizer

CORPORA = st.lists(st.lists(st.integers(0, 30), max_size=40), min_size=1, max_size=30).filter(any)


def numbers(*terms: int) -> NDArray[np.int64]:
    return np.array(terms, np.int64)


def test_idf_is_lucenes_and_never_negative() -> None:
    model = LuceneBM25([[1, 2], [1, 3], [1, 4]])
    assert model.idf[1] == pytest.approx(math.log(1 + 0.5 / 3.5))
    assert model.idf[2] == pytest.approx(math.log(1 + 2.5 / 1.5))
    assert min(model.idf.values()) > 0


@given(CORPORA, st.lists(st.integers(0, 35), max_size=12, unique=True))
def test_postings_score_as_rank_bm25_does(corpus: list[list[int]], query: list[int]) -> None:
    scores = Postings.fit([corpus], 36).scores(numbers(*query))
    np.testing.assert_allclose(scores, LuceneBM25(corpus).get_scores(query), rtol=1e-4, atol=1e-6)


def test_postings_score_real_text_as_rank_bm25_does(tokenizer: Tokenizer) -> None:
    lines = [line for path in BUNDLED.glob("*.md") for line in path.read_text(encoding="utf-8").split("。")]
    vocabulary = Vocabulary()
    corpus = [vocabulary.encode(tokenizer.terms(line)) for line in lines]
    oracle, postings = LuceneBM25(corpus), Postings.fit([corpus], len(vocabulary))
    for question in ("遂川县贫困发生率降到多少", "上海市印发了什么文件", "社会组织发挥哪些作用"):
        query = [vocabulary.numbers.get(term, -1) for term in dict.fromkeys(tokenizer.terms(question))]
        expected = oracle.get_scores([term for term in query if term >= 0])
        assert expected.max() > 0
        np.testing.assert_allclose(postings.scores(numbers(*query)), expected, rtol=1e-4, atol=1e-5)


def test_unknown_terms_and_an_empty_corpus_score_nothing() -> None:
    assert Postings.fit([[]], 0).scores(numbers(-1)).tolist() == []
    assert Postings.fit([[[], []]], 3).scores(numbers(0, 1, -1)).tolist() == [0, 0]
    assert Postings.fit([[[1], [2]]], 3).scores(numbers(-1)).tolist() == [0, 0]


def test_postings_are_the_same_after_saving(tmp_path: Path) -> None:
    postings = Postings.fit([[[1, 2, 2], [2, 3]]], 4)
    postings.save(tmp_path, "some")
    loaded = Postings.load(tmp_path, "some", postings.size)
    assert loaded.scores(numbers(1, 2)).tolist() == postings.scores(numbers(1, 2)).tolist()


@given(CORPORA, CORPORA)
def test_two_corpora_keep_their_own_statistics(one: list[list[int]], other: list[list[int]]) -> None:
    query = numbers(1, 2, 3)
    scores = Postings.fit([one, other], 36).scores(query)
    expected = [*Postings.fit([one], 36).scores(query), *Postings.fit([other], 36).scores(query)]
    np.testing.assert_allclose(scores, expected)
