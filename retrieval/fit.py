"""Whether a run of sentences is about the years and the regions that a question names.

What stands nearest decides: a sentence that names years speaks of those; one that names none speaks of its
paragraph's, and failing these of its title's and its document's. The same holds for regions, but that a
document often leaves its own region unsaid (本市, 全省), which is for the answer to say. What is said of a
city or a province is not said of what lies in it, nor is a figure of a place that of a part of it. What is
numbered (第三季度, 第二期) must be that one. Only those sentences of a run are looked at that carry the
evidence for it; where a figure is asked for, those that give one.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache, cached_property

import numpy as np

from knowledge.facts.issuers import is_national
from knowledge.places.gazetteer import Region, ancestors
from knowledge.shelf import Shelf

from .evidence import Evidence
from .figures import asked_measure, has_figure, possible_units
from .kinds import DATE, FIGURE, OFFICE, PLACE
from .runs import Run, Search
from .scope import DIGEST, PART, REGION, YEAR
from .text import normalise

_NUMBERED = re.compile(r"第[一二三四五六七八九十百零〇\d]+.")
REPORTS = frozenset(("新闻报道", "新闻发布会"))  # types of documents that lay down nothing
CARRIES = 0.5  # of a run's evidence stands in a sentence that carries it
CARRIES_FIGURE = 0.8  # the same where a figure is asked for: it stands with its subject
KINDS = (DATE, OFFICE, PLACE)  # of answers that a sentence gives
OTHER_KIND = 0.8  # of its score keeps a run whose weightiest sentence gives no such answer
ABOUT = 0.1  # of a question, regions and years apart, is what a run must be about
ABOUT_FIGURE = 0.28  # the same of a sentence with a figure: the least of 90 right ones has 0.31


class Fit(IntEnum):
    """How a run fits a question's scope, best last."""

    OTHER_TOPIC = 0  # it shares but the region
    OTHER_ITEM = 1
    NO_FIGURE = 2  # it gives no quantity in what was asked for
    OTHER_REGION = 3
    OTHER_YEAR = 4
    UNSAID = 5  # nothing near it names a region, or but the nation
    WITHIN = 6  # its document names the region
    EXACT = 7


TRUST = {Fit.UNSAID: 0.95, Fit.WITHIN: 1.0, Fit.EXACT: 1.0}


