"""What admins do about people in the chat: roles, who was refused, invites, links to the web, menus."""

import re
import time
from typing import Any

import lo_bot_api_emulator as emulator
import pytest

from bot.desk import access
from bot.messages import ADMIN_COMMANDS, COMMANDS
from bot.store.audit import Actor
from bot.store.tables import Person
from bot.telegram.admin import menus
from tests.bot.telegram.chats import Chat, labels
from tests.bot.telegram.conftest import ADMIN, Place
from tests.e2e.telegram_server import USERNAME, Fields, TelegramServer

BY = Actor("张三", "cli")


@pytest.fixture
def admin(place: Place) -> Chat:
    return place.chat(ADMIN)


def known(place: Place, role: Any, user: int, name: str = "小王") -> Person:
    """Somebody with this role on Telegram."""
    return place.desk.store.people.add(name, role, BY, "telegram", str(user))


def role(place: Place, user: int) -> str | None:
    return access.role(place.desk, user)


def actions(place: Place) -> list[tuple[str, str, str]]:
    return [(row.action, row.target, row.via) for row in place.desk.store.audit.select()]


class TestPeople:
    def test_are_listed_with_their_roles_and_turned_page_by_page(self, place: Place, admin: Chat) -> None:
        for number in range(11):
            known(place, "staff", 200 + number, f"员工{number}")
        known(place, "reviewer", 300, "审<b>阅")
        shown = admin.says("/users")
        assert "审阅员 1 人，使用者 11 人" in shown["text"]
        assert f"编号 {ADMIN}" in shown["text"]
        assert labels(shown)[:2] == ["审<b>阅 · 审阅员", "员工0 · 使用者"]
        shown = admin.touches("下一页")
        assert labels(shown) == [
            "员工7 · 使用者",
            "员工8 · 使用者",
            "员工9 · 使用者",
            "员工10 · 使用者",
            "◀ 上一页",
        ]
        assert labels(admin.touches("◀ 上一页"))[0] == "审<b>阅 · 审阅员"
        page = admin.touches("审<b>阅")
        assert page["text"].startswith("审<b>阅\n角色：审阅员\n来自：Telegram，编号 300")

    def test_get_another_role_with_a_button_and_the_audit_says_by_whom(
        self, place: Place, admin: Chat
    ) -> None:
        known(place, "staff", 200)
        admin.says("/users")
        admin.touches("小王")
        shown = admin.touches("改为审阅员")
        assert "角色：审阅员" in shown["text"]
        assert "现在是审阅员" in admin.alert()
        assert role(place, 200) == "reviewer"
        [line] = place.desk.store.audit.select(action="person.role")
        assert (line.actor, line.via) == (f"用户{ADMIN}（Telegram {ADMIN}）", "telegram")
        admin.touches("改为已停用")
        assert "停用" in place.chat(200).says("免费按摩服务每户每月几次？")["text"]

    def test_the_last_admin_stays_one(self, place: Place, admin: Chat) -> None:
        known(place, "admin", 200)
        place.desk.settings.__dict__["admins"] = frozenset()
        other = place.chat(200)
        other.says("/users")
        other.touches("小王")
        other.touches("改为使用者")
        assert "唯一的管理员" in other.alert()
        assert role(place, 200) == "admin"

    def test_the_last_admin_of_the_list_can_change_where_the_settings_name_one(
        self, place: Place, admin: Chat
    ) -> None:
        known(place, "admin", 200)
        admin.says("/users")
        admin.touches("小王")
        admin.touches("改为使用者")
        assert role(place, 200) == "staff"

    def test_admins_of_the_settings_cannot_be_changed_here(self, place: Place, admin: Chat) -> None:
        person = known(place, "staff", ADMIN, "站长")
        admin.says("/users")
        shown = admin.touches("站长")
        assert "FUPIN_ADMINS" in shown["text"]
        assert labels(shown) == ["◀ 全部人员"]
        place.server.press(shown, f"pr:{person.id}:blocked", ADMIN)
        place.server.wait_for("answerCallbackQuery", 2)
        assert "FUPIN_ADMINS" in admin.alert()
        assert role(place, ADMIN) == "admin"

    def test_are_the_business_of_admins_in_private(self, place: Place) -> None:
        for command in ("/users", "/invite", "/web"):
            assert "只供管理员" in place.chat(200).says(command)["text"]
            assert "私聊" in place.chat(-500, ADMIN).says(f"{command}@{USERNAME}")["text"]

    def test_a_button_of_somebody_who_is_no_admin_any_more_does_nothing(self, place: Place) -> None:
        once, person = known(place, "admin", 200), known(place, "staff", 201, "小李")
        known(place, "admin", 202, "小赵")
        chat = place.chat(200)
        chat.says("/users")
        chat.touches("小李")
        place.desk.store.people.set_role(once.id or 0, "staff", BY)
        chat.touches("改为管理员")
        assert "只供管理员" in chat.alert()
        assert place.desk.store.people.get(person.id or 0).role == "staff"  # type: ignore[union-attr]


