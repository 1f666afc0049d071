from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.building.vocabulary import Vocabulary, find, term_key

TERMS = st.lists(st.text("扶贫政策·#@0aZ", min_size=1, max_size=3), max_size=12)


@given(TERMS, TERMS)
def test_terms_are_numbered_as_they_are_met(first: list[str], second: list[str]) -> None:
    vocabulary = Vocabulary()
    numbers = [*vocabulary.encode(first), *vocabulary.encode(second)]
    met = list(dict.fromkeys([*first, *second]))
    assert [met[number] for number in numbers] == [*first, *second]
    assert (list(vocabulary.numbers), len(vocabulary)) == (met, len(met))
    assert vocabulary.keys().tolist() == [term_key(term) for term in met]


@given(TERMS, st.data())
def test_unused_terms_leave_and_the_others_get_new_numbers(terms: list[str], data: st.DataObject) -> None:
    vocabulary = Vocabulary(dict.fromkeys(terms))
    size = len(vocabulary)
    unused = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)), np.bool_)
    left, numbers = vocabulary.without(unused)
    assert list(left.numbers) == [
        term for term, gone in zip(vocabulary.numbers, unused, strict=True) if not gone
    ]
    assert left.keys().tolist() == [term_key(term) for term in left.numbers]
    for term, number in vocabulary.numbers.items():
        assert left.numbers.get(term, -1) == numbers[number]


@pytest.mark.parametrize("terms", [[], ["扶贫"], ["扶贫", "\u00b7扶贫", "@2018", "#figure"]])
def test_a_vocabulary_is_the_same_after_saving(tmp_path: Path, terms: list[str]) -> None:
    Vocabulary(terms).save(tmp_path)
    loaded = Vocabulary.load(tmp_path)
    assert list(loaded.numbers) == terms
    assert loaded.encode(["新词"]) == [len(terms)]
    assert loaded.keys().tolist() == [term_key(term) for term in [*terms, "新词"]]


def test_a_vocabulary_that_was_cut_short_is_noticed(tmp_path: Path) -> None:
    Vocabulary(["扶贫", "政策"]).save(tmp_path)
    (tmp_path / "vocabulary.txt").write_text("扶贫", encoding="utf-8")
    with pytest.raises(ValueError, match=r"vocabulary\.txt"):
        Vocabulary.load(tmp_path)


def test_a_term_is_found_by_its_key() -> None:
    keys = np.sort(np.array([term_key(term) for term in ("扶贫", "政策", "社会")], np.uint64))
    places = find(keys, ["社会", "没有", "扶贫"])
    assert [int(keys[place]) if place >= 0 else place for place in places] == [
        term_key("社会"),
        -1,
        term_key("扶贫"),
    ]
    assert find(keys, []).tolist() == []
    assert find(np.zeros(0, np.uint64), ["扶贫"]).tolist() == [-1]
