"""The line under the title of a web page: 发布时间：2021-05-10 09:30 来源：民政部 字号：大 中 小."""

import re
from typing import Any

from ..facts.dates import DATE, iso

LONGEST = 160  # code points
VALUE = 40  # code points of what stands behind a label
_TIME = r"(?:发布|发表|发稿|刊发|上传|更新|录入|公开|撰写)?(?:时间|日期)"
_SOURCE = r"(?:信息|文章|稿件|内容|新闻)?(?:来源|出处)|稿源"
_OTHER = (
    "文章作者|作者|记者|通讯员|责任编辑|责编|编辑|审核人?|审校|校对|供稿|撰稿|签发|浏览(?:次数|量|数)?|阅读(?:次数|量|数)?|点击(?:率|次数|量|数)?"
    "|访问(?:次数|量)?|字号|字体(?:大小)?|视力保护色|背景色|分享(?:到|至)?|打印|收藏|朗读|栏目|关键词"
)
_LABEL = re.compile(rf"[【\[(（]?\s*(?:(?P<time>{_TIME})|(?P<source>{_SOURCE})|(?:{_OTHER}))\s*[：:]")
_BUTTONS = re.compile(
    r"[\s|｜【】\[\]()（）·,，\-—]|(?:打印本页|打印|关闭窗口|关闭|收藏|分享|下载|朗读|复制链接|我要纠错|纠错|特大|大号?|中号?|小号?|默认|A[+-]?)"
)
_CLOCK = re.compile(r"\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?\s*")
_DAY = re.compile(DATE)
_SENTENCE = re.compile("[。；！？]")


def info_line(line: str) -> dict[str, Any] | None:
    """What a line of nothing but labels and buttons says of `posted` and `source`; None for other lines."""
    labels = list(_LABEL.finditer(line)) if len(line) <= LONGEST and not _SENTENCE.search(line) else []
    if not labels:
        return None
    found: dict[str, Any] = {}
    before = line[: labels[0].start()]
    if day := _DAY.match(before.strip()):
        found["posted"] = iso(day[0])
        before = _CLOCK.sub("", before.strip()[day.end() :])
    if _BUTTONS.sub("", before):
        return None
    for label, end in zip(labels, [*(each.start() for each in labels[1:]), len(line)], strict=True):
        value = line[label.end() : end].strip(" \u3000|｜】])）")
        if len(value) > VALUE:
            return None
        if label["time"] and (day := _DAY.search(value)):
            found.setdefault("posted", iso(day[0]))
        elif label["source"] and value:
            found.setdefault("source", re.split(r"[\s|｜]", value)[0])
    return {name: value for name, value in found.items() if value}
