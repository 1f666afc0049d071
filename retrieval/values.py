"""Quantities and days as terms, so that different ways of writing them find each other.

二十家, 80万 and 百分之三十 are =20, =800000 and =30%; 10月30日, 十月三十号 and 10.30 are =10-30. What is
written in plain digits (20, 30%) is a word of the text as it is, and has no such term there. A year of a
question is looked up in four digits; for those of texts see scope.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from knowledge.document import Span
from knowledge.numbers.numerals import Number, dates, numbers, years

VALUE = "="  # begins each of these terms
SMALL = 10  # whole numbers below it are said of everything (一个, 两县), and tell nothing
_DIGITS = re.compile(r"(?P<number>\d{1,18}(?:\.\d{1,9})?)(?P<share>%?)")
_DOTTED = re.compile(r"(?P<month>0?[1-9]|1[0-2])\.(?P<day>0?[1-9]|[12]\d|3[01])")
_YEAR = re.compile(r"[^年]{2,6}年")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a question: either `text`, still to be cut into words, or the `term` of a value."""

    text: str = ""
    term: str = ""


def held(text: str) -> tuple[str, ...]:
    """The terms of the values in a normalised text, without those that its words say already."""
    found = [term for number, term in _quantities(text) if not _plain(text, number, term)]
    return tuple(dict.fromkeys([*found, *(term for term, _ in _days(text))]))


def pieces(question: str) -> Iterator[Piece]:
    """A normalised question, cut around its values but for those in plain digits."""
    at = 0
    for (start, end), term in sorted(
        (*_days_asked(question), *_years_asked(question), *_numbers_asked(question))
    ):
        if start >= at:
            yield Piece(question[at:start])
            yield Piece(term=term)
            at = end
    yield Piece(question[at:])


def alike(word: str) -> tuple[str, ...]:
    """The terms that stand for the same as a word or a term: 20 for =20, =20 for 20, =9-5 for 9.5."""
    if word.startswith(VALUE):
        return (word[1:],) if _DIGITS.fullmatch(word[1:]) else ()
    day, digits = _DOTTED.fullmatch(word), _DIGITS.fullmatch(word)
    terms = [_day(int(day["month"]), int(day["day"]))] if day else []
    if digits:
        terms.append(_term(Decimal(digits["number"]), bool(digits["share"])))
    return tuple(terms)


def spans(text: str, terms: frozenset[str]) -> Iterator[Span]:
    """Where a normalised text has one of these values."""
    yield from (number.span for number, term in _quantities(text) if term in terms)
    yield from (span for term, span in _days(text) if term in terms)


def _numbers_asked(question: str) -> Iterator[tuple[Span, str]]:
    """Without their units, which are words like others."""
    for number, term in _quantities(question):
        start, end = number.span
        if not _plain(question, number, term):
            yield (start, end - len(number.unit) if question.endswith(number.unit, start, end) else end), term


def _years_asked(question: str) -> Iterator[tuple[Span, str]]:
    """16年, 二〇一六年: single years that are not written in four digits."""
    found = years(question)
    several = Counter(span for _, span in found)
    for year, span in found:
        if several[span] == 1 and str(year) not in question[slice(*span)]:
            yield span, str(year)


def _days_asked(question: str) -> Iterator[tuple[Span, str]]:
    """10月30日 of 2018年10月30日."""
    for term, (start, end) in _days(question):
        year = _YEAR.match(question, start, end)
        yield (year.end() if year else start, end), term


def _quantities(text: str) -> Iterator[tuple[Number, str]]:
    for number in numbers(text):
        share = number.unit == "%"
        if share or number.value >= SMALL or number.value != number.value.to_integral_value():
            yield number, _term(number.value, share)


def _days(text: str) -> Iterator[tuple[str, Span]]:
    for date, span in dates(text):
        if date.month and date.day:
            yield _day(date.month, date.day), span


def _plain(text: str, number: Number, term: str) -> bool:
    """Whether the number is written as a word that says its value (20家, but neither 20万 nor 二十)."""
    word = _DIGITS.match(text, *number.span)
    return word is not None and _term(Decimal(word["number"]), bool(word["share"])) == term


def _term(value: Decimal, share: bool) -> str:
    return f"{VALUE}{round(value, 4).normalize():f}{'%' if share else ''}"


def _day(month: int, day: int) -> str:
    return f"{VALUE}{month}-{day}"
