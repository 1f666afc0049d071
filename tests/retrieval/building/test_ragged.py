"""Rows of different lengths behave as lists of lists do."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.building.ragged import Ragged, counted, ends, spread

T = TypeVar("T")
ROWS = st.lists(st.lists(st.integers(0, 9), max_size=5), max_size=6)


def flat(rows: Iterable[Sequence[T]]) -> list[T]:
    return [each for row in rows for each in row]


def lists(ragged: Ragged) -> list[list[int]]:
    return [ragged[row].tolist() for row in range(len(ragged))]


@given(ROWS)
def test_rows_are_kept(rows: list[list[int]]) -> None:
    ragged = Ragged.of(rows)
    assert lists(ragged) == rows
    assert ragged.lengths.tolist() == list(map(len, rows))
    assert ragged.owners.tolist() == [number for number, row in enumerate(rows) for _ in row]


@given(ROWS, st.data())
def test_rows_are_picked_in_any_order(rows: list[list[int]], data: st.DataObject) -> None:
    picked = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=8)) if rows else []
    assert lists(Ragged.of(rows).take(np.array(picked, np.int64))) == [rows[row] for row in picked]


@given(ROWS, st.data())
def test_runs_of_rows_are_joined(rows: list[list[int]], data: st.DataObject) -> None:
    bound = st.integers(0, len(rows))
    runs = data.draw(st.lists(st.tuples(bound, bound).map(sorted), max_size=4))
    firsts, lasts = np.array(runs, np.int64).reshape(-1, 2).T
    expected = [flat(rows[first:last]) for first, last in runs]
    assert lists(Ragged.of(rows).runs(firsts, lasts)) == expected


@given(st.lists(ROWS, max_size=3))
def test_parts_follow_one_another(parts: list[list[list[int]]]) -> None:
    assert lists(Ragged.joined([Ragged.of(part) for part in parts])) == flat(parts)


@given(ROWS, st.integers(1, 3))
def test_parts_stand_side_by_side(rows: list[list[int]], times: int) -> None:
    parts = [[[*row, time] for row in rows] for time in range(times)]
    expected = [flat(same) for same in zip(*parts, strict=True)]
    assert lists(Ragged.beside([Ragged.of(part) for part in parts])) == expected


@given(ROWS)
def test_distinct_values_are_ascending(rows: list[list[int]]) -> None:
    assert lists(Ragged.of(rows).distinct(10)) == [sorted(set(row)) for row in rows]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=30))
def test_pairs_are_counted(pairs: list[tuple[int, int]]) -> None:
    major, minor = np.array(pairs, np.int64).reshape(-1, 2).T
    found, counts = counted(major, minor, 4)
    expected = {pair: pairs.count(pair) for pair in sorted(set(pairs))}
    assert dict(
        zip(zip(*map(np.ndarray.tolist, np.divmod(found, 4)), strict=True), counts.tolist(), strict=True)
    ) == (expected)


def test_numbers_are_exchanged() -> None:
    numbered = Ragged.of([[0, 2], [], [1]]).numbered(np.array([7, 8, 9]))
    assert lists(numbered) == [[7, 9], [], [8]]


def test_ends_and_spreads_of_nothing_are_empty() -> None:
    nothing = np.zeros(0, np.int64)
    assert ends(nothing).tolist() == [0]
    assert spread(nothing, nothing).tolist() == []
    assert spread(np.array([3, 7]), np.array([5, 8])).tolist() == [3, 4, 7]


@pytest.mark.parametrize("rows", [[], [[]], [[], []]])
def test_rows_of_nothing_are_rows(rows: list[list[int]]) -> None:
    assert lists(Ragged.beside([Ragged.of(rows)] * 3)) == rows
    assert lists(Ragged.of(rows).distinct(0)) == rows
