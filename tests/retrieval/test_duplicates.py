"""Texts that say the same are found among many that do not."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.duplicates import SKETCH, duplicates, most_alike, resemblance, sketch
from retrieval.measuring.synthetic import write_library

CHARACTERS = [chr(0x4E00 + number) for number in range(2000)]


def text(seed: int, length: int = 3000) -> str:
    return "".join(np.random.default_rng(seed).choice(CHARACTERS, length))


def test_the_same_text_is_found_whatever_its_white_space() -> None:
    first = text(1)
    second = "\n".join(first[i : i + 30] for i in range(0, len(first), 30))
    pairs = list(duplicates([text(2), first, text(3), second]))
    assert [(pair.first, pair.second, pair.share) for pair in pairs] == [(1, 3, 1.0)]


@pytest.mark.parametrize(("changed", "found"), [(1, True), (20, True), (100, False), (900, False)])
def test_a_few_changes_leave_texts_alike(changed: int, found: bool) -> None:
    first = text(1)
    places = np.random.default_rng(9).choice(len(first), changed, replace=False)
    second = "".join("改" if at in set(places.tolist()) else c for at, c in enumerate(first))
    assert bool(list(duplicates([first, second]))) == found


@given(st.integers(0, 1000), st.sampled_from([0.2, 0.5, 0.8]))
def test_the_share_is_estimated(seed: int, kept: float) -> None:
    first, other = text(seed, 4000), text(seed + 5000, 4000)
    second = first[: int(4000 * kept)] + other[int(4000 * kept) :]
    assert resemblance(sketch(first), sketch(second)) == pytest.approx(kept / (2 - kept), abs=0.15)


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["甲", "乙"], ["甲乙丙"]])
def test_short_texts_are_not_alike_by_chance(texts: list[str]) -> None:
    assert list(duplicates(texts)) == []


def test_short_texts_that_are_the_same_are_alike() -> None:
    assert [(pair.first, pair.second) for pair in duplicates(["甲", "乙", "甲"])] == [(0, 2)]


def test_of_many_texts_the_most_alike_one_is_found_for_each() -> None:
    mine, nearly = text(1), text(1)[:2900] + text(2, 100)
    found = list(most_alike([text(3), mine], [text(4), nearly, mine]))
    assert [(pair.first, pair.second, pair.share) for pair in found] == [(1, 2, 1.0)]


def test_a_sketch_is_the_smallest_hashes() -> None:
    found = sketch(text(1))
    assert len(found) == SKETCH
    assert found.tolist() == sorted(set(found.tolist()))
    assert sketch("同" * 5000).tolist() == sketch("同" * 50).tolist()


def test_documents_of_a_made_up_library_are_not_alike(tmp_path: Path) -> None:
    write_library(tmp_path, 200)
    texts = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir())]
    assert len(texts) > 3
    assert list(duplicates(texts)) == []
