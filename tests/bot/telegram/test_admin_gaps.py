"""/gaps, /gap and /stats: from a question that got no answer to the next asker's answer."""

from collections.abc import Callable
from time import monotonic, sleep

import pytest

from bot.desk import curated, gaps, people
from bot.store.audit import Actor
from bot.telegram.admin import progress
from bot.telegram.admin.guard import NOT_YOURS, ONLY_PRIVATE
from retrieval.reloading import today
from tests.bot.telegram.chats import Chat, labels
from tests.bot.telegram.conftest import ADMIN, Place
from tests.e2e.telegram_server import Fields

QUESTION, OTHER = "按摩师下乡的交通费由谁出？", "按摩师下乡时交通费由谁来出？"
TEXT = "由派出按摩师的机构出，凭票报销。<b>每月</b>一次。"
BY = Actor("张三", "cli")


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.02)


@pytest.fixture
def gap(place: Place) -> int:
    """The gap of a question that two people have asked in two ways."""
    place.chat(7).says(QUESTION)
    place.chat(8).says(OTHER)
    gaps.take_in(place.desk, place.assistant.answerer)
    [found] = place.desk.store.gaps.page()
    return found.id or 0


def now(chat: Chat, message: Fields) -> Fields:
    return next(each for each in chat.messages if each["message_id"] == message["message_id"])


def until(found: Callable[[], bool], seconds: float = 15) -> None:
    end = monotonic() + seconds
    while not found():
        assert monotonic() < end, "it does not come about"
        sleep(0.02)


def written(admin: Chat, gap: int) -> Fields:
    """The message that offers passages, once the text is written."""
    admin.presses("写答复", admin.says(f"/gap {gap}"))
    return admin.says(TEXT)


def test_a_gap_is_answered_and_the_next_asker_gets_the_answer(place: Place, gap: int) -> None:
    admin = place.chat(ADMIN)
    listed = admin.says("/gaps")
    assert "共 1 个" in listed["text"]
    assert "2 人问过 2 次" in listed["text"]
    opened = admin.presses(str(gap), listed)
    assert {QUESTION, OTHER} <= {line[2:].partition("（")[0] for line in opened["text"].splitlines()}
    assert "现在最接近的原文（第 1 版）" in opened["text"]
    assert labels(opened) == ["写答复", "忽略（写原因）"]
    assert "请发来答复正文" in admin.presses("写答复", opened)["text"]
    offered = admin.says(TEXT)
    assert "免费按摩服务每户每月不超过两次" in offered["text"]
    document = admin.says("某民发〔2019〕3号")
    assert "1. 《按摩师下乡办法》\n总则 为方便老人，制定本办法。" in document["text"]
    found = admin.says("图书室藏书和免费按摩服务")
    assert "贫困村图书室藏书不少于三千册" in found["text"]
    assert labels(admin.touches("2", found))[:2] == ["1", "✅ 2"]
    assert "不引用，直接预览" in labels(admin.touches("✅ 2"))
    chosen = admin.touches("1")
    assert labels(chosen)[:2] == ["✅ 1", "2"]
    assert "预览（引用 1 处）" in labels(chosen)
    preview = admin.presses("预览", chosen, replies=2)
    shown, decide = admin.messages[-2:]
    assert preview == decide
    assert TEXT in shown["text"]
    assert "本机构答复" in shown["text"]
    assert f"✓ {QUESTION}" in decide["text"]
    assert f"✓ {OTHER}" in decide["text"]
    told = admin.presses("发布", decide)
    until(lambda: "第 2 版资料库已启用" in now(admin, told)["text"])
    assert f"缺口 {gap} 已解决" in now(admin, told)["text"]
    assert f"新增文件（1）：\n• 本机构答复：{QUESTION}" in now(admin, told)["text"]
    assert place.chat(9).says(QUESTION)["text"] == shown["text"]
    assert TEXT in place.chat(9).says(OTHER)["text"]
    assert "没有待处理的缺口" in admin.says("/gaps")["text"]
    [row] = place.desk.store.audit.select(action="answer.save")
    assert row.via == "telegram"
    assert "已解决" in admin.says(f"/gap {gap}")["text"]


def test_what_cannot_be_an_answer_is_told_and_waited_for_again(place: Place, gap: int) -> None:
    admin = place.chat(ADMIN)
    admin.presses("写答复", admin.says(f"/gap {gap}"))
    assert "最多 600 字" in admin.says("太长" * 400)["text"]
    assert "要用文字写" in admin.sends_file("答复.txt", "文字".encode())["text"]
    offered = admin.says(TEXT)
    preview = admin.presses("不引用", offered, replies=2)
    assert "请点预览下面的" in admin.says("那就发布吧")["text"]
    again = admin.presses("改答复", preview)
    assert TEXT in again["text"]
    assert "已写 5 字" in admin.says("新的答复。"[:5])["text"]
    assert admin.says("/cancel")["text"] == "好的，已取消。"
    assert "不超过两次" in admin.says("免费按摩服务每户每月几次？")["text"]


