"""A printing press run backwards: sets clean paragraphs in columns and extracts them as badly as real tools do."""

import random
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

NEVER_FIRST = "，。、；：？！）》】”’%％"
NEVER_LAST = "“‘（《【"


@dataclass(frozen=True, slots=True)
class Press:
    """How a page was set and what its extraction did to it. Widths are columns: a Chinese character is 2 wide.

    `mark`: the width of a Chinese punctuation mark; `narrow`: (first line, lines, width) of a passage beside a
    picture; `height`: lines a column, after each of which the extraction leaves a blank line; `hang`: marks may
    hang out over the margin instead of taking a character to the next line.
    """

    width: int = 28
    mark: int = 2
    indentation: Literal["kept", "stripped", "none"] = "stripped"
    blank_lines: bool = True
    height: int | None = None
    narrow: tuple[int, int, int] | None = None
    hang: bool = False
    whole_numbers: bool = True
    kinsoku: bool = True
    stray: float = 0.0
    spaced_numbers: bool = False
    lost: float = 0.0
    trailing: float = 0.0
    line_end: str = "\n"
    seed: int = 0


def printed(paragraphs: Sequence[str], press: Press) -> str:
    """The extraction of a page that holds these paragraphs and headings."""
    dice = random.Random(press.seed)  # noqa: S311
    lines: list[str] = []
    set_lines = 0
    for number, paragraph in enumerate(paragraphs):
        if number and press.blank_lines:
            lines.append("")
        for line in _set(paragraph, press, set_lines):
            if press.height and set_lines and set_lines % press.height == 0 and lines[-1]:
                lines.append("")
            lines.append(_extracted(line, press, dice))
            set_lines += 1
    return press.line_end.join(lines) + press.line_end


def _set(paragraph: str, press: Press, at: int) -> Iterator[str]:
    """The lines of one paragraph, the first one indented by two characters."""
    indent = 0 if press.indentation == "none" else 4
    line, used = "　　" if press.indentation == "kept" else "", float(indent)
    tokens = list(_tokens(paragraph, press))
    for number, token in enumerate(tokens):
        width = sum(_width(char, press) for char in token)
        if used and line.strip() and used + width > _measure(press, at):
            hanging = (
                press.hang and token in tuple("，。、；：？！") and used + width <= _measure(press, at) + 2
            )
            if not hanging:
                yield line
                at, line, used = at + 1, "", 0.0
        line, used = line + token, used + width
    if line.strip():
        yield line


def _measure(press: Press, at: int) -> int:
    if press.narrow and press.narrow[0] <= at < press.narrow[0] + press.narrow[1]:
        return press.narrow[2]
    return press.width


def _tokens(paragraph: str, press: Press) -> Iterator[str]:
    """What the printer keeps on one line: a character with its marks, a number."""
    token = ""
    for before, char in zip(" " + paragraph, paragraph, strict=False):
        number = press.whole_numbers and _latin(before) and _latin(char)
        marks = press.kinsoku and (
            (char in NEVER_FIRST and not (press.hang and char in "，。、；：？！")) or before in NEVER_LAST
        )
        if token and not number and not marks:
            yield token
            token = ""
        token += char
    yield token


def _latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ".,")


def _width(char: str, press: Press) -> float:
    if char in "，。、；：？！“”‘’（）《》【】":
        return press.mark
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def _extracted(line: str, press: Press, dice: random.Random) -> str:
    """The line with the spaces and lost characters that extraction adds."""
    out = ""
    for before, char in zip(" " + line, line, strict=False):
        if press.spaced_numbers and before.strip() and _boundary(before, char):
            out += " "
        out += char
        if char in "，。、；：" and dice.random() < press.stray:
            out += " "
    if dice.random() < press.lost:
        out += "\ufffd"
    if dice.random() < press.trailing:
        out += "  "
    return out


def _boundary(before: str, char: str) -> bool:
    pair = (before.isdigit(), char.isdigit())
    other = char if pair[0] else before
    return pair[0] != pair[1] and "\u4e00" <= other <= "\u9fff"
