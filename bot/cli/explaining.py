"""What retrieval.explanation tells, as tables for a terminal."""

from collections.abc import Callable, Iterator
from typing import Any

from rich.table import Table

from bot.explained import ASKED, ENDS, FITS, KINDS, REASONS, SNIPPETS

SHOWN = 60  # code points of a passage
Clean = Callable[[str], str]


def question(why: dict[str, Any], clean: Clean) -> str:
    """How the question was understood, in one paragraph."""
    of = why["question"]
    parts = [f"理解为：{clean(of['understood'])}"]
    parts += [f"年份：{'、'.join(map(str, of['years']))}"] if of["years"] else []
    parts += [f"年份为其中之一：{'、'.join(map(str, of['recent']))}"] if of["recent"] else []
    parts += [f"地区：{'、'.join(of['regions'])}"] if of["regions"] else []
    parts += [f"问的是：{'、'.join(ASKED[kind] for kind in of['kinds'])}"] if of["kinds"] else []
    parts += ["要整份列表"] if of["wants_list"] else []
    parts += [f"要列表的第 {'、'.join(map(str, of['items']))} 项"] if of["items"] else []
    return "；".join(parts) + "。"


def terms(why: dict[str, Any], clean: Clean) -> Table:
    """The terms that count, with their weights."""
    table = _table("怎样理解问题", "词", "类别", "权重", "少见程度", "资料库里")
    for each in why["terms"]:
        if each["kind"] == "mark" and not each["weight"]:
            continue
        rare = "" if each["rarity"] is None else f"{each['rarity']:.1f}"
        known = "有" if each["in_library"] else "无"
        table.add_row(_term(each, clean), KINDS[each["kind"]], f"{each['weight']:.2f}", rare, known)
    return table


def passages(why: dict[str, Any], clean: Clean) -> Iterator[Table]:
    """The passages looked at with the parts of their scores, then the words that each of these is made of."""
    parts = _table("看了哪些原文", "序号", "得分", "段落", "覆盖", "开头", "形式", "依据", "范围", "文件")
    words = _table("每段原文里有哪些词", "序号", "词和权重", "原文")
    for number, each in enumerate(why["runs"], 1):
        scores = (each["score"], *each["parts"].values(), each["strength"])
        figures = (f"{score + 0.0:.2f}" for score in scores)
        parts.add_row(str(number), *figures, FITS[each["fit"]], clean(each["document"]))
        said = "、".join(f"{clean(term)} {weight:.1f}" for term, weight in _heaviest(each["by_term"]))
        words.add_row(str(number), said, clean(each["text"][:SHOWN]).replace("\n", " "))
    yield from (parts, words)


def cuts(why: dict[str, Any], clean: Clean) -> Table:
    """Where each snippet was cut, and why there."""
    table = _table("摘录为什么从这里到这里", "序号", "文件", "摘了什么", "从哪里开始", "到哪里为止")
    for number, each in enumerate(why["snippets"], 1):
        begins = "、".join(map(clean, each["begins_with"]))
        table.add_row(
            str(number),
            clean(each["document"]),
            SNIPPETS.get(each["kind"], f"{each['sentences']} 句"),
            f"有“{begins}”的一句" if begins else "标题、文号或条目",
            ENDS[each["ends"]],
        )
    return table


def decision(why: dict[str, Any], clean: Clean) -> str:
    """Why there is an answer, or none."""
    of, bound = why["decision"], why["bounds"]["evidence_to_answer"]
    best = f"最好的一段原文依据为 {of['strength']:.2f}（{bound} 以上才作答）"
    best += f"，范围{FITS[of['fit']]}" if of["fit"] else ""
    lacks = f"，缺少“{'”“'.join(map(clean, of['lacks'][:5]))}”" if of["lacks"] else ""
    told = REASONS.get(of["reason"], "") if of["reason"] else "有原文作答。"
    return f"{best}{lacks}。{told}"


def _term(each: dict[str, Any], clean: Clean) -> str:
    if each["kind"] == "mark":
        return ASKED.get(each["means"], clean(each["means"]))
    return clean(each["term"].replace("=", ""))


def _heaviest(by_term: dict[str, float]) -> list[tuple[str, float]]:
    """The words and values that count most; marks that only tell do not count."""
    counted = [(term, weight) for term, weight in by_term.items() if weight > 0 and term[:1] not in "@+/#~"]
    return sorted(counted, key=lambda pair: -pair[1])[:8]


def _table(title: str, *columns: str) -> Table:
    return Table(*columns, title=title, title_justify="left")
