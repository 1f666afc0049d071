"""A library of any size to measure with, made of the words and the structure of the bundled one.

Its sentences are put together by chance from runs of characters, so that its vocabulary grows as that of real
text does; they mean nothing.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from knowledge.library import BUNDLED

PASSAGE = (
    137  # code points that a passage adds to those before it: they overlap, and the last of a file is short
)
WORDS = 30_000
SIZES = (5, 10, 20, 40, 60)  # passages of a document


def write_library(folder: Path, passages: int, seed: int = 0) -> int:
    """Fill a folder with Markdown files of about so many passages; returns how many files."""
    writer = _Writer(seed)
    made = number = 0
    while made < passages:
        size = min(int(writer.random.choice(SIZES)), passages - made)
        (folder / f"synthetic-{number:05d}.md").write_text(writer.document(number, size), encoding="utf-8")
        made, number = made + size, number + 1
    return number


class _Writer:
    """Writes documents; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        drawn = "".join(self.random.choice(np.array(_characters()), 4 * WORDS))
        lengths = self.random.choice([1, 2, 2, 2, 2, 3, 4], WORDS).tolist()
        self._words = np.array([drawn[4 * i : 4 * i + length] for i, length in enumerate(lengths)])
        shares = 1 / np.arange(5, WORDS + 5)  # words are about as common as their rank is low
        self._bounds = np.cumsum(shares / shares.sum())

    def _text(self, words: int) -> list[str]:
        drawn = np.searchsorted(self._bounds, self.random.random(words))
        return list(self._words[np.minimum(drawn, WORDS - 1)])

    def document(self, number: int, passages: int) -> str:
        lines = [f"# {''.join(self._text(5))}的通知（{number}）"]
        for first in range(0, passages, 5):
            lines.append(f"## {first // 5 + 1}. {''.join(self._text(4))}")
            lines.extend(self._paragraphs(PASSAGE * min(5, passages - first)))
        return "\n\n".join(lines)

    def _paragraphs(self, length: int) -> Iterator[str]:
        while length > 0:
            text = "".join(self._sentence() for _ in range(int(self.random.integers(2, 7))))
            length -= len(text)
            yield text

    def _sentence(self) -> str:
        clauses = [
            self._text(int(self.random.integers(3, 9))) for _ in range(int(self.random.integers(1, 4)))
        ]
        if self.random.random() < 0.2:
            clauses[-1].insert(1, f"{self.random.integers(1, 5000)}万元")
        return "，".join("".join(clause) for clause in clauses) + "。"


def _characters() -> list[str]:
    """The Chinese characters of the bundled library, each as often as it stands there."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(BUNDLED.glob("*.md")))
    return [character for text in texts for character in text if "\u4e00" <= character <= "\u9fff"]
