"""People as a message with buttons: all of them, one of them, and those who were refused of late."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.desk import access, people
from bot.desk.desk import Desk
from bot.desk.people import ROLES
from bot.desk.times import local
from bot.markup import Run, html
from bot.store.tables import Person

SHOWN = 8
"""People on a page, and refused ones: what a phone shows without scrolling."""

PAGE = r"^pp:(\d{1,6})\Z"  # pp:<page, from 0>
PERSON = r"^pn:(\d{1,18})\Z"  # pn:<person>
ROLE = r"^pr:(\d{1,18}):(admin|reviewer|staff|blocked)\Z"  # pr:<person>:<new role>
REFUSED = r"^pz:\Z"
ALLOW = r"^pa:(\d{1,18})\Z"  # pa:<Telegram id>

Rows = list[list[InlineKeyboardButton]]


class Page(NamedTuple):
    """A message."""

    html: str
    keyboard: InlineKeyboardMarkup


def everyone(desk: Desk, number: int) -> Page:
    """A page of the list; admins stand first. A page that is not there (any more) is the last one."""
    found = sorted(desk.store.people.select(), key=lambda each: [*ROLES].index(each.role))
    number = min(number, max(len(found) - 1, 0) // SHOWN)
    shown = found[number * SHOWN : (number + 1) * SHOWN]
    rows = [[_button(f"{each.name} · {ROLES[each.role]}", f"pn:{each.id}")] for each in shown]
    turning = [_button("◀ 上一页", f"pp:{number - 1}")] if number else []
    turning += [_button("下一页 ▶", f"pp:{number + 1}")] if len(found) > (number + 1) * SHOWN else []
    refused = len(access.refused(desk))
    last = [_button(f"最近被拒绝的人（{refused}）", "pz:")] if refused else []
    return _page([Run(_summary(desk, found))], [*rows, turning, last])


def one(desk: Desk, id: int) -> Page:
    """Somebody, with a button for each other role. Raises NotThere."""
    who, zone = people.person(desk, id), ZoneInfo(desk.settings.timezone)
    came = f"Telegram，编号 {who.external}" if who.channel == "telegram" else "网页"
    told = [f"角色：{ROLES[who.role]}", f"来自：{came}", f"添加：{local(who.at, zone)}，{who.created_by}"]
    if who.channel == "web":
        told.append(f"最近一次来访：{local(who.seen_at, zone) or '还没来过'}")
    back = [_button("◀ 全部人员", "pp:0")]
    if people.named_in_settings(desk, who):
        told.append("由设置 FUPIN_ADMINS 指定为管理员，不能在这里更改。")
        return _page([Run(who.name, bold=True), Run("\n" + "\n".join(told))], [back])
    others = [_button(f"改为{name}", f"pr:{id}:{role}") for role, name in ROLES.items() if role != who.role]
    return _page([Run(who.name, bold=True), Run("\n" + "\n".join(told))], [others, back])


def refusals(desk: Desk) -> Page:
    """Those who were refused of late and are not in, each with a button that lets them in."""
    found, zone = access.refused(desk)[:SHOWN], ZoneInfo(desk.settings.timezone)
    told = [
        f"• {each.name or '没有名字'}（编号 {each.user}）：{each.times} 次，最近一次 {local(each.at, zone)}"
        for each in found
    ]
    text = "最近被拒绝的人：\n" + "\n".join(told) if found else "最近没有被拒绝的人。"
    rows = [[_button(f"允许（使用者）：{each.name or each.user}", f"pa:{each.user}")] for each in found]
    return _page([Run(text)], [*rows, [_button("◀ 全部人员", "pp:0")]])


def _summary(desk: Desk, found: Sequence[Person]) -> str:
    """How many people there are of each role, and who is an admin without being on the list."""
    counts = Counter(each.role for each in found)
    told = "，".join(f"{name} {counts[role]} 人" for role, name in ROLES.items() if counts[role])
    listed = {each.external for each in found if each.channel == "telegram"}
    others = [str(each) for each in sorted(desk.settings.admins) if str(each) not in listed]
    more = f"\n另有设置 FUPIN_ADMINS 指定的管理员，Telegram 编号 {'、'.join(others)}。" if others else ""
    how = "点一个人可以更改角色。" if found else "用 /invite 生成邀请链接，请人加入。"
    return f"人员：{told or '还没有人'}。{more}\n{how}"


def _page(runs: Sequence[Run], rows: Rows) -> Page:
    return Page(html(runs), InlineKeyboardMarkup([row for row in rows if row]))


def _button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data)
