"""Asking a logged question again, as it was understood, on its edition and as of its day."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bot.store.tables import QueryLogRow
from bot.store.version import package_version
from knowledge.errors import EditionDamaged
from retrieval.answer import Answer
from retrieval.answerer import CHINA, Answerer

Verdict = Literal["same", "changed", "impossible"]


@dataclass(frozen=True, slots=True)
class Replayed:
    """A row and what asking it again gave. `why` is a Chinese clause where it is not the same."""

    row: QueryLogRow
    verdict: Verdict
    why: str | None = None


def replay(rows: Iterable[QueryLogRow], answerer: Answerer) -> Iterator[Replayed]:
    """Each row's outcome, in their order."""
    return (_replayed(row, answerer) for row in rows)


def _replayed(row: QueryLogRow, answerer: Answerer) -> Replayed:
    if row.package_version != package_version():
        why = f"当时的软件版本是 {row.package_version}，现在是 {package_version()}"
        return Replayed(row, "impossible", why)
    if row.edition is None:
        return Replayed(row, "impossible", "当时没有用到资料库")
    try:
        answer = answerer.again(row.understood, row.edition, row.at.astimezone(CHINA).date())
    except EditionDamaged:
        return Replayed(row, "impossible", f"第 {row.edition} 版资料库已不再保留")
    return Replayed(row, "same") if _same(row, answer) else Replayed(row, "changed", "得到的原文与当时不同")


def _same(row: QueryLogRow, answer: Answer) -> bool:
    """The same outcome and, byte for byte, the same snippets with their citations."""
    again = json.loads(json.dumps(answer.to_json()["snippets"]))
    return (row.status, row.reason, row.snippets) == (answer.status, answer.reason, again)
