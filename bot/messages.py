"""Every Chinese sentence the bot says, and an Answer as the messages that carry it. Pure functions."""

import unicodedata
from collections.abc import Iterator

from bot.markup import Run, emphasised, is_web_address, parts
from retrieval.answer import Answer, Citation, Context, Reason, Snippet
from retrieval.smalltalk import Smalltalk, smalltalk

EXAMPLES = (
    "社会组织在脱贫攻坚中发挥哪些作用？",
    "各地出台了哪些动员社会组织扶贫的文件？",
    "互联网募捐平台为脱贫攻坚募集了多少善款？",
)
COMMANDS = {
    "start": "开始使用",
    "help": "使用说明和示例",
    "ask": "提问，例如：/ask 社会组织怎样参与扶贫",
}
PRIVACY = (
    "隐私说明：您的问题、得到的回答和评价会被记录下来，供管理员改进资料库；"
    "记录里只有代号，没有您的姓名和账号。"
)

# Buttons
SOURCE = "原文"
USEFUL = "👍 有用"
USELESS = "👎 没用"
CHOSEN = "✅ "
THANKS = "谢谢，您的评价已经记下。"
ROW_GONE = "找不到这条回答的记录了，请把问题再问一次。"
SOURCE_GONE = "这段原文现在打不开，文件可能已经更新或移除，请把问题再问一次。"
BUTTON_OLD = "这个按钮已经失效，请把问题再问一次。"

# What cannot be answered, or went wrong
TEXT_ONLY = "抱歉，我只看得懂文字。请把想问的事写成一句话发给我。"
UNKNOWN_COMMAND = "抱歉，我不认识这个命令。请直接用一句话提问，或发送 /help 查看说明。"
NO_QUESTION = "请把问题写在命令或 @ 的后面，或者用它回复要问的那条消息。"
FAILED = "抱歉，刚才出了点问题，没能处理好。请过一会儿再试一次。"
PERHAPS_LOST = "抱歉，刚才网络中断，回答可能没有送到。如果您没有看到回答，请再问一次。"

# What the one who runs the bot reads
TOKEN_MISSING = "没有设置 Telegram 令牌。请把 @BotFather 给的令牌写进 FUPIN_TELEGRAM_TOKEN。"  # noqa: S105
TOKEN_REJECTED = "Telegram 不认这个机器人令牌。请核对 FUPIN_TELEGRAM_TOKEN，或向 @BotFather 重新领取。"  # noqa: S105
PROXY_UNUSABLE = "用不了 FUPIN_TELEGRAM_PROXY 设置的代理。请检查地址；socks5 代理还要另外安装 socksio。"
WEBHOOK_REFUSED = "Telegram 不接受 FUPIN_TELEGRAM_WEBHOOK 设置的地址。它应是公网可达的 https 地址"
POLLING_SILENT = "已经很久没有再向 Telegram 收取消息，程序即将退出，请由守护程序重新启动。"
POLLING_REFUSED = "Telegram 一直拒绝这个机器人令牌，程序即将退出。请核对 FUPIN_TELEGRAM_TOKEN。"
TWO_INSTANCES = "有另一个程序在用同一个 Telegram 令牌收取消息，两边都会漏掉问题。请停掉其中一个。"
ANYONE_MAY_ASK = "没有设置 FUPIN_TELEGRAM_ALLOWED：任何 Telegram 用户都可以提问。"
UNREACHABLE = "暂时连不上 Telegram，会一直重试。"
CONNECTED = "Telegram 机器人 @%s 已开始接收问题。"
DRAINING = "正在停止：先回答完已经收到的 Telegram 问题。"
NOT_DRAINED = "停止时限已到，还有 Telegram 问题没有回答完，下次启动后接着回答。"

_SMALLTALK: dict[Smalltalk, str] = {
    "identity": (
        "我是扶贫政策问答助手，是程序，不是真人。我从本机构的资料库里找出政策原文来回答问题，并注明出处。"
    ),
    "ability": (
        "您问一个政策问题，我从资料库里找出原文并注明出处；资料库里没有的，我会直说没有。\n"
        f"例如：{EXAMPLES[0]}"
    ),
    "thanks": "不客气！还有想查的政策，随时问我。",
    "goodbye": "再见！需要查政策时再来找我。",
    "displeased": (
        "抱歉没能帮上忙。请换一种说法，或者把地区、年份、文件名称写得具体一些，再问一次；"
        f"也可以点回答下面的“{USELESS}”，管理员会看到。"
    ),
    "pleased": "谢谢鼓励！还有想查的政策，随时问我。",
    "test": f"收到，我在正常工作。请直接用一句话提问。\n例如：{EXAMPLES[0]}",
    "greeting": (f"您好！我是扶贫政策问答助手，请直接用一句话告诉我您想查什么政策。\n例如：{EXAMPLES[0]}"),
    "agreed": "好的，有问题随时问我。",
    "unclear": f"我没看懂您想查什么。请把问题写成一句完整的话，再发给我。\n例如：{EXAMPLES[0]}",
}

_REASONS: dict[Reason, str] = {
    "off_topic": "这个问题看来不属于扶贫和社会组织政策的范围，抱歉我答不了。",
    "not_in_library": "抱歉，资料库里没有找到能回答这个问题的原文。",
    "region_not_covered": "抱歉，资料库里没有{region}的相关文件。",
    "year_not_covered": "抱歉，资料库里没有您问的这个年份的相关文件。",
    "document_not_in_library": "抱歉，资料库里没有收录您提到的这份文件。",
    "empty": "没有看到问题，请把想问的事写成一句话发给我。",
    "too_long": "问题太长了，请缩短成一两句话，一次只问一件事。",
}
_GAPS: frozenset[Reason] = frozenset(
    ("not_in_library", "region_not_covered", "year_not_covered", "document_not_in_library")
)


