"""Everything that an admin should look at in the library: files, documents, and what they have in common."""

from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from knowledge.contents import Contents
from knowledge.curated.written import read_written
from knowledge.document import Document
from knowledge.inspection import inspect
from knowledge.library import Library
from knowledge.limits import Limits
from knowledge.newsprint.lines import LOST
from knowledge.problems import Problem
from knowledge.structure import enumerations

from .duplicates import duplicates
from .reload import reusable
from .reloading import today


@dataclass(frozen=True, slots=True)
class Checked:
    """How many files and documents were looked at, and their problems: files first, then duplicates."""

    files: int
    documents: int
    problems: tuple[Problem, ...]


def check(
    home: Path,
    library: Path | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    limits: Limits | None = None,
) -> Checked:
    """Look at all files as they stand now; changes nothing. Files that did not change are not read again."""
    tell = progress or (lambda step, done, total: None)
    previous = reusable(home, library)
    contents = Library(home, library, limits).read(
        previous.loaded if previous else lambda source: None,
        lambda done, total: tell("读取文件", done, total),
    )
    found = [each for each in contents.problems if LOST not in each.problem]  # inspected below, by line
    paths = {source.file: source.path for source in contents.sources}
    for done, document in enumerate(contents.documents, 1):
        lists = previous.lists(document) if previous else None
        lists = enumerations(document.text) if lists is None else lists
        found += inspect(document, lists, paths[document.file.partition("/")[0]])
        tell("检查内容", done, len(contents.documents))
    found += _twins(contents)
    found += read_written(home / "sources").all_problems(contents.documents, today())
    return Checked(len(contents.sources), len(contents.documents), tuple(found))


def _twins(contents: Contents) -> Iterator[Problem]:
    """A problem for each document that nearly repeats another one, which is the better one to keep."""
    bundled = {source.file for source in contents.sources if source.bundled}
    documents, told = contents.documents, set[int]()
    for pair in duplicates([document.text for document in documents]):
        ranks = [_rank(documents[number], bundled) for number in (pair.first, pair.second)]
        kept, other = (pair.first, pair.second) if ranks[0] >= ranks[1] else (pair.second, pair.first)
        if other not in told:
            told.add(other)
            reasons = (why for why, a, b in zip(_REASONS, *ranks, strict=True) if a != b)
            yield _twin(documents[other], documents[kept], pair.share, next(reasons, "文件名在前"), bundled)


def _rank(document: Document, bundled: set[str]) -> tuple[bool, str, int]:
    """What decides between two documents of the same text, in this order."""
    metadata = document.metadata
    return document.file not in bundled, metadata.published or "", sum(map(bool, astuple(metadata)))


_REASONS = ("是本机构自己的文件", "日期较新", "标题、日期等较完整")


def _twin(other: Document, kept: Document, share: float, reason: str, bundled: set[str]) -> Problem:
    same = "内容相同" if _squeezed(other) == _squeezed(kept) else f"约 {min(share, 0.99):.0%} 的内容相同"
    problem = f"与 {kept.file} {same}，建议以后者为准（{reason}）"
    if other.file in bundled:
        return Problem(other.file, None, problem, "两份都会被引用；随附的文件可用 FUPIN_LIBRARY 换掉")
    return Problem(other.file, None, problem, f"核对后如无需两份，请执行 fupin kb remove {other.id}")


def _squeezed(document: Document) -> str:
    return "".join(document.text.split())
