"""Why a slip is none, as far as that can be told without reading the text both ways."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Literal

from knowledge.document import Span
from knowledge.places.regions import find_regions, region_named

from ..followup.persons import person_in
from ..tokens import Tokenizer
from .doubts import NUMERALS, Doubts
from .slips import Slip

Refusal = Literal[
    "word",  # what was typed is one
    "number",  # numerals would change
    "region",  # a region would be another one, or none
    "person",  # somebody is called so
    "unlike",  # too much of the word would change
    "in_use",  # what would change is in use as it stands
    "beside",  # what stands beside it speaks against it
    "unread",  # the word would not be read as one
    "unlikely",  # the text would not read so much better
    "in_library",  # the library has what was typed
]
_DONE = (
    "了",
    "着",
    "过",
)  # what stands before them was done (慈善|发|了), if it is no part of a word (脱品|了)
_SPEAKS = re.compile(
    r"是(?:谁|哪|什么人|什么职|干什么|做什么)|[担兼]任|指出|表示|认为|强调|介绍|主持|出席|带队"
    r"|[讲说](?:了|的|过|到|，|什么|哪|道|明)|[呢？?]?\Z|这个人|的职务"
)


class Refusals:
    """Refuses slips of one text."""

    def __init__(self, doubts: Doubts, tokenizer: Tokenizer) -> None:
        self._doubts, self._tokenizer, self._text = doubts, tokenizer, doubts.text

    def why(self, slip: Slip) -> Refusal | None:
        """None for a slip that may be one."""
        if self._is_word(slip):
            return "word"
        if not NUMERALS.isdisjoint({*self._text[slip.start : slip.end]} ^ {*slip.word}):
            return "number"
        if any(self._text[slice(*span)] not in slip.word for span in _overlapping(slip, self._regions)):
            return "region"
        if len(slip.word) == 2 and _overlapping(slip, self._persons):
            return "person"
        if slip.kind == "near_sound" and 2 * len(slip.changed) > len(slip.word):
            return "unlike"
        return "in_use" if self._in_use(slip) else None

    def _is_word(self, slip: Slip) -> bool:
        """What was typed is a word; a rare one gives way to the name of a region that the library has."""
        if not self._tokenizer.knows(self._text[slip.start : slip.end]):
            return False
        return not (all(self._doubts.places[slip.start : slip.end]) and region_named(slip.word))

    @cached_property
    def _regions(self) -> list[Span]:
        return [span for _, span in find_regions(self._text)]

    @cached_property
    def _persons(self) -> list[Span]:
        """Who is asked about; what else looks like a name seldom is one."""
        found = person_in(self._text, self._tokenizer)
        return [found] if found and _SPEAKS.match(self._text, found[1]) else []

    def _in_use(self, slip: Slip) -> bool:
        leftover, kept = self._doubts.leftover, set(range(slip.start, slip.end)).difference(slip.changed)
        done = slip.end - 1 in slip.changed and self._text[slip.end : slip.end + 1] in _DONE
        if done and not any(leftover[place] for place in kept):
            return True
        return slip.kind in ("order", "doubled") and not any(leftover[place] for place in slip.changed)


def _overlapping(slip: Slip, spans: Sequence[Span]) -> list[Span]:
    return [(start, end) for start, end in spans if start < slip.end and slip.start < end]
