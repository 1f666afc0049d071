"""Looks for bytes that make a loader, or what is done with its text, do anything but read or refuse a file.

Not part of the test suite:

    pip install atheris
    python -m tests.fuzz.fuzz_loaders SUFFIX [SEED …] [-- -max_total_time=600 and other options of libFuzzer]

Seeds are sound files to start from. A finding is written to crash-… in the current folder; so is what takes
longer than 30 seconds (timeout-…) or more than 2 GB (oom-…). What a parser trips over is a refusal, too, but
not one that says what is wrong; each place where one does is printed once.
"""

import sys
import tempfile
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["knowledge", "openpyxl", "xlrd", "doc2docx"]):
    from knowledge.document import Document
    from knowledge.errors import UnreadableFile
    from knowledge.inspection import inspect
    from knowledge.limits import Limits
    from knowledge.loaders import Reader
    from knowledge.loaders.formats import FORMATS, parsed
    from knowledge.structure import enumerations
    from knowledge.words import bundled
from retrieval.building.analysis import analyse
from retrieval.building.vocabulary import Vocabulary
from retrieval.tokens import Tokenizer, tokenizer_for

LIMITS = Limits(file=2 << 20, unpacked=20 << 20, cells=50_000, pages=50)


class Attempts:
    """Reads what it is given as files of one format."""

    def __init__(self, folder: Path, suffix: str) -> None:
        self._path, self._tokenizer = folder / f"a{suffix}", tokenizer_for(folder / "cache", bundled())
        self._tokenizer.warm()
        self._reader = Reader(LIMITS) if FORMATS[suffix].archive else None
        self._told: set[str] = set()

    def __call__(self, content: bytes) -> None:
        self._path.write_bytes(content)
        try:
            for document in self._documents():
                finish(document, self._path, self._tokenizer)
        except UnreadableFile as error:
            self._tell(error)

    def _documents(self) -> tuple[Document, ...]:
        name = self._path.name
        if self._reader:
            return self._reader.load(self._path, name).documents
        return parsed(self._path, name, LIMITS).documents

    def _tell(self, error: UnreadableFile) -> None:
        if error.__cause__ and error.problem.startswith("无法解析"):
            place = traceback.extract_tb(error.__cause__.__traceback__)[-1]
            told = f"{type(error.__cause__).__name__} at {place.filename}:{place.lineno}"
            if told not in self._told:
                self._told.add(told)
                print(f"tripped over: {told}: {error.__cause__}", file=sys.stderr)


def finish(document: Document, path: Path, tokenizer: Tokenizer) -> None:
    """All that a reload and a check do with a document."""
    document.text.encode("utf-8", "surrogatepass")
    analyse(document, tokenizer, Vocabulary())
    list(inspect(document, enumerations(document.text), path))


def main() -> None:
    given, _, options = " ".join(sys.argv[1:]).partition(" -- ")
    suffix, *seeds = given.split()
    if suffix not in FORMATS:
        sys.exit(f"no loader reads {suffix}; one of {' '.join(FORMATS)}")
    folder = Path(tempfile.mkdtemp(prefix="fupin-fuzz-"))
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds):
        (corpus / f"{number}{suffix}").write_bytes(Path(seed).read_bytes())
    bounds = ["-timeout=30", "-rss_limit_mb=2048", "-max_len=200000"]
    atheris.Setup([sys.argv[0], *bounds, *options.split(), str(corpus)], Attempts(folder, suffix))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
