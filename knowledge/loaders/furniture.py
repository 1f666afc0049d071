"""A web page without what is not its article: navigation, share buttons, imprint, scripts.

trafilatura, readability and markitdown were tried on pages of gov.cn, which are set with nested tables: they
give the article as one cell of a Markdown table, its paragraphs run together, between the table of labels and
the QR code. What is done here: drop what is named as furniture or shows nothing, then go down to the element
that holds nearly all prose, and up again as long as no links come in (a signature often stands beside).
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from .page_text import BLOCKS, text_of

UNSEEN = frozenset(
    (
        "script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "canvas", "svg",
        "math", "audio", "video", "map", "select", "option", "button", "input", "textarea", "datalist",
        "nav", "footer", "head", "rt", "rp", "frameset",
    )
)  # fmt: skip
_NAMED = re.compile(
    r"(?:\A|[-_\s]|bd)(?:share|shares|nav|navi|navbar|navigation|menu|breadcrumbs?|crumbs?|foot|footer|sidebar|aside|related"
    r"|recommend|copyright|qr|qrcode|ewm|erweima|fenxiang|print|toolbar|pager|pagination|login|search|comments?"
    r"|advert|ads?|weixin|weibo|wechat|fontsize|hidden|skip)(?=\Z|[-_\s\d])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LINE = re.compile(
    r"扫一扫.{0,30}|.{0,6}分享(?:到|至)?[:：]?.{0,30}|您?(?:当前|现在)?(?:的)?(?:所在)?位置[:：].{0,80}"
    r"|(?:[【\[(（|｜]?(?:打印|打印本页|打印文章|关闭|关闭窗口|关闭本页|收藏|收藏本页|加入收藏|返回|返回顶部|返回首页|回到顶部|纠错|我要纠错|复制链接"
    r"|字体|字号|大号?|中号?|小号?|默认|特大|超大|TOP|朗读|保存|下载|推荐|设为首页|网站地图|联系我们|无障碍(?:浏览)?)[】\])）|｜:：]?)+"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数)?[:：]?\d*次?|(?:上|下)一[篇条页][:：]?.{0,60}|相关(?:链接|阅读|新闻|文档|稿件|信息|报道)[:：]?"
    r"|(?:版权所有|主办|主办单位|承办|承办单位|网站标识码|技术支持|备案序号|联系电话)[:：©].{0,80}|.{0,12}ICP备.{0,60}|.{0,6}公?网?安备.{0,40}"
    r"|[(（]?(?:责任编辑|责编|编辑)[:：].{0,16}|(?:发布|发表|更新)?(?:日期|时间)[:：][\d\-/.:年月日]{8,24}"
    r"|Copyright.{0,100}|首页(?:[>＞»/].{0,60})",
    re.IGNORECASE,
)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]"
)  # which lxml reads but does not write
MOSTLY = 0.8  # of the page's prose
_PROSE = re.compile("[。；，]")


def is_furniture(line: str) -> bool:
    """Whether a line of a page is a button or an imprint, and nothing else."""
    return len(line) <= 120 and _LINE.fullmatch("".join(line.split())) is not None


def prune(root: HtmlElement) -> None:
    """Take out what shows nothing, and what calls itself furniture, unless it holds most of the text."""
    most = len(text_of(root)) / 3
    for element in list(root.iter()):
        if (
            not isinstance(element.tag, str)
            or (element is not root and (element.tag in UNSEEN or _is_hidden(element)))
            or (element is not root and _is_named(element) and len(text_of(element)) < most)
        ):
            drop(element)


def article(root: HtmlElement) -> HtmlElement:
    """The element that holds the article. To be called after `prune`."""
    prose = _prose(root)
    whole = prose.get(root, 0)
    found = root
    while (inner := _inner(found, prose)) is not None and prose[inner] >= MOSTLY * whole:
        found = inner
    while found is not root and (parent := found.getparent()) is not None and not _adds_links(parent, found):
        found = parent
    return found


def _inner(element: HtmlElement, prose: dict[HtmlElement, int]) -> HtmlElement | None:
    boxes = [
        child
        for child in element
        if child.tag in BLOCKS and child.tag not in ("p", "li", "pre", "blockquote")
    ]
    return max(boxes, key=lambda child: prose.get(child, 0), default=None)


def _prose(root: HtmlElement) -> dict[HtmlElement, int]:
    """How many characters of prose each element holds: text with sentence marks that is no link."""
    prose: dict[HtmlElement, int] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        linked = element.tag == "a"
        own = 0 if linked else _counted(element.text)
        prose[element] = own + sum(prose.get(child, 0) + _counted(child.tail) for child in element)
        if linked:
            prose[element] = 0
    return prose


def _counted(text: str | None) -> int:
    return len(text) if text and len(text) >= 8 and _PROSE.search(text) else 0


def _adds_links(parent: HtmlElement, child: HtmlElement) -> bool:
    """Whether what stands beside `child` in `parent` has links with text, as navigation has."""
    return any(text_of(link) for sibling in parent if sibling is not child for link in _links(sibling))


def _links(element: HtmlElement) -> Iterator[HtmlElement]:
    """Links to other pages; those to scripts are buttons."""
    links = ((link, link.get("href", "").strip().lower()) for link in element.iter("a"))
    return (link for link, target in links if target and not target.startswith(("javascript:", "#")))


def _is_named(element: HtmlElement) -> bool:
    return _NAMED.search(f"{element.get('class', '')} {element.get('id', '')}") is not None


def _is_hidden(element: HtmlElement) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


def drop(element: HtmlElement) -> None:
    """Take an element out, but leave the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before, tail = element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = _CONTROL.sub("", (before.tail or "") + tail)
    else:
        parent.text = _CONTROL.sub("", (parent.text or "") + tail)
    parent.remove(element)
