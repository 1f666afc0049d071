"""Whether a run of sentences is about the years and the regions that a question names.

What stands nearest decides: a sentence that names years speaks of those; one that names none speaks of its
paragraph's, and failing these of its title's and its document's. The same holds for regions, but that a
document often leaves its own region unsaid (本市, 全省). What is numbered (第三季度, 第二期) must be that
one. Only those sentences of a run are looked at that carry the evidence for it.
"""

import re
from enum import IntEnum
from functools import cache

import numpy as np

from knowledge.places.gazetteer import Region, ancestors

from .kinds import FIGURE
from .runs import Run, Search
from .scope import REGION, YEAR

_NUMBERED = re.compile(r"第[一二三四五六七八九十百零〇\d]+.")
CARRIES = 0.5  # of a run's evidence stands in a sentence that carries it
CARRIES_FIGURE = 0.8  # the same where a figure is asked for: it stands with its subject


class Fit(IntEnum):
    """How a run fits a question's scope, best last."""

    OTHER_ITEM = 0
    OTHER_REGION = 1
    OTHER_YEAR = 2
    AROUND = 3  # it speaks of what the region lies in
    UNSAID = 4  # nothing near it names a region
    WITHIN = 5  # its document names the region
    EXACT = 6


TRUST = {Fit.AROUND: 0.9, Fit.UNSAID: 0.95, Fit.WITHIN: 1.0, Fit.EXACT: 1.0}


class Fitting:
    """Compares runs with the scope of the question that was looked up."""

    def __init__(self, search: Search) -> None:
        question = search.question
        self._search, self._scope = search, question.scope
        self._bits = {
            term: 1 << place
            for place, (term, number) in enumerate(zip(question.terms, search.terms.tolist(), strict=True))
            if number >= 0
        }
        self._numbered = sum(1 << place for place, word in enumerate(question.words) if _NUMBERED.match(word))
        self._figure = FIGURE in question.terms
        self._around = cache(self._looked_around)

    def fit(self, run: Run) -> Fit:
        """The best fit among the sentences that carry the evidence for a run."""
        if self._numbered & ~run.held:
            return Fit.OTHER_ITEM
        if not (self._scope.years or self._scope.regions):
            return Fit.EXACT
        place = int(np.searchsorted(self._search.rows, run.first))
        sentences = slice(place, place + run.last - run.first)
        own, above = self._search.own[sentences], self._search.above[sentences]
        shares = self._search.evidence.shares(own | above)
        carrying = shares >= (CARRIES_FIGURE if self._figure else CARRIES) * shares.max()
        layers = zip(own[carrying].tolist(), above[carrying].tolist(), strict=True)
        return max(self._fit(run, sentence, title) for sentence, title in layers)

    def _fit(self, run: Run, sentence: int, title: int) -> Fit:
        """The fit of one sentence of a run, given what it and its title and headings hold."""
        region = min(
            (self._region(each, run, sentence, title) for each in self._scope.regions), default=Fit.EXACT
        )
        if region is Fit.OTHER_REGION or all(
            self._year(year, run, sentence, title) for year in self._scope.years
        ):
            return region
        return Fit.OTHER_YEAR

    def _year(self, year: int, run: Run, sentence: int, title: int) -> bool:
        """The nearest of sentence, paragraph, title and document that names any year names this one."""
        wanted, named = self._bits.get(f"@{year}", 0), self._bits.get(YEAR, 0)
        if sentence & named:
            return bool(sentence & wanted)
        paragraph, document = self._around(run)
        nearest = next((layer for layer in (paragraph, title, document) if layer & named), None)
        return nearest is None or bool(nearest & wanted)

    def _region(self, region: Region, run: Run, sentence: int, title: int) -> Fit:
        exact, inside = self._bits.get(f"@{region.code}", 0), self._bits.get(f"+{region.code}", 0)
        if not exact | inside:
            return Fit.OTHER_REGION  # the library does not name it at all
        named, near = self._bits.get(REGION, 0), sentence | title
        if near & (exact if self._figure else exact | inside):
            return Fit.EXACT
        if near & named:
            around = sum(self._bits.get(f"@{above.code}", 0) for above in ancestors(region))
            return Fit.AROUND if near & around and not self._figure else Fit.OTHER_REGION
        paragraph, document = self._around(run)
        if (paragraph | document) & (exact | inside):
            return Fit.WITHIN
        return Fit.OTHER_REGION if paragraph & named else Fit.UNSAID

    def _looked_around(self, run: Run) -> list[int]:
        """What the run's paragraph and its document hold."""
        index = self._search.index
        first, last = index.firsts[run.document : run.document + 2].tolist()
        held = self._search.held(np.arange(first, last))
        within = index.blocks[first:last] == index.blocks[run.first]
        return [int(np.bitwise_or.reduce(held[within])), int(np.bitwise_or.reduce(held))]
