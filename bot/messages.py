"""Every Chinese sentence the bot says, and an Answer as the messages that carry it. Pure functions."""

from collections.abc import Iterable, Iterator

from bot.markup import Run, emphasised, is_web_address, parts
from bot.remarks import CONFLICT, note, refusal, remarks, restated
from retrieval.answer import Answer, Citation, Snippet
from retrieval.smalltalk import Smalltalk, smalltalk

EXAMPLES = (
    "社会组织在脱贫攻坚中发挥哪些作用？",
    "各地出台了哪些动员社会组织扶贫的文件？",
    "互联网募捐平台为脱贫攻坚募集了多少善款？",
)
COMMANDS = {
    "start": "开始使用",
    "help": "使用说明和示例",
    "join": "凭邀请码加入",
    "ask": "提问，例如：/ask 社会组织怎样参与扶贫",
    "new": "另起一段对话，不再参考之前的问题",
    "docs": "资料库里的文件，按栏目、地区、年份、类型查找",
    "doc": "查看一份文件，例如：/doc 国办发〔2018〕117号",
    "subscribe": "订阅栏目和地区，有新文件时通知",
    "history": "我在这里问过的问题",
    "forget": "删除我问过的问题",
    "privacy": "记录什么、保留多久、怎样删除",
    "cancel": "取消正在填写的内容",
}
ADMIN_COMMANDS = {
    "reload": "按现有的文件更新资料库",
    "gaps": "没有答好的问题",
    "gap": "处理一个缺口，例如：/gap 12",
    "stats": "问答统计",
    "users": "人员和角色，最近被拒绝的人",
    "invite": "生成邀请链接",
    "web": "登录管理网页的一次性链接",
}
NOT_IN_GROUPS = ("start", "join", "history", "forget")  # those of COMMANDS that groups have no use for
FOR_REVIEWERS = ("gaps", "gap", "stats", "web")  # those of ADMIN_COMMANDS that reviewers may use as well
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

SHOWN = 3
"""Snippets in one message: as many as are read on a phone before one stops scrolling."""
DROP = " ✕"  # behind the region, on the button that drops it
LONGEST_REGION = 24  # code points of a region on a button

# What cannot be answered, or went wrong
TEXT_ONLY = "抱歉，我只看得懂文字。请把想问的事写成一句话发给我。"
TOO_FAST = "您问得有点快，我想把每个问题都答好。请过一分钟再问。"
BLOCKED = "抱歉，您的使用权限已经停用。如有疑问，请联系管理员。"
UNKNOWN_COMMAND = "抱歉，我不认识这个命令。请直接用一句话提问，或发送 /help 查看说明。"
CANCELLED = "好的，已取消。"
NOTHING_TO_CANCEL = "现在没有正在填写的内容。"
BEGUN_ANEW = "好的，已另起一段对话，不再参考之前的问题。请直接提问。"
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


def managing(role: str) -> dict[str, str]:
    """The commands of admins or reviewers, with what they do; none for others."""
    some = ADMIN_COMMANDS if role == "admin" else FOR_REVIEWERS if role == "reviewer" else ()
    return {name: ADMIN_COMMANDS[name] for name in some}


def managing_text(role: str) -> str:
    """What /help tells admins and reviewers of what they can do; empty for others."""
    commands = "\n".join(f"/{name} {told}" for name, told in managing(role).items())
    if not commands:
        return ""
    files = "要添加文件，请直接发给我：我先列出认出了什么，您确认之后才收入。\n" if role == "admin" else ""
    return f"您还可以在与我的私聊里使用管理功能。\n{files}{commands}"


def welcome() -> str:
    """The reply to /start and /help."""
    examples = "\n".join(f"• {example}" for example in EXAMPLES)
    return (
        "您好，我是扶贫政策问答助手。请直接用一句话提问，我会从本机构的资料库里找出政策原文，"
        "并注明出处；资料库里没有的，我会直说没有。\n\n"
        f"例如：\n{examples}\n\n"
        f"回答下面的“{SOURCE} 1”等按钮打开引文所在的文件，可以前后翻页；“更多”列出其余原文，"
        "“复制引用”给出规范的出处；“有用”“没用”能帮助我们改进。"
        "可以接着追问，例如“那云南呢？”；换话题前发送 /new，就不再参考之前的问题。"
        "在群里请 @ 我、回复我的消息，或者用 /ask 提问。\n\n"
        "发送 /docs 可以按栏目、地区等查找文件，发送 /doc 加标题或文号可以打开一份文件，"
        "发送 /subscribe 可以订阅新文件。发送 /history 可以查看您问过的问题，发送 /forget 可以删除它们，"
        "发送 /privacy 可以查看记录什么、保留多久。\n\n"
        f"{PRIVACY}"
    )


