"""The library's documents on Telegram: listed, narrowed, found, opened."""

import shutil
from pathlib import Path

import pytest

from bot.desk.library.catalogue import Catalogue
from bot.telegram.reading import words
from knowledge.editions import Editions
from retrieval.answerer import Answerer
from retrieval.reload import reload
from tests.bot.telegram.chats import Chat, labels
from tests.bot.telegram.conftest import Place

MANY = 10


def add(home: Path, name: str, text: str, **known: str) -> None:
    """Put a document into the library; it answers after a reload."""
    front = "".join(f"{key}: {value}\n" for key, value in known.items())
    (home / "sources" / name).write_text(f"---\n{front}---\n\n{text}\n", "utf-8")


@pytest.fixture(scope="session")
def crowded_library(small_library: Path) -> Path:
    """A home whose second edition has ten documents more, of two years and two regions."""
    home = small_library.parent / "crowded"
    shutil.copytree(small_library, home)
    for number in range(MANY):
        add(
            home,
            f"通知{number}.md",
            f"第{number}个村的学校每天供应两餐。",
            title=f"关于第{number}个村学校供餐的通知",
            number=f"某教〔2020〕{number}号",
            published=f"20{20 + number % 2}-01-{10 + number}",
            regions="[云南]" if number % 2 else "[湖南省长沙市]",
            document_type="通知",
            column="政策文件",
        )
    reload(home, home.parent / "none")
    return home


@pytest.fixture
def crowded(place: Place, crowded_library: Path) -> Place:
    """The place with that edition."""
    home = place.desk.settings.home
    shutil.copytree(crowded_library / "sources", home / "sources", dirs_exist_ok=True)
    shutil.copytree(crowded_library / "editions" / "2", home / "editions" / "2")
    Editions(home).point(2)
    return place


def added(place: Place, name: str, text: str, **known: str) -> None:
    """A document more, which answers now."""
    add(place.desk.settings.home, name, text, **known)
    reload(place.desk.settings.home, place.desk.settings.library)


def test_the_list_is_paged_in_place_newest_first(crowded: Place) -> None:
    chat = crowded.chat()
    first = chat.says("/docs")
    assert "资料库共有 12 份文件" in first["text"]
    assert first["text"].index("第9个村") < first["text"].index("第1个村") < first["text"].index("第8个村")
    assert labels(first)[:8] == [str(number) for number in range(1, 9)]
    second = chat.touches("下一页")
    assert second["message_id"] == first["message_id"]
    assert "9. " in second["text"]
    assert "乡村图书室指南" in second["text"]
    assert "第9个村" in chat.touches("◀")["text"]


def test_filters_narrow_the_list_and_can_be_dropped(crowded: Place) -> None:
    chat = crowded.chat()
    chat.says("/docs")
    assert [each for each in labels(chat.last) if each in words.FACETS.values()] == [
        "栏目",
        "地区",
        "年份",
        "类型",
    ]
    offered = chat.touches("地区")
    assert labels(offered)[:3] == ["湖南省（6）", "云南省（5）", "湖南省长沙市（5）"]
    assert "共有 6 份文件符合条件" in chat.touches("湖南省（")["text"]
    chat.touches("类型")
    narrowed = chat.touches("通知（5）")
    assert "共有 5 份文件符合条件" in narrowed["text"]
    assert "按摩" not in narrowed["text"]
    assert {"地区：湖南省 ✕", "类型：通知 ✕"} < set(labels(narrowed))
    assert "年份" not in labels(narrowed)  # all that are left are of one year
    dropped = chat.touches("类型：通知")
    assert "按摩师下乡办法" in dropped["text"]
    assert "类型：通知 ✕" not in labels(dropped)


def test_what_is_no_longer_in_force_says_so_in_the_list(place: Place) -> None:
    added(place, "旧.md", "旧办法。", title="供餐办法", published="2010-01-01", expires="2015-01-01")
    assert "⚠️ 已失效（有效期至2015-01-01）" in place.chat().says("/docs")["text"]


def test_a_button_of_an_earlier_edition_still_works_or_says_why_not(crowded: Place) -> None:
    chat = crowded.chat()
    old = chat.says("/docs")
    (crowded.desk.settings.home / "sources" / "通知9.md").unlink()
    reload(crowded.desk.settings.home, crowded.desk.settings.library)
    chat.touches("1", old)
    assert chat.alert() == words.DOCUMENT_GONE
    assert "按摩师下乡办法" in chat.touches("下一页", old)["text"]


