"""The spaces within a line: those that an extraction puts between Chinese characters, marks and numbers."""

import re

from .lines import LOST

_SPACE = r"[^\S\n\u3000]"  # U+3000 stays where it stands: only a writer puts it within a line
_CHINESE = r"\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—"
_STRAY = re.compile(rf"(?<=[{_CHINESE}]){_SPACE}++|{_SPACE}++(?=[{_CHINESE}])")
_DELIBERATE = re.compile(r"(?:第[一二三四五六七八九十百千零〇\d]+[编章节条款]|\d+[.)]) ")
_LOST_AT_EDGE = re.compile(rf"(?<![^\s。；：，、]){LOST}++|{LOST}++(?![^\s。；：，、])")
_ACRONYM = 5  # letters; one as short as that was cut in two
_LOST_INDENT = re.compile(rf"^(?=[^\S\r\n]*{LOST})(?:{LOST}|[^\S\r\n])+", re.MULTILINE)
_WORD_END = re.compile(r"[A-Za-z0-9@:/._%&=?#+\-]+\Z")
_WORD_START = re.compile(r"[A-Za-z0-9@:/._%&=?#+\-]+")


def tight(text: str) -> str:
    """The line without stray spaces. The one after 第三条 or 3. at its start is the writer's, and stays."""
    deliberate = _DELIBERATE.match(text)
    start = deliberate.end() if deliberate else 0
    return text[:start] + _STRAY.sub("", text[start:])


def without_lost(text: str) -> str:
    """The text without the U+FFFD that stand beside white space or a mark, or for an indentation.

    One between two characters stays: a character is missing there, and who reads the quotation should see it.
    """
    return _LOST_AT_EDGE.sub("", _LOST_INDENT.sub("", text)) if LOST in text else text


def glue(before: str, after: str) -> str:
    """What stands between two lines of one paragraph: a space between two Latin words, else nothing."""
    left, right = _WORD_END.search(before[-80:]), _WORD_START.match(after[:80])
    if not left or not right:
        return ""
    return " " if _two_words(left.group(), right.group()) else ""


def _two_words(left: str, right: str) -> bool:
    if any(sign in left for sign in ("://", "www.", "@")):
        return False
    acronym = len(left + right) <= _ACRONYM and (left + right).isupper()
    return left[-1].isalpha() and right[0].isalpha() and not acronym