class TestThoseWhoWereRefused:
    @pytest.fixture
    def settings(self) -> dict[str, Any]:
        return {"telegram_invited_only": True}

    def test_are_let_in_at_once_with_a_button_and_told_so(self, place: Place, admin: Chat) -> None:
        stranger = place.chat(6)
        assert "编号 6" in stranger.says("免费按摩服务每户每月几次？")["text"]
        stranger.says("你好")
        admin.says("/users")
        shown = admin.touches("最近被拒绝的人（1）")
        assert "用户6（编号 6）：2 次" in shown["text"]
        shown = admin.touches("允许（使用者）：用户6")
        assert "没有被拒绝的人" in shown["text"]
        assert role(place, 6) == "staff"
        assert "已为您开通" in place.server.arrived(6, 3)[-1]["text"]
        assert "不超过两次" in stranger.says("免费按摩服务每户每月几次？")["text"]
        assert ("person.add", "用户6", "telegram") in actions(place)

    def test_are_kept_when_they_are_blocked_too(self, place: Place, admin: Chat) -> None:
        known(place, "blocked", 6)
        assert "停用" in place.chat(6).says("你好")["text"]
        assert ("access.refuse", "6", "telegram") in actions(place)
        assert not any(label.startswith("最近被拒绝") for label in labels(admin.says("/users")))


def test_help_tells_of_what_the_role_can_do(place: Place, admin: Chat) -> None:
    known(place, "reviewer", 300)
    told = admin.says("/help", replies=2)["text"]
    assert "/reload " in told
    assert "要添加文件" in told
    told = place.chat(300).says("/help", replies=2)["text"]
    assert "/gaps " in told
    assert "/reload " not in told
    place.chat(7).says("/help")
    place.chat(7).says("/privacy")
    assert len(place.chat(7).messages) == 2


class TestAnInvite:
    def test_comes_as_a_message_to_forward_and_lets_one_in(self, place: Place, admin: Chat) -> None:
        assert labels(admin.says("/invite")) == ["使用者", "审阅员", "管理员"]
        hint = admin.presses("审阅员", replies=2)
        assert "转发" in hint["text"]
        invitation = admin.messages[-2]["text"]
        assert "7 天内有效，只能用一次" in invitation
        [code] = re.findall(rf"https://t\.me/{USERNAME}\?start=i_(\w+)\n", invitation)
        assert f"/join {code}" in invitation
        assert "您现在是审阅员" in place.chat(6).says(f"/start i_{code}")["text"]
        assert role(place, 6) == "reviewer"
        assert "已经用过" in place.chat(7).says(f"/join {code}")["text"]
        assert ("invite.make", "", "telegram") in actions(place)

    def test_may_name_its_role_and_learns_which_there_are(self, place: Place, admin: Chat) -> None:
        for given, made in (("staff", "staff"), ("管理员", "admin")):
            admin.says(f"/invite {given}", replies=2)
            assert place.desk.store.audit.select(action="invite.make")[0].detail["role"] == made
        assert "/invite 审阅员" in admin.says("/invite <b>经理")["text"]

    def test_lowers_nobody_and_is_not_used_up_by_who_needs_none(self, place: Place, admin: Chat) -> None:
        known(place, "admin", 200)
        code = access.invite(place.desk, "staff", BY)
        for chat in (place.chat(200), admin):
            assert "您已经是管理员" in chat.says(f"/start i_{code}")["text"]
        assert role(place, 200) == "admin"
        assert "欢迎" in place.chat(6).says(f"/join {code}")["text"]

    def test_welcomes_again_whoever_used_it(self, place: Place) -> None:
        code = access.invite(place.desk, "staff", BY)
        person = access.join(place.desk, code, 6, "小王")
        place.desk.store.people.set_role(person.id or 0, "blocked", BY)
        assert "邀请码" in place.chat(6).says(f"/join {code}")["text"]
        place.desk.store.people.set_role(person.id or 0, "staff", BY)
        assert place.desk.store.invites.use(code, 6, "小王") is not None
        assert place.desk.store.invites.use(code, 7, "小李") is None