def welcome() -> str:
    """The reply to /start and /help."""
    examples = "\n".join(f"• {example}" for example in EXAMPLES)
    return (
        "您好，我是扶贫政策问答助手。请直接用一句话提问，我会从本机构的资料库里找出政策原文，"
        "并注明出处；资料库里没有的，我会直说没有。\n\n"
        f"例如：\n{examples}\n\n"
        f"回答下面的“{SOURCE} 1”等按钮可以看引文的上下文；“有用”“没用”能帮助我们改进。"
        "可以接着追问，例如“那云南呢？”。在群里请 @ 我、回复我的消息，或者用 /ask 提问。\n\n"
        f"{PRIVACY}"
    )


def not_allowed(user: int) -> str:
    """`user` is the Telegram id, which the admin needs to let them in."""
    return f"抱歉，这个助手只对本机构人员开放。请把您的 Telegram 编号 {user} 告诉管理员，由管理员为您开通。"


def smalltalk_text(question: str) -> str:
    """The fixed reply to a greeting, thanks, "who are you" …; to ask again for what says nothing."""
    return _SMALLTALK[smalltalk(question) or "unclear"]


def reason_text(answer: Answer) -> str:
    """Why there is no answer, in one sentence; that it was noted; what else to ask. Plain text."""
    reason = answer.reason or "not_in_library"
    lines = [_REASONS[reason].format(region=answer.region or "您问的这个地区")]
    if reason in _GAPS and answer.log_id is not None:
        lines.append("问题已经记下，管理员补充文件时会参考。")
    return "\n".join(lines) + _suggested(answer)


def status_line(answer: Answer) -> str:
    """How many quotations follow, from how many documents, and how the question was understood."""
    found, documents = len(answer.snippets), len({s.citation.document for s in answer.snippets})
    line = f"找到 {found} 段原文" + (f"，出自 {documents} 份文件" if documents > 1 else "") + "："
    if _letters(answer.understood) != _letters(answer.question):
        line = f"按“{answer.understood}”查找，{line}"
    if answer.conflict:
        line += "\n⚠️ 来源不一致：这些原文的说法不同，已一并列出，请核对发布时间和效力。"
    if answer.mentioned:
        line += f"\n{mentioned_line(answer)}"
    return line


def mentioned_line(answer: Answer) -> str:
    """That documents asked about are only spoken of in others; empty if none is."""
    titles = "".join(f"《{title}》" for title in answer.mentioned)
    return f"资料库里没有{titles}的全文，下面是其他文件提到它的原文。" if titles else ""


def list_line(snippet: Snippet) -> str:
    """How many items a list has, and whether all of it is quoted; empty if the snippet is no whole list."""
    if snippet.items is None:
        return ""
    return f"共 {snippet.items} 项，" + ("篇幅较长，每项节选开头" if snippet.excerpt else "已全部列出")


def citation_line(citation: Citation) -> str:
    """title（number） · issuer or source · date · section · validity; what is not known is left out."""
    return citation.title + _citation_tail(citation)


def answer_html(answer: Answer) -> list[str]:
    """The answer as Telegram HTML, in as many messages as it needs."""
    return parts(_answer_runs(answer))


def context_html(context: Context) -> list[str]:
    """A passage with its surroundings, verbatim, the quoted words in bold."""
    return parts(_context_runs(context))


def _answer_runs(answer: Answer) -> Iterator[Run]:
    if answer.status == "smalltalk":
        yield Run(smalltalk_text(answer.question))
    elif answer.status == "unanswered":
        yield Run(reason_text(answer))
    else:
        yield Run(status_line(answer))
    for number, snippet in enumerate(answer.snippets, 1):
        yield Run("\n\n")
        yield from _snippet_runs(number, snippet)
    if answer.status == "answered":
        yield Run(_suggested(answer))


def _snippet_runs(number: int, snippet: Snippet) -> Iterator[Run]:
    citation = snippet.citation
    yield from emphasised(snippet.text, snippet.highlights, quoted=True)
    if counted := list_line(snippet):
        yield Run(f"\n（{counted}）")
    yield Run(f"\n[{number}] ")
    yield Run(citation.title, link=citation.uri if is_web_address(citation.uri) else None)
    yield Run(_citation_tail(citation))


def _context_runs(context: Context) -> Iterator[Run]:
    yield Run(context.title, bold=True)
    if context.section:
        yield Run("\n" + _path(context.section))
    yield Run("\n（上文略）\n" if context.has_before else "\n")
    yield from emphasised(context.text, context.spans, quoted=True)
    if context.has_after:
        yield Run("\n（下文略）")


def _citation_tail(citation: Citation) -> str:
    fields = (
        citation.issuer or citation.source,
        citation.author,
        citation.published,
        _path(citation.section),
        citation.validity,
    )
    number = f"（{citation.number}）" if citation.number else ""
    return number + "".join(f" · {field}" for field in fields if field)


def _path(section: tuple[str, ...]) -> str:
    return " › ".join(section)


def _suggested(answer: Answer) -> str:
    if not answer.suggestions:
        return ""
    return "\n\n您可以试试：\n" + "\n".join(f"• {suggestion}" for suggestion in answer.suggestions)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
