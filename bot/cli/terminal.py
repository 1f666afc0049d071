"""An answer as a person reads it in a terminal."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli import explaining
from bot.messages import citation_line, reason_text, region_label, smalltalk_text, status_line
from bot.remarks import note
from retrieval.answer import Answer, Snippet

SLIPS = {
    "sound": "同音",
    "near_sound": "近音",
    "shape": "形近",
    "order": "颠倒",
    "doubled": "多字",
    "missing": "漏字",
    "traditional": "繁体",
    "pinyin": "拼音",
    "initials": "拼音首字母",
    "asking": "问词",
    "title": "文件名",
}
REFUSALS = {
    "word": "原文就是词",
    "number": "涉及数目",
    "region": "涉及地名",
    "person": "可能是人名",
    "unlike": "差别太大",
    "in_use": "原文说得通",
    "beside": "与前后的字不合",
    "unread": "读来不成词",
    "unlikely": "把握不足",
    "in_library": "资料库里就这样写",
    "ambiguous": "不止一种可能",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def show(answer: Answer) -> None:
    """Print it, coloured on a terminal only. Lines are left to the terminal to break: Rich breaks them at
    spaces, of which Chinese has none.
    """
    console = Console(highlight=False, markup=False, emoji=False)
    for text in rendered(answer):
        console.print(text, soft_wrap=True)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each step on a terminal, called with its name, what is done of it and what there is.

    On standard error; a file or a pipe gets none.
    """
    from rich.progress import MofNCompleteColumn, Progress, TaskID

    console = Console(stderr=True)
    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        steps: dict[str, TaskID] = {}

        def advance(step: str, done: int, total: int) -> None:
            if step not in steps:
                steps[step] = bars.add_task(step, total=total)
            bars.update(steps[step], completed=done, total=total)

        yield advance


def show_explanation(why: dict[str, Any]) -> None:
    """Print what was put right, how the question was understood, the passages looked at with the parts of
    their scores, where the snippets were cut, and what decided.
    """
    console = Console(highlight=False, markup=False, emoji=False)
    if why["spelling"]["corrections"] or why["spelling"]["refused"]:
        console.print(_spelling(why["spelling"]))
    console.print(explaining.question(why, printable), soft_wrap=True)
    console.print(explaining.terms(why, printable))
    for table in explaining.passages(why, printable) if why["runs"] else ():
        console.print(table)
    if why["snippets"]:
        console.print(explaining.cuts(why, printable))
    console.print(explaining.decision(why, printable), soft_wrap=True)


def _spelling(of: dict[str, Any]) -> Table:
    """Each correction with the others that were looked at in its place, then what was left as it was."""
    table = Table("原文", "改为", "缘由", "把握", "资料库里", title="改正了什么", title_justify="left")
    for each in of["corrections"]:
        sure = f"{each['gain']:.1f}（至少 {each['bound']:.1f}）" if each["bound"] else ""
        held = f"{each['passages']} 处" if each["passages"] else ""
        table.add_row(printable(each["typed"]), printable(each["meant"]), SLIPS[each["kind"]], sure, held)
        for rival in each["rivals"]:
            why = f"没有采用：{REFUSALS[rival['refusal'] or 'ambiguous']}"
            table.add_row("", printable(rival["meant"]), SLIPS[rival["kind"]], f"{rival['gain']:.1f}", why)
    for each in of["refused"]:
        why = f"没有改：{REFUSALS[each['refusal']]}"
        table.add_row(printable(each["typed"]), printable(each["meant"]), SLIPS[each["kind"]], "", why)
    return table


def reason(answer: Answer) -> str:
    """Why there is no answer; what is asked here is no gap, and nobody is said to look at it."""
    return reason_text(replace(answer, log_id=None))


def printable(text: str) -> str:
    """Without control characters, which could move the cursor or change what stands on the screen."""
    return _CONTROLS.sub(" ", text)


def rendered(answer: Answer) -> Iterator[Text]:
    """The answer's paragraphs, highlighted words in bold, quotations numbered from 1."""
    if answer.status == "smalltalk":
        yield _text(smalltalk_text(answer.question))
    elif answer.status == "unanswered":
        yield _text(reason(answer))
    else:
        yield _text(status_line(answer))
        for number, snippet in enumerate(answer.snippets, 1):
            yield Text("")
            yield _quotation(number, snippet)
            if said := note(snippet):
                yield Text(f"    （{said}）")
            yield Text.assemble(" " * 4, (printable(citation_line(snippet.citation)), "dim"))
        if answer.suggestions:
            yield _text("\n您可以试试：\n" + "\n".join(f"• {each}" for each in answer.suggestions))
    if label := region_label(answer):
        yield _text(f"\n{label}；加上 --no-region 则不限地区。")


def _quotation(number: int, snippet: Snippet) -> Text:
    quoted = _text(snippet.text)
    for start, end in snippet.highlights:
        quoted.stylize("bold", start, end)
    return Text(f"[{number}] ").append_text(quoted)


def _text(text: str) -> Text:
    return Text(printable(text))
