"""The library made up to measure with, and what is measured on it."""

from pathlib import Path

from knowledge.loaders import load
from retrieval.measuring.reloads import bench_reload
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
    assert found.idle_p99 > 0
    assert found.rebuilding_p99 <= found.worst
    assert steps == {"读取文件", "建立索引"}
    assert list(tmp_path.iterdir()) == []
