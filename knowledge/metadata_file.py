"""library.toml, beside the files of a folder: what an admin gives or corrects of their metadata.

    ["通知.docx"]
    title = "关于做好社会组织扶贫工作的通知"
    published = 2018-10-30
    regions = ["湖南省"]

A table is named for a file, or for a document of a file that holds several (its id). An empty value says that
there is none. The standard library's tomllib reads it; it gives no line numbers, so the lines are looked up.
"""

import json
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from .document import Document
from .errors import UnreadableFile, reason_of
from .filenames import document_id
from .loaders.front_matter import iso_date
from .metadata_names import DATES, KNOWN, field_named
from .problems import Problem

METADATA_FILE = "library.toml"
LARGEST = 2_000_000  # bytes: a table for each of ten thousand files
_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class Corrections:
    """What is given for each file or document, by its name, and what is wrong with library.toml itself."""

    given: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    lines: Mapping[str, int | None] = field(default_factory=dict)

    def about(self, file: str) -> str:
        """As JSON, what concerns a file and the documents in it; empty for most files."""
        stem, packed = document_id(file), file.lower().endswith(".zip")
        found = {
            name: table
            for name, table in self.given.items()
            if name in (file, stem) or packed or name.startswith(f"{stem}-")
        }
        return json.dumps(found, ensure_ascii=False, sort_keys=True) if found else ""

    def unused(self, files: Collection[str]) -> Iterator[Problem]:
        """A problem for each table that is about none of the files; what is in a zip is not looked up."""
        if any(file.lower().endswith(".zip") for file in files):
            return
        known = {*files, *map(document_id, files)}
        for name in self.given:
            if name not in known and name.rpartition("-")[0] not in known:
                problem, remedy = f"没有名为“{name}”的文件", "请写文件的全名，连同扩展名"
                yield Problem(METADATA_FILE, self.lines.get(name), problem, remedy)


def corrected(document: Document, about: str) -> Document:
    """The document with what `Corrections.about` its file gives in place of what the file says itself."""
    given: dict[str, Any] = {}
    tables = json.loads(about) if about else {}
    for name in (document.file.partition("/")[0], document.file, document.id):
        given |= tables.get(name, {})
    if "regions" in given:
        given["regions"] = tuple(given["regions"])
    guessed = document.metadata.guessed - given.keys()
    return replace(document, metadata=replace(document.metadata, **given, guessed=guessed))


def corrections(folder: Path) -> Corrections:
    """What the folder's library.toml gives, if there is one. An entry that is wrong is left out."""
    path = folder / METADATA_FILE
    try:
        if not path.is_file():
            return Corrections()
        tables, lines = _read(path)
    except UnreadableFile as error:
        return Corrections(problems=(Problem.of(error),))
    problems: list[Problem] = []
    given = {name: dict(_entries(name, table, lines, problems)) for name, table in tables.items()}
    return Corrections(given, tuple(problems), {name: _header(lines, name) for name in given})


def joined(target: Path, paths: Iterable[Path]) -> str:
    """The text of `target` with the tables of other such files, which take the place of those of their names.

    Raises UnreadableFile for the first file that is no TOML.
    """
    tables: dict[str, Any] = {}
    for path in (target, *paths):
        tables |= _read(path)[0] if path.is_file() else {}
    return "\n".join(written(name, table) for name, table in tables.items())


def written(name: str, table: Any) -> str:
    """A table as TOML. JSON writes texts and lists of them as TOML does."""
    if not isinstance(table, dict):
        return (
            f"{json.dumps(name, ensure_ascii=False)} = {json.dumps(table, ensure_ascii=False, default=str)}\n"
        )
    entries = (f"{json.dumps(key, ensure_ascii=False)} = {_literal(value)}\n" for key, value in table.items())
    return f"[{json.dumps(name, ensure_ascii=False)}]\n{''.join(entries)}"


def _literal(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False, default=str)


def _read(path: Path) -> tuple[dict[str, Any], Sequence[str]]:
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableFile(METADATA_FILE, "文件过大", "请只写需要更正的文件")
        text = path.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text), text.splitlines()
    except OSError as error:
        raise UnreadableFile(METADATA_FILE, f"无法读取（{reason_of(error)}）", "请检查权限") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UnreadableFile(METADATA_FILE, "不是 UTF-8 编码的文字", "请另存为 UTF-8 编码", line) from error
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        found = _LINE.search(str(error))
        remedy = '请检查引号和方括号；文件名要写成 ["通知.docx"] 的样子'
        raise UnreadableFile(
            METADATA_FILE, "不是有效的 TOML", remedy, int(found[1]) if found else None
        ) from error


def _entries(
    name: str, table: Any, lines: Sequence[str], problems: list[Problem]
) -> Iterator[tuple[str, Any]]:
    if not isinstance(table, dict):
        remedy = f'请写在某个文件的名称之下，例如 ["通知.docx"]，再另起一行写 {name} = …'
        problems.append(Problem(METADATA_FILE, _line(lines, None, name), f"“{name}”不属于任何文件", remedy))
        return
    for key, value in table.items():
        try:
            field = field_named(key)
            if field is None:
                raise ValueError(f"不认识元数据“{key}”", f"可用的名称：{'、'.join(sorted(KNOWN))}")
            yield field, _value(field, value)
        except ValueError as error:
            problem, remedy = error.args
            problems.append(Problem(METADATA_FILE, _line(lines, name, key), problem, remedy))


def _value(key: str, value: Any) -> Any:
    """Raises ValueError with problem and remedy."""
    if key == "regions":
        listed = value if isinstance(value, list) else [value]
        if not all(isinstance(region, str) for region in listed):
            raise ValueError("元数据“regions”应是地名", '请写成 ["湖南省", "云南省"] 的样子')
        return tuple(region for region in listed if region.strip())
    if isinstance(value, datetime | date):
        value = value.isoformat()[:10]
    if not isinstance(value, str):
        raise ValueError(f"元数据“{key}”应是一行文字", '请写在引号里，例如 "民政部"')
    text = " ".join(value.split()) or None
    if text and key in DATES:
        text = iso_date(text)
        if text is None:
            raise ValueError(f"元数据“{key}”不是日期：{value[:40]}", "请写成 2018-10-30 的样子，不知道就不写")
    return text


def _line(lines: Sequence[str], table: str | None, key: str) -> int | None:
    """The line (1 …) of a key: the first that starts with it, below the table's header."""
    start = 0
    if table is not None:
        start = (_header(lines, table) or 1) - 1
    pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
    return next((at + 1 for at, line in enumerate(lines) if at >= start and pattern.match(line)), None)


def _header(lines: Sequence[str], table: str) -> int | None:
    """The line (1 …) on which a table starts."""
    pattern = re.compile(rf"\s*\[\s*[\"']?{re.escape(table)}[\"']?\s*\]")
    return next((at for at, line in enumerate(lines, 1) if pattern.match(line)), None)
