"""One row of the query log in a terminal: the answer as it was given, and beside today's."""

from zoneinfo import ZoneInfo

from rich.console import Console
from rich.text import Text

from bot.cli.terminal import printable, rendered
from bot.desk.comparison import Comparison, Pair
from bot.desk.logwords import CHANNELS, opinion, outcome
from bot.desk.times import local
from bot.messages import citation_line
from bot.store.logwriting import answer_of
from bot.store.tables import QueryLogRow
from retrieval.answer import Snippet

STATES = {"same": "相同", "changed": "有变化", "gone": "今天没有了", "new": "今天新增"}


def show(row: QueryLogRow, zone: ZoneInfo) -> None:
    """Print what is known of the row, then its answer."""
    facts = {
        "时间": local(row.at, zone, seconds=True),
        "渠道": CHANNELS.get(row.channel, row.channel),
        "状态": outcome(row.status, row.reason),
        "评价": opinion(row.vote, row.vote_reason),
        "栏目": row.column,
        "资料库": f"第 {row.edition} 版" if row.edition else "",
        "用时": f"{row.elapsed_ms:g} 毫秒",
        "星标": "有" if row.starred else "",
    }
    console = _console()
    console.print(Text(f"#{row.id}  {printable(row.question)}", style="bold"), soft_wrap=True)
    console.print("，".join(f"{name} {value}" for name, value in facts.items() if value), soft_wrap=True)
    console.print()
    for text in rendered(answer_of(row)):
        console.print(text, soft_wrap=True)


def show_comparison(comparison: Comparison) -> None:
    """Print quotation by quotation what is different today."""
    console = _console()
    before, after = (outcome(answer.status, answer.reason) for answer in (comparison.then, comparison.now))
    words = "今天的回答与当时相同" if comparison.same else "今天的回答与当时不同"
    console.print(f"\n{words}：当时{before}，今天{after}。", style="bold")
    for number, pair in enumerate(comparison.pairs, 1):
        console.print(f"\n({number}) {STATES[pair.state]}")
        for text in _sides(pair):
            console.print(text, soft_wrap=True)


def _sides(pair: Pair) -> list[Text]:
    """What is only on one side is underlined."""
    sides = [("当时", pair.then, pair.only_then), ("今天", pair.now, pair.only_now)]
    if pair.state == "same":
        sides = sides[1:]
    shown = []
    for label, snippet, only in sides:
        if snippet is not None:
            shown.append(_quotation(label, snippet, only))
    return shown


def _quotation(label: str, snippet: Snippet, only: tuple[tuple[int, int], ...]) -> Text:
    quoted = Text(printable(snippet.text))
    for start, end in only:
        quoted.stylize("underline", start, end)
    source = Text(f" —— {printable(citation_line(snippet.citation))}", style="dim")
    return Text(f"  {label}：").append_text(quoted).append_text(source)


def _console() -> Console:
    return Console(highlight=False, markup=False, emoji=False)
