"""The pages and the JSON of gaps, curated answers and own words, over a real library."""

import re
import shutil
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.desk import gaps, handing_in
from bot.desk.desk import Desk
from bot.settings import Settings
from bot.store.store import Store
from bot.web.admin.fields import SHOWN
from retrieval.answerer import Answerer
from retrieval.reload import reload
from tests.bot.desk import Browser, said

LAW = "# 志愿服务办法\n\n志愿服务组织应当为志愿者购买人身意外保险，保险费由志愿服务组织承担。\n"
QUESTION = "志愿者的保险理赔找谁办理？"
OTHER = "志愿者保险的理赔由谁来办"
ATTACK = "<script>alert(1)</script>志愿者保险理赔"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an edition of one document, and the folder that it stands in, to be copied."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "library").mkdir()
    (folder / "library" / "law.md").write_text(LAW, "utf-8")
    reload(folder / "home", folder / "library")
    return folder


@pytest.fixture
def desk(home: Path, built: Path) -> Desk:
    shutil.copytree(built / "home", home, ignore=shutil.ignore_patterns("cache"))
    (home / "cache").symlink_to(built / "home" / "cache")
    return Desk(Settings(home=home, library=built / "library"), Store(home))


@pytest.fixture
def assistant(desk: Desk) -> Assistant:
    """A real one over this library."""
    return Assistant(Answerer(desk.settings.home), desk.store.log)


def publish(desk: Desk) -> None:
    reload(desk.settings.home, desk.settings.library)


def ask(assistant: Assistant, *questions: str, asker: str = "web:1") -> None:
    for question in questions:
        assistant.ask(question, asker=asker, conversation=None, channel="web")


def names(page: str) -> list[str]:
    """The questions of the gaps that a page lists."""
    return re.findall(r'<th scope="row"><a href="/admin/gaps/\d+">([^<]*)</a>', page)


async def the_gap(browser: Browser) -> int:
    (found,) = (await browser.get("/api/admin/gaps")).json()["gaps"]
    return int(found["id"])


async def test_what_was_refused_stands_on_the_page_at_once(reviewer: Browser, assistant: Assistant) -> None:
    ask(assistant, QUESTION, OTHER)
    page = (await reviewer.get("/admin/gaps")).text
    assert names(page) == [QUESTION]
    assert "资料库里没有" in page
    id = await the_gap(reviewer)
    page = (await reviewer.get(f"/admin/gaps/{id}")).text
    for shown in (QUESTION, OTHER, "志愿服务组织应当为志愿者购买人身意外保险", "依据 0.", "第一次被问到"):
        assert shown in page
    assert 'href="/context?document=law' in page


async def test_a_question_is_shown_as_it_is_and_runs_nothing(reviewer: Browser, assistant: Assistant) -> None:
    ask(assistant, ATTACK)
    id = await the_gap(reviewer)
    for path in ("/admin/gaps", f"/admin/gaps/{id}", f"/admin/answers/new?gap={id}"):
        page = (await reviewer.get(path)).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


async def test_states_and_kinds_are_chosen(reviewer: Browser, assistant: Assistant, desk: Desk) -> None:
    ask(assistant, QUESTION)
    id = await the_gap(reviewer)
    response = await reviewer.submit(f"/admin/gaps/{id}/ignore", reason="不归我们管")
    assert (response.headers["location"], said(response)[:3]) == (f"/admin/gaps/{id}", "已忽略")
    assert names((await reviewer.get("/admin/gaps")).text) == []
    page = (await reviewer.get("/admin/gaps?state=ignored&kind=not_in_library")).text
    assert names(page) == [QUESTION]
    assert names((await reviewer.get("/admin/gaps?state=ignored&kind=weak")).text) == []
    assert "不归我们管" in (await reviewer.get(f"/admin/gaps/{id}")).text
    assert said(await reviewer.submit(f"/admin/gaps/{id}/reopen")) == "重新列为待处理。"
    assert "本来就是" in said(await reviewer.submit(f"/admin/gaps/{id}/reopen"))
    assert (await reviewer.get("/admin/gaps?state=nonsense")).status_code == 422


