"""From a draft to an answer of the library: what can be cited, how it will look, and saving it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from telegram import User

from bot.desk import access, curated, gaps
from bot.desk.desk import Desk
from bot.desk.errors import DeskError
from bot.store.audit import Actor
from bot.store.gaps.gaps import Whole
from bot.store.people import may
from bot.telegram.admin import gap_answer_words as words
from bot.telegram.admin import guard
from bot.telegram.admin.gap_draft import Draft, Passage
from bot.telegram.admin.gaps_words import settled
from knowledge.curated.answer import Cite, CuratedAnswer
from knowledge.curated.answers import LONGEST_AUTHOR, LONGEST_QUESTION, LONGEST_TEXT, MOST_WORDINGS
from retrieval.reloading import today

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from retrieval.edition import Edition

FOUND, DOCUMENTS = 6, 2
"""Passages that a search shows, and documents whose title has the words."""

SENTENCES = 2  # of a document's beginning


class Writing:
    """All of it blocks. What cannot be done raises DeskError, what cannot be an answer UnreadableFile."""

    def __init__(self, desk: Desk, assistant: "Assistant") -> None:
        self._desk, self._answerer = desk, assistant.answerer

    def gap(self, id: int) -> Whole:
        """A gap that waits for an answer."""
        whole = gaps.whole(self._desk, id)
        if whole.gap.state != "open":
            raise DeskError(settled(whole.gap))
        return whole

    def written(self, draft: Draft, text: str) -> Draft:
        """With this text, and with passages to choose from."""
        draft = replace(draft, text=text)
        question = self.gap(draft.gap).gap.question
        self._answer(draft, None)
        return draft if draft.found else self.searched(draft, question)

    def searched(self, draft: Draft, words: str) -> Draft:
        """With the best passages for some words, behind the openings of documents that are called so."""
        edition = self._answerer.opened()[0]
        found = dict.fromkeys(self._openings(words))
        for run in self._answerer.explain(words)["runs"][:FOUND]:
            start, end = run["span"]
            cite = curated.cite(run["document"], start, end, edition)
            title = edition.shelf.title(edition.shelf.number(cite.document))
            found[Passage(cite.document, title, cite.quote[:LONGEST_TEXT])] = None
        return replace(draft, found=tuple(found))

    def preview(self, draft: Draft, user: User) -> list[str]:
        """The message that staff will see, and who will, in parts of HTML."""
        answer, whole = self._answer(draft, user), self.gap(draft.gap)
        return words.preview_html(
            curated.preview(answer, self._answerer, today()),
            curated.reached(answer, [each.question for each in whole.questions], self._answerer),
            whole.more,
            curated.problems_of(answer, self._answerer.opened()[0], today()),
            self.publishes(user),
        )

    def save(self, draft: Draft, user: User) -> Actor:
        """Save the answer, once, however often this is done; by whom. Raises NotWritten, too."""
        answer, by = self._answer(draft, user), guard.actor(self._desk, user)
        for each in curated.listing(self._desk, self._answerer.opened()[0], today()).answers:
            if each.answer.question == answer.question:
                if each.answer.text != answer.text:
                    raise DeskError(words.answered_already(answer.question, each.answer.author))
                return by
        self.gap(draft.gap)
        curated.save(self._desk, answer, by)
        return by

    def publishes(self, user: User) -> bool:
        """Whether somebody may bring an answer into the library."""
        return may(access.role(self._desk, user.id) or "blocked", "admin")

    def _answer(self, draft: Draft, user: User | None) -> CuratedAnswer:
        """To all wordings of the gap, new."""
        whole = gaps.whole(self._desk, draft.gap)
        question = whole.gap.question[:LONGEST_QUESTION]
        others = [each.question for each in whole.questions if len(each.question) <= LONGEST_QUESTION]
        wordings = tuple(each for each in others if each != question)[:MOST_WORDINGS]
        cites = tuple(Cite(each.document, each.quote) for each in draft.chosen)
        author = self._author(user) if user else None
        day = today().isoformat()
        return curated.checked(CuratedAnswer(curated.NEW, question, draft.text, wordings, cites, author, day))

    def _author(self, user: User) -> str | None:
        """The name that staff read: that of a known person, or what somebody calls himself."""
        by = guard.actor(self._desk, user)
        name = by.name if by.person_id else user.full_name
        return "".join(filter(str.isprintable, name)).strip()[:LONGEST_AUTHOR] or None

    def _openings(self, words: str) -> Iterator[Passage]:
        """Whoever cites a document cites how it begins."""
        edition = self._answerer.opened()[0]
        shelf, index = edition.shelf, edition.index
        for number in islice(_called(words, edition), DOCUMENTS):
            first, last = index.firsts[number : number + 2]
            if first < last:
                sentences = index.sentences[first : min(last, first + SENTENCES)]
                start, end = int(sentences[0][0]), int(sentences[-1][1])
                quote = shelf.text(number, start, min(end, start + LONGEST_TEXT)).strip()
                yield Passage(shelf.id(number), shelf.title(number), quote)


def _called(words: str, edition: "Edition") -> Iterator[int]:
    """The documents, by number, whose title has the words, or whose 文号 they are."""
    shelf, wanted = edition.shelf, words.strip("《》").casefold()
    for number in range(edition.index.documents):
        if wanted in shelf.title(number).casefold() or words == shelf.metadata(number).number:
            yield number
