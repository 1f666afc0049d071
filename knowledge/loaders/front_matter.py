"""Front matter: what a text file says of itself, as YAML between two lines of ---. PyYAML reads it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import yaml

from ..document import Metadata
from ..errors import UnreadableFile
from ..metadata_names import DATES, KNOWN, field_named
from ..problems import Problem

FENCE = "---"
LONGEST, DEEPEST = 10_000, 100  # characters and brackets; reading nested brackets takes quadratic time
_ENTRY = re.compile(r"([\w-]+)(?::(?:\s|\Z)|：)")
_WIDE_COLON = re.compile(r"^([\w-]+)：[ \u3000]*", re.MULTILINE)
_REMEDY = {True: "请写成 2018-10-30 的样子，不知道就不写", False: "请改成一行文字"}
_NULL = "tag:yaml.org,2002:null"
_DATE = re.compile(r"(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ].*)?|\s*月?)|年?)")


def announced(text: str) -> bool:
    """Whether a plain text starts with front matter, and not just with a rule of dashes."""
    first, _, rest = text.partition("\n")
    entry = _ENTRY.match(rest) if first.rstrip() == FENCE else None
    return entry is not None and (entry[1].isascii() or field_named(entry[1]) is not None)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What is `given` by name (None where it is given as null), and the text after it.

    `warnings` name what stands there and was not taken.
    """

    given: dict[str, Any]
    body: str
    warnings: tuple[Problem, ...] = ()


def split_front_matter(text: str, file: str) -> FrontMatter:
    """Front matter that is no YAML, or has no end, makes a file unreadable: raises UnreadableFile by line."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return FrontMatter({}, text)
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise UnreadableFile(file, "开头的 --- 没有对应的结束行", "请在元数据之后另起一行写 ---", 1)
    warnings: list[Problem] = []
    given = dict(_entries("\n".join(lines[1:end]), file, warnings))
    return FrontMatter(given, "\n".join(lines[end + 1 :]), tuple(warnings))


def merged(given: dict[str, Any], guessed: Metadata, heading: str | None = None) -> Metadata:
    """What the front matter gives, else what was recognised and is marked so. A null there stays null.

    A `heading` that is the document's title counts as given.
    """
    if heading and "title" not in given:
        given = {"title": heading} | given
    left = {name: getattr(guessed, name) for name in guessed.guessed if name not in given}
    return replace(Metadata(**{**given, **left}), guessed=frozenset(left))


def _entries(front: str, file: str, warnings: list[Problem]) -> Iterator[tuple[str, Any]]:
    root = _composed(front, file)
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableFile(file, "元数据应是“名称: 值”的形式", "请按“title: 标题”的样子书写", 2)
    unknown: list[tuple[str, int]] = []
    seen: set[str] = set()
    for key, value in root.value:
        written, line = str(key.value), key.start_mark.line + 2
        name = field_named(written)
        if name is None:
            unknown.append((written, line))
        elif name != written and not _is_given(value):
            continue  # a field that another program left empty
        elif name in seen:
            warnings.append(Problem(file, line, f"元数据“{written}”写了两次，以前一次为准", "请只留一次"))
        else:
            seen.add(name)
            try:
                yield name, _value(name, value)
            except ValueError as error:
                warnings.append(
                    Problem(file, line, f"元数据“{written}”没有采用：{error}", _REMEDY[name in DATES])
                )
    if unknown:
        warnings.append(_unknown(file, unknown))


def _unknown(file: str, names: Sequence[tuple[str, int]]) -> Problem:
    listed = "、".join(name for name, _ in names)[:80]
    remedy = f"如需采用，请改用这些名称：{'、'.join(sorted(KNOWN))}"
    return Problem(file, names[0][1], f"元数据里有不认识的名称，没有采用：{listed}", remedy)


def _composed(front: str, file: str) -> yaml.Node | None:
    """The tree of a YAML text, nothing of which is made into objects."""
    if len(front) > LONGEST or front.count("[") + front.count("{") > DEEPEST:
        raise UnreadableFile(file, "元数据过长或过于复杂", "请只写标题、日期这样的几行", 2)
    try:
        return yaml.compose(_WIDE_COLON.sub(r"\1: ", front), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line if mark else front.count("\n", 0, getattr(error, "position", 0))
        raise UnreadableFile(file, "元数据不是有效的 YAML", "请检查冒号、引号和缩进", line + 2) from error


def _value(name: str, node: yaml.Node) -> Any:
    """Raises ValueError, in Chinese, for a value of another kind."""
    if name == "regions":
        listed = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return tuple(text for each in listed if (text := _text(each)))
    if name == "issuer" and isinstance(node, yaml.SequenceNode):
        return "、".join(filter(None, map(_text, node.value))) or None
    text = _text(node)
    if text and name in DATES:
        if found := iso_date(text):
            return found
        raise ValueError(f"“{text[:40]}”不是日期")
    return text


def _is_given(node: yaml.Node) -> bool:
    return not isinstance(node, yaml.ScalarNode) or _text(node) is not None


def _text(node: yaml.Node) -> str | None:
    if not isinstance(node, yaml.ScalarNode):
        raise ValueError("应是一行文字")
    return None if node.tag == _NULL else " ".join(str(node.value).split()) or None


def iso_date(text: str) -> str | None:
    """A day, a month or a year that somebody wrote: 2018-10-30, 2018-10, 2018. None for anything else."""
    parts = match.groups() if (match := _DATE.fullmatch(text)) else ()
    numbers = [int(part) for part in parts if part]
    year, month, day = (*numbers, 1, 1, 1)[:3] if numbers else (0, 0, 0)
    try:
        date(year, month, day)
    except ValueError:
        return None
    return "-".join([f"{numbers[0]:04d}", *(f"{number:02d}" for number in numbers[1:])])
