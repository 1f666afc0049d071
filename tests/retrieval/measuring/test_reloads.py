"""The library made up to measure with, and what is measured on it."""

from dataclasses import replace
from pathlib import Path

from knowledge.loaders import load
from retrieval.measuring.reloads import ReloadTimings, bench_reload
from retrieval.measuring.synthetic import write_library


def texts(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]


def test_a_made_up_library_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "two", "other"):
        (tmp_path / name).mkdir()
    assert write_library(tmp_path / "one", 60) == write_library(tmp_path / "two", 60)
    write_library(tmp_path / "other", 60, seed=1)
    assert texts(tmp_path / "one") == texts(tmp_path / "two")
    assert texts(tmp_path / "one") != texts(tmp_path / "other")


def test_made_up_documents_have_titles_and_headings(tmp_path: Path) -> None:
    write_library(tmp_path, 60)
    for path in tmp_path.iterdir():
        document = load(path, path.name).documents[0]
        assert document.metadata.title
        assert [block.kind for block in document.blocks].count("heading") >= 1


def test_reloads_and_answers_are_measured(tmp_path: Path) -> None:
    steps: set[str] = set()
    found = bench_reload(60, lambda step, done, total: steps.add(step), tmp_path)
    assert 40 < found.passages < 90
    assert found.files > found.changed >= 1
    assert not found.built_unchanged
    assert 0 < found.unchanged_seconds < found.changed_seconds
    assert found.ratio == found.changed_seconds / found.full_seconds
    assert found.answers > 0
    assert found.errors == 0
    assert found.idle_p99 > 0
    assert found.rebuilding_p99 <= found.worst
    assert steps == {"读取文件", "建立索引"}
    assert list(tmp_path.iterdir()) == []


def test_each_target_is_held_to_its_figure() -> None:
    good = ReloadTimings(
        passages=50_000,
        files=1_800,
        changed=19,
        full_seconds=70.0,
        unchanged_seconds=0.2,
        changed_seconds=7.0,
        ratio=0.1,
        built_unchanged=False,
        answers=900,
        errors=0,
        idle_p99=8.0,
        rebuilding_p99=12.0,
        worst=60.0,
    )
    assert set(good.met.values()) == {True}
    for name, bad in {
        "unchanged_seconds": replace(good, unchanged_seconds=3.1),
        "ratio": replace(good, ratio=0.41),
        "rebuilding_p99": replace(good, rebuilding_p99=81.0),
        "errors": replace(good, errors=1),
    }.items():
        assert [key for key, met in bad.met.items() if not met] == [name]
    assert not replace(good, built_unchanged=True).met["unchanged_seconds"]
    assert not replace(good, idle_p99=50.0, rebuilding_p99=101.0).met["rebuilding_p99"]
