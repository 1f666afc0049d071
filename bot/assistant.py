"""The door that every question takes, whoever brings it: answer, log, reply."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.desk.masking import masked
from bot.store.errors import StoreError
from bot.store.logwriting import answer_of
from bot.store.querylog import CHINA, IDLE_MINUTES, Channel, QueryLog, Vote, VoteReason
from bot.store.tables import QueryLogRow
from knowledge.document import Span
from knowledge.errors import KnowledgeError
from retrieval.answer import Answer, Context

if TYPE_CHECKING:
    from retrieval.answerer import Answerer

__all__ = ["MOST", "Assistant", "Channel", "Vote", "VoteReason"]
MOST = 12
"""Snippets that can be seen of one answer, page by page."""
_log = logging.getLogger(__name__)


class Assistant:
    """Answers and keeps the log; synchronous and thread-safe.

    `observe` is told of every question that was answered or refused. A conversation ends when it was idle for
    `idle_minutes`.
    `asker` and `conversation` are names such as "telegram:123"; the log keeps keyed hashes of them.
    """

    def __init__(
        self,
        answerer: "Answerer",
        log: QueryLog,
        observe: Callable[[Answer, Channel], None] = lambda answer, channel: None,
        idle_minutes: float = IDLE_MINUTES,
    ) -> None:
        self._observe, self._idle_minutes = observe, idle_minutes
        self._answerer = answerer
        self._query_log = log

    @property
    def edition(self) -> int:
        """The edition that answers now."""
        return self._answerer.edition

    @property
    def answerer(self) -> "Answerer":
        """What answers; asking it is not logged."""
        return self._answerer

    def ask(
        self,
        question: str,
        *,
        asker: str,
        conversation: str | None,
        channel: Channel,
        key: str | None = None,
        any_region: bool = False,
    ) -> Answer:
        """Answer and log; `conversation` is None for a question that belongs to none. `any_region` leaves out
        the regions that it names.

        A question that is brought again under the same `key` gets the answer that was logged. Nothing that a
        user types raises. Where the log cannot be written, the answer goes out all the same, its log_id None,
        and the process log says so.
        """
        if key is not None and (before := self._logged(key)) is not None:
            return before
        question = _as_text(question)
        answer = self._answerer.answer(question, self._history(conversation), any_region=any_region)
        self._observe(answer, channel)
        try:
            id = self._query_log.record(
                masked(answer),
                asker=asker,
                conversation=conversation,
                channel=channel,
                key=key,
                column=self._column(answer),
            )
        except StoreError as error:
            _log.error("问答记录没有写成，回答照常发出。%s", error)
            return answer
        return replace(answer, log_id=id)

    def begin_anew(self, conversation: str) -> None:
        """End the conversation: what is asked next is no follow-up. Raises StoreError."""
        self._query_log.begin_anew(conversation)

    def explain(self, answer: Answer) -> dict[str, Any]:
        """Why a question was understood and answered as it was; not logged."""
        return self._answerer.explain(answer.understood, answer.question)

    def understood(self, log_id: int, *, conversation: str) -> str:
        """The whole question of a logged answer. Raises LookupError where the conversation has none."""
        return self._row(log_id, conversation).understood

    def given(self, log_id: int, *, conversation: str, wanted: int = 0) -> Answer:
        """A logged answer; with the snippets that come next where it has fewer than `wanted`, MOST in all.

        Raises LookupError where the conversation has none, EditionDamaged where it takes the answer's edition
        to find more and that is gone, and StoreError.
        """
        row = self._row(log_id, conversation)
        answer = answer_of(row)
        if wanted <= len(answer.snippets) or answer.edition is None:
            return answer
        ask = self._answerer.at(answer.edition, row.at.astimezone(CHINA).date(), MOST)
        return _extended(answer, ask(row.understood))

    def vote(self, log_id: int, vote: Vote, *, conversation: str, reason: VoteReason | None = None) -> bool:
        """Keep what the asker thinks of an answer, and why it is no use. False where the conversation has no
        such row.
        """
        return self._query_log.vote(log_id, vote, conversation=conversation, reason=reason)

    def context(self, document: str, spans: Sequence[Span], edition: int | None = None) -> Context:
        """The quoted spans with what stands around them. Raises UnknownDocument."""
        return self._answerer.context(document, spans, edition)

    def _row(self, log_id: int, conversation: str) -> QueryLogRow:
        row = self._query_log.row(log_id)
        if row is None or not self._query_log.belongs(row, conversation):
            raise LookupError(f"no answer {log_id} in this conversation")
        return row

    def _logged(self, key: str) -> Answer | None:
        try:
            row = self._query_log.keyed(key)
        except StoreError as error:
            _log.error("读不到问答记录，按新的问题回答。%s", error)
            return None
        return answer_of(row) if row else None

    def _column(self, answer: Answer) -> str | None:
        """Of the document quoted first; None where it has none, or has just gone."""
        if not answer.snippets:
            return None
        try:
            return self._answerer.column(answer.snippets[0].citation.document)
        except KnowledgeError:
            return None

    def _history(self, conversation: str | None) -> list[str]:
        if conversation is None:
            return []
        try:
            return self._query_log.history(conversation, idle_minutes=self._idle_minutes)
        except StoreError as error:
            _log.error("读不到这次对话的前几问，按单独的问题回答。%s", error)
            return []


def _extended(answer: Answer, wider: Answer) -> Answer:
    known = [snippet.citation for snippet in answer.snippets]
    more = (each for each in wider.snippets if not any(each.citation.overlaps(other) for other in known))
    return replace(answer, snippets=(*answer.snippets, *more)[:MOST])


def _as_text(question: str) -> str:
    """Half a surrogate pair or a NUL can be neither stored nor sent; both become U+FFFD."""
    whole = question.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "\ufffd")
