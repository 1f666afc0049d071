"""A printing press run backwards: sets clean paragraphs in columns, then extracts them badly."""

import random
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

NEVER_FIRST = "，。、；：？！）》】”’%％"
NEVER_LAST = "“‘（《【"
HANGING = "，。、；：？！"

# A page of our own: headline, byline, lead, two parts with a heading each, numbered headings, a caption.
PAGE = (
    "青禾县社会组织把图书室开进大山深处",
    "■ 本报记者 林晓禾",
    "11月6日，青禾县民政局在石梁镇召开社会组织助学工作现场会，县教育局、各乡镇和32家社会组织的代表共120余人参加了会议。会上介绍，今年以来全县新建村级图书室46间，添置图书8.3万册。",
    "三类力量一起上",
    "“以前孩子们放学以后没有地方去，现在图书室每天开到晚上八点。”石梁镇中心小学校长周文远说，学校把两间闲置的教室腾了出来，由县阅读推广协会负责整修，书架、桌椅和灯具都由爱心企业捐助。",
    "县阅读推广协会会长宋以宁介绍，协会与省内5家基金会签订了《乡村阅读支持协议》，三年内每年投入60万元，其中四成用于培训管理员，六成用于购买图书和设备；对离镇较远的村，则安排“流动书车”每月上门两次。",
    "1、配齐人手，管好图书。",
    "每间图书室配备一名专职管理员，优先从脱贫家庭中聘用，每月补贴1200元。管理员上岗前须参加为期五天的培训，考核合格后由县教育局统一发给证书。",
    "2、开放账目，接受监督。",
    "所有捐款和图书的来源、去向每季度在县政府网站上公布一次，村民可以随时查阅。审计部门每年抽查不少于三分之一的图书室，发现问题限期整改，整改结果一并公开。",
    "明年覆盖全部行政村",
    "县民政局副局长顾长青表示，下一步将把图书室建设纳入乡村公共服务规划，到明年底实现全县118个行政村全覆盖，并逐步把开放时间延长到周末和寒暑假，让更多老人和孩子受益。",
    "石梁镇的孩子们在新建的图书室里看书（图片由县阅读推广协会提供）",
)


@dataclass(frozen=True, slots=True)
class Press:
    """How a page was set and what its extraction did to it. Widths are columns: a Chinese character is 2.

    `mark`: the width of a Chinese punctuation mark. `narrow`: first line, number of lines and width of a
    passage beside a picture. `height`: lines a column, after each of which the extraction leaves a blank
    line. `hang`: marks may hang out over the margin instead of taking a character to the next line.
    `whole_numbers`, `kinsoku`: numbers are not cut, and marks stand neither first nor last where they must
    not. `stray`, `lost`, `trailing`: how often a space follows a mark, U+FFFD or spaces end a line.
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
        for line in wrapped(paragraph, press, set_lines):
            if press.height and set_lines and set_lines % press.height == 0 and lines[-1]:
                lines.append("")
            lines.append(_extracted(line, press, dice))
            set_lines += 1
    return press.line_end.join(lines) + press.line_end


def wrapped(paragraph: str, press: Press, at: int = 0) -> Iterator[str]:
    """The lines of one paragraph whose first line is line `at` of the page."""
    line, used = "", 0.0 if press.indentation == "none" else 4.0
    for token in _tokens(paragraph, press):
        width = sum(_width(char, press) for char in token)
        hangs = press.hang and token in tuple(HANGING) and used + width <= _measure(press, at) + 2
        if line and used + width > _measure(press, at) and not hangs:
            yield line
            at, line, used = at + 1, "", 0.0
        line, used = (
            ("　　" if not line and used and press.indentation == "kept" else line) + token,
            used + width,
        )
    yield line


def fills(paragraph: str, press: Press) -> bool:
    """The last line leaves no room for another character: nothing but indentation can tell that it ends."""
    *_, last = wrapped(paragraph, press)
    return sum(_width(char, press) for char in last.strip()) > press.width - 4


def _measure(press: Press, at: int) -> int:
    if press.narrow and press.narrow[0] <= at < press.narrow[0] + press.narrow[1]:
        return press.narrow[2]
    return press.width


def _tokens(paragraph: str, press: Press) -> Iterator[str]:
    """What the printer keeps on one line: a character with its marks, a number."""
    token = ""
    for before, char in zip(" " + paragraph, paragraph, strict=False):
        if token and not _kept_together(before, char, press):
            yield token
            token = ""
        token += char
    yield token


def _kept_together(before: str, char: str, press: Press) -> bool:
    if press.whole_numbers and _latin(before) and _latin(char):
        return True
    never_first = char in NEVER_FIRST and not (press.hang and char in HANGING)
    return press.kinsoku and (never_first or before in NEVER_LAST)


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
        if press.spaced_numbers and before.strip() and _by_number(before, char):
            out += " "
        out += char
        if char in "，。、；：" and dice.random() < press.stray:
            out += " "
    if dice.random() < press.lost:
        out += "\ufffd"
    if dice.random() < press.trailing:
        out += "  "
    return out


def _by_number(before: str, char: str) -> bool:
    other = char if before.isdigit() else before
    return before.isdigit() != char.isdigit() and "\u4e00" <= other <= "\u9fff"
