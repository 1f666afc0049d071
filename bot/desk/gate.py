"""The gate: what a new edition would change is seen before it answers anybody.

The candidate is an edition of the files as they are now, which does not answer yet. On it, and on the edition
that answers, are asked: the last distinct questions that had an answer, the golden set (starred rows of the
log and gaps that were closed), and the open gaps.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from bot.desk import gaps
from bot.desk.desk import Desk
from bot.desk.errors import DeskError
from bot.store.audit import Actor
from bot.store.logfilter import LogFilter
from bot.store.logsearch import LogSearch
from knowledge.editions import Editions
from knowledge.errors import EditionDamaged
from retrieval import reload as reloading
from retrieval.answer import Answer
from retrieval.apart import ReloadApart
from retrieval.reloading import today as today_in_china

if TYPE_CHECKING:
    from retrieval.answerer import Answerer

Verdict = Literal["same", "changed", "lost", "gained"]
Ask = Callable[[str], Answer]
Progress = Callable[[str, int, int], None]
LOOKED_AT = 20
"""Rows of the log that are looked at for each distinct question that is wanted."""

GAPS = 500
"""Open gaps that are tried, those with the most askers first."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One question on both editions. `golden` ones are those that admins starred or filled."""

    question: str
    golden: bool
    before: Answer
    after: Answer

    @property
    def verdict(self) -> Verdict:
        had, has = self.before.status == "answered", self.after.status == "answered"
        if had != has:
            return "gained" if has else "lost"
        return "same" if _quoted(self.before) == _quoted(self.after) else "changed"


@dataclass(frozen=True, slots=True)
class Filled:
    """An open gap all of whose wordings the candidate answers; `answer` is that to the first."""

    id: int
    question: str
    askers: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Report:
    """What publishing `candidate` in the place of `base` would change."""

    base: int
    candidate: int
    compared: Sequence[Compared]
    filled: Sequence[Filled]

    def of(self, verdict: Verdict) -> list[Compared]:
        return [each for each in self.compared if each.verdict == verdict]

    @property
    def lost_share(self) -> float:
        """Of the questions that have an answer now, the share that would have none, 0 … 1."""
        had = [each for each in self.compared if each.before.status == "answered"]
        return len(self.of("lost")) / len(had) if had else 0.0

    def to_json(self) -> dict[str, Any]:
        """Counts, and in full whatever changes."""
        told: tuple[Verdict, ...] = ("lost", "changed", "gained")
        return {
            "base": self.base,
            "candidate": self.candidate,
            "asked": len(self.compared),
            "lost_share": round(self.lost_share, 4),
            **{verdict: [_compared_json(each) for each in self.of(verdict)] for verdict in told},
            "filled": [
                {
                    "gap": each.id,
                    "question": each.question,
                    "askers": each.askers,
                    "answer": each.answer.to_json(),
                }
                for each in self.filled
            ],
        }


def prepare(desk: Desk, progress: Progress | None = None) -> int | None:
    """Build the candidate of the files as they are, in another process; None where they have not changed.

    Raises KnowledgeError, such as ReloadRunning where another process is at it.
    """
    settings = desk.settings
    apart = ReloadApart(
        settings.home,
        settings.library,
        keep=settings.editions_kept,
        limits=settings.limits,
        candidate=True,
    )
    with apart:
        done = apart.result(progress)
    return done.edition if done.built else None


def candidate(desk: Desk) -> int | None:
    """The edition that waits for being published."""
    return Editions(desk.settings.home).candidate()


def built(desk: Desk, number: int) -> str:
    """When an edition was built, as digits, "" for one that is not kept: what tells a candidate from another
    of the same number, as the number of one that was dropped is given again.
    """
    try:
        return "".join(filter(str.isdigit, Editions(desk.settings.home).manifest(number)["built"]))
    except EditionDamaged:
        return ""


def examine(desk: Desk, answerer: "Answerer", number: int, progress: Progress | None = None) -> Report:
    """Ask all of it on both editions. Raises StoreError and EditionDamaged."""
    tell = progress or (lambda step, done, total: None)
    base, today = answerer.edition, today_in_china()
    before, after = answerer.at(base, today), answerer.at(number, today)
    questions, compared = list(_questions(desk)), []
    for done, (question, golden) in enumerate(questions, 1):
        compared.append(Compared(question, golden, before(question), after(question)))
        tell("重问旧问题", done, len(questions))
    return Report(base, number, compared, list(_filled(desk, after, tell)))


def blocked(desk: Desk, report: Report) -> str | None:
    """Why the candidate may not be published, in a sentence; None where it may."""
    limit = desk.settings.gate_lost_percent
    if report.lost_share * 100 <= limit:
        return None
    return (
        f"{len(report.of('lost'))} 个原来有答案的问题会没有答案（{report.lost_share:.0%}），"
        f"超过了 FUPIN_GATE_LOST_PERCENT 设置的 {limit:g}%，不能发布。请先补上文件或本机构答复。"
    )


def publish(desk: Desk, answerer: "Answerer", number: int, by: Actor) -> Report:
    """Let the candidate answer. Raises DeskError where it is none (any more), or the gate is shut."""
    if candidate(desk) != number:
        raise DeskError(f"第 {number} 版已不是待发布的版本：资料库在此期间更新过。请重新生成。")
    report = examine(desk, answerer, number)
    if why := blocked(desk, report):
        raise DeskError(why)
    reloading.publish(desk.settings.home, number, desk.settings.editions_kept)
    counts = {verdict: len(report.of(verdict)) for verdict in ("lost", "changed", "gained")}
    desk.store.audit.record(by, "gate.publish", str(number), filled=len(report.filled), **counts)
    return report


def drop(desk: Desk, by: Actor) -> None:
    """Leave everything as it is; the files stay. Raises DeskError where there is no candidate."""
    number = candidate(desk)
    if number is None:
        raise DeskError("没有待发布的版本。")
    reloading.drop(desk.settings.home)
    desk.store.audit.record(by, "gate.drop", str(number))


def _questions(desk: Desk) -> Iterator[tuple[str, bool]]:
    """Each distinct question once, and whether it is golden; golden ones first."""
    log = LogSearch(desk.store.engine)
    golden = dict.fromkeys(row.understood for row in log.each(LogFilter(starred=True)))
    golden |= dict.fromkeys(each.question for each in desk.store.gaps.answered())
    yield from ((question, True) for question in golden)
    wanted = desk.settings.gate_questions
    rows = log.each(LogFilter(status="answered"), wanted * LOOKED_AT)
    distinct = dict.fromkeys(row.understood for row in rows)
    others = (question for question in distinct if question not in golden)
    yield from ((question, False) for question in islice(others, wanted))


def _filled(desk: Desk, ask: Ask, tell: Progress) -> Iterator[Filled]:
    ids = desk.store.gaps.open_ids(GAPS)
    for done, id in enumerate(ids, 1):
        found = gaps.tried(desk.store.gaps, id, ask)
        if found and found.closes:
            first = found.questions[0]
            yield Filled(id, found.gap.question, found.gap.askers, found.answers[first.id or 0])
        tell("重问缺口", done, len(ids))


def _quoted(answer: Answer) -> list[tuple[str, str]]:
    return [(snippet.citation.document, snippet.text) for snippet in answer.snippets]


def _compared_json(each: Compared) -> dict[str, Any]:
    return {
        "question": each.question,
        "golden": each.golden,
        "before": each.before.to_json(),
        "after": each.after.to_json(),
    }