async def test_what_cannot_be_done_is_said_on_the_page(reviewer: Browser, assistant: Assistant) -> None:
    ask(assistant, QUESTION)
    id = await the_gap(reviewer)
    assert "请写明" in said(await reviewer.submit(f"/admin/gaps/{id}/ignore", reason=" "))
    assert "没有编号为 99" in said(await reviewer.submit(f"/admin/gaps/{id}/merge", into=99))
    assert "并入它自己" in said(await reviewer.submit(f"/admin/gaps/{id}/merge", into=id))
    assert "至少留下一种" in said(await reviewer.submit(f"/admin/gaps/{id}/split"))
    assert "不能用作词" in said(await reviewer.submit(f"/admin/gaps/{id}/words", said="，"))
    assert (await reviewer.get("/admin/gaps/99")).status_code == 404


async def test_gaps_are_merged_and_split(reviewer: Browser, assistant: Assistant) -> None:
    ask(assistant, QUESTION, "志愿者的帽子多少钱一顶？")
    first, second = (each["id"] for each in (await reviewer.get("/api/admin/gaps")).json()["gaps"])
    response = await reviewer.submit(f"/admin/gaps/{first}/merge", into=second)
    assert response.headers["location"] == f"/admin/gaps/{second}"
    assert f"并入了缺口 {first}" in (await reviewer.get(f"/admin/gaps/{second}")).text
    assert f"缺口 {second}</a>" in (await reviewer.get(f"/admin/gaps/{first}")).text
    whole = (await reviewer.get(f"/api/admin/gaps/{second}")).json()
    chosen = next(each["id"] for each in whole["questions"] if each["question"] == QUESTION)
    response = await reviewer.submit(f"/admin/gaps/{second}/split", question=[chosen])
    assert response.headers["location"] not in (f"/admin/gaps/{first}", f"/admin/gaps/{second}")
    assert len((await reviewer.get("/api/admin/gaps")).json()["gaps"]) == 2


async def test_many_gaps_stand_on_pages(reviewer: Browser, assistant: Assistant, desk: Desk) -> None:
    names_of = "云南贵州四川湖南湖北江西安徽河南河北山西陕西甘肃青海福建浙江江苏山东辽宁"
    provinces = [names_of[at : at + 2] for at in range(0, len(names_of), 2)]
    years = (2015, 2016, 2017)
    asked = [f"{year}年{place}省有多少志愿者买了保险？" for place in provinces for year in years]
    ask(assistant, *asked)
    assert names((await reviewer.get("/admin/gaps")).text) == []  # a page waits for no crowd
    gaps.take_in(desk, assistant.answerer)
    first = (await reviewer.get("/admin/gaps")).text
    (more,) = re.findall(r'href="(/admin/gaps\?before=\d+)" rel="next"', first)
    listed = names(first) + names((await reviewer.get(more)).text)
    assert (len(names(first)), len(listed), len({*listed})) == (SHOWN, len(asked), len(asked))


async def test_an_answer_is_written_previewed_saved_and_closes_the_gap(
    reviewer: Browser, assistant: Assistant, desk: Desk
) -> None:
    ask(assistant, QUESTION, OTHER)
    id = await the_gap(reviewer)
    page = (await reviewer.get(f"/admin/answers/new?gap={id}")).text
    assert f'value="{QUESTION}"' in page
    assert OTHER in page
    (cite,) = re.findall(r'name="cite" value="([^"]*)"', page)
    form = {
        "question": QUESTION,
        "wordings": OTHER,
        "text": "找办公室\r\n办理。",
        "cite": cite.replace("&#34;", '"'),
        "gap": str(id),
        "date": "2026-01-31",
        "author": "李四",
    }
    page = (await reviewer.submit("/admin/answers/new", **form, do="preview")).text
    assert "提问的人将会看到" in page
    assert "本机构答复 · 李四 · 2026-01-31" in page
    assert page.count("✓ 会得到这份答复") == 2
    assert list((desk.settings.home / "sources").glob("answers/*")) == []
    response = await reviewer.submit("/admin/answers/new", **form, do="save")
    assert response.headers["location"] == f"/admin/gaps/{id}"
    assert "有 1 处改动还没有启用" in (await reviewer.get("/admin/answers")).text
    publish(desk)
    assert "已能回答" in (await reviewer.get(f"/admin/gaps/{id}")).text
    page = (await reviewer.get("/admin/answers")).text
    assert ("在用" in page, "还没有启用" in page) == (True, False)
    first, second = assistant.answerer.answer(OTHER).snippets[:2]
    assert (first.kind, first.text) == ("curated", "找办公室\n办理。")
    assert second.text in LAW
    (own,) = re.findall(r'"/admin/answers/(\d+-\w+)"', page)
    await reviewer.submit(f"/admin/answers/{own}", **form | {"text": "改了。"})
    assert "有 1 处改动还没有启用" in (await reviewer.get("/admin/answers")).text