def not_allowed(user: int) -> str:
    """`user` is the Telegram id, which the admin needs to let them in."""
    return (
        f"抱歉，这个助手只对本机构人员开放。请把您的 Telegram 编号 {user} 告诉管理员，由管理员为您开通；"
        "如果管理员给了您邀请码，请发送 /join 加上邀请码。"
    )


def joined(name: str, role: str) -> str:
    """`role` is what they are called who may do more than ask, else empty."""
    now = f"您现在是{role}，管理用的功能见 /help。" if role else "发送 /help 可以查看使用说明。"
    return f"{name}，欢迎加入！现在可以直接提问了。{now}"


def smalltalk_text(question: str) -> str:
    """The fixed reply to a greeting, thanks, "who are you" …; to ask again for what says nothing."""
    return _SMALLTALK[smalltalk(question) or "unclear"]


def reason_text(answer: Answer) -> str:
    """How the question was understood, why there is no answer, what else to ask. Plain text."""
    return "\n".join([*_understood(answer), *remarks(answer), *refusal(answer)]) + _suggested(answer)


def shown(answer: Answer, after: int = 0) -> range:
    """The places of the snippets that one message shows, behind the first `after`. What has to be read
    together, such as contradictions and the articles asked for, stands in one.
    """
    together = answer.conflict or any(snippet.kind == "article" for snippet in answer.snippets)
    count = len(answer.snippets)
    return range(after, count if together else min(after + SHOWN, count))


def status_line(answer: Answer, first: int | None = None) -> str:
    """How the question was understood, what must be known of the quotations, and how many follow: all of
    them, or only the `first` ones.
    """
    found, documents = len(answer.snippets), len({s.citation.document for s in answer.snippets})
    line = f"找到 {found} 段原文" + (f"，出自 {documents} 份文件" if documents > 1 else "")
    line += "：" if first in (None, found) else f"，先看前 {first} 段："
    conflict = [CONFLICT] if answer.conflict else []
    return "\n".join([*_understood(answer), *remarks(answer), *conflict, line])


def region_label(answer: Answer) -> str:
    """What is on the button that drops the region: 按〔湖南省〕检索 ✕; empty without a region."""
    if not answer.region:
        return ""
    name = answer.region if len(answer.region) <= LONGEST_REGION else f"{answer.region[:LONGEST_REGION]}…"
    return f"按〔{name}〕检索"


def citation_line(citation: Citation) -> str:
    """title（number） · issuer or source · date · section · validity; what is not known is left out."""
    validity = f" · {citation.validity}" if citation.validity else ""
    return citation.title + _citation_tail(citation) + validity


def answer_html(answer: Answer, opening: str = "") -> list[str]:
    """The answer as Telegram HTML, in as many messages as it needs; `opening` is said before it."""
    return parts((Run(f"{opening}\n\n" if opening else ""), *_answer_runs(answer)))


def quotations(answer: Answer, places: Iterable[int]) -> Iterator[Run]:
    """Some of the answer's snippets, each with its number, which counts from 1."""
    for place in places:
        yield Run("\n\n")
        yield from _snippet_runs(place + 1, answer.snippets[place])


def _answer_runs(answer: Answer) -> Iterator[Run]:
    if answer.status == "smalltalk":
        yield Run(smalltalk_text(answer.question))
    elif answer.status == "unanswered":
        yield Run(reason_text(answer))
    else:
        yield Run(status_line(answer, len(shown(answer))))
    yield from quotations(answer, shown(answer))
    if answer.status == "answered":
        yield Run(_suggested(answer))


def _snippet_runs(number: int, snippet: Snippet) -> Iterator[Run]:
    citation = snippet.citation
    yield from emphasised(snippet.text, snippet.highlights, quoted=True)
    if said := note(snippet):
        yield Run(f"\n（{said}）")
    yield Run(f"\n[{number}] ")
    yield Run(citation.title, link=citation.uri if is_web_address(citation.uri) else None)
    yield Run(_citation_tail(citation))
    if citation.validity:
        yield Run("\n")
        yield badge(citation.validity)


def badge(validity: str) -> Run:
    """That what is quoted is not in force, and why."""
    return Run(f"⚠️ {validity}", bold=True)


def _citation_tail(citation: Citation) -> str:
    fields = (citation.issuer or citation.source, citation.author, citation.published)
    number = f"（{citation.number}）" if citation.number else ""
    return number + "".join(f" · {field}" for field in (*fields, section_path(citation.section)) if field)


def section_path(section: tuple[str, ...]) -> str:
    return " › ".join(section)


def _suggested(answer: Answer) -> str:
    if not answer.suggestions:
        return ""
    return "\n\n您可以试试：\n" + "\n".join(f"• {suggestion}" for suggestion in answer.suggestions)


def _understood(answer: Answer) -> list[str]:
    return [f"理解为：{answer.understood}"] if restated(answer) else []