def test_a_gap_that_is_settled_meanwhile_is_not_answered_again(place: Place, gap: int) -> None:
    admin = place.chat(ADMIN)
    opened = admin.says(f"/gap {gap}")
    decide = admin.presses("不引用", written(admin, gap), replies=2)
    gaps.ignore(place.desk, gap, "不归我们管", BY)
    assert "“已忽略”" in admin.presses("发布", decide)["text"]
    assert place.desk.store.audit.select(action="answer.save") == []
    admin.touches("忽略", opened)
    assert "“已忽略”" in admin.alert()
    assert labels(admin.says(f"/gap {gap}")) == ["重新处理"]
    assert "不归我们管" in admin.last["text"]
    assert labels(admin.presses("重新处理")) == ["写答复", "忽略（写原因）"]


def test_whoever_is_no_reviewer_any_more_asks_questions_again(place: Place, gap: int) -> None:
    reviewer = place.chat(8)
    person = place.desk.store.people.add("李四", "reviewer", BY, "telegram", "8")
    reviewer.presses("写答复", reviewer.says(f"/gap {gap}"))
    people.change_role(place.desk, person.id or 0, "staff", BY)
    assert reviewer.says(TEXT)["text"] == NOT_YOURS["reviewer"]
    assert "不超过两次" in reviewer.says("免费按摩服务每户每月几次？")["text"]


def test_another_answer_to_the_question_is_not_written_over(place: Place, gap: int) -> None:
    admin, reviewer = place.chat(ADMIN), place.chat(8)
    place.desk.store.people.add("李四", "reviewer", BY, "telegram", "8")
    decide = reviewer.presses("不引用", written(reviewer, gap), replies=2)
    assert "管理员更新资料库之后" in reviewer.presses("发布", decide)["text"]
    admin.presses("写答复", admin.says(f"/gap {gap}"))
    decide = admin.presses("不引用", admin.says("别的答复。"), replies=2)
    assert "李四写的答复" in admin.presses("发布", decide)["text"]
    [row] = place.desk.store.audit.select(action="answer.save")
    assert row.actor == "李四"
    [listed] = curated.listing(place.desk, place.assistant.answerer.opened()[0], today()).answers
    assert (listed.answer.author, listed.answer.text) == ("李四", TEXT)


def test_a_gap_is_ignored_with_a_reason(place: Place, gap: int) -> None:
    admin = place.chat(ADMIN)
    assert "为什么忽略" in admin.presses("忽略", admin.says(f"/gap {gap}"))["text"]
    assert "最多 200 字" in admin.says("长" * 201)["text"]
    assert "已忽略" in admin.says("问的不是 <政策>")["text"]
    found = place.desk.store.gaps.get(gap)
    assert found is not None
    assert (found.state, found.reason) == ("ignored", "问的不是 <政策>")


def test_the_list_is_turned_and_narrowed_in_place(place: Place) -> None:
    for place_name in ("湖南", "贵州", "云南", "四川", "甘肃", "青海", "宁夏"):
        question = f"{place_name}的贫困户产业扶贫补贴怎么申请？"
        place.assistant.ask(question, asker="telegram:7", conversation=None, channel="telegram")
    admin = place.chat(ADMIN)
    listed = admin.says("/gaps")
    assert "共 7 个" in listed["text"]
    assert labels(listed)[-2:] == ["下一页 ▶", "按类别筛选"]
    second = admin.touches("下一页", listed)
    assert "\n7. " in second["text"]
    assert labels(second)[-2:] == ["◀ 上一页", "按类别筛选"]
    kinds = admin.touches("按类别筛选", second)
    assert labels(kinds) == ["全部（不含范围之外）（7）", "资料库里没有（7）"]
    assert "资料库里没有：共 7 个" in admin.touches("资料库里没有", kinds)["text"]
    assert "\n1. " in now(admin, listed)["text"]
    assert len(admin.messages) == 1


def test_what_is_off_topic_is_counted_beside_the_list(place: Place) -> None:
    place.assistant.ask("今天天气怎么样？", asker="telegram:7", conversation=None, channel="telegram")
    listed = place.chat(ADMIN).says("/gaps")["text"]
    assert "共 0 个\n另有 1 个是范围之外的" in listed


def test_a_number_that_is_no_gap_is_told_kindly(place: Place) -> None:
    admin = place.chat(ADMIN)
    assert "/gap 12" in admin.says("/gap")["text"]
    assert "/gap 12" in admin.says("/gap 十二")["text"]
    assert "没有编号为 99 的缺口" in admin.says("/gap 99")["text"]


def test_only_admins_and_reviewers_see_gaps_and_figures_and_in_private(place: Place) -> None:
    place.desk.store.people.add("李四", "reviewer", BY, "telegram", "8")
    for command in ("/gaps", "/gap 1", "/stats"):
        assert place.chat(7).says(command)["text"] == NOT_YOURS["reviewer"]
        assert place.chat(-5, ADMIN).says(f"{command}")["text"] == ONLY_PRIVATE
    assert "没有待处理的缺口" in place.chat(8).says("/gaps")["text"]


def test_the_figures_of_a_period_are_shown_in_place(place: Place, gap: int) -> None:
    place.chat(7).says("免费按摩服务每户每月几次？")
    admin = place.chat(ADMIN)
    shown = admin.says("/stats")
    assert "提问 3，提问的人 2" in shown["text"]
    assert "已答 2（67%），未答 1（33%）" in shown["text"]
    assert f"• {gap} {QUESTION}（2 人）" in shown["text"]
    assert "/admin" in shown["text"]
    assert labels(shown) == ["今天", "· 7 天 ·", "30 天"]
    assert labels(admin.touches("30 天", shown)) == ["今天", "7 天", "· 30 天 ·"]
