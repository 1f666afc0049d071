"""fupin eval and fupin bench: a set of questions is measured from the command line."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from retrieval.measuring.speed import Timing
from tests.bot.fupin import Command, fupin

DOCUMENT = "---\ntitle: 供水办法\n---\n\n供水由县水利局负责。每户补助八百元。\n"
QUESTIONS: list[dict[str, Any]] = [
    {"question": "谁负责供水？", "gold": ["县水利局"], "document": "gongshui", "type": "who", "half": "tune"},
    {
        "question": "每户补助多少元？",
        "gold": ["九百元"],
        "document": "gongshui",
        "type": "figure",
        "half": "report",
    },
    {"question": "火星上住着谁？", "gold": [], "type": "off_topic"},
]


@pytest.fixture
def command(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """The command line with a library of one document, in a folder that holds questions.jsonl."""
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "gongshui.md").write_text(DOCUMENT, encoding="utf-8")
    lines = (json.dumps(row, ensure_ascii=False) for row in QUESTIONS)
    (tmp_path / "questions.jsonl").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("FUPIN_HOME", str(home))
    monkeypatch.setenv("FUPIN_LIBRARY", str(tmp_path / "library"))
    monkeypatch.chdir(tmp_path)
    return Command(monkeypatch, capsys)


def test_shares_are_shown_for_all_and_by_type_and_misses_are_named(command: Command) -> None:
    done = command("eval", "questions.jsonl", "--misses", "5")
    assert done.status == 0
    assert re.search(r"^quoted@1 +50\.0% \(0–100\) +2 ", done.out, re.MULTILINE)
    assert re.search(r"^refused +100\.0% \(100–100\) +1 ", done.out, re.MULTILINE)
    assert re.search(r"^who +100\.0% ", done.out, re.MULTILINE)
    assert re.search(r"^refused_precision +100\.0% \(100–100\) +1 ", done.out, re.MULTILINE)
    assert re.search(r"^tune +100\.0% ", done.out, re.MULTILINE)
    assert re.search(r"^report +0\.0% ", done.out, re.MULTILINE)
    assert [line for line in done.out.splitlines() if line.startswith("没有答对")] == [
        "没有答对：每户补助多少元？ | 九百元 | 每户补助八百元。"
    ]
    assert command("log", "--json").out == "[]\n"


def test_a_minimum_that_is_not_reached_fails(command: Command) -> None:
    reached = command("eval", "questions.jsonl", "--min", "quoted@1=0.5", "--min", "refused=1")
    assert (reached.status, reached.err.splitlines()[1:]) == (0, [])
    missed = command("eval", "questions.jsonl", "--min", "quoted@1=0.51", "--min", "refused=1")
    assert (missed.status, missed.err) == (1, "quoted@1 是 0.5000，低于要求的 0.51。\n")
    (Path.cwd() / "questions.jsonl").write_text('{"question": "火星上住着谁？"}', encoding="utf-8")
    unmeasured = command("eval", "questions.jsonl", "--min", "quoted@1=0")
    assert (unmeasured.status, unmeasured.err) == (1, "没有可以衡量 quoted@1 的题目。\n")


@pytest.mark.parametrize("given", ["quoted@1", "quoted@1=", "quoted@1=1.5", "quoted@2=0.5", "quoted@1=nan"])
def test_a_minimum_that_makes_no_sense_is_wrong_usage(command: Command, given: str) -> None:
    done = command("eval", "questions.jsonl", "--min", given)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "--min" in done.err


def test_a_run_is_compared_with_an_earlier_one(command: Command, tmp_path: Path) -> None:
    (tmp_path / "before.json").write_text(command("eval", "questions.jsonl", "--json").out, "utf-8")
    document = tmp_path / "library" / "gongshui.md"
    document.write_text(DOCUMENT.replace("八百", "九百").replace("县水利局", "各乡镇"), encoding="utf-8")
    command("kb", "reload")
    shown = command("eval", "questions.jsonl", "--against", "before.json").out
    assert re.search(r"^quoted@1 +\+0\.0 \(-100\.0 – \+100\.0\) +2", shown, re.MULTILINE)
    assert re.findall("^(新答.)：(.*?) ", shown, re.MULTILINE) == [
        ("新答对", "每户补助多少元？"),
        ("新答错", "谁负责供水？"),
    ]
    report = json.loads(command("eval", "questions.jsonl", "--against", "before.json", "--json").out)
    assert [row["question"] for row in report["won"]] == ["每户补助多少元？"]
    assert report["differences"]["refused"]["mean"] == 0.0


def test_the_report_holds_each_question(command: Command) -> None:
    report = json.loads(command("eval", "questions.jsonl", "--json").out)
    assert report["shares"]["all"]["recall@1"]["n"] == 2
    first, _, last = report["questions"]
    assert (first["question"], first["type"], first["documents"]) == ("谁负责供水？", "who", ["gongshui"])
    assert first["measures"]["quoted@1"] == 1.0
    assert last["measures"] == {"refused": 1.0, "refused_precision": 1.0}
    assert (first["half"], report["halves"]["report"]["quoted@1"]["n"]) == ("tune", 1)


@pytest.mark.parametrize("arguments", [["eval", "none.jsonl"], ["bench", "search", "none.jsonl"]])
def test_questions_that_are_not_there_are_one_line(command: Command, arguments: list[str]) -> None:
    done = command(*arguments)
    assert (done.status, done.out) == (1, "")
    assert done.err == "none.jsonl：打不开（没有这个文件或文件夹）。请检查路径。\n"


def test_a_benchmark_without_its_peers_says_what_to_install(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "bm25s", None)
    done = command("bench", "search")
    assert (done.status, done.out) == (1, "")
    assert done.err.splitlines()[1:] == [
        "比较要用 bm25s 和 numba，这里没有安装。请执行 pip install bm25s numba。"
    ]


def test_the_benchmark_gives_times_and_ratios(command: Command, home: Path, tmp_path: Path) -> None:
    pytest.importorskip("numba")
    command("kb", "reload")
    questions = str(tmp_path / "questions.jsonl")
    uncompiled = {"NUMBA_DISABLE_JIT": "1"}  # compiling takes ten seconds
    found = json.loads(fupin(home, "bench", "search", questions, "--json", **uncompiled).stdout)
    times = [each["p50"] for each in found["timings"]]
    assert all(each["p50"] <= each["p99"] for each in found["timings"])
    assert found["ratios"]["fupin / bm25s"] == pytest.approx(times[0] / times[1])
    assert found["ratios"]["rank_bm25 / fupin"] == pytest.approx(times[2] / times[0])


def test_the_benchmark_shows_a_table(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    timings = [Timing("fupin: elapsed_ms", 2.0, 3.0), Timing("quick", 0.5, 0.6), Timing("slow", 30.0, 40.0)]
    monkeypatch.setattr("retrieval.measuring.speed.bench_search", lambda answerer, questions: timings)
    shown = command("bench", "search").out
    assert re.search(r"^fupin: elapsed_ms +2\.000 +3\.000", shown, re.MULTILINE)
    assert re.search(r"^fupin / bm25s +4\.00", shown, re.MULTILINE)
    assert re.search(r"^rank_bm25 / fupin +15\.00", shown, re.MULTILINE)