@pytest.mark.parametrize(
    "typed", ["某民发[2019]3号", "某民发【2019】3号", "按摩师下乡办法", "《按摩师下乡》", "〔2019〕3号"]
)
def test_a_document_is_found_by_its_number_or_title(place: Place, typed: str) -> None:
    card = place.chat().says(f"/doc {typed}")
    for known in (
        "按摩师下乡办法",
        "某市民政局",
        "某民发〔2019〕3号",
        "2019-03-05",
        "政策文件",
        "湖南",
        "段",
    ):
        assert known in card["text"]


def test_of_several_documents_one_is_chosen(crowded: Place) -> None:
    chat = crowded.chat()
    found = chat.says("/doc 学校供餐")
    assert "共有 10 份文件符合条件" in found["text"]
    assert "标题：学校供餐 ✕" in labels(found)
    card = chat.presses("2")
    assert card["text"].startswith("关于第7个村学校供餐的通知")


def test_nothing_of_that_name_brings_the_nearest(place: Place) -> None:
    chat = place.chat()
    found = chat.says("/doc 按摩师进城办法")
    assert "是不是" in found["text"]
    assert "按摩师下乡办法" in found["text"]
    assert chat.presses("1")["text"].startswith("按摩师下乡办法")
    assert chat.says("/doc zzzz")["text"] == words.NOTHING_LIKE
    assert "例如：/doc 某民发〔2019〕3号" in chat.says("/doc")["text"]


def test_other_versions_of_a_rule_are_told_and_opened(place: Place) -> None:
    added(
        place,
        "新.md",
        "每户每月三次。",
        title="按摩师下乡办法（2022年修订）",
        published="2022-01-01",
        regions="[湖南]",
    )
    chat = place.chat()
    card = chat.says("/doc 某民发〔2019〕3号")
    assert "已被《按摩师下乡办法（2022年修订）》（2022-01-01）替代" in card["text"]
    assert chat.presses("📑 2022-01-01")["text"].startswith("按摩师下乡办法（2022年修订）")


def test_a_document_is_read_from_its_beginning(place: Place) -> None:
    chat = place.chat()
    chat.says("/doc 某民发〔2019〕3号")
    chat.touches("📖")
    place.server.wait_for("editMessageText")
    assert "为方便老人，制定本办法。" in chat.last["text"]
    assert "📎 原始文件" in labels(chat.last)


def test_a_question_that_a_document_answers_is_asked_at_a_touch(place: Place) -> None:
    text = "问：村里的图书角谁来管理？\n\n答：村里的图书角由村民小组管理。"
    added(place, "问答.md", text, title="图书角问答", published="2020-05-01")
    chat = place.chat()
    card = chat.says("/doc 图书角问答")
    assert "❓ 村里的图书角谁来管理？" in labels(card)
    assert "由村民小组管理" in chat.presses("❓")["text"]


def test_groups_have_the_list_as_well(place: Place) -> None:
    group = Chat(place.server, -5, 100)
    assert "资料库共有 2 份文件" in group.says("/docs")["text"]
    assert "某民发〔2019〕3号" in group.presses("1")["text"]


def test_signs_of_html_in_titles_break_nothing(place: Place) -> None:
    added(place, "怪.md", "怪。", title='"<b>供餐</b> & </i>"', published="2021-05-01", column='"<i>"')
    chat = place.chat()
    assert "<b>供餐</b> & </i>" in chat.says("/docs")["text"]
    assert chat.presses("1")["text"].startswith("<b>供餐</b> & </i>")
    assert "例如：/doc" in chat.says("/doc")["text"]


def test_the_catalogue_knows_no_answers_of_the_organisation_itself(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "sources" / "answers").mkdir(parents=True)
    (home / "sources" / "甲.md").write_text("---\ntitle: 甲办法\nregions: [本地]\n---\n\n甲。\n", "utf-8")
    answer = "---\nquestion: 甲是什么\nauthor: 张三\ndate: 2020-01-01\n---\n\n甲是甲办法。\n"
    (home / "sources" / "answers" / "甲.md").write_text(answer, "utf-8")
    reload(home, tmp_path / "none")
    catalogue = Catalogue(Answerer(home).opened()[0])
    assert len(catalogue.edition.shelf) == 2
    assert [each.title for each in catalogue.entries] == ["甲办法"]
    assert not catalogue.find("甲是什么")
    assert catalogue.find("甲办法")
    assert not catalogue.find("年")
    assert not catalogue.find("《》")
