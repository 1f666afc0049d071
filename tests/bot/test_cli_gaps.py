"""fupin gaps, fupin answer and fupin words, over the bundled library."""

import json
import shutil
from pathlib import Path

import pytest

from bot import app, settings
from retrieval.reload import reload
from tests.bot.fupin import Command

QUESTION = "流浪乞讨人员救助站可以住几天？"
OTHER = "流浪乞讨人员在救助站可以住多久"
CITED = "全县未脱贫的仅剩6580人"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("built")
    reload(home)
    return home


@pytest.fixture
def fupin(
    built: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """The command on a home of its own, with the bundled library."""
    shutil.copytree(built, home, ignore=shutil.ignore_patterns("cache"))
    (home / "cache").symlink_to(built / "cache")
    monkeypatch.setenv("FUPIN_HOME", str(home))
    monkeypatch.chdir(home)
    return Command(monkeypatch, capsys)


@pytest.fixture
def gap(fupin: Command) -> int:
    """A gap of two wordings."""
    assistant = app.assistant(settings.load())
    for question in (QUESTION, OTHER):
        assistant.ask(question, asker="web:1", conversation=None, channel="web")
    listed = [json.loads(fupin("gaps", "--json", *kind).out) for kind in ((), ("--kind", "off_topic"))]
    (found,) = [each for some in listed for each in some]
    return int(found["id"])


def test_without_gaps_it_says_so(fupin: Command) -> None:
    done = fupin("gaps")
    assert (done.status, done.err) == (0, "没有这样的缺口。\n")
    assert fupin("gaps", "--json").out == "[]\n"


def test_what_was_asked_on_the_command_line_is_no_gap(fupin: Command) -> None:
    fupin("ask", QUESTION)
    assert fupin("gaps", "--json").out == "[]\n"


def test_a_gap_is_shown_with_its_questions_passages_and_history(fupin: Command, gap: int) -> None:
    shown = fupin("gaps", "show", str(gap)).out
    for part in (QUESTION, OTHER, "依据 0.", "第一次被问到", f"fupin answer add --gap {gap}"):
        assert part in shown
    whole = json.loads(fupin("gaps", "show", str(gap), "--json").out)
    assert [each["question"] for each in whole["questions"]] == [QUESTION, OTHER]
    assert {"text", "score", "evidence", "fit"} <= whole["passages"][0].keys()


def test_gaps_are_ignored_reopened_and_listed_as_a_sheet(fupin: Command, gap: int) -> None:
    assert fupin("gaps", "ignore", str(gap), "--reason", "=不归我们管").status == 0
    sheet = fupin("gaps", "--state", "ignored", "--csv").out
    assert sheet.startswith("\ufeff编号,问题")
    assert "'=不归我们管" in sheet
    assert fupin("gaps", "reopen", str(gap)).out == f"缺口 {gap} 重新待处理。\n"
    again = fupin("gaps", "reopen", str(gap))
    assert (again.status, again.err) == (1, "这个缺口本来就是待处理的。\n")


def test_gaps_are_split_and_merged(fupin: Command, gap: int) -> None:
    whole = json.loads(fupin("gaps", "show", str(gap), "--json").out)
    chosen = str(whole["questions"][0]["id"])
    assert "已拆出缺口" in fupin("gaps", "split", str(gap), "--question", chosen).out
    assert fupin("gaps", "merge", str(gap + 1), str(gap)).out == f"缺口 {gap + 1} 已并入缺口 {gap}。\n"
    assert fupin("gaps", "merge", str(gap), "99").err == "没有编号为 99 的缺口。\n"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["gaps", "--kind", "x"], "只能是"),
        (["gaps", "--state", "x"], "只能是"),
        (["gaps", "ignore", "1"], "缺少“--reason”"),
        (["answer", "add"], "要写明问题"),
        (["answer", "add", "--question", "问？", "--text", "答。", "--cite", "x"], "应写成“文件编号:原文”"),
    ],
)
def test_wrong_usage_is_said_in_chinese(fupin: Command, arguments: list[str], problem: str) -> None:
    done = fupin(*arguments)
    assert (done.status, problem in done.err) == (2, True), done.err


def test_an_answer_closes_the_gap_and_is_cited_at_once(fupin: Command, gap: int) -> None:
    done = fupin(
        "answer", "add", "--gap", str(gap), "--text", "每顶十元。", "--author", "张三",
        "--cite", f"minzhengbu-fabuhui-2018q4:{CITED}", "--review", "2999-01-01",
    )  # fmt: skip
    assert done.status == 0
    assert "第 2 版资料库已启用" in done.out
    assert f"缺口 {gap} 已解决。" in done.out
    answer = json.loads(fupin("ask", "--json", OTHER).out)
    first, second = answer["snippets"][:2]
    assert (first["kind"], first["text"], first["citation"]["author"]) == ("curated", "每顶十元。", "张三")
    assert second["text"] == CITED
    assert fupin("kb", "show", first["citation"]["document"], "--text").out == "每顶十元。"
    assert "本机构答复 · 张三" in fupin("ask", QUESTION).out
    assert first["citation"]["document"] not in fupin("kb", "list").out
    assert json.loads(fupin("gaps", "--state", "answered", "--json").out)[0]["edition"] == 2


def test_answers_are_listed_shown_checked_and_removed(fupin: Command, home: Path) -> None:
    file = home / "mine.md"
    file.write_text("---\nquestion: 问什么事？\nwordings: [又问]\nreview: 2020-01-01\n---\n答。\n", "utf-8")
    assert fupin("answer", "list").err == "还没有本机构答复。可用 fupin answer add 添加。\n"
    done = fupin("answer", "add", str(file), "--later")
    assert "还没有启用" in done.out
    (listed,) = json.loads(fupin("answer", "list", "--json").out)
    assert (listed["question"], listed["published"]) == ("问什么事？", False)
    assert "（尚未启用）（待复核）" in fupin("answer", "list").out
    shown = fupin("answer", "show", listed["id"])
    assert ("答。" in shown.out, "其他问法：又问" in shown.out) == (True, True)
    assert "已到复核日期" in shown.err
    checked = fupin("answer", "check")
    assert (checked.status, "有 1 个问题" in checked.out) == (1, True)
    assert fupin("answer", "remove", listed["id"], "--later").status == 0
    assert fupin("answer", "check").status == 0
    assert fupin("answer", "remove", listed["id"]).err == f"没有编号为“{listed['id']}”的答复。\n"


def test_a_file_that_is_no_answer_is_refused_with_its_line(fupin: Command, home: Path) -> None:
    file = home / "mine.md"
    file.write_text("---\nquestion: [问]\n---\n答。\n", "utf-8")
    done = fupin("answer", "add", str(file))
    assert (done.status, done.err) == (
        1,
        "answers/mine.md 第 2 行：“question”应是一行文字。请改成一行文字。\n",
    )
    assert not (home / "sources" / "answers").exists()


def test_own_words_are_listed_added_and_removed(fupin: Command) -> None:
    done = fupin("words", "synonym", "义工哥", "志愿者", "--later")
    assert "“义工哥”原来会被拆开" in done.out
    assert fupin("words", "add", "福康联盟", "--later").out.startswith("已添加“福康联盟”。")
    assert fupin("words", "list").out == "词语  义工哥\n词语  福康联盟\n同义词  义工哥 > 志愿者\n"
    assert fupin("words", "remove", "义工哥 > 志愿者", "--later").status == 0
    assert fupin("words", "remove", "没有", "--later").err == "没有“没有”这一行。\n"
    assert fupin("words", "add", "，").status == 1
