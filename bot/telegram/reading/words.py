"""What the bot says about the documents of the library, and what stands on the buttons there."""

from collections.abc import Sequence
from html import escape

from bot.desk.library.entry import Entry
from bot.desk.library.facets import Facet
from knowledge.document import Metadata

FACETS: dict[Facet, str] = {"column": "栏目", "region": "地区", "year": "年份", "type": "类型"}
WORDS = "标题"
DROP = " ✕"
BEFORE, AFTER, BACK = "◀ 上一页", "下一页 ▶", "↩ 返回列表"
EMPTY = "资料库里还没有文件。"
HINT = "点数字查看文件；也可以发送 /doc 加上标题或文号。"
NONE_FIT = "没有符合这些条件的文件，请去掉一些条件。"
BUTTON_OLD = "这个按钮已经失效，请重新发送 /docs。"
VALUE_GONE = "资料库更新过，现在没有这一项了，请重新选择。"
DOCUMENT_GONE = "这份文件现在不在资料库里，可能已经更新或移除。请发送 /docs 查看现有的文件。"
READ, ORIGINAL = "📖 阅读", "📎 原始文件"
NOTHING_LIKE = "资料库里没有这个标题或文号的文件。请核对文字，或发送 /docs 按栏目、地区、年份查找。"
NEAREST = "资料库里没有这个标题或文号的文件。您要找的是不是："
PUBLISHED_AT = "🔗 发布页面"

SUBSCRIBE = (
    "请选择想关注的栏目和地区：资料库收入新文件时，会在这里通知一次，一次更新只发一条。"
    "点一下选中，再点一下取消。"
)
ALL = "全部新文件"
CHOSEN, FREE = "✅ ", "▫️ "
CANCEL_ALL = "取消全部订阅"
OPTION_GONE = "资料库里现在没有这个栏目或地区了，请重新选择。"


def counted(found: int, total: int) -> str:
    return (
        f"资料库共有 {total} 份文件。"
        if found == total
        else f"共有 {found} 份文件符合条件（全部 {total} 份）。"
    )


def page_of(number: int, pages: int) -> str:
    """`number` counts from 0."""
    return f"第 {number + 1}/{pages} 页" if pages > 1 else ""


def choose(facet: Facet) -> str:
    return f"请选择{FACETS[facet]}："


def version(metadata: Metadata) -> str:
    """On the button of another version of a document."""
    return f"📑 {metadata.published or '日期不明'}的版本"


def versions(count: int) -> str:
    return f"资料库收录了它的 {count} 个版本。"


def doc_usage(entries: Sequence[Entry]) -> str:
    """What is missing behind /doc, with an example from the library."""
    example = next((each.metadata.number for each in entries if each.metadata.number), None)
    example = example or next((each.title for each in entries), "慈善法")
    return escape(f"请在命令后面写上标题（一部分也可以）或文号，例如：/doc {example}")


def subscribed(names: Sequence[str], most: int) -> str:
    """What has been chosen so far, and how to choose."""
    tail = f"等 {len(names)} 项" if len(names) > most else ""
    state = f"已订阅：{'、'.join(names[:most])}{tail}。" if names else "现在没有订阅。"
    return f"{SUBSCRIBE}\n\n{state}"
