"""Where sentences end: at 。！？, at line breaks, and at the gaps that stand for a line break.

Much policy text comes with its paragraphs joined by spaces; there the space after a sentence mark, after a
short heading or before an outline number is where the line ended.
"""

import re
from collections.abc import Iterator

from ..document import Span

LONG = 200  # code points; a longer sentence is cut at ； or else at ，, since a snippet has about 200
LONGEST = 400  # code points; what is not cut by then is no sentence but digits or an encoded picture
SHORT = 40  # code points; parts that are cut are at least this long
TAIL = 64  # code points before a gap that are looked at: more than a heading has
CLOSING = "”’」』）)》〉】〕］"
NUMERAL = "[一二三四五六七八九十百]{1,4}"
OUTLINE = (
    rf"(?:{NUMERAL}[、．]|[（(]{NUMERAL}[）)]|[（(]\d{{1,2}}[）)]|\d{{1,2}}[.．、](?!\d)|[①-⑳]"
    rf"|第[一二三四五六七八九十百零〇千\d]{{1,7}}[条章节编](?!第)|附件\d?[：:]|[问答][：:])"
)

_PAIR = r"《[^《》]{1,80}》|“[^“”\n]{1,58}”|（[^（）\n]{1,58}）|\([^()\n]{1,58}\)|「[^「」\n]{1,58}」"
_TOKEN = re.compile(rf"(?P<pair>{_PAIR})|(?P<mark>[。！？!?]+)|(?P<gap>\s+)|(?P<semicolon>；)|(?P<comma>，)")
_MARKS = "。！？!?"
_WIDE = re.compile(r"\u3000\u3000|\s{3}")
_DATE = re.compile(r"\d{1,4}[年月日]")
_OUTLINE = re.compile(OUTLINE)
_PLAIN = re.compile(r"[\w“”《》〈〉（）()【】、·—\-]{6,40}\Z")


def sentences(text: str) -> list[Span]:
    """Spans of the sentences of `text` in reading order, without the white space between them.

    Everything but white space is in one of them. Text in short quotes and brackets stays whole.
    """
    parts: list[Span] = []
    start = 0
    for end in breaks(text):
        if span := stripped(text, start, end):
            parts.extend(_shortened(text, span))
        start = end
    return parts


def stripped(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends; None if there is nothing else in it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def breaks(text: str) -> list[int]:
    """Ends of sentences, ascending; the last one is the end of the text. Long ones are not cut here."""
    ends: list[int] = []
    for token in _TOKEN.finditer(text):
        start = ends[-1] if ends else 0
        if token.start() < start:
            continue
        if token["gap"]:
            end = token.start() if _ends_line(text, start, token) else 0
        elif token["mark"]:
            end = _after_mark(text, token)
        else:
            end = _after_pair(text, token) if token["pair"] else 0
        if end > start:
            ends.append(end)
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return ends


def _after_mark(text: str, token: re.Match[str]) -> int:
    """The end of the sentence that this mark ends, behind closing quotes; 0 if it ends none (as in a URL)."""
    end = token.end()
    if token[0] in "!?" and text[end : end + 1].isascii() and text[end : end + 1].isalnum():
        return 0
    return _behind_closing(text, end)


def _behind_closing(text: str, end: int) -> int:
    while end < len(text) and text[end] in CLOSING:
        end += 1
    if end < len(text) and text[end] == '"' and _is_closing(text, end):
        end += 1
    return end


def _is_closing(text: str, at: int) -> bool:
    """Whether the straight quote at `at` closes: an opening one stands within 200 code points before it."""
    line = text[max(0, at - 200) : at].rpartition("\n")[2]
    return line.count('"') % 2 == 1


def _after_pair(text: str, token: re.Match[str]) -> int:
    """Behind “…。” the sentence is over, unless it goes on (“加油！”的呐喊)."""
    inner, end = token[0].rstrip(CLOSING)[-1], token.end()
    if inner not in _MARKS:
        return 0
    end = _behind_closing(text, end)
    following = text[end : end + 1]
    over = not following or following.isspace() or following == "“"
    return end if over or (inner == "。" and following not in "，、；：。的") else 0


def _ends_line(text: str, start: int, token: re.Match[str]) -> bool:
    """Whether white space that follows `text[start:]` stands for a line break."""
    gap, right = token[0], text[token.end() : token.end() + 12]
    left = text[max(start, token.start() - TAIL) : token.start()].lstrip()
    if "\n" in gap or not right:
        return True
    if not left:
        return False
    if left.endswith("…”") or (len(left) > 1 and _OUTLINE.match(right) and not _OUTLINE.fullmatch(left)):
        return True
    if left[-1] in "：:；" or _WIDE.search(gap):
        number = _OUTLINE.match(left)
        return len(left) - number.end() >= 2 if number else len(left) >= 8
    return _is_title(text, start, left) or _is_heading(left, right)


def _is_title(text: str, start: int, left: str) -> bool:
    """The first words of a text, up to its first space."""
    return start == 0 and 8 <= len(left) <= 60 and not re.search(r"[，。；]", left) and not left[-1].isascii()


def _is_heading(left: str, right: str) -> bool:
    """A short line without punctuation, or a numbered one, before more Chinese text."""
    foreign = right[0].isascii() and not _DATE.match(right)
    if left[-1].isascii() or foreign or len(left) > SHORT:
        return False
    numbered = _OUTLINE.match(left)
    if numbered:
        return len(left) - numbered.end() >= 2 and left.count("，") <= 2
    return bool(_PLAIN.match(left)) and "、" not in left


def _shortened(text: str, span: Span) -> Iterator[Span]:
    """The sentence, or its parts between ； if it is long, and the parts of these between ， if they are."""
    for part in _parts(text, span, "semicolon"):
        for start, end in _parts(text, part, "comma", "gap"):
            pieces = (stripped(text, at, min(at + LONGEST, end)) for at in range(start, end, LONGEST))
            yield from filter(None, pieces)


def _parts(text: str, span: Span, *marks: str) -> Iterator[Span]:
    """The span, or if it is long what stands between these kinds of marks."""
    start, end = span
    if end - start > LONG:
        for token in _TOKEN.finditer(text, start, end):
            at = token.end()
            if any(token[mark] for mark in marks) and at - start >= SHORT and end - at >= SHORT:
                if part := stripped(text, start, at):
                    yield part
                start = at
    if rest := stripped(text, start, end):
        yield rest
