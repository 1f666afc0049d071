"""Gaps: what waits is grouped, what an edition answers is closed, and what admins do with the rest."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import sleep
from typing import TYPE_CHECKING

from bot.desk.desk import Desk
from bot.desk.errors import DeskError, NotThere
from bot.store.audit import Actor
from bot.store.gaps.changes import Refused
from bot.store.gaps.gaps import Gaps, Whole
from bot.store.gaps.kinds import Kind, State, is_weak
from bot.store.tables import Gap, GapQuestion
from retrieval.answer import Answer

if TYPE_CHECKING:
    from retrieval.answerer import Answerer

KIND_NAMES: dict[Kind, str] = {
    "not_in_library": "资料库里没有",
    "region_not_covered": "地区没有收录",
    "year_not_covered": "年份没有收录",
    "document_not_in_library": "文件没有收录",
    "weak": "依据不足",
    "voted_down": "被评为没用",
    "off_topic": "范围之外",
}
STATE_NAMES: dict[State, str] = {
    "open": "待处理",
    "answered": "已解决",
    "ignored": "已忽略",
    "merged": "已合并",
}
LONGEST_REASON = 200  # code points
PAUSE = 0.01  # seconds in which whoever waits to write gets its turn
_REFUSALS = {
    "open": "这个缺口本来就是待处理的。",
    "merged": "这个缺口已并入别的缺口，请到那个缺口去处理。",
    "itself": "不能把缺口并入它自己。",
    "off_topic": "范围之外的问题和别的缺口不能合并。",
    "split": "请选出要拆出去的问法，并至少留下一种。",
}


@dataclass(frozen=True, slots=True)
class Tried:
    """A gap whose wordings were asked again: `answered` are those, by id, that got a good answer."""

    gap: Gap
    questions: Sequence[GapQuestion]
    answers: Mapping[int, Answer]
    answered: frozenset[int]

    @property
    def closes(self) -> bool:
        """Whether every wording got one."""
        return len(self.answered) == len(self.questions) > 0


Ask = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many rows of the log were new to the gaps, and which gaps, by id, the edition has closed."""

    taken: int
    closed: tuple[int, ...]


def refresh(desk: Desk, answerer: "Answerer") -> Refreshed:
    """Let the gaps be as the log and the edition are now. Raises StoreError, and EditionDamaged."""
    taken = take_in(desk, answerer)
    edition = answerer.edition
    tried = tried_on(desk, edition, lambda question: answerer.answer(question))
    closed = (found.gap.id or 0 for found in tried if _is_of(found, edition) and close(desk, found, edition))
    return Refreshed(taken, tuple(closed))


def take_in(desk: Desk, answerer: "Answerer", most: int | None = None) -> int:
    """Group what waits in the inbox, or nothing where more than `most` rows do; returns how many that was."""
    from retrieval.clusters import Meaning, meaning

    tokenizer = answerer.opened()[1]

    def meaning_of(question: str) -> Meaning:
        return meaning(question, tokenizer)

    total = 0
    if most is not None and desk.store.gaps.waiting(most + 1) > most:
        return total
    while taken := desk.store.gaps.assign(meaning_of):
        total += taken
        if total > taken:
            sleep(PAUSE)
    return total


def tried_on(desk: Desk, edition: int, ask: Ask) -> Iterator[Tried]:
    """Every open gap that was not tried on an edition yet; `ask` answers from it."""
    after = 0
    while ids := desk.store.gaps.unchecked(edition, after):
        for after in ids:
            if found := tried(desk.store.gaps, after, ask):
                yield found


def tried(gaps: Gaps, id: int, ask: Ask) -> Tried | None:
    """A gap with all its wordings asked again; nothing is kept of it. None where it is gone."""
    gap = gaps.get(id)
    if gap is None:
        return None
    questions = gaps.questions(id)
    answers = {each.id or 0: ask(each.question) for each in questions}
    good = frozenset(
        each.id or 0 for each in questions if is_good(answers[each.id or 0], _complaint(gaps, gap, each))
    )
    return Tried(gap, questions, answers, good)


def is_good(answer: Answer, complaint: str | None = None) -> bool:
    """Whether an answer fills a gap: it is well founded, and not the one that was voted down."""
    if answer.status != "answered" or not answer.snippets:
        return False
    first = answer.snippets[0]
    return first.kind == "curated" or (not is_weak(answer.evidence) and first.text != complaint)


def close(desk: Desk, found: Tried, edition: int) -> bool:
    """Keep what an edition, which answers now, made of a gap; True where that closes it."""
    return desk.store.gaps.settle(found.gap.id or 0, edition, found.answered)


def looked_at(desk: Desk, id: int, answerer: "Answerer") -> Whole:
    """A gap as the edition that answers now leaves it. Raises NotThere."""
    found, edition = whole(desk, id), answerer.edition
    if found.gap.state != "open" or found.gap.checked == edition:
        return found
    again = tried(desk.store.gaps, id, lambda question: answerer.answer(question))
    if again and _is_of(again, edition):
        close(desk, again, edition)
    return whole(desk, id)


def whole(desk: Desk, id: int) -> Whole:
    """Raises NotThere."""
    found = desk.store.gaps.whole(id)
    if found is None:
        raise _missing(id)
    return found


def ignore(desk: Desk, id: int, reason: str, by: Actor) -> None:
    """Raises NotThere and DeskError, as all of these do."""
    reason = " ".join(reason.split())
    if not reason:
        raise DeskError("请写明为什么忽略，别的管理员也会看到。")
    with _told(id):
        desk.store.gaps.ignore(id, reason[:LONGEST_REASON], by)


def reopen(desk: Desk, id: int, by: Actor) -> None:
    with _told(id):
        desk.store.gaps.reopen(id, by)


def merge(desk: Desk, id: int, into: int, by: Actor) -> None:
    """Let the questions of a gap become those of another one."""
    with _told(id):
        desk.store.gaps.merge(id, into, by)


def split(desk: Desk, id: int, question_ids: Collection[int], by: Actor) -> int:
    """Let some of a gap's wordings become a gap of their own, whose id this returns."""
    with _told(id):
        return desk.store.gaps.split(id, question_ids, by)


def _is_of(found: Tried, edition: int) -> bool:
    """Whether all answers came from one edition, though another one may have been published meanwhile."""
    return all(answer.edition == edition for answer in found.answers.values())


def _complaint(gaps: Gaps, gap: Gap, question: GapQuestion) -> str | None:
    """What was quoted first in the answer that was voted down."""
    row = gaps.voted_down(question.id or 0) if gap.kind == "voted_down" else None
    return row.snippets[0]["text"] if row and row.snippets else None


def _missing(id: object) -> NotThere:
    return NotThere(f"没有编号为 {id} 的缺口。")


@contextmanager
def _told(id: int) -> Iterator[None]:
    """What the store refuses, as a sentence."""
    try:
        yield
    except LookupError as error:
        raise _missing(error.args[0] if error.args else id) from error
    except Refused as error:
        raise DeskError(_REFUSALS[str(error)]) from error
