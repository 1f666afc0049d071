"""A curated answer as it will be shown, before it is part of an edition."""

from collections.abc import Iterable
from datetime import date

from knowledge.curated.answer import CuratedAnswer

from .answer import Answer
from .compose import compose
from .edition import Edition
from .own import previewed
from .question import understand
from .runs import Search
from .tokens import Tokenizer
from .wordings import Wording


def preview(draft: CuratedAnswer, edition: Edition, tokenizer: Tokenizer, today: date) -> Answer:
    """What its question will get on this edition, once the answer is part of it."""
    search = Search(understand(draft.question, tokenizer), edition.index)
    found = previewed(compose(search, edition, today), draft, search, edition, today)
    return Answer(
        draft.question,
        draft.question,
        "answered",
        region=found.region,
        conflict=found.conflict,
        snippets=found.snippets,
        edition=edition.number,
        evidence=found.evidence,
    )


def reached(draft: CuratedAnswer, questions: Iterable[str], tokenizer: Tokenizer) -> list[bool]:
    """Which of the questions will get the answer."""
    wordings = [Wording.of(asked, tokenizer) for asked in draft.asked]
    asked = (Wording.of(question, tokenizer) for question in questions)
    return [any(each.fits(wording) for wording in wordings) for each in asked]
