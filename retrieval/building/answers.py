"""Curated answers as an edition keeps them: behind the documents that are searched, with their meanings."""

from collections.abc import Iterator, Sequence

from knowledge.curated.answer import Cite, CuratedAnswer, place
from knowledge.document import Document

from ..curated import CitedPassage, OwnAnswer, OwnAnswers
from ..tokens import Tokenizer
from ..wordings import Wording


def own_answers(
    answers: Sequence[CuratedAnswer], documents: Sequence[Document], tokenizer: Tokenizer
) -> OwnAnswers:
    """The answers; the i-th is the i-th document behind `documents` on the shelf."""
    wanted = {cite.document for answer in answers for cite in answer.cites}
    numbers = {each.id: number for number, each in enumerate(documents) if each.id in wanted}

    def cited(cite: Cite) -> CitedPassage:
        number = numbers.get(cite.document)
        span = None if number is None else place(cite.quote, documents[number].text)
        return CitedPassage(cite.document, cite.quote, number, span)

    def kept() -> Iterator[OwnAnswer]:
        for number, each in enumerate(answers, len(documents)):
            cites = tuple(map(cited, each.cites))
            wordings = tuple(Wording.of(asked, tokenizer) for asked in each.asked)
            yield OwnAnswer(
                number, each.file, each.question, each.author, each.date, each.review, cites, wordings
            )

    return OwnAnswers(kept())
