"""Looks for bytes that make a loader do anything but read a file or refuse it. Not part of the test suite.

    pip install atheris
    python -m tests.fuzz.fuzz_loaders SUFFIX [SEED …] [-- -max_total_time=600 and other options of libFuzzer]

Seeds are sound files to start from. A finding is written to crash-… in the current folder; so is what takes
longer than 30 seconds (timeout-…) or more than 2 GB (oom-…).
"""

import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["knowledge", "openpyxl", "xlrd", "doc2docx"]):
    from knowledge.errors import UnreadableFile
    from knowledge.limits import Limits
    from knowledge.loaders.formats import FORMATS, parsed

LIMITS = Limits(file=2 << 20, unpacked=20 << 20, cells=50_000, pages=50)


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
    path = folder / f"a{suffix}"

    def attempt(content: bytes) -> None:
        path.write_bytes(content)
        with suppress(UnreadableFile):
            for document in parsed(path, path.name, LIMITS).documents:
                document.text.encode("utf-8", "surrogatepass")

    bounds = ["-timeout=30", "-rss_limit_mb=2048", "-max_len=200000"]
    atheris.Setup([sys.argv[0], *bounds, *options.split(), str(corpus)], attempt)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
