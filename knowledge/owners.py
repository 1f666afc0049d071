"""Which file of the library each document id belongs to, and the files that are refused for that."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from .document import Document
from .errors import NameTaken, UnknownDocument
from .filenames import document_id

RENAME = "请把文件改名后重新添加"
SHOWN = 3  # of the ids that a file has no right to


class Owners:
    """The files of the library by the ids of their documents; ids are the same where but for capitals.

    `own` and `bundled` are the names of the files in sources/ and of those that come with the software.
    `held` tells of documents the file that they are of, as far as that is known: a file may hold several.
    """

    def __init__(self, own: Iterable[str], bundled: Iterable[str], held: Mapping[str, str]) -> None:
        self._own, self._bundled = dict.fromkeys(own), set(bundled)
        self._held = {id: holder(file) for id, file in held.items()}
        self._owners = {_key(id): file for id, file in self._held.items() if file in self._own}
        self._owners |= {_key(document_id(name)): name for name in (*self._bundled, *self._own)}

    def refuse(self, name: str) -> None:
        """Raises NameTaken where a file of this name would collide with another one."""
        id = document_id(name)
        owner = self._owners.get(_key(id), name)
        if owner in self._bundled:
            raise NameTaken(f"{name}：编号“{id}”已被随软件附带的 {owner} 使用。{RENAME}。")
        if owner != name:
            raise NameTaken(f"{name}：编号“{id}”已被 {owner} 使用。{RENAME}。")

    def refuse_documents(self, name: str, documents: Iterable[Document]) -> None:
        """Raises NameTaken where a document in the file has an id of another file."""
        taken = {each.id: self._owners.get(_key(each.id), name) for each in documents}
        listed = [f"“{id}”（{owner}）" for id, owner in taken.items() if owner != name]
        if listed:
            more = f"等 {len(listed)} 个" if len(listed) > SHOWN else ""
            which = "、".join(listed[:SHOWN]) + more
            remedy = "请把里面的文件改名后重新打包" if Path(name).suffix.lower() == ".zip" else RENAME
            raise NameTaken(f"{name}：里面有的编号已被别的文件使用：{which}。{remedy}。")

    def take(self, name: str, documents: Iterable[Document]) -> None:
        """The file is one of the library's from now on."""
        self._owners |= {_key(id): name for id in (document_id(name), *(each.id for each in documents))}
        self._own[name] = None

    def is_own(self, name: str) -> bool:
        return name in self._own

    def file_of(self, id: str) -> str:
        """The name of the file in sources/ that an id, or a name, stands for. Raises UnknownDocument."""
        found = next((name for name in self._own if id in (name, document_id(name))), None)
        if found:
            return found
        if any(id in (name, document_id(name)) for name in self._bundled):
            raise UnknownDocument(f"“{id}”是随软件附带的文件，不能删除。")
        if (file := self._held.get(id)) in self._own:
            raise UnknownDocument(
                f"“{id}”是 {file} 里的一份，不能单独删除。要删除整个文件，请执行 fupin kb remove {file}。"
            )
        raise UnknownDocument(f"sources/ 里没有编号为“{id}”的文件。可用 fupin kb list 查看全部编号。")


def holder(file: str) -> str:
    """The file in the library that a document's `file` names, which may be within an archive."""
    return file.partition("/")[0]


def _key(id: str) -> str:
    return id.casefold()
