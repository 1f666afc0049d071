"""The scores of an evaluation, as tables and as JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import typer

from bot.cli import output, tables
from bot.cli.terminal import printable
from retrieval.evaluation import ALL, Judged, Share, halves
from retrieval.measuring.comparison import Run, changed, differences

MEASURES = {
    "quoted@1": "第一段引文含有全部要点",
    "quoted@3": "前三段引文含有全部要点",
    "recall@1": "第一份文件就是答案所在",
    "recall@3": "前三份文件里有答案所在",
    "recall@5": "前五份文件里有答案所在",
    "mrr@5": "答案所在文件名次的倒数",
    "answered": "有答案的题给出了回答",
    "refused": "没有答案的题未作回答",
    "refused_precision": "未作回答的题确实没有答案",
}
BY_GROUP = ("quoted@1", "quoted@3", "recall@1", "mrr@5", "answered", "refused")


def print_json(judged: Sequence[Judged], found: dict[str, dict[str, Share]], before: Run | None) -> None:
    """One object: the shares by type and half, each question's measures, what changed against another run."""
    output.print_json(_report(judged, found, before))


def _report(
    judged: Sequence[Judged], found: dict[str, dict[str, Share]], before: Run | None
) -> dict[str, Any]:
    report: dict[str, Any] = {
        "shares": {type: _plain(named) for type, named in found.items()},
        "halves": {half: _plain(named) for half, named in halves(judged).items()},
        "questions": [_row(each) for each in judged],
    }
    if before is not None:
        won, lost = changed(judged, before)
        report["differences"] = _plain(differences(judged, before))
        report["won"], report["lost"] = [_row(each) for each in won], [_row(each) for each in lost]
    return report


def _plain(named: dict[str, Share]) -> dict[str, Any]:
    return {name: asdict(share) for name, share in named.items()}


def _row(each: Judged) -> dict[str, Any]:
    return {
        "question": each.question.text,
        "previous": each.question.previous,
        "type": each.question.type,
        "half": each.question.half,
        "measures": each.measures,
        "status": each.answer.status,
        "reason": each.answer.reason,
        "documents": [snippet.citation.document for snippet in each.answer.snippets],
        "first": each.answer.snippets[0].text if each.answer.snippets else None,
    }


def show(
    judged: Sequence[Judged],
    found: dict[str, dict[str, Share]],
    before: Run | None,
    misses: int,
) -> None:
    tables.show(("指标", "结果", "题数", "含义"), _overall(found[ALL]))
    types = {type: named for type, named in found.items() if type != ALL}
    for heading, groups in (("一半", halves(judged)), ("类别", types)):
        if groups:
            tables.show((heading, *BY_GROUP), ([name, *_cells(named)] for name, named in groups.items()))
    if before is not None:
        _print_changes(judged, before)
    for each in [each for each in judged if each.missed][:misses]:
        _print_miss("没有答对", each)


def _overall(named: dict[str, Share]) -> Iterable[tables.Row]:
    for name, meaning in MEASURES.items():
        if name in named:
            yield name, _percent(named[name]), str(named[name].n), meaning


def _cells(named: dict[str, Share]) -> Iterable[str]:
    return (_percent(named[name]) if name in named else "" for name in BY_GROUP)


def _print_changes(judged: Sequence[Judged], before: Run) -> None:
    change = differences(judged, before)
    rows = ((name, _points(change[name]), str(change[name].n)) for name in MEASURES if name in change)
    tables.show(("指标", "比对照（百分点）", "题数"), rows)
    won, lost = changed(judged, before)
    for word, some in (("新答对", won), ("新答错", lost)):
        for each in some:
            _print_miss(word, each)


def _print_miss(word: str, each: Judged) -> None:
    best = each.answer.snippets[0].text if each.answer.snippets else each.answer.reason or ""
    asked = " → ".join(filter(None, (each.question.previous, each.question.text)))
    typer.echo(
        printable(f"{word}：{asked} | {'、'.join(each.question.gold) or '（应不作答）'} | {best[:60]}")
    )


def _percent(share: Share) -> str:
    return f"{share.mean:.1%} ({share.low * 100:.0f}–{share.high * 100:.0f})"


def _points(share: Share) -> str:
    return f"{share.mean * 100:+.1f} ({share.low * 100:+.1f} – {share.high * 100:+.1f})"
