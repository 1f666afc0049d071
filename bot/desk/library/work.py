"""Changes of the library that take a while: begun here, and looked at while they go on, see bot.desk.job.

Each raises DeskError while other work goes on.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.desk.desk import Desk
from bot.desk.errors import DeskError
from bot.desk.job import Job, State
from bot.desk.library import changes, documents, uploads
from bot.store.audit import Actor

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
    file = _own_file(desk, answerer, id)
    changed = changes.changes(desk, answerer, id, given)
    if not changed:
        raise DeskError("信息没有变化，不用更正。")
    return job.start("更正文件信息", lambda progress: changes.correct(desk, file, changed, by, progress))


def remove(desk: Desk, job: Job, answerer: "Answerer", id: str, by: Actor) -> State:
    """Take a document's file out of the library. Raises NotThere."""
    file = _own_file(desk, answerer, id)
    return job.start("删除文件", lambda progress: changes.remove(desk, id, file, by, progress))


def restore(desk: Desk, job: Job, name: str, by: Actor) -> State:
    """Bring a removed file back. Raises NotThere."""
    changes.removed_file(desk, name)
    return job.start("恢复文件", lambda progress: changes.restore(desk, name, by, progress))


def _own_file(desk: Desk, answerer: "Answerer", id: str) -> str:
    """The file of a document that admins added. Raises NotThere."""
    file = documents.shown(desk, answerer, id).row.file
    return documents.source(desk, file).name
