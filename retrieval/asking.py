"""One question, asked of one edition on one day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from knowledge.places.gazetteer import display

from .answer import Answer, Fallback, Reason
from .compose import SNIPPETS, Composed, compose
from .edition import Edition
from .fallback import SAID, wider, without_regions
from .followup import rewrite
from .own import own_first
from .question import LONGEST, understand
from .relative import in_years
from .runs import Search
from .scope import scope_of
from .smalltalk import smalltalk
from .spelling.speller import Speller
from .suggestions import Suggestion
from .text import normalise
from .tokens import Tokenizer

SUGGESTIONS, CANDIDATES = 3, 10  # questions shown with a refusal, and tried for it
ELSEWHERE = ("region_not_covered", "year_not_covered")


@dataclass(frozen=True, slots=True)
class Asking:
    """The view of a question: an edition, on a day. What was understood once is not to be put right again.

    `most` is how many snippets an answer may have.
    """

    edition: Edition
    tokenizer: Tokenizer
    today: date
    put_right: bool = True
    most: int = SNIPPETS

    def answer(self, text: str, history: Sequence[str] = (), any_region: bool = False) -> Answer:
        """The answer; of `any_region`, whatever region the question names."""
        understood, number = " ".join(text.split()), self.edition.number
        if not understood:
            return Answer(text, "", "unanswered", "empty", edition=number)
        if len(understood) > LONGEST:
            return Answer(text, understood, "unanswered", "too_long", edition=number)
        said = smalltalk(understood)
        meant = self._put_right(understood) if self.put_right and not said else understood
        whole = rewrite(meant, history, self.tokenizer)
        if said and (said != "unclear" or whole == understood):
            return Answer(text, understood, "smalltalk", edition=number)
        whole = in_years(whole, self.today)
        asked = without_regions(whole) if any_region else whole
        answer = self._answered(text, asked)
        return replace(answer, region_dropped=_regions(whole) if asked != whole else None)

    def _put_right(self, text: str) -> str:
        return Speller(self.edition, self.tokenizer).correct(text)

    def _answered(self, text: str, understood: str) -> Answer:
        search = self._search(understood)
        if search.evidence.is_hollow and not search.question.scope.regions:
            return Answer(text, understood, "smalltalk", edition=self.edition.number)
        found = self._found(search)
        if found.reason == "region_not_covered" or found.fallback:
            found = self._of_wider_region(found, search)
        instead = [] if found.snippets else list(self._answerable(found.near, understood))
        found = replace(found, reason=_reason(found, search, instead))
        return Answer(
            text,
            understood,
            "answered" if found.snippets else "unanswered",
            found.reason,
            found.region,
            found.conflict,
            found.snippets,
            tuple(each.question for each in instead[:SUGGESTIONS]),
            self.edition.number,
            mentioned=found.mentioned,
            documents=found.documents,
            evidence=round(found.evidence, 4),
            fallback=found.fallback,
            available=_available(found, instead),
            library_empty=not len(self.edition.shelf),
        )

    def _of_wider_region(self, found: Composed, search: Search) -> Composed:
        """The answer of the nearest region around the one asked for, if there is one that is said of that."""
        asked = "、".join(region.name for region in search.question.scope.regions)
        for question, region in wider(search.question):
            other = compose(self._search(question), self.edition, self.today, self.most)
            if other.snippets and not other.fallback and other.topic >= SAID:
                return replace(other, region=found.region, fallback=Fallback(asked, region.name))
        return found

    def _composed(self, understood: str) -> Composed:
        return self._found(self._search(understood))

    def _search(self, understood: str) -> Search:
        return Search(understand(understood, self.tokenizer), self.edition.index)

    def _found(self, search: Search) -> Composed:
        """What the documents say, behind the curated answer that was written for the question."""
        found = compose(search, self.edition, self.today, self.most)
        own = self.edition.own.fitting(search.question, self.tokenizer)
        return own_first(found, own.answer, search, self.edition, self.today, self.most) if own else found

    def _answerable(self, near: Iterable[Suggestion], asked: str) -> Iterator[Suggestion]:
        """Those of the nearest questions that are answered indeed."""
        others = (each for each in _once(near) if each.question != asked)
        for other in islice(others, CANDIDATES):
            found = self._composed(other.question)
            if found.snippets and not found.fallback and found.topic >= (SAID if other.instead else 0):
                yield other


def _once(near: Iterable[Suggestion]) -> Iterator[Suggestion]:
    seen: set[str] = set()
    for each in near:
        if each.question not in seen:
            seen.add(each.question)
            yield each


def _regions(question: str) -> str:
    return "、".join(display(region) for region in scope_of(normalise(question)).regions)


def _reason(found: Composed, search: Search, instead: Sequence[Suggestion]) -> Reason | None:
    """What is answered of another region or year is lacking of the one asked for, not of the library."""
    if found.reason != "not_in_library" or not any(each.instead for each in instead):
        return found.reason
    return "region_not_covered" if search.question.scope.regions else "year_not_covered"


def _available(found: Composed, instead: Sequence[Suggestion]) -> tuple[str, ...]:
    """What the library has in place of the region or the year that was asked for."""
    if found.reason not in ELSEWHERE:
        return ()
    return tuple(dict.fromkeys(each.instead for each in instead if each.instead))
