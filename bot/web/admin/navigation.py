"""The pages that stand in the navigation, in the order in which they stand there."""

from dataclasses import dataclass

from bot.store.people import Role, may


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the navigation, for people of at least this role."""

    path: str
    title: str
    role: Role = "reviewer"


ENTRIES = (
    Entry("/admin", "总览"),
    Entry("/admin/gaps", "缺口"),
    Entry("/admin/answers", "本机构答复"),
    Entry("/admin/log", "问答记录"),
    Entry("/admin/library", "资料库"),
    Entry("/admin/gate", "更新发布"),
    Entry("/admin/try", "试问"),
    Entry("/admin/people", "人员", "admin"),
    Entry("/admin/audit", "操作记录"),
)


def entries(role: str) -> list[Entry]:
    """What somebody with this role gets to see."""
    return [entry for entry in ENTRIES if may(role, entry.role)]


def is_current(entry: Entry, path: str) -> bool:
    """Whether the page at `path` is the entry's own or belongs below it."""
    return path == entry.path or (entry.path != "/admin" and path.startswith(f"{entry.path}/"))