class Fitting:
    """Compares runs with the scope of the question that was looked up."""

    def __init__(self, search: Search, shelf: Shelf) -> None:
        question = search.question
        self._search, self._shelf, self._scope = search, shelf, question.scope
        self._bits = {
            term: 1 << place
            for place, (term, number) in enumerate(zip(question.terms, search.terms.tolist(), strict=True))
            if number >= 0
        }
        self._numbered = sum(1 << place for place, word in enumerate(question.words) if _NUMBERED.match(word))
        self._figure = FIGURE in question.terms
        self._asked = normalise(question.text) if self._figure else ""
        self._years = [self._bit(f"@{year}") for year in question.scope.years]
        if question.scope.recent:
            self._years.append(sum(map(self._bit, question.scope.recently)))
        self._around = cache(self._looked_around)

    def fit(self, run: Run) -> Fit:
        """The best fit among the sentences that carry the evidence for a run."""
        if self._numbered & ~run.held:
            return Fit.OTHER_ITEM
        if self._units and not any(self._gives_figure(run, each) for each in range(run.first, run.last)):
            return Fit.NO_FIGURE
        if not (self._years or self._scope.regions):
            return Fit.EXACT
        if not self._on_topic(run):
            return Fit.OTHER_TOPIC
        fits = [(self._fit(run, own, above), sentence) for sentence, own, above in self._carrying(run)]
        best = max(fits)[0]
        if not self._figure or best not in TRUST:
            return best
        return max((fit for fit, sentence in fits if self._gives_figure(run, sentence)), default=best)

    def national(self, run: Run) -> bool:
        """Whether it is from rules that a body of the whole nation has issued."""
        known = self._shelf.metadata(run.document)
        rules = known.document_type is not None and known.document_type not in REPORTS
        return bool(rules and known.issuer and is_national(known.issuer) and not known.regions)

    def topic(self, run: Run) -> float:
        """The share of the question, regions and years apart, that it is about; where a figure is asked for,
        the sentence that holds most of the question. A question without regions is about nothing else.
        """
        if not self._scope.regions:
            return 1.0
        if not self._figure:
            return float(self._topic.shares(np.array([run.held], np.uint64))[0])
        rows = self._rows(run)
        held = self._search.own[rows] | self._search.above[rows]
        best = int(self._search.evidence.shares(held).argmax())
        return float(self._topic.shares(held)[best])

    def of_kind(self, run: Run) -> float:
        """How far it answers with what was asked for: below 1 where the sentence that holds most of the
        question lacks it.
        """
        kinds = [self._bit(kind) for kind in KINDS if kind in self._search.question.marks]
        if not kinds:
            return 1.0
        rows = self._rows(run)
        own = self._search.own[rows]
        best = int(self._search.evidence.shares(own | self._search.above[rows]).argmax())
        return 1.0 if all(int(own[best]) & kind for kind in kinds) else OTHER_KIND

    def _on_topic(self, run: Run) -> bool:
        return self.topic(run) >= (ABOUT_FIGURE if self._figure else ABOUT)

    @cached_property
    def _topic(self) -> Evidence:
        """Weighs what is held of the question, regions and what it counts in apart."""
        measure = asked_measure(self._asked)
        left_out = (*self._scope.places, *([measure] if measure else []))
        return Evidence(self._search.question, left_out, self._search.synonyms)

    @cached_property
    def _units(self) -> tuple[str, ...] | None:
        return possible_units(self._asked)

    def _carrying(self, run: Run) -> Iterator[tuple[int, int, int]]:
        """Each sentence that carries the evidence, what it holds, and its title and headings."""
        rows = self._rows(run)
        own, above = self._search.own[rows], self._search.above[rows]
        shares = self._search.evidence.shares(own | above)
        carrying = np.flatnonzero(shares >= (CARRIES_FIGURE if self._figure else CARRIES) * shares.max())
        return zip(
            (run.first + carrying).tolist(), own[carrying].tolist(), above[carrying].tolist(), strict=True
        )

    def _gives_figure(self, run: Run, sentence: int) -> bool:
        """Whether a sentence has a quantity of a unit that was asked for."""
        text = self._shelf.text(run.document, *self._search.index.sentences[sentence].tolist())
        return has_figure(text, self._units)

    def _rows(self, run: Run) -> slice:
        place = int(np.searchsorted(self._search.rows, run.first))
        return slice(place, place + run.last - run.first)

    def _fit(self, run: Run, sentence: int, title: int) -> Fit:
        """The fit of one sentence of a run, given what it and its title and headings hold."""
        region = min(
            (self._region(each, run, sentence, title) for each in self._scope.regions), default=Fit.EXACT
        )
        if region is Fit.OTHER_REGION or all(self._year(each, run, sentence, title) for each in self._years):
            return region
        return Fit.OTHER_YEAR

    def _year(self, wanted: int, run: Run, sentence: int, title: int) -> bool:
        """The nearest of sentence, paragraph, title and document that names any year names a wanted one."""
        named = self._bit(YEAR)
        if sentence & named:
            return bool(sentence & wanted)
        paragraph, document = self._around(run)
        nearest = next((layer for layer in (paragraph, title, document) if layer & named), None)
        return nearest is None or bool(nearest & wanted)

    def _region(self, region: Region, run: Run, sentence: int, title: int) -> Fit:
        exact, inside = self._named(region), self._bit(f"+{region.code}")
        near, named = self._near(region, sentence, title), self._bit(REGION)
        if near & (exact if self._figure else exact | inside):
            return Fit.EXACT
        if near & named:
            return Fit.OTHER_REGION
        paragraph, document = self._around(run)
        if (paragraph if self._digest(run) else paragraph | document) & (exact | inside):
            return Fit.WITHIN
        known = exact | inside or self.national(run)
        return Fit.UNSAID if known and not paragraph & named else Fit.OTHER_REGION

    def _named(self, region: Region) -> int:
        """The bits of what names a region; and but a part of it (江西省罗霄山片区), unless a figure is asked
        for and not one of such a part.
        """
        part = not self._figure or len(self._scope.regions) > 1
        return self._bit(f"@{region.code}") | (self._bit(f"{PART}{region.code}") if part else 0)

    def _near(self, region: Region, sentence: int, title: int) -> int:
        """A sentence with its title; for a figure alone, if it names a region that is not around this one."""
        around = sum(self._bit(f"@{above.code}") for above in ancestors(region))
        alone = self._figure and sentence & self._bit(REGION) and not sentence & around
        return sentence if alone else sentence | title

    def _bit(self, term: str) -> int:
        return self._bits.get(term, 0)

    def _digest(self, run: Run) -> bool:
        return len(self._shelf.metadata(run.document).regions) > DIGEST

    def _looked_around(self, run: Run) -> list[int]:
        """What the run's paragraph and its document hold."""
        index = self._search.index
        first, last = index.firsts[run.document : run.document + 2].tolist()
        held = self._search.held(np.arange(first, last))
        within = index.blocks[first:last] == index.blocks[run.first]
        return [int(np.bitwise_or.reduce(held[within])), int(np.bitwise_or.reduce(held))]
