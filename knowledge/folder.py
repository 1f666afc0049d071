"""The folder of the bundled library, and whether it has changed. Knows no parser: asking is to be quick."""

import hashlib
from pathlib import Path

BUNDLED = Path(__file__).parent / "corpus"


def folder_digest(folder: Path) -> str:
    """Changes with the name and the content of every file in a folder, but for hidden ones."""
    found = hashlib.sha256()
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not path.name.startswith("."):
            found.update(f"{path.name} {digest_of(path)}\n".encode(errors="surrogateescape"))
    return found.hexdigest()


def digest_of(path: Path, given: str = "") -> str:
    """SHA-256 of a file's bytes, and of what is given about it; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256")
    except OSError:
        return ""
    found.update(given.encode())
    return found.hexdigest()
