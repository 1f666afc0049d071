"""The numbers that Word puts before paragraphs by itself: 一、 （一） 1. 第一条 ①, as they are seen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from .wordml import Element, attribute, child, children, is_on

LEVELS = 9
_DIGITS = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "japaneseCounting",
)
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered: from `start`, in `form`, as `text` (%1: number of level 1).

    `legal` levels write all numbers as digits. `restart` is how many levels above there are after which it
    starts anew: all of them, or 0 for one that counts on, as the articles of a law do across its chapters.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int = LEVELS


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    lists: Mapping[str, str]
    levels: Mapping[str, Mapping[int, Level]]
    _counted: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number: str, depth: int) -> str:
        """What stands before the next paragraph of list `number` at `depth` (0 …); empty for bullets."""
        abstract = self.lists.get(number, "")
        levels = self.levels.get(number) or self.levels.get(abstract) or {}
        level = levels.get(depth)
        if level is None:
            return ""
        counted = self._counted.setdefault(abstract, {})
        counted[depth] = counted.get(depth, level.start - 1) + 1
        for deeper in [each for each in counted if each > depth]:
            if depth < levels.get(deeper, Level()).restart:
                del counted[deeper]
        if level.form in ("bullet", "none"):
            return ""
        text = level.text
        for each in range(LEVELS):
            if f"%{each + 1}" in text:
                other = levels.get(each, Level())
                form = "decimal" if level.legal else other.form
                text = text.replace(f"%{each + 1}", written(counted.get(each, other.start), form))
        return text.strip()


def numbering(root: Element | None) -> Numbering:
    """The lists that numbering.xml defines; none where there is no such part."""
    if root is None:
        return Numbering({}, {})
    levels = {
        f"abstract {attribute(each, 'abstractNumId')}": dict(_levels(each))
        for each in children(root, "abstractNum")
    }
    lists = {}
    for each in children(root, "num"):
        number = attribute(each, "numId")
        lists[number] = f"abstract {attribute(child(each, 'abstractNumId'), 'val')}"
        overridden = dict(_overrides(each, levels.get(lists[number], {})))
        if overridden:
            levels[number] = {**levels.get(lists[number], {}), **overridden}
            lists[number] = number  # a list that starts anew counts by itself
    return Numbering(lists, levels)


def _levels(element: Element) -> Iterator[tuple[int, Level]]:
    for each in children(element, "lvl"):
        start, depth = attribute(child(each, "start"), "val"), attribute(each, "ilvl")
        form = attribute(child(each, "numFmt"), "val") or "decimal"
        text = attribute(child(each, "lvlText"), "val")
        restart = attribute(child(each, "lvlRestart"), "val")
        legal = is_on(child(each, "isLgl"))
        yield (
            _whole(depth),
            Level(_whole(start or "1"), form, text, legal, _whole(restart) if restart else LEVELS),
        )


def _overrides(element: Element, levels: Mapping[int, Level]) -> Iterator[tuple[int, Level]]:
    for each in children(element, "lvlOverride"):
        depth = _whole(attribute(each, "ilvl"))
        start = attribute(child(each, "startOverride"), "val")
        yield from _levels(each)
        if start and depth in levels and child(each, "lvl") is None:
            yield depth, replace(levels[depth], start=_whole(start))


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def written(number: int, form: str) -> str:
    """A number (1 …) in one of Word's forms; plain digits for a form that is not known."""
    if form in _CHINESE:
        return chinese(number)
    if form in ("upperRoman", "lowerRoman"):
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form == "chineseLegalSimplified":
        return "".join(
            _FORMAL[_DIGITS.index(c)] if c in _DIGITS else {"十": "拾", "百": "佰"}[c]
            for c in chinese(number)
        )
    if form == "ideographTraditional" and 1 <= number <= 10:
        return _STEMS[number - 1]
    if form == "ideographZodiac" and 1 <= number <= 12:
        return _BRANCHES[number - 1]
    if form == "decimalFullWidth":
        return "".join(chr(ord("０") + int(digit)) for digit in str(number))
    return f"{number:02d}" if form == "decimalZero" else str(number)


def chinese(number: int) -> str:
    """一, 十, 十一, 二十, 一百零三; plain digits from 1,000 on."""
    if not 0 <= number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones or not text else "")


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (min(number, 4000) // value)
        number = min(number, 4000) % value
    return text
