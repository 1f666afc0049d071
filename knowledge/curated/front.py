"""The front matter of a curated answer: texts, lists of texts, rows and days, each with its line."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import yaml

from ..errors import UnreadableFile
from ..loaders.front_matter import DEEPEST, FENCE, iso_date
from ..problems import Problem

LONGEST = 20_000  # code points
DAY = 10  # code points of 2018-10-30


@dataclass(frozen=True, slots=True)
class Front:
    """What stands between the fences, by name, and what stands below them. Lines count from 1."""

    file: str
    nodes: dict[str, yaml.Node]
    lines: dict[str, int]
    body: str
    body_line: int

    def refused(self, name: str, problem: str, remedy: str, line: int | None = None) -> UnreadableFile:
        return UnreadableFile(self.file, problem, remedy, line or self.lines.get(name))

    def unknown(self, known: Sequence[str]) -> Iterator[Problem]:
        for name, line in self.lines.items():
            if name not in known:
                remedy = f"可用的名称：{'、'.join(known)}"
                yield Problem(self.file, line, f"不认识“{name[:40]}”，没有采用", remedy)

    def text(self, name: str, longest: int) -> str | None:
        """One line of text; None where it is not given, or empty."""
        return self._line(name, self.nodes[name], longest) if name in self.nodes else None

    def texts(self, name: str, longest: int) -> list[str]:
        """A list of lines; a single one need not be a list."""
        node = self.nodes.get(name)
        listed = node.value if isinstance(node, yaml.SequenceNode) else [node] if node else []
        return [text for each in listed if (text := self._line(name, each, longest))]

    def rows(self, name: str, fields: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
        """A list of mappings that have all these fields, each with its line."""
        node = self.nodes.get(name)
        if node is None or _is_null(node):
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise self.refused(name, f"“{name}”应是一个列表", f"请逐条写成“- {fields[0]}: …”的样子")
        return [(_line(each), self._row(name, each, fields)) for each in node.value]

    def day(self, name: str) -> str | None:
        given = self.text(name, 40)
        if given is None:
            return None
        day = iso_date(given)
        if day is None or len(day) != DAY:
            raise self.refused(name, f"“{name}”不是日期：{given}", "请写成 2018-10-30 的样子，不知道就不写")
        return day

    def _row(self, name: str, node: yaml.Node, fields: Sequence[str]) -> dict[str, str]:
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        given = {str(key.value): value for key, value in pairs if isinstance(value, yaml.ScalarNode)}
        missing = [field for field in fields if field not in given or not str(given[field].value).strip()]
        if missing:
            remedy = f"每一条都要写明 {'、'.join(fields)}"
            raise self.refused(name, f"“{name}”里有一条缺少 {'、'.join(missing)}", remedy, _line(node))
        return {field: self._shown(name, str(given[field].value), node) for field in fields}

    def _line(self, name: str, node: yaml.Node, longest: int) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            raise self.refused(name, f"“{name}”应是一行文字", "请改成一行文字", _line(node))
        text = "" if _is_null(node) else self._shown(name, " ".join(str(node.value).split()), node)
        if len(text) > longest:
            problem = f"“{name}”有 {len(text)} 字，最多 {longest} 字"
            raise self.refused(name, problem, "请写得简短些", _line(node))
        return text or None

    def _shown(self, name: str, text: str, node: yaml.Node) -> str:
        """The text; YAML can also write what can be neither stored nor shown."""
        if any(unicodedata.category(each) in ("Cc", "Cs") and each not in "\t\n" for each in text):
            raise self.refused(name, f"“{name}”含有无法显示的字符", "请删去后重新保存", _line(node))
        return text


def fronted(text: str, file: str) -> Front:
    """A text of which front matter is the beginning. Raises UnreadableFile where it is not, or is no YAML."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise UnreadableFile(file, "开头没有 ---", "请在第一行写 ---，下面写 question: 问题，再写一行 ---", 1)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise UnreadableFile(file, "开头的 --- 没有对应的结束行", "请在答复正文之前另起一行写 ---", 1)
    nodes, places = _entries("\n".join(lines[1:end]), file)
    return Front(file, nodes, places, "\n".join(lines[end + 1 :]), min(end + 2, len(lines)))


def _entries(front: str, file: str) -> tuple[dict[str, yaml.Node], dict[str, int]]:
    root = _composed(front, file)
    if root is None:
        return {}, {}
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableFile(file, "开头应是“名称: 值”的形式", "请按“question: 问题”的样子书写", 2)
    nodes: dict[str, yaml.Node] = {}
    lines: dict[str, int] = {}
    for key, value in _scalars(root.value):
        if key.value in nodes:
            raise UnreadableFile(file, f"“{key.value}”写了两次", "请只留一次", _line(key))
        nodes[str(key.value)], lines[str(key.value)] = value, _line(key)
    return nodes, lines


def _scalars(pairs: Iterable[tuple[yaml.Node, yaml.Node]]) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    return ((key, value) for key, value in pairs if isinstance(key, yaml.ScalarNode))


def _composed(front: str, file: str) -> yaml.Node | None:
    """The tree of a YAML text, nothing of which is made into objects."""
    if len(front) > LONGEST or front.count("[") + front.count("{") > DEEPEST:
        raise UnreadableFile(file, "开头的部分过长或过于复杂", "请只写问题、问法、引文和日期", 2)
    try:
        return yaml.compose(front, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line if mark else front.count("\n", 0, getattr(error, "position", 0))
        raise UnreadableFile(file, "开头的部分不是有效的 YAML", "请检查冒号、引号和缩进", line + 2) from error


def _line(node: yaml.Node) -> int:
    """In the file: the first line is the fence."""
    return int(node.start_mark.line) + 2


def _is_null(node: yaml.Node) -> bool:
    return bool(node.tag == "tag:yaml.org,2002:null")
