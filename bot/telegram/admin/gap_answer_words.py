"""What admins read while they answer a gap."""

from collections.abc import Iterator, Mapping, Sequence

from bot import messages
from bot.markup import Run, parts
from bot.telegram.admin.gap_draft import Draft
from bot.telegram.admin.reloading_words import shortened
from knowledge.curated.answers import LONGEST_TEXT, MOST_CITES
from knowledge.problems import Problem
from retrieval.answer import Answer

EXCERPT = 120  # code points of a passage
WORDINGS = 10
REWRITE, RECITE, PUBLISH, DROP = "改答复", "改引用", "发布", "取消"
TEXT_ONLY = "答复要用文字写。请再发一次，或发送 /cancel 取消。"
BUTTONS_ONLY = f"请点预览下面的“{PUBLISH}”“{REWRITE}”“{RECITE}”或“{DROP}”；发送 /cancel 取消。"
TOO_MANY = f"最多引用 {MOST_CITES} 处，请先去掉一处。"
OLD = "这份草稿已经找不到了，请用 /gap 重新打开缺口。"
NOTHING_FOUND = "没有找到这样的原文。请换几个词再找，或者不引用。"
FOR_ADMINS = "答复已保存。管理员更新资料库之后，问到的人就会看到。"
WORDS_ONLY = "请用文字写要找的词。发送 /cancel 取消。"


def answered_already(question: str, author: str | None) -> str:
    return (
        f"“{shortened(question)}”已有一份{author or '别人'}写的答复，没有另存。请在网页的“答复”里修改那一份。"
    )


def said_html(text: str) -> list[str]:
    return parts([Run(text)])


def ask_text(draft: Draft, question: str) -> str:
    before = ["", "现在的答复：", draft.text] if draft.text else []
    lines = [
        f"答复缺口 {draft.gap}：{shortened(question, 200)}",
        *before,
        "",
        f"请发来答复正文，最多 {LONGEST_TEXT} 字，照写的样子显示。发送 /cancel 取消。",
    ]
    return parts([Run("\n".join(lines))])[0]


def wrong_html(why: str) -> str:
    return parts([Run(f"{why}\n\n请改好再发一次，或发送 /cancel 取消。")])[0]


def choice_html(draft: Draft) -> str:
    """The passages to choose from, those that are chosen with a tick."""
    return parts(_choice(draft))[0]


def next_label(draft: Draft) -> str:
    return f"预览（引用 {len(draft.chosen)} 处）" if draft.chosen else "不引用，直接预览"


def preview_html(
    answer: Answer, reached: Mapping[str, bool], more: int, doubts: Sequence[Problem], publishes: bool
) -> list[str]:
    """The message as staff will see it, in its own parts, and then who will."""
    lines = ["↑ 问到的人会看到上面这样的回答。", "", *_reached(reached, more)]
    lines += ["", *(f"注意：{each.problem}，{each.remedy}。" for each in doubts)] if doubts else []
    if publishes:
        lines += ["", f"点“{PUBLISH}”保存，并更新资料库。"]
    else:
        lines += ["", f"点“{PUBLISH}”保存；管理员更新资料库之后才会用到。"]
    return [*messages.answer_html(answer), parts([Run("\n".join(lines))])[0]]


def _choice(draft: Draft) -> Iterator[Run]:
    yield Run(f"答复缺口 {draft.gap}，已写 {len(draft.text)} 字。", bold=True)
    yield Run(f"\n请点编号选出要引用的原文，最多 {MOST_CITES} 处；直接发来几个词或文件标题，可以另找。\n")
    if not draft.offered:
        yield Run(f"\n{NOTHING_FOUND}")
    for number, each in enumerate(draft.offered, 1):
        tick = "✅ " if each in draft.chosen else ""
        yield Run(f"\n{tick}{number}. 《{shortened(each.title)}》\n")
        yield Run(shortened(each.quote, EXCERPT), quoted=True)


def _reached(reached: Mapping[str, bool], more: int) -> Iterator[str]:
    got = [question for question, hit in reached.items() if hit]
    missed = [question for question, hit in reached.items() if not hit]
    yield from _some("这些问法会得到它：", "✓", got)
    yield from _some("这些问法还得不到它：", "✗", missed)
    if more:
        yield f"另有 {more} 种问法没有列出。"


def _some(title: str, mark: str, questions: Sequence[str]) -> Iterator[str]:
    if not questions:
        return
    yield title
    yield from (f"{mark} {shortened(each, 100)}" for each in questions[:WORDINGS])
    if len(questions) > WORDINGS:
        yield f"{mark} 另有 {len(questions) - WORDINGS} 种"
