"""What an answer says about itself: of what it is said, why there is none, what to do then. Plain text."""

import unicodedata

from retrieval.answer import Answer, Held, Reason, Snippet

CONFLICT = "⚠️ 来源不一致：这些原文的说法不同，已一并列出，请核对发布时间和效力。"
ANY_REGION = "不限地区"
NATIONWIDE = "全国"
NOTED = "问题已经记下，管理员补充文件时会参考。"
EMPTY_LIBRARY = (
    "资料库里还没有任何文件，暂时回答不了问题。"
    "请管理员添加文件：执行 fupin kb add 加上文件或文件夹，"
    "或者把文件放进数据文件夹里的 sources，再执行 fupin kb reload。"
)
_MANY = 8  # regions or years that are named before 等
_REASONS: dict[Reason, str] = {
    "off_topic": (
        "这个问题看来不属于扶贫和社会组织政策的范围，抱歉我答不了。请换一个与扶贫、慈善或社会组织有关的问题。"
    ),
    "not_in_library": (
        "抱歉，资料库里没有找到能回答这个问题的原文。可以换一种说法，或者写明地区、年份、文件名称再问一次。"
    ),
    "region_not_covered": "抱歉，关于这个问题，资料库里没有{region}的内容{instead}。",
    "year_not_covered": "抱歉，关于这个问题，资料库里没有您问的年份的内容{instead}。",
    "document_not_in_library": (
        "抱歉，资料库里没有收录您提到的这份文件。请核对文件的名称或文号；确实需要的，可以请管理员补充。"
    ),
    "empty": "没有看到问题，请把想问的事写成一句话发给我。",
    "too_long": "问题太长了，请缩短成一两句话，一次只问一件事。",
}
_INSTEAD: dict[Reason, str] = {
    "region_not_covered": "，有{names}的内容。可以改问这些地区，或者不限地区再查",
    "year_not_covered": "，有{names}的。可以改问这些年份，或者不写年份再问",
}
_OTHERWISE: dict[Reason, str] = {
    "region_not_covered": "。可以换一个地区，或者不限地区再查",
    "year_not_covered": "。可以换一个年份，或者不写年份再问",
}
_GAPS = frozenset(_REASONS) - {"off_topic", "empty", "too_long"}


def restated(answer: Answer) -> bool:
    """Whether the question was understood as one with other words, not just other punctuation."""
    return _letters(answer.understood) != _letters(answer.question)


def remarks(answer: Answer) -> list[str]:
    """What must be known of the quotations before they are read."""
    dropped = f"按{ANY_REGION}查找，没有限定在{answer.region_dropped}。" if answer.region_dropped else ""
    return [line for line in (dropped, _fallback(answer), _documents(answer), _mentioned(answer)) if line]


def refusal(answer: Answer) -> list[str]:
    """Why there is no answer and what to do about it; that it was noted."""
    reason = answer.reason or "not_in_library"
    if answer.library_empty and reason == "not_in_library":
        return [EMPTY_LIBRARY]
    names = "、".join(answer.available[:_MANY]) + ("等" if len(answer.available) > _MANY else "")
    instead = _INSTEAD.get(reason, "").format(names=names) if names else _OTHERWISE.get(reason, "")
    line = _REASONS[reason].format(region=answer.region or "您问的这个地区", instead=instead)
    return [line, NOTED] if reason in _GAPS and answer.log_id is not None else [line]


def note(snippet: Snippet) -> str:
    """Of when and where a quotation is, and how much of a list it has; empty if there is nothing to say."""
    when = f"时间：{snippet.as_of}" if snippet.as_of else ""
    where = snippet.applies_to or ""
    if where:
        where = f"适用：{where}" if where == NATIONWIDE else f"原文{where}"
    return "；".join(filter(None, (when, where, _items(snippet))))


def _items(snippet: Snippet) -> str:
    if snippet.picked:
        return f"共 {snippet.out_of} 项，这是第 {'、'.join(map(str, snippet.picked))} 项"
    if snippet.items is None:
        return ""
    return f"共 {snippet.items} 项，" + ("篇幅较长，每项节选开头" if snippet.excerpt else "已全部列出")


def _fallback(answer: Answer) -> str:
    if answer.fallback is None:
        return ""
    asked, used = answer.fallback.asked, answer.fallback.used
    if used == NATIONWIDE:
        return f"资料库里没有专门说{asked}的内容，以下是适用于全国的内容。"
    if used.startswith("未"):
        return f"资料库里没有写明是{asked}的内容，以下原文没有写明地区，请核对出处。"
    return f"资料库里没有{asked}的内容，以下是{used}的。"


def _documents(answer: Answer) -> str:
    """What is known of the documents that the question is about."""
    if len(answer.documents) < 2:
        return "".join(f"{_named(document)}：{_dated(document)}。" for document in answer.documents)
    same = len({document.title for document in answer.documents}) == 1
    lines = (
        f"• {_dated(document) if same else f'{_named(document)}：{_dated(document)}'}"
        for document in answer.documents
    )
    first = _named(answer.documents[0]) + "的" if same else ""
    kind = "个版本" if same else "份文件"
    return "\n".join([f"资料库收录了{first} {len(answer.documents)} {kind}：", *lines])


def _named(document: Held) -> str:
    return f"《{document.title}》" + (f"（{document.number}）" if document.number else "")


def _dated(document: Held) -> str:
    """Who issued it and when, from when to when it is in force; that nothing of it is known."""
    issued = f"{document.issuer or ''}{document.published or ''}"
    facts = (
        issued + ("发布" if document.published else ""),
        f"自{document.effective}起施行" if document.effective else "",
        f"有效期至{document.expires}" if document.expires else "",
        document.validity or "",
    )
    return "，".join(filter(None, facts)) or "没有写明发布机关和日期"


def _mentioned(answer: Answer) -> str:
    titles = "".join(name if name.endswith("号") else f"《{name}》" for name in answer.mentioned)
    return f"资料库里没有{titles}的全文，下面是其他文件提到它的原文。" if titles else ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
