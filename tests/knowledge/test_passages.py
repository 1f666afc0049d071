from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from knowledge.document import Span
from knowledge.passages import LEAST, reaches, windows

LENGTHS = st.lists(st.integers(1, 60), max_size=40)


def spans(lengths: list[int]) -> list[Span]:
    found, at = [], 0
    for length in lengths:
        found.append((at, at + length))
        at += length + 1
    return found


@given(LENGTHS)
def test_windows_cover_every_sentence_and_each_brings_a_new_one(lengths: list[int]) -> None:
    sentences = spans(lengths)
    ranges = windows(sentences, 100)
    assert sorted({number for first, last in ranges for number in range(first, last)}) == list(
        range(len(lengths))
    )
    for (first, last), (following, end) in pairwise(ranges):
        assert first < following <= last < end
        room = sentences[last][1] - sentences[last - 1][0] <= 100 and last - 1 > first
        assert following == (last - 1 if room else last)


@given(LENGTHS)
def test_a_window_is_within_the_limit_or_one_sentence(lengths: list[int]) -> None:
    sentences = spans(lengths)
    for first, last in windows(sentences, 50):
        assert last - first == 1 or sentences[last - 1][1] - sentences[first][0] <= 50


def test_an_answer_that_straddles_two_windows_is_found_whole() -> None:
    assert windows(spans([40, 40, 40, 40]), 90) == [(0, 2), (1, 3), (2, 4)]


@given(LENGTHS, st.data())
def test_a_reach_is_the_longest_run_that_fits_and_meets_no_heading(
    lengths: list[int], data: st.DataObject
) -> None:
    sentences = spans(lengths)
    headings = data.draw(st.lists(st.booleans(), min_size=len(lengths), max_size=len(lengths)))
    openings = [True] * len(lengths)
    for first, end in enumerate(reaches(sentences, headings, openings, 80)):
        fits = [
            last
            for last in range(first + 1, len(sentences) + 1)
            if sentences[last - 1][1] - sentences[first][0] <= 80 and not any(headings[first + 1 : last])
        ]
        assert end == max([first + 1, *fits])


@given(LENGTHS, st.data())
def test_a_reach_is_never_empty_and_never_longer_for_what_opens_a_paragraph(
    lengths: list[int], data: st.DataObject
) -> None:
    sentences, headings = spans(lengths), [False] * len(lengths)
    openings = data.draw(st.lists(st.booleans(), min_size=len(lengths), max_size=len(lengths)))
    longest = reaches(sentences, headings, [True] * len(lengths), 150)
    for first, (end, most) in enumerate(
        zip(reaches(sentences, headings, openings, 150), longest, strict=True)
    ):
        assert first < end <= most
        if end < most:
            assert openings[end]
            assert not openings[most]
            assert sentences[end - 1][1] - sentences[first][0] >= LEAST


def test_a_reach_ends_with_a_paragraph_rather_than_within_the_next() -> None:
    assert reaches(spans([60, 60, 70, 90]), [False] * 4, [True, False, True, False]) == [2, 3, 4, 4]
    assert reaches(spans([60, 30, 90, 90]), [False] * 4, [True, False, True, False]) == [3, 3, 4, 4]
