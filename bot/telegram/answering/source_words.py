"""What the bot says around quotations: more of them, their documents page by page, how to cite them."""

MORE = "更多"
CITE = "复制引用"
BACK = "◀ 上一页"
ON = "下一页 ▶"
TO_QUOTATION = "回到引文"
ORIGINAL = "📎 原始文件"

FURTHER = "还找到这些原文："
NO_MORE = "没有更多原文了。"
ASKED_ANEW = "这条回答之后资料库更新过，下面是按现在的资料库重新查找的结果。"
TAP_TO_COPY = "点一下引用文字即可复制："
OLDER = "（这份文件后来有变动或已移除，这里是回答时的文本。）"
ONLY_QUOTED = "（这份文件后来有变动或已移除，现在打不开全文，上面是回答时引用的原文。）"
NEWER_FILE = "回答之后这份文件有变动，这是资料库里现在的原件。"
NO_ORIGINAL = "资料库里没有这份文件的原件，它可能已经移除。请联系管理员。"


def page_of(number: int, total: int) -> str:
    return f"第 {number}/{total} 页"


def too_large(size: int) -> str:
    """`size` is in bytes."""
    return f"这份原件有 {size / 1e6:.0f} MB，超过了 Telegram 允许的 50 MB，发不过来。请向管理员索取。"
