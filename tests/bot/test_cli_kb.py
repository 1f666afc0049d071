"""fupin kb: documents go in, are listed and shown, and answer."""

import json
import threading
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path

import pytest

from bot.desk.labels import LABELS
from knowledge.document import Metadata
from knowledge.editions import Editions
from tests.bot.fupin import Command

LIBRARY = {
    "banfa.md": "---\ntitle: 困难群众帮助办法\n---\n\n县级民政部门受理困难群众的救助申请，十日内答复。\n",
    "tongzhi.md": "---\ntitle: 产业扶贫通知\nissuer: 某县\n---\n\n社会组织可以参与产业扶贫。\n",
}


@pytest.fixture
def command(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """The command line on a new home, with two documents for the bundled library."""
    folder = tmp_path / "library"
    folder.mkdir()
    for name, text in LIBRARY.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("FUPIN_HOME", str(home))
    monkeypatch.setenv("FUPIN_LIBRARY", str(folder))
    monkeypatch.chdir(tmp_path)
    return Command(monkeypatch, capsys)


def test_a_document_is_added_listed_shown_and_answers(command: Command, tmp_path: Path) -> None:
    new = tmp_path / "zhongzhi.md"
    new.write_text("---\ntitle: 种植补助细则\n---\n\n种植中药材的农户每亩补助八百元。\n", "utf-8")
    done = command("kb", "add", str(new))
    assert done == (0, "已收入 zhongzhi.md\n第 1 版资料库已启用：3 份文件，3 段。\n", "")
    listed = json.loads(command("kb", "list", "--json").out)
    assert [(each["id"], each["title"]) for each in listed][2] == ("zhongzhi", "种植补助细则")

    quoted = json.loads(command("ask", "--json", "种植中药材补助多少？").out)["snippets"][0]
    text = command("kb", "show", "zhongzhi", "--text").out
    assert quoted["text"] == "……".join(text[start:end] for start, end in quoted["citation"]["spans"])
    shown = json.loads(command("kb", "show", "zhongzhi", "--json").out)
    assert (shown["text"], shown["characters"], shown["file"]) == (text, len(text), "zhongzhi.md")

    new.write_text("---\ntitle: 种植补助细则\n---\n\n种植中药材的农户每亩补助九百元。\n", "utf-8")
    assert command("kb", "add", str(new)).out.startswith("已替换 zhongzhi.md\n第 2 版")
    assert "九百元" in command("kb", "show", "zhongzhi", "--text").out
    kept = json.loads(command("kb", "editions", "--json").out)
    assert [(each["edition"], each["current"], each["documents"]) for each in kept] == [
        (1, False, 3),
        (2, True, 3),
    ]


def test_what_cannot_be_added_is_named_and_exit_1(command: Command, tmp_path: Path) -> None:
    (tmp_path / "empty.md").touch()
    done = command("kb", "add", str(tmp_path / "nothing.md"), str(tmp_path / "empty.md"))
    assert (done.status, done.out) == (1, "")
    assert [line.partition("：")[0].split("/")[-1] for line in done.err.splitlines()] == [
        "nothing.md",
        "未收入 empty.md",
    ]


def test_the_limits_that_are_set_hold_for_adding_reloading_and_checking(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = tmp_path / "library" / "chang.md"
    large.write_text("# 长\n\n" + "很长的一份文件。" * 20, encoding="utf-8")
    monkeypatch.setenv("FUPIN_LIMIT_CHARACTERS", "100")
    refused = "chang.md：文字超过 100 字。请拆成几份后重新添加。\n"
    assert command("kb", "reload").err == f"注意 {refused}"
    assert command("kb", "check").out.startswith(refused)
    added = tmp_path / "ye-chang.md"
    added.write_text(large.read_text(encoding="utf-8"), encoding="utf-8")
    assert command("kb", "add", str(added)).err.startswith("未收入 ye-chang.md：文字超过 100 字。")
    monkeypatch.delenv("FUPIN_LIMIT_CHARACTERS")
    assert command("kb", "reload").out.startswith("第 2 版资料库已启用：3 份文件")
    assert command("kb", "reload").out.startswith("文件没有变化")


def test_reload_says_when_nothing_has_changed(command: Command) -> None:
    assert command("kb", "reload") == (0, "第 1 版资料库已启用：2 份文件，2 段。\n", "")
    assert command("kb", "reload") == (0, "文件没有变化，仍用第 1 版资料库：2 份文件，2 段。\n", "")
    again = json.loads(command("kb", "reload", "--json").out)
    assert (again["edition"], again["built"], again["problems"]) == (1, False, [])


def test_lists_are_readable(command: Command) -> None:
    listed = command("kb", "list")
    assert listed.out == "banfa  困难群众帮助办法\ntongzhi  产业扶贫通知  某县\n"
    assert listed.err == "第一次使用，正在建立资料库，请稍候……\n"
    assert "标题：产业扶贫通知\n发布机关：某县\n" in command("kb", "show", "tongzhi").out
    assert command("kb", "editions").out.startswith("* 第 1 版")


@pytest.mark.parametrize("there", [True, False])
def test_an_empty_library_is_said_to_be_empty(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    if there:
        (tmp_path / "empty").mkdir()
    monkeypatch.setenv("FUPIN_LIBRARY", str(tmp_path / "empty"))
    done = command("kb", "list")
    assert (done.status, done.out) == (0, "")
    assert "资料库里还没有文件。请用 fupin kb add 添加。" in done.err
    assert (f"没有 FUPIN_LIBRARY 指定的文件夹 {tmp_path / 'empty'}，" in done.err) != there
    assert ("按空文件夹处理" in command("kb", "reload").err) != there
    assert command("bench", "search").err.endswith(
        "资料库是空的，没有可以测量的。请先用 fupin kb add 添加文件。\n"
    )


def test_a_document_that_is_not_there_is_one_line_and_exit_1(command: Command) -> None:
    command("kb", "reload")
    done = command("kb", "show", "nobody")
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert "nobody" in done.err


def test_a_removed_document_answers_no_longer(command: Command, tmp_path: Path) -> None:
    (tmp_path / "xize.md").write_text("---\ntitle: 细则\n---\n\n农户每亩补助八百元。\n", "utf-8")
    command("kb", "add", str(tmp_path / "xize.md"))
    done = command("kb", "remove", "xize")
    assert done == (0, "已删除 xize.md\n第 2 版资料库已启用：2 份文件，2 段。\n", "")
    assert [each["id"] for each in json.loads(command("kb", "list", "--json").out)] == ["banfa", "tongzhi"]


@pytest.mark.parametrize(("id", "word"), [("banfa", "附带"), ("nobody", "没有编号为“nobody”的文件")])
def test_what_cannot_be_removed_is_one_line_and_exit_1(command: Command, id: str, word: str) -> None:
    command("kb", "reload")
    done = command("kb", "remove", id)
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert word in done.err


def test_an_earlier_edition_answers_again_until_the_next_reload(command: Command, tmp_path: Path) -> None:
    command("kb", "reload")
    (tmp_path / "xize.md").write_text("---\ntitle: 细则\n---\n\n农户每亩补助八百元。\n", "utf-8")
    command("kb", "add", str(tmp_path / "xize.md"))
    done = command("kb", "rollback", "1")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("已退回第 1 版资料库，自动更新随之暂停。\n")
    assert len(json.loads(command("kb", "list", "--json").out)) == 2
    assert command("kb", "reload").out == "第 3 版资料库已启用：3 份文件，3 段。\n"


def test_an_edition_that_is_not_there_is_one_line_and_exit_1(command: Command) -> None:
    command("kb", "reload")
    assert command("kb", "rollback", "7") == (1, "", "没有第 7 版资料库，现有：1。\n")


@pytest.mark.parametrize(("change", "done"), [("reload", "文件没有变化"), ("rollback 1", "已退回第 1 版")])
def test_a_change_waits_for_another_one_and_says_so(
    command: Command, home: Path, change: str, done: str
) -> None:
    command("kb", "reload")
    held = ExitStack()
    held.enter_context(Editions(home).lock())
    threading.Timer(0.3, held.close).start()
    waited = command("kb", *change.split())
    assert (waited.status, waited.err) == (0, "另一个进程正在更新资料库，等它完成……\n")
    assert waited.out.startswith(done)


def test_a_rollback_and_a_damaged_edition_are_told_in_the_list(
    command: Command, home: Path, tmp_path: Path
) -> None:
    for number in range(3):
        (tmp_path / "library" / "xin.md").write_text(f"# 新\n\n第{number}次。\n", encoding="utf-8")
        command("kb", "reload")
    (home / "editions" / "1" / "text.utf32").unlink()
    command("kb", "rollback", "2")
    listed = command("kb", "editions").out.splitlines()
    assert listed[0] == "  第 1 版  已损坏，不能退回到这一版"
    assert listed[1].startswith("* 第 2 版  20")
    assert "自动更新已暂停" in listed[2]
    assert [each["paused"] for each in json.loads(command("kb", "editions", "--json").out)] == [
        False,
        True,
        False,
    ]
    command("kb", "reload")
    assert "暂停" not in command("kb", "editions").out


def test_editions_are_compared(command: Command, tmp_path: Path) -> None:
    command("kb", "reload")
    library = tmp_path / "library"
    (library / "banfa.md").unlink()
    (library / "xize.md").write_text("---\ntitle: 细则\n---\n\n农户每亩补助八百元。\n", "utf-8")
    changed = LIBRARY["tongzhi.md"].replace("某县", "某市").replace("可以参与", "应当积极参与")
    (library / "tongzhi.md").write_text(changed, "utf-8")
    command("kb", "reload")
    assert command("kb", "diff").out == (
        "第 1 版 → 第 2 版\n新增  xize  细则\n删除  banfa  困难群众帮助办法\n"
        "改动  tongzhi  产业扶贫通知（正文 13 字 → 15 字；发布机关）\n"
        "  - 社会组织可以参与产业扶贫。\n  + 社会组织应当积极参与产业扶贫。\n共新增 2 段，删除 2 段。\n"
    )
    found = json.loads(command("kb", "diff", "2", "1", "--json").out)
    assert (found["before"], found["after"], found["added"]) == (2, 1, [["banfa", "困难群众帮助办法"]])
    assert command("kb", "diff", "2").out == "第 2 版 → 第 2 版\n没有不同。\n"
    assert command("kb", "diff", "7").err == "没有第 7 版资料库，现有：1、2。\n"


def test_only_one_edition_is_compared_with_itself(command: Command) -> None:
    command("kb", "reload")
    assert command("kb", "diff").out == "第 1 版 → 第 1 版\n没有不同。\n"


def test_a_check_reads_all_files_and_changes_nothing(command: Command, home: Path, tmp_path: Path) -> None:
    undated = command("kb", "check")
    assert undated.status == 1
    assert [line.partition("。")[0] for line in undated.out.splitlines()] == [
        "banfa.md：没有日期",
        "tongzhi.md：没有日期",
        "检查了 2 个文件，读出 2 份，有 2 个问题",
    ]
    for name, text in LIBRARY.items():
        dated = text.replace("\n---", "\npublished: 2018-10-30\n---")
        (tmp_path / "library" / name).write_text(dated, encoding="utf-8")
    assert command("kb", "check") == (0, "检查了 2 个文件，读出 2 份，没有发现问题。\n", "")
    assert not (home / "editions" / "current").exists()
    (tmp_path / "library" / "kong.md").touch()
    done = command("kb", "check")
    assert done.status == 1
    assert done.out.startswith("kong.md：文件里没有文字。")
    assert done.out.endswith("检查了 3 个文件，读出 2 份，有 1 个问题。\n")
    found = json.loads(command("kb", "check", "--json").out)
    assert [(each["file"], each["line"]) for each in found["problems"]] == [("kong.md", None)]


def test_everything_that_can_be_known_of_a_document_has_a_name() -> None:
    assert set(LABELS) == {field.name for field in fields(Metadata)} - {"guessed"}
