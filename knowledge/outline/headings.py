"""Plain text lines -> headings, articles, questions, answers and paragraphs."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ..document import Kind, Piece
from ..newsprint.imprint import imprint
from ..numbers.cardinals import whole
from .sentences import NUMERAL, breaks, stripped
from .speech import asks, spoken, turns

LENGTH = 40  # code points; longer numbered lines are text
SENTENCE = 30  # code points; headings that end in 。 are not longer
JOINED = 200  # code points; a longer line may be paragraphs joined by spaces
_NUMBER = r"[一二三四五六七八九十百千零〇\d]{1,7}"
_ARTICLE = re.compile(rf"第{_NUMBER}条(?:之[一二三四五六七八九十]{{1,2}})?(?![第款项的规之和、，中])")
_PART = re.compile(rf"第{_NUMBER}(?P<unit>分?编|章|节|部分)(?![第的规之和、，中])")
_ENTRY = re.compile(
    rf"(?P<outline>{NUMERAL})\s?[、．]|[（(]\s?(?P<bracket>{NUMERAL})\s?[）)]"
    r"|(?P<digit>\d{1,2})\s?(?:[.．](?!\d)|、)|[（(](?P<round>\d{1,2})[）)]"
)
_BARE, _OUTLINE = 5, 6
_RANKS = {
    "编": 1,
    "分编": 2,
    "部分": 2,
    "章": 3,
    "节": 4,
    "outline": _OUTLINE,
    "bracket": 7,
    "digit": 8,
    "round": 9,
}
_MARKS = "。！!"
_OPEN_ENDS = "；;，,、？?"
_SUBTITLE = re.compile(r"(?=.*[\u4e00-\u9fff]{4})[^。！!；;：:？?\[\]【】@/|｜]{6,36}\Z")
_NO_SUBTITLE = re.compile(
    r"附[件表]|来源|电话|联系|地址|邮编|传真|注|图|表|记者|编辑|抄送|主[办送]|签发|索引|责任"
    r"|.*(?:记者|通讯员|编辑|摄|网站|发布|通过|修[订正]|施行)\Z|.*(?:19|20)\d\d年\d"
)


def pieces(lines: Iterable[str]) -> list[Piece]:
    """Pieces of the lines in order, without empty ones; each keeps its wording exactly.

    Levels of headings count from 1 for the coarsest kind found. A long line whose paragraphs were joined by
    spaces becomes several pieces.
    """
    texts = [part for line in lines for part in paragraphs(line)]
    ranks = _ranks(texts)
    depth = {rank: number for number, rank in enumerate(sorted(set(ranks) - {0}), 1)}
    said = turns(texts)
    return [
        Piece(text, "heading", depth[rank]) if rank else Piece(text, turn or _kind(text))
        for text, rank, turn in zip(texts, ranks, said, strict=True)
    ]


def paragraphs(line: str) -> list[str]:
    """The line without outer white space; its paragraphs, if it is long and they were joined by spaces."""
    line = line.strip()
    if len(line) <= JOINED or _ARTICLE.match(line) or spoken(line):
        return [line] if line else []
    return list(_unjoined(line))


def _unjoined(line: str) -> Iterator[str]:
    start = 0
    for end in breaks(line):
        if end == len(line) or line[end].isspace():
            if span := stripped(line, start, end):
                yield line[slice(*span)]
            start = end


def _kind(text: str) -> Kind:
    return "article" if _ARTICLE.match(text) else "paragraph"


def _ranks(texts: Sequence[str]) -> list[int]:
    """For each text its rank among headings, 1 the coarsest; 0 for other text."""
    siblings: dict[str, bool] = {}
    ranks = [_numbered(texts, at, siblings) for at in range(len(texts))]
    if any(rank == 3 or rank == _OUTLINE for rank in ranks):
        return ranks
    return [rank or _BARE * _is_subtitle(texts, at) for at, rank in enumerate(ranks)]


def _numbered(texts: Sequence[str], at: int, siblings: dict[str, bool]) -> int:
    """The rank of a numbered heading. Entries of one list are all headings or none: the first one decides."""
    text = texts[at]
    if part := _PART.match(text):
        return _RANKS[part["unit"]] if len(text) <= LENGTH and text[-1] not in _MARKS + _OPEN_ENDS else 0
    entry = _ENTRY.match(text)
    family = entry.lastgroup if entry else None
    if entry is None or family is None:
        return 0
    short = len(text) <= LENGTH and text[-1] not in _OPEN_ENDS and not asks(text)
    if whole(entry[family]) == 1 or family not in siblings:
        following = _ENTRY.match(texts[at + 1]) if at + 1 < len(texts) else None
        last = at + 1 == len(texts) or (following and following.lastgroup == family)
        attached = at > 0 and texts[at - 1].startswith("附件")
        siblings[family] = short and not last and not attached
    plain = text[-1] not in _MARKS
    heads = siblings[family] and (plain or (text.count("。") == 1 and len(text) <= SENTENCE))
    return _RANKS[family] if short and (heads or (plain and family == "outline")) else 0


def _is_subtitle(texts: Sequence[str], at: int) -> bool:
    """A short line without a mark at its end, between a whole paragraph and a long one."""
    if not 0 < at < len(texts) - 1:
        return False
    text, before, after = texts[at], texts[at - 1], texts[at + 1]
    if not _SUBTITLE.match(text) or _NO_SUBTITLE.match(text) or _ENTRY.match(text) or imprint(text):
        return False
    return (before[-1] in "。！？”）" or imprint(before) == "byline") and len(after) > LENGTH