class TestTheLinkToTheWeb:
    def test_signs_an_admin_of_the_settings_in_as_a_person(self, place: Place, admin: Chat) -> None:
        said = admin.says("/web")["text"]
        assert "10 分钟" in said
        assert "FUPIN_WEB_URL" in said
        person = place.desk.store.links.use(token(said))
        assert person is not None
        assert (person.role, person.channel, person.external) == ("admin", "telegram", str(ADMIN))
        again = place.desk.store.links.use(token(admin.says("/web")["text"]))
        assert again is not None
        assert again.id == person.id

    def test_signs_a_reviewer_in(self, place: Place) -> None:
        reviewer = known(place, "reviewer", 200)
        person = place.desk.store.links.use(token(place.chat(200).says("/web")["text"]))
        assert person is not None
        assert (person.id, person.role) == (reviewer.id, "reviewer")

    class TestWhereNobodyKnowsTheAddress:
        @pytest.fixture
        def settings(self) -> dict[str, Any]:
            return {"web_port": 0}

        def test_is_not_made_and_it_says_why(self, place: Place, admin: Chat) -> None:
            assert "FUPIN_WEB_PORT" in admin.says("/web")["text"]
            assert place.desk.store.people.select() == []


def token(said: str) -> str:
    [found] = re.findall(r"/sign-in/(\S+)", said)
    return str(found)


class TestMenus:
    def test_are_by_role_and_follow_it(self, place: Place, admin: Chat) -> None:
        names = commands_in(place.server, {"type": "all_private_chats"})
        assert names == list(COMMANDS)
        assert "join" not in commands_in(place.server, {"type": "all_group_chats"})
        assert commands_in(place.server, of(ADMIN)) == [*ADMIN_COMMANDS, *COMMANDS]

        known(place, "staff", 200)
        admin.says("/users")
        admin.touches("小王")
        admin.touches("改为审阅员")
        reviewers = commands_in(place.server, of(200))
        assert "web" in reviewers
        assert "users" not in reviewers
        admin.touches("改为使用者")
        [call] = place.server.wait_for("deleteMyCommands")
        assert call.fields["scope"] == of(200)
        deadline = time.monotonic() + 8
        while set(place.desk.store.menus.standing()) != {ADMIN}:
            assert time.monotonic() < deadline
            time.sleep(0.02)

    class TestOfAnAdminWhoNeverWrote:
        @pytest.fixture
        def server(self, server: TelegramServer, monkeypatch: pytest.MonkeyPatch) -> TelegramServer:
            """Telegram knows the chat only once they have written."""
            monkeypatch.setattr(menus, "LOOK", 600)
            carried_out = server.validate

            def validate(method: str, fields: Fields, uploads: Fields) -> Any:
                if method == "setMyCommands" and str(ADMIN) in fields["scope"] and not server.standing(ADMIN):
                    raise emulator.ApiRefusal("Bad Request: chat not found")
                return carried_out(method, fields, uploads)

            server.validate = validate  # type: ignore[method-assign]
            return server

        def test_keep_nothing_from_working_and_come_with_the_first_message(
            self, place: Place, admin: Chat
        ) -> None:
            commands_in(place.server, {"type": "all_group_chats"})
            assert "不超过两次" in place.chat().says("免费按摩服务每户每月几次？")["text"]
            admin.says("/help")
            assert commands_in(place.server, of(ADMIN)) == [*ADMIN_COMMANDS, *COMMANDS]


def of(chat: int) -> dict[str, Any]:
    return {"type": "chat", "chat_id": chat}


def commands_in(server: TelegramServer, scope: dict[str, Any]) -> list[str]:
    """The names in the menu that was set last for a scope."""
    calls = server.wait_for("setMyCommands", where=lambda fields: fields.get("scope") == scope)
    return [each["command"] for each in calls[-1].fields["commands"]]
