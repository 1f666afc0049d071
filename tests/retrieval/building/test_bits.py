import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.building.bits import MOST, SETS, united, weighed

ROWS = st.lists(st.integers(0, 2**MOST - 1), max_size=12)


@given(ROWS, st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=8))
def test_ranges_of_rows_hold_what_any_of_their_rows_holds(
    rows: list[int], ranges: list[tuple[int, int]]
) -> None:
    bounds = [(min(start, len(rows)), min(start + length, len(rows))) for start, length in ranges]
    starts, ends = np.array(bounds, np.int64).reshape(-1, 2).T
    expected = []
    for start, end in bounds:
        together = 0
        for row in rows[start:end]:
            together |= row
        expected.append(together)
    assert united(np.array(rows, np.uint64), starts, ends).tolist() == expected


@given(ROWS)
def test_sets_weigh_what_their_terms_weigh_together(rows: list[int]) -> None:
    weights = np.arange(1, MOST + 1, dtype=np.float32)
    expected = [sum(place + 1 for place in range(MOST) if row >> place & 1) for row in rows]
    assert weighed(np.array(rows, np.uint64), weights).tolist() == expected


def test_the_sets_are_the_empty_one_and_those_of_one_term() -> None:
    assert SETS.tolist() == [0, *(2**place for place in range(MOST))]
