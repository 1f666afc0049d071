"""The lines of an extraction, and what their edges tell: a sentence that ends, a bracket cut in two."""

import re
from dataclasses import dataclass

LOST = "\ufffd"
BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
PUNCTUATION = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』…—·"
MARKS = PUNCTUATION.rstrip("…—·")  # those that a printer may set half as wide
PAUSES = "，。、；："
OPENING = "“（《〈【〔「『"
CLOSING = "”）》〉】〕」』"
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[。！？…!?][”’」』）)》】]*\Z")
_INNER_END = re.compile(r"[。！？](?![”’」』）)》】]*\Z)")
_HEAD = re.compile(
    r"[“‘（《〈【〔「『(\[]*(?:[0-9A-Za-z.,:/+\-]+|.)?[，。、；：？！”’）》〉】〕」』…%％℃,;:!?)\]]*",
    re.DOTALL,
)
_NEVER_FIRST = frozenset("…，。、；：？！）》〉】〕」』”’%％℃,;:!?)]}")
_NEVER_LAST = frozenset("，、“‘（《〈【〔「『,([{")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space around it.

    `indent` is how wide the space before it was (a Chinese character is 2), `parted` whether a blank line
    stood between it and the line before.
    """

    text: str
    indent: int = 0
    parted: bool = False

    @property
    def begins_within(self) -> bool:
        """Its first character is a mark that never begins a sentence."""
        return self.text[0] in _NEVER_FIRST

    @property
    def ends_sentence(self) -> bool:
        return _SENTENCE_END.search(self.text[-6:]) is not None

    @property
    def ends_clause(self) -> bool:
        """It ends a sentence, an item of a list, or what announces a list."""
        return self.ends_sentence or self.text[-1] in "：:；;"

    @property
    def ends_bare(self) -> bool:
        """Its last character is no punctuation mark."""
        return self.text[-1] not in PUNCTUATION and (self.text[-1].isalnum() or self.text[-1] in "%％℃+＋")

    @property
    def ends_inside(self) -> bool:
        """A sentence ends within the line, and more follows."""
        return _INNER_END.search(self.text) is not None

    @property
    def open_brackets(self) -> int:
        """How many more brackets and quotes it opens than it closes (negative: closes)."""
        return sum(map(self.text.count, OPENING)) - sum(map(self.text.count, CLOSING))

    @property
    def head(self) -> str:
        """What a printer keeps together at its start: a character or a number, with the marks around it."""
        found = _HEAD.match(self.text[:40])
        return found.group() if found else ""


def split(text: str) -> list[Line]:
    """The lines that are not blank. U+FFFD at the edge of a line counts as white space."""
    lines: list[Line] = []
    parted = False
    for raw in _LINE_END.split(text):
        line = raw.strip(BLANKS + LOST)
        if line:
            lines.append(Line(line, _indent(raw), parted))
        parted = not line
    return lines


def cut_in_two(before: Line, after: Line) -> bool:
    """The marks at the edges show that one sentence runs over both lines."""
    return after.begins_within or before.text[-1] in _NEVER_LAST


def cut_number(before: Line, after: Line) -> bool:
    """A number runs over both lines, or is parted from its unit."""
    return before.text[-1].isdigit() and (
        after.text[0].isdigit() or after.text[0] in "年月日时亿万千元个名项次倍"
    )


def _indent(raw: str) -> int:
    space = raw[: len(raw) - len(raw.lstrip(BLANKS + LOST))]
    return sum(2 if char == "\u3000" else 4 if char == "\t" else 1 for char in space)