async def test_what_is_wrong_with_an_answer_is_said_beside_the_form_that_keeps_it(reviewer: Browser) -> None:
    for form, problem in (
        ({"question": "", "text": "答。"}, "没有问题"),
        ({"question": "问？", "text": ""}, "没有答复正文"),
        ({"question": "问？", "text": "答" * 601}, "最多 600 字"),
        ({"question": "问？", "text": "答。", "date": "去年"}, "不是日期"),
    ):
        response = await reviewer.submit("/admin/answers/new", **form)
        assert (response.status_code, problem in response.text) == (409, True), form
        assert form["text"] in response.text
    response = await reviewer.submit("/admin/answers/new", question="问？", text="答。", cite="x")
    assert (response.status_code, "请重新选择" in response.text) == (409, True)
    assert (await reviewer.submit("/admin/answers/none", question="问？", text="答。")).status_code == 404


async def test_an_answer_is_changed_and_removed(reviewer: Browser, desk: Desk) -> None:
    made = (await reviewer.send("POST", "/api/admin/answers", question="问什么？", text="答。")).json()
    path = f"/admin/answers/{made['id']}"
    assert "答。" in (await reviewer.get(path)).text
    await reviewer.submit(path, question="问什么？", text="另答。")
    assert (await reviewer.get(f"/api{path}")).json()["text"] == "另答。"
    assert "已删除" in said(await reviewer.submit(f"{path}/remove"))
    assert (await reviewer.get(path)).status_code == 404
    actions = [row.action for row in desk.store.audit.select()]
    assert actions[:3] == ["answer.remove", "answer.save", "answer.save"]


async def test_who_saves_an_answer_that_somebody_else_has_changed_meanwhile_is_told_so(
    reviewer: Browser,
) -> None:
    made = (await reviewer.send("POST", "/api/admin/answers", question="问什么？", text="答。")).json()
    path = f"/admin/answers/{made['id']}"
    [version] = re.findall(r'name="over" value="(\w+)"', (await reviewer.get(path)).text)
    await reviewer.submit(path, question="问什么？", text="别人的。", over=version)
    late = await reviewer.submit(path, question="问什么？", text="我的。", over=version)
    assert late.status_code == 409
    assert "别人改过这份答复" in late.text
    assert "我的。" in late.text
    assert (await reviewer.get(f"/api{path}")).json()["text"] == "别人的。"
    [newer] = re.findall(r'name="over" value="(\w+)"', late.text)
    assert (await reviewer.submit(path, question="问什么？", text="我的。", over=newer)).status_code == 303
    assert (await reviewer.get(f"/api{path}")).json()["text"] == "我的。"


async def test_an_answer_to_be_looked_at_again_says_why(reviewer: Browser) -> None:
    body = {
        "question": "问什么？",
        "text": "答。",
        "review": "2020-01-01",
        "cites": [{"document": "law", "quote": "没有的话"}],
    }
    made = (await reviewer.send("POST", "/api/admin/answers", **body)).json()
    assert [each["problem"][:4] for each in made["problems"]] == ["《志愿服", "已到复核"]
    for path in ("/admin/answers", f"/admin/answers/{made['id']}"):
        page = (await reviewer.get(path)).text
        assert "已到复核日期 2020-01-01" in page
        assert "已没有所引的“没有的话”" in page


