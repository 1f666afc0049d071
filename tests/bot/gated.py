"""A desk with a small library and questions that were asked of it, to try the gate on."""

from pathlib import Path

from bot.assistant import Assistant
from bot.desk import gaps
from bot.desk.desk import Desk
from bot.settings import Settings
from bot.store.audit import Actor
from bot.store.store import Store
from retrieval.answerer import Answerer
from retrieval.reload import reload

BY = Actor("张三", "cli")
MASSAGE, LIBRARY, PAY = (
    "免费按摩服务每户每月几次？",
    "贫困村图书室藏书不少于多少册？",
    "贫困村图书室的管理员每月补贴多少元？",
)
TEXTS = {
    "按摩.md": "---\ntitle: 按摩师下乡办法\npublished: 2019-03-05\n---\n\n免费按摩服务每户每月不超过两次。\n",
    "图书.md": "---\ntitle: 乡村图书室指南\npublished: 2019-03-05\n---\n\n贫困村图书室藏书不少于三千册。\n",
}
NEW = "---\ntitle: 图书室管理员补贴办法\npublished: 2019-03-05\n---\n\n贫困村图书室的管理员每月补贴八百元。\n"


def gated(tmp_path: Path) -> Desk:
    """Edition 1 has two documents; three questions were asked, one of them without an answer."""
    home = tmp_path / "home"
    (home / "sources").mkdir(parents=True)
    (tmp_path / "none").mkdir()
    for name, text in TEXTS.items():
        (home / "sources" / name).write_text(text, "utf-8")
    desk = desk_in(tmp_path)
    reload(home, desk.settings.library)
    answerer = Answerer(home)
    assistant = Assistant(answerer, desk.store.log)
    for question in (MASSAGE, LIBRARY, LIBRARY, PAY):
        assistant.ask(question, asker="web:1", conversation=None, channel="web")
    gaps.refresh(desk, answerer)
    return desk


def desk_in(folder: Path) -> Desk:
    """The desk over such a home, or a copy of one."""
    home = folder / "home"
    return Desk(Settings(home=home, library=folder / "none", gate_lost_percent=40), Store(home))


def write(desk: Desk, name: str, text: str) -> None:
    (desk.settings.home / "sources" / name).write_text(text, "utf-8")
