"""HTML within Markdown -> its text. Only what is HTML is taken away: <扶贫> or a<b stays."""

import re
from html import unescape

_NAMES = (
    "a|abbr|address|article|aside|b|big|blockquote|body|br|caption|center|cite|code|col|colgroup|dd|del|details|dfn"
    "|div|dl|dt|em|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|img|input|ins|kbd|label|li|main"
    "|mark|nav|ol|p|pre|q|rp|rt|ruby|s|samp|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot"
    "|th|thead|time|tr|tt|u|ul|var|wbr"
)
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|svg|iframe|object)\b.*?(?:</\1\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_CELL = re.compile(r"</t[dh]\s*>\s*<t[dh]\b[^<>]*>", re.I)
_BREAK = re.compile(
    r"</?(?:address|article|aside|blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header"
    r"|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b[^<>]*>",
    re.I,
)
_TAG = re.compile(rf"</?(?:{_NAMES})\b[^<>]*>", re.I)


def seen(html: str) -> str:
    """A piece of HTML without comments, scripts and the like."""
    return _UNSEEN.sub("", html)


def without_tags(html: str) -> str:
    """The text of a piece of HTML, blocks and rows on lines of their own, cells parted by " | "."""
    text = _CELL.sub(" | ", seen(html))
    return unescape(_TAG.sub("", _BREAK.sub("\n", text)))
