"""Quotations of an answer: in their documents, page by page; their files; more of them; how to cite them."""

import shutil
from pathlib import Path

import pytest

from bot import messages
from bot.telegram.answering import source_words as words
from bot.telegram.answering.pages import pages, with_headings
from bot.telegram.buttons import keyboard
from knowledge.editions import Editions
from retrieval.answer import Answer, Snippet
from retrieval.answerer import Answerer
from retrieval.reload import reload
from tests.bot.telegram.chats import labels
from tests.bot.telegram.conftest import PLACE as CITATION
from tests.bot.telegram.conftest import TEXTS, Place
from tests.e2e.telegram_server import Fault, Fields

MASSAGE, WELL, VILLAGES = "免费按摩服务每户每月几次？", "龙王古井有多深？", "哪些村建成了饮水工程？"
QUOTED = "免费按摩服务每户每月不超过两次。"
DEPTH = "村口的龙王古井深三十三丈。"


def entities(message: Fields, kind: str) -> list[str]:
    units = message["text"].encode("utf-16-le")
    return [
        units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
        for e in message["entities"]
        if e["type"] == kind
    ]


def bold(message: Fields) -> str:
    return "".join(entities(message, "bold"))


def read(message: Fields) -> str:
    """The words of the document in a message."""
    return "".join(entities(message, "blockquote"))


def write(place: Place, **texts: str) -> None:
    """Put documents into the library."""
    home = place.desk.settings.home
    for name, text in texts.items():
        (home / "sources" / f"{name}.md").write_text(text, "utf-8")
    reload(home, place.desk.settings.library)


def forget(place: Place, edition: int) -> None:
    """Let an edition be pruned."""
    shutil.rmtree(Editions(place.desk.settings.home).path(edition))


