"""Whether a run of sentences is about the years and the regions that a question names.

What stands nearest decides: a sentence that names years speaks of those; one that names none speaks of its
paragraph's, and failing these of its title's and its document's. The same holds for regions, but that a
document often leaves its own region unsaid (本市, 全省). What is numbered (第三季度, 第二期) must be that
one. Only those sentences of a run are looked at that carry the evidence for it.
"""

import re
from collections.abc import Sequence
from enum import IntEnum

import numpy as np

from knowledge.gazetteer import Region, ancestors

from .evidence import Evidence
from .kinds import FIGURE
from .question import Question
from .runs import Run, Search
from .scope import REGION, YEAR

_NUMBERED = re.compile(r"第[一二三四五六七八九十百零〇\d]+.")
CARRIES = 0.5  # of a run's evidence stands in a sentence that carries it


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
    """Compares runs with the scope of one question."""

    def __init__(self, question: Question, search: Search, evidence: Evidence) -> None:
        self._scope, self._search, self._evidence = question.scope, search, evidence
        self._bits = {term: 1 << bit for bit, term in enumerate(question.terms) if search.terms[bit] >= 0}
        self._numbered = sum(1 << bit for bit, word in enumerate(question.words) if _NUMBERED.match(word))
        self._figure = FIGURE in question.terms

    def fit(self, run: Run) -> Fit:
        """The best fit among the sentences that carry the evidence for a run."""
        if self._numbered & ~run.covered:
            return Fit.OTHER_ITEM
        if not (self._scope.years or self._scope.regions):
            return Fit.EXACT
        above = self._above(run)
        context = above[1]
        held = self._search.held[run.first : run.last].tolist()
        shares = [self._evidence.share(each | context) for each in held]
        enough = CARRIES * max(shares)
        return max(
            self._fit([each, *above]) for each, share in zip(held, shares, strict=True) if share >= enough
        )

    def _above(self, run: Run) -> list[int]:
        """What the run's paragraph, its title and headings, and its document hold."""
        index, held = self._search.index, self._search.held
        first, last = index.firsts[run.document : run.document + 2].tolist()
        blocks = index.blocks[first:last]
        block = blocks[run.first - first]
        start, end = (np.searchsorted(blocks, [block, block + 1]) + first).tolist()
        paragraph, document = (int(np.bitwise_or.reduce(held[a:b])) for a, b in ((start, end), (first, last)))
        return [paragraph, int(held[index.contexts[run.first]]), document]

    def _fit(self, layers: Sequence[int]) -> Fit:
        region = min((self._region(each, layers) for each in self._scope.regions), default=Fit.EXACT)
        if region is Fit.OTHER_REGION or all(self._year(year, layers) for year in self._scope.years):
            return region
        return Fit.OTHER_YEAR

    def _year(self, year: int, layers: Sequence[int]) -> bool:
        """The nearest layer that names any year names this one; or none does."""
        wanted, any_year = self._bits.get(f"@{year}", 0), self._bits.get(YEAR, 0)
        nearest = next((layer for layer in layers if layer & any_year), None)
        return nearest is None or bool(nearest & wanted)

    def _region(self, region: Region, layers: Sequence[int]) -> Fit:
        if not self._known(region):
            return Fit.OTHER_REGION
        own, paragraph, title, document = layers
        exact, inside = self._bits.get(f"@{region.code}", 0), self._bits.get(f"+{region.code}", 0)
        around = sum(self._bits.get(f"@{above.code}", 0) for above in ancestors(region))
        named = self._bits.get(REGION, 0)
        fitting = exact if self._figure else exact | inside
        if (own | title) & fitting:
            return Fit.EXACT
        if own & named or title & named:
            return Fit.AROUND if (own | title) & around and not self._figure else Fit.OTHER_REGION
        if (paragraph | document) & (exact | inside):
            return Fit.WITHIN
        return Fit.OTHER_REGION if paragraph & named else Fit.UNSAID

    def _known(self, region: Region) -> bool:
        """Whether the library names the region, or anything in it, at all."""
        return f"@{region.code}" in self._bits or f"+{region.code}" in self._bits
