"""People and their roles."""

from bot.desk.errors import DeskError, NotThere
from bot.store.audit import Actor
from bot.store.people import Role
from bot.store.store import Store
from bot.store.tables import Person


def change_role(store: Store, id: int, role: Role, by: Actor) -> Person:
    """Give somebody another role, at once. Raises NotThere, and DeskError where no admin would be left."""
    person = store.people.get(id)
    if person is None:
        raise NotThere("没有这个人。")
    if person.role == "admin" and role != "admin" and store.people.count("admin") == 1:
        raise DeskError("这是唯一的管理员，不能改成别的角色。请先让另一个人成为管理员。")
    changed = store.people.set_role(id, role, by)
    return changed or person
