"""What reading the library gave: of documents that want the same id, one gets it."""

from collections.abc import Mapping
from dataclasses import dataclass

from .document import Document
from .loaders import Loaded
from .problems import Problem
from .sources import Source


@dataclass(frozen=True, slots=True)
class Contents:
    """What reading the library gave: documents, everything that is wrong, and the files as they were read.

    `whole` has what each file gave of which every document is there: those need not be read the next time.
    """

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    sources: tuple[Source, ...]
    whole: Mapping[Source, Loaded]


def gathered(found: Mapping[Source, Loaded], problems: list[Problem]) -> Contents:
    """Give each id to one document: files in sources/ come before bundled ones, files before what is in an
    archive, others by their name.
    """
    owners: dict[str, Source] = {}
    for source in sorted(found, key=lambda source: (source.bundled, source.file.lower().endswith(".zip"))):
        for document in found[source].documents:
            owners.setdefault(document.id, source)
    documents: dict[str, Document] = {}
    whole: dict[Source, Loaded] = {}
    for source, loaded in found.items():
        some = loaded.documents
        kept = [documents.setdefault(each.id, each) for each in some if owners[each.id] is source]
        left = [each for each in some if documents.get(each.id) is not each]
        problems.extend(_taken_by(each, owners[each.id]) for each in left)
        if kept and not left:
            whole[source] = loaded
    return Contents(tuple(documents.values()), tuple(problems), tuple(found), whole)


def _taken_by(document: Document, owner: Source) -> Problem:
    problem = f"编号“{document.id}”已被 {owner.file} 使用，这份文件没有收入"
    return Problem(document.file, None, problem, "请把其中一个文件改名")
