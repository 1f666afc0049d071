"""Changes of the library that take a while: begun here, and looked at while they go on, see bot.desk.job.

Each raises DeskError while other work goes on.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.desk.desk import Desk
from bot.desk.errors import DeskError
from bot.desk.job import Job, State
from bot.desk.labels import LABELS
from bot.desk.library import changes, documents, uploads
from bot.desk.library.documents import Shown
from bot.store.audit import Actor
from knowledge.loaders.front_matter import iso_date
from knowledge.metadata_names import DATES

if TYPE_CHECKING:
    from retrieval.answerer import Answerer


def confirm(desk: Desk, job: Job, token: str, by: Actor) -> State:
    """Add the files of an upload. Raises NotThere."""
    uploads.waiting(desk, token)
    return job.start("收入文件", lambda progress: uploads.confirm(desk, token, by, progress))


def correct(
    desk: Desk, job: Job, answerer: "Answerer", id: str, given: Mapping[str, str], by: Actor
) -> State:
    """Give a document the metadata that is given. Raises NotThere, and DeskError where it has all of it."""
    found = _own(desk, answerer, id)
    changed = changes.changes(desk, answerer, id, given)
    if not changed:
        raise DeskError("信息没有变化，不用更正。")
    _refuse_no_dates(changed)
    name = id if found.row.file in found.beside.values() else found.row.file  # as library.toml names it
    return job.start("更正文件信息", lambda progress: changes.correct(desk, name, changed, by, progress))


def remove(desk: Desk, job: Job, answerer: "Answerer", id: str, by: Actor, *, whole: bool = False) -> State:
    """Take a document's file out of the library; only if `whole`, where others are from the same file, such
    as an archive. Raises NotThere, DeskError.
    """
    found = _own(desk, answerer, id)
    file = found.row.outermost
    if found.beside and not whole:
        count = len(found.beside) + 1
        raise DeskError(f"它是“{file}”里的一份，不能单独删除；要删除，里面的 {count} 份文件要一起删除。")
    return job.start("删除文件", lambda progress: changes.remove(desk, file, by, progress))


def restore(desk: Desk, job: Job, name: str, by: Actor) -> State:
    """Bring a removed file back. Raises NotThere."""
    changes.removed_file(desk, name)
    return job.start("恢复文件", lambda progress: changes.restore(desk, name, by, progress))


def _own(desk: Desk, answerer: "Answerer", id: str) -> Shown:
    """A document that admins added. Raises NotThere, DeskError."""
    found = documents.shown(desk, answerer, id)
    if not (desk.settings.home / "sources" / found.row.outermost).is_file():
        raise DeskError("这份文件随软件附带，或者是本机构答复，不能在这里更正或删除。")
    return found


def _refuse_no_dates(given: Mapping[str, str]) -> None:
    for name in DATES & given.keys():
        if given[name].strip() and iso_date(given[name].strip()) is None:
            raise DeskError(f"“{LABELS[name]}”不是日期。请写成 2018-10-30 的样子，不知道就留空。")
