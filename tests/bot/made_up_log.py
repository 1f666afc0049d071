"""A log of questions that nobody asked, of every kind, for tests that look for rows or count them."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.store.entry import CHANNELS
from bot.store.querylog import VOTE_REASONS, QueryLog
from retrieval.answer import Answer, Citation, Snippet

START = datetime(2026, 1, 30, 15, 30, tzinfo=UTC)
"""Half past eleven at night in Shanghai, two days before the end of a month."""

QUESTIONS = (
    "云南有多少贫困县？",
    "云南有多少 贫困县",
    "贵州的帮扶资金有多少？",
    "基金会怎样参与扶贫？",
    "什么是“三同”100%？",
    "ＡＢＣ计划是什么？",
    "天气",
    "您好",
)
REASONS = ("off_topic", "not_in_library", "region_not_covered", "empty")


def answers(number: int, seed: int) -> Iterator[dict[str, Any]]:
    """What QueryLog.record is given for each of them, a few hours apart."""
    chance = random.Random(seed)  # noqa: S311
    at = START
    for _ in range(number):
        at += timedelta(minutes=chance.choice((1, 200, 700)))
        answer = _answer(chance)
        column = chance.choice((None, "政策发布", "媒体聚焦")) if answer.snippets else None
        asker = f"telegram:{chance.randrange(4)}"
        channel = chance.choice(CHANNELS)
        yield {
            "answer": answer,
            "asker": asker,
            "conversation": asker,
            "channel": channel,
            "column": column,
            "at": at,
        }


def fill(log: QueryLog, number: int = 60, seed: int = 1) -> list[int]:
    """Record them, vote on some and star some; returns their ids in order."""
    chance = random.Random(seed)  # noqa: S311
    ids = []
    for each in answers(number, seed):
        ids.append(log.record(**each))
        if chance.random() < 0.3:
            log.vote(ids[-1], "up", conversation=each["conversation"])
        if chance.random() < 0.3:
            reason: Any = chance.choice((None, *VOTE_REASONS))
            log.vote(ids[-1], "down", conversation=each["conversation"], reason=reason)
        if chance.random() < 0.2:
            log.star(ids[-1], True)
    return ids


def _answer(chance: random.Random) -> Answer:
    question = chance.choice(QUESTIONS)
    if question == "您好":
        return Answer(question, question, "smalltalk", edition=1)
    region = next((name for name in ("云南", "贵州") if name in question), None)
    asked = Answer(question, question.rstrip("？"), "answered", region=region, edition=chance.randint(1, 3))
    timed = replace(asked, elapsed_ms=chance.choice((0.01, 0.4, 1.7, 90.0)))
    if chance.random() < 0.4:
        reason: Any = chance.choice(REASONS)
        return replace(timed, status="unanswered", reason=reason)
    return replace(timed, snippets=tuple(_snippet(chance) for _ in range(chance.randint(1, 4))))


def _snippet(chance: random.Random) -> Snippet:
    start = chance.randrange(0, 50, 10)
    spans = ((start, start + 5), (start + 7, start + 9))
    return Snippet("引文", "sentence", (), 1.0, Citation(f"doc-{chance.randrange(4)}", "标题", spans=spans))
