"""How exactly repair restores real documents that were set in columns; clean ones it leaves alone."""

import re
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from knowledge.repair import repair
from tests.knowledge.newsprint import Press, fills, printed

CHINESE = "[^\x00-\x7f]"

# press, and the least share of paragraphs that come out exactly as they went in
PRESSES = {
    "newspaper": (Press(28, 1, stray=0.3, spaced_numbers=True, height=30, lost=0.02), 0.98),
    "wide newspaper": (Press(36, 1, stray=0.3, spaced_numbers=True, height=30), 0.98),
    "narrow newspaper": (Press(22, 1, stray=0.3, spaced_numbers=True, height=30), 0.98),
    "beside a picture": (Press(28, 1, stray=0.3, height=30, narrow=(40, 14, 22)), 0.95),
    "no blank lines": (Press(28, 2, stray=0.2, height=25, blank_lines=False), 0.97),
    "hanging marks": (Press(28, 2, height=25, hang=True), 0.97),
    "indented": (Press(30, 2, "kept", False, 20, stray=0.2, lost=0.05, trailing=0.2, line_end="\r\n"), 0.98),
    "indented, a book's page": (Press(70, 2, "kept", False, 40), 0.98),
    "flush": (Press(28, 2, "none", True, 25, stray=0.2), 0.98),
    "flush, no blank lines": (Press(28, 2, "none", False, 25, stray=0.2), 0.97),
    "cut anywhere": (Press(28, 2, "none", True, 25, kinsoku=False, whole_numbers=False), 0.98),
}


@pytest.fixture(scope="module")
def documents(real_data: Path) -> list[list[str]]:
    """A third of the real documents that have paragraphs, as lists of these."""
    files = sorted((real_data / "benchmarks" / "policy_qa" / "documents").glob("*.txt"))
    found = [_paragraphs(file.read_text(encoding="utf-8")) for file in files]
    return [paragraphs for paragraphs in found if _is_prose(paragraphs)][::3]


def _paragraphs(text: str) -> list[str]:
    parts = re.split(r"\s{2,}|(?<=[。！？；：])\s+", text.strip())
    return [re.sub(rf"(?<={CHINESE})\s+|\s+(?={CHINESE})", "", part) for part in parts]


def _is_prose(paragraphs: list[str]) -> bool:
    ended = sum(paragraph.endswith(tuple("。！？；：”）")) for paragraph in paragraphs)
    return 5 <= len(paragraphs) < 60 and sum(map(len, paragraphs)) > 400 and ended >= 0.9 * len(paragraphs)


@pytest.mark.parametrize(("press", "least"), PRESSES.values(), ids=PRESSES.keys())
def test_nearly_all_paragraphs_are_restored_exactly(
    documents: list[list[str]], press: Press, least: float
) -> None:
    restored = recoverable = 0
    for paragraphs in documents:
        lines = Counter(repair(printed(paragraphs, press)).split("\n"))
        for number in _recoverable(paragraphs, press):
            recoverable += 1
            restored += lines[paragraphs[number]] > 0

    assert recoverable > 250
    assert restored / recoverable >= least


def _recoverable(paragraphs: list[str], press: Press) -> list[int]:
    """The paragraphs whose bounds the page shows: where only short last lines do, both must be short."""
    if press.indentation != "none" or press.blank_lines:
        return list(range(len(paragraphs)))
    full = [fills(paragraph, press) for paragraph in paragraphs]
    return [at for at in range(len(full)) if not full[at] and not (at and full[at - 1])]


def test_real_documents_stay_exactly_as_they_are(real_data: Path) -> None:
    files = [
        *(real_data / "benchmarks" / "policy_qa" / "documents").glob("*.txt"),
        *(real_data / "samples" / "laws").glob("*.md"),
    ]

    assert len(files) > 300
    for file in files:
        text = file.read_bytes().decode()
        assert repair(text) == text, file.name


@pytest.mark.parametrize("part", ["\n", "\n\n", "\r\n　　"])
def test_real_documents_with_a_paragraph_a_line_stay_exactly_as_they_are(
    documents: list[list[str]], part: str
) -> None:
    for paragraphs in documents:
        text = part.join(paragraphs)
        assert repair(text) == text


@pytest.mark.parametrize(
    ("page", "lines", "read_by_eye"),
    [("000_*.txt", 30, "585245e3e4a63609"), ("001_*.txt", 25, "c2ffa3d7e534de07")],
)
def test_the_real_pages_read_as_when_they_were_checked_by_eye(
    real_data: Path, page: str, lines: int, read_by_eye: str
) -> None:
    (file,) = (real_data / "seeds").glob(page)
    repaired = repair(file.read_text(encoding="utf-8"))

    assert len(repaired.split("\n")) == lines
    assert sha256(repaired.encode()).hexdigest()[:16] == read_by_eye