async def test_gaps_as_json_come_page_by_page_and_are_changed(
    reviewer: Browser, assistant: Assistant
) -> None:
    ask(assistant, QUESTION, "志愿者的帽子多少钱一顶？")
    first = (await reviewer.get("/api/admin/gaps?limit=1")).json()
    rest = (await reviewer.get(f"/api/admin/gaps?before={first['before']}")).json()
    one, other = first["gaps"][0]["id"], rest["gaps"][0]["id"]
    assert rest["before"] is None
    ignored = await reviewer.send("POST", f"/api/admin/gaps/{one}/ignore", reason="重复")
    assert (ignored.json()["state"], ignored.json()["reason"]) == ("ignored", "重复")
    assert (await reviewer.send("POST", f"/api/admin/gaps/{one}/reopen")).json()["state"] == "open"
    assert (await reviewer.send("POST", f"/api/admin/gaps/{one}/reopen")).status_code == 409
    merged = (await reviewer.send("POST", f"/api/admin/gaps/{one}/merge", into=other)).json()
    assert (merged["id"], merged["asked"]) == (other, 2)
    chosen = [merged["questions"][0]["id"]]
    split = (await reviewer.send("POST", f"/api/admin/gaps/{other}/split", questions=chosen)).json()
    assert (split["asked"], split["id"] in (one, other)) == (1, False)
    assert (await reviewer.get("/api/admin/gaps/99")).status_code == 404


async def test_answers_as_json(reviewer: Browser) -> None:
    body = {"question": "问什么？", "wordings": ["又问"], "text": "答。", "author": "李四"}
    seen = await reviewer.send("POST", "/api/admin/answers/preview", **body)
    assert seen.json()["snippets"][0]["kind"] == "curated"
    assert (await reviewer.get("/api/admin/answers")).json() == {"answers": [], "broken": []}
    made = (await reviewer.send("POST", "/api/admin/answers", **body)).json()
    assert (made["wordings"], made["published"]) == (["又问"], False)
    changed = await reviewer.send("PUT", f"/api/admin/answers/{made['id']}", question="改了？", text="答。")
    assert changed.json()["question"] == "改了？"
    assert (await reviewer.send("PUT", "/api/admin/answers/none", **body)).status_code == 404
    assert (await reviewer.send("POST", "/api/admin/answers", question=" ", text="答")).status_code == 409
    assert (await reviewer.send("DELETE", f"/api/admin/answers/{made['id']}")).json() == {"removed": True}
    assert (await reviewer.send("DELETE", "/api/admin/answers/../x")).status_code == 404


async def test_own_words_are_added_and_removed(reviewer: Browser, assistant: Assistant, desk: Desk) -> None:
    assert "已添加" in said(await reviewer.submit("/admin/words", said="义工哥", written="志愿者"))
    page = (await reviewer.get("/admin/words")).text
    assert "义工哥 &gt; 志愿者" in page
    assert page.count("义工哥") >= 3  # the synonym, and the word that the tokenizer did not know
    publish(desk)
    assert assistant.answerer.answer("义工哥的保险费由谁承担？").snippets
    assert "已删除" in said(await reviewer.submit("/admin/words/remove", line="义工哥 > 志愿者"))
    assert (await reviewer.submit("/admin/words/remove", line="没有这行")).status_code == 404
    found = await reviewer.send("POST", "/api/admin/words", said="福康联盟")
    assert found.json() == {"words": ["义工哥", "福康联盟"], "synonyms": []}
    assert (await reviewer.send("POST", "/api/admin/words", said="，")).status_code == 409
    left = await reviewer.send("DELETE", "/api/admin/words", line="福康联盟")
    assert left.json()["words"] == ["义工哥"]


async def test_what_was_handed_in_is_seen_in_the_list_and_its_note_in_the_history(
    reviewer: Browser, desk: Desk, assistant: Assistant
) -> None:
    asked = assistant.ask(QUESTION, asker="telegram:1", conversation="telegram:1", channel="telegram")
    assert "提问者提交" not in (await reviewer.get("/admin/gaps")).text
    handing_in.hand_in(desk, asked.log_id or 0, ATTACK, "telegram:1")
    assert "提问者提交" in (await reviewer.get("/admin/gaps")).text
    page = (await reviewer.get("/admin/gaps/1")).text
    assert "提交给管理员：&lt;script&gt;" in page
    told = (await reviewer.get("/api/admin/gaps/1")).json()["events"][1]
    assert (told["event"], told["by"]) == ("handed in", "提问者")
    assert told["detail"] == {"log_id": asked.log_id, "note": ATTACK}
