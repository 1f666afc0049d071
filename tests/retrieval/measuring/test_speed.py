"""The benchmark asks what it says it asks."""

from retrieval.answerer import Answerer
from retrieval.measuring import speed


def test_sampled_questions_are_words_of_the_library(bundled_answerer: Answerer) -> None:
    edition = bundled_answerer.opened()[0]
    questions = speed.sample_questions(edition, 20)
    whole = "\n".join(document.text for document in edition.shelf)
    assert len(questions) == 20
    assert all(0 < len(each) <= 20 and each in whole for each in questions)
    every = speed.sample_questions(edition, 10_000)
    assert not any("\n" in each or "。" in each[:-1] for each in every)


def test_peers_search_the_same_passages(bundled_answerer: Answerer) -> None:
    edition, tokenizer = bundled_answerer.opened()
    corpus = speed.passage_terms(edition, tokenizer)
    assert len(corpus) == len(edition.index.owners)
    first = tokenizer.terms(next(iter(edition.shelf)).text)
    assert set(corpus[0]) <= set(first)