def well(paragraphs: int = 60) -> str:
    """A long document; one paragraph in its middle is about a well."""
    said = [f"第{n}件事与水无关，" + "说来话长，" * 12 + "到此为止。" for n in range(paragraphs)]
    said[paragraphs // 2] = DEPTH
    return "---\ntitle: 古井记\n---\n# 缘起\n\n" + "\n\n".join(said)


HENS = (
    "---\ntitle: 养鸡记\n---\n第一组养鸡三百只。\n\n" + "这里说的是别的。\n\n" * 40 + "第二组养鸡五百只。\n"
)
VILLAGE = "# 情况{n}\n\n第{n}村建成饮水工程{n}处，村民喝上了水。\n"


@pytest.fixture(scope="module")
def small_library(small_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a long document, many that answer one question, and an answer by the organisation."""
    home = tmp_path_factory.mktemp("quoted") / "home"
    shutil.copytree(small_library, home)
    texts = {"古井": well(), "养鸡": HENS} | {f"村{n}": VILLAGE.format(n=n) for n in range(1, 9)}
    for name, text in texts.items():
        (home / "sources" / f"{name}.md").write_text(text, "utf-8")
    (home / "sources" / "answers").mkdir()
    (home / "sources" / "answers" / "水渠.md").write_text(
        "---\nquestion: 谁来修水渠？\nauthor: 张三\n---\n由村民小组来修。\n", "utf-8"
    )
    reload(home, home.parent / "none")
    return home


# In the document


def test_a_source_opens_where_it_stands_with_headings_and_the_quoted_words_bold(place: Place) -> None:
    chat = place.chat()
    asked = chat.says(MASSAGE)
    page = chat.presses("原文 1")
    assert page["text"].startswith("按摩师下乡办法\n总则\n为方便老人，制定本办法。\n服务\n" + QUOTED)
    assert entities(page, "bold") == ["按摩师下乡办法", "总则", "服务", QUOTED, "附则"]
    assert labels(page) == [words.ORIGINAL]
    sent = place.server.wait_for("sendMessage", 2)[1]
    assert sent.fields["reply_parameters"]["message_id"] == asked["message_id"]


def test_a_long_document_is_read_page_by_page_in_one_message(place: Place) -> None:
    chat = place.chat()
    chat.says(WELL)
    opened = chat.presses("原文 1")
    assert DEPTH in bold(opened)
    first = opened
    while words.BACK in labels(first):
        chat.touches(words.BACK)
        first = chat.last
    whole, at = [read(first)], first
    while words.ON in labels(at):
        chat.touches(words.ON)
        at = chat.last
        whole.append(read(at))
    assert "".join(whole) in {document.text for document in place.assistant.answerer.kept().shelf}
    assert len(whole) > 3
    assert f"第 {len(whole)}/{len(whole)} 页" in at["text"]
    assert len(chat.messages) == 2
    chat.touches(words.TO_QUOTATION)
    assert chat.last["text"] == opened["text"]
    assert words.TO_QUOTATION not in labels(chat.last)


def test_pages_turn_after_a_reload_and_also_where_only_their_edition_is_gone(place: Place) -> None:
    edition = place.assistant.edition
    chat = place.chat()
    chat.says(WELL)
    opened = chat.presses("原文 1")
    write(place, 别的="# 别的\n\n这是别的。\n")
    forget(place, edition)
    turned = chat.touches(words.ON)
    assert turned["text"] != opened["text"]
    assert words.OLDER not in turned["text"]


def test_a_document_that_changed_is_read_as_it_was_and_says_so_until_that_is_gone(place: Place) -> None:
    edition = place.assistant.edition
    chat = place.chat()
    chat.says(WELL)
    before = chat.presses("原文 1")
    write(place, 古井=well().replace("三十三丈", "四十四丈"))
    after = chat.presses("原文 1", chat.messages[0])
    assert DEPTH in read(after)
    assert words.OLDER in after["text"]
    forget(place, edition)
    chat.touches(words.ON, before)
    assert chat.alert() == messages.SOURCE_GONE


def test_words_that_moved_are_found_in_the_edition_of_now(place: Place) -> None:
    edition = place.assistant.edition
    chat = place.chat()
    chat.says(WELL)
    write(place, 古井=well().replace("# 缘起", "# 缘起\n\n这一段是新加的。"))
    forget(place, edition)
    page = chat.presses("原文 1")
    assert DEPTH in bold(page)
    assert words.ON in labels(page)


def test_of_words_that_are_nowhere_any_more_the_quotation_is_left(place: Place) -> None:
    edition = place.assistant.edition
    chat = place.chat()
    chat.says(WELL)
    write(place, 古井="---\ntitle: 古井记\n---\n已经填平。\n")
    forget(place, edition)
    alone = chat.presses("原文 1")
    assert read(alone).startswith(DEPTH)
    assert words.ONLY_QUOTED in alone["text"]
    assert labels(alone) == []


def test_an_answer_by_the_organisation_is_read_too_but_has_no_file(place: Place) -> None:
    chat = place.chat()
    assert "本机构答复" in chat.says("谁来修水渠？")["text"]
    page = chat.presses("原文 1")
    assert read(page) == "由村民小组来修。"
    assert labels(page) == []


def test_a_press_too_old_to_be_answered_is_carried_out_all_the_same(place: Place) -> None:
    chat = place.chat()
    chat.says(MASSAGE)
    place.server.faults.append(
        Fault("answerCallbackQuery", status=400, description="Bad Request: query is too old")
    )
    place.server.press(chat.last, "o:1:1")
    assert QUOTED in place.server.arrived(100, 2)[1]["text"]


@pytest.mark.parametrize(
    ("data", "said"),
    [(f"rd:{'0' * 20}:1", messages.SOURCE_GONE), (f"of:{'0' * 20}", words.NO_ORIGINAL)],
)
def test_a_key_that_nobody_made_gets_a_polite_alert(place: Place, data: str, said: str) -> None:
    chat = place.chat()
    place.server.press(chat.says(MASSAGE), data)
    assert chat.alert() == said


@pytest.mark.parametrize("text", ["字" * 5000, "&" * 5000, "😀<b>\n" * 900, "\n\n", "", "句。\n" * 1500])
@pytest.mark.parametrize("opening", [(0, 0), (1200, 1900), (0, 5000)])
def test_pages_have_all_of_the_text_and_fit_a_message(text: str, opening: tuple[int, int]) -> None:
    opening = (min(opening[0], len(text)), min(opening[1], len(text)))
    found = pages(text, opening)
    assert "".join(text[start:end] for start, end in found).strip() == text.strip()
    assert all(end - start <= 2400 for start, end in found)
    assert not text.strip() or opening[0] in {start for start, _ in found}


def test_the_page_behind_the_quotation_does_not_begin_with_an_empty_line() -> None:
    assert pages("第一段。\n\n第二段。\n第三段。\n", (0, 4)) == [(0, 6), (6, 16)]


def test_a_page_does_not_end_with_a_heading() -> None:
    text = "第一段。\n第一章\n第一节\n第二段。\n"
    assert with_headings(text, [(0, 13), (13, 18)], [(5, 8), (9, 12)]) == [(0, 5), (5, 18)]
    assert with_headings(text, [(0, 5), (5, 13), (13, 18)], [(5, 8), (9, 12)]) == [(0, 5), (5, 9), (9, 18)]
    assert with_headings(text, [(0, 18)], [(5, 8)]) == [(0, 18)]


# The file


def test_the_file_is_sent_as_it_lies_in_the_library(place: Place) -> None:
    chat = place.chat()
    chat.says(MASSAGE)
    chat.presses("原文 1")
    sent = chat.presses(words.ORIGINAL)
    name, content = file_of(place, sent)
    assert (name, content.decode()) == ("按摩.md", TEXTS["按摩.md"])
    assert sent["caption"] == "按摩师下乡办法"


def test_a_file_that_is_gone_or_too_large_is_told_kindly(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = place.chat()
    chat.says(MASSAGE)
    chat.presses("原文 1")
    file = place.desk.settings.home / "sources" / "按摩.md"
    with file.open("r+b") as large:
        large.truncate(60_000_000)
    chat.touches(words.ORIGINAL)
    assert chat.alert() == words.too_large(60_000_000)
    file.unlink()
    chat.touches(words.ORIGINAL)
    assert chat.alert() == words.NO_ORIGINAL


def file_of(place: Place, message: Fields) -> tuple[str, bytes]:
    asset = place.server.assets[message["document"]["file_id"]]
    return asset["filename"], asset["data"]


# More of them, and how to cite them


def test_more_goes_on_with_the_numbers_until_there_are_no_more(place: Place) -> None:
    chat = place.chat()
    asked = chat.says(VILLAGES)
    assert "找到 5 段原文" in asked["text"]
    assert labels(asked)[:5] == ["原文 1", "原文 2", "原文 3", words.MORE, words.CITE]
    second = chat.presses(words.MORE)
    assert labels(second) == ["原文 4", "原文 5", "原文 6", words.MORE, words.CITE]
    third = chat.presses(words.MORE)
    assert labels(third) == ["原文 7", "原文 8", words.CITE]
    shown = [quote for each in (asked, second, third) for quote in entities(each, "blockquote")]
    assert len(set(shown)) == len(shown) == 8
    page = chat.presses("原文 8", third)
    assert shown[7] in read(page)


def test_more_is_of_the_edition_that_answered_and_asks_anew_where_that_is_gone(place: Place) -> None:
    edition = place.assistant.edition
    chat = place.chat()
    asked = chat.says(VILLAGES)
    second = chat.presses(words.MORE)
    write(place, **{"村1": "# 无\n\n此处无事。\n"})
    assert chat.presses(words.MORE, asked)["text"] == second["text"]
    forget(place, edition)
    fourth_and_fifth = chat.presses(words.MORE, asked)
    assert labels(fourth_and_fifth) == ["原文 4", "原文 5", words.CITE]
    anew = chat.presses(words.MORE, second)
    assert anew["text"].startswith(words.ASKED_ANEW)
    assert "原文 1" in labels(anew)


def test_citations_are_sent_to_be_copied_each_once(place: Place) -> None:
    chat = place.chat()
    chat.says(MASSAGE)
    cited = chat.presses(words.CITE)
    assert entities(cited, "code") == [
        "《按摩师下乡办法》（某民发〔2019〕3号），某市民政局，2019年3月5日，见“服务”"
    ]
    chat.says("养鸡多少只？")
    again = chat.presses(words.CITE)
    assert entities(again, "code") == ["《养鸡记》"]
    assert "[1][2]" in again["text"]


def test_what_the_answer_itself_shows_is_cited_without_looking_anything_up(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(Answerer, "at")
    chat = place.chat()
    chat.says(MASSAGE)
    assert len(entities(chat.presses(words.CITE), "code")) == 1


def test_there_is_nothing_more_where_all_is_shown() -> None:
    snippet = Snippet("文", "sentence", (), 1.0, CITATION)
    shown = keyboard(Answer("问", "问", "answered", snippets=(snippet,) * 3, log_id=7))
    assert shown is not None
    texts = [button.text for row in shown.inline_keyboard for button in row]
    assert words.MORE not in texts
    assert words.CITE in texts
