"""What admins read of a reload."""

from collections.abc import Iterator, Sequence

from bot.desk.gate import Report
from bot.desk.labels import LABELS
from bot.desk.renewal import Renewal
from bot.markup import Run, parts
from knowledge.curated.answer import OWN, PREFIX
from knowledge.difference import Change, Difference

SHOWN = 6  # names in a list
LONGEST = 60  # code points of a question or a title in a line
BEGINS = "正在更新资料库……"
PUBLISH, DROP = "启用", "放弃"
DROPPED = "已放弃，仍用原来的一版回答。文件没有退回去，下次更新时还会用到。"
UNEXPECTED = "更新资料库时出了意料之外的错，没有完成，仍用原来的一版回答。详情见程序日志。"


def published(number: int) -> str:
    return f"第 {number} 版资料库已启用。"


def other_waits(number: int) -> str:
    return f"第 {number} 版已不是等着启用的那一版：资料库在此期间更新过。请看最近一次 /reload 的结果。"


def of_gap(gap: int, state: str, waits: bool) -> str:
    """What the reload, which was for the sake of a gap, means for it."""
    if state == "answered":
        return f"缺口 {gap} 已解决：问到的人现在会看到这份答复。\n"
    if waits:
        return f"缺口 {gap} 的答复已保存，要等启用新版才会用到。\n"
    return f"缺口 {gap} 的答复已启用；还有问法得不到它，所以缺口仍待处理，见 /gap {gap}。\n"


def failed_html(why: str, gap: int | None) -> str:
    """Why there is no new edition; the answer to the gap is kept all the same."""
    saved = f"缺口 {gap} 的答复已保存，但还没有启用。请稍后发送 /reload 启用。\n" if gap else ""
    return parts([Run(saved + why)])[0]


def outcome_html(done: Renewal, blocked: str | None, beside: str = "") -> str:
    """What came of a reload, in one message; `beside` is said first."""
    text = "\n".join(filter(None, [beside, _headline(done), *_lines(done, blocked)]))
    return parts([Run(text)])[0]


def shortened(text: str, longest: int = LONGEST) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _headline(done: Renewal) -> str:
    size = f"{done.documents} 份文件，{done.passages} 段"
    if done.waits:
        return f"第 {done.edition} 版资料库已生成，还没有启用：{size}。"
    if done.edition == done.base:
        return f"文件没有变化，仍用第 {done.edition} 版资料库：{size}。"
    return f"✅ 第 {done.edition} 版资料库已启用：{size}。"


def _lines(done: Renewal, blocked: str | None) -> Iterator[str]:
    if done.difference:
        yield from _documents(done.difference)
    if done.problems:
        yield from _list("需要注意", [str(problem) for problem in done.problems], longest=150)
    if done.report:
        yield from _answers(done.report, done.waits)
    if blocked:
        yield f"\n{blocked}"
    elif done.waits:
        yield f"\n请看过之后点“{PUBLISH}”或“{DROP}”；两版的回答可以在网页的“更新发布”里对照。"


def _documents(found: Difference) -> Iterator[str]:
    yield from _list("新增文件", [_named(*each) for each in found.added])
    yield from _list(
        "改动文件", [f"{_named(each.id, each.title)}（{_changed(each)}）" for each in found.changed]
    )
    yield from _list("删除文件", [_named(*each) for each in found.removed])


def _named(id: str, title: str) -> str:
    """A curated answer is a document as well."""
    return f"{OWN}：{title}" if id.startswith(PREFIX) else title


def _changed(change: Change) -> str:
    text = [f"正文 {change.before} 字 → {change.after} 字"] if change.text else []
    return "；".join([*text, "、".join(LABELS[name] for name in change.metadata)]).strip("；")


def _answers(report: Report, waits: bool) -> Iterator[str]:
    may = "会" if waits else "已"
    filled = [f"{each.id} {shortened(each.question)}" for each in report.filled]
    yield from _list(f"{may}补上的缺口", filled)
    yield from _list(f"{may}失去答案的问题", [each.question for each in report.of("lost")])
    yield from _list(f"{may}改变的回答", [each.question for each in report.of("changed")])
    yield from _list(f"{may}有答案的问题", [each.question for each in report.of("gained")])


def _list(title: str, lines: Sequence[str], longest: int = LONGEST) -> Iterator[str]:
    """Nothing for an empty list."""
    if not lines:
        return
    yield f"\n{title}（{len(lines)}）："
    yield from (f"• {shortened(line, longest)}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"• 另有 {len(lines) - SHOWN} 项，见网页"
