"""The house keeps its order: imports point down, a library has one home, nothing happens at import."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "bot": {"bot", "retrieval", "knowledge"},
    "retrieval": {"retrieval", "knowledge"},
    "knowledge": {"knowledge"},
}
# Where each library may be imported: glob patterns of files. Replacing a library is a change in its home.
HOMES = {
    "alembic": ["bot/store/**"],
    "bm25s": ["retrieval/measuring/speed.py"],
    "doc2docx": ["knowledge/loaders/doc.py"],
    "fastapi": ["bot/web/**"],
    "jieba": ["retrieval/tokens.py"],
    "jinja2": ["bot/web/**"],
    "lxml": ["knowledge/loaders/*.py"],
    "markdown_it": ["knowledge/loaders/*.py"],
    "numpy": ["knowledge/jsonlines.py", "knowledge/shelf.py", "retrieval/**"],
    "opencc": ["retrieval/text.py"],
    "openpyxl": ["knowledge/loaders/xlsx.py"],
    "platformdirs": ["bot/settings.py"],
    "prometheus_client": ["bot/metrics.py"],
    "pydantic": ["bot/**"],
    "pydantic_settings": ["bot/settings.py"],
    "pypdfium2": ["knowledge/loaders/pdf*.py"],
    "rank_bm25": ["retrieval/bm25.py"],
    "rich": ["bot/cli/**"],
    "sqlalchemy": ["bot/store/**"],
    "sqlmodel": ["bot/store/**"],
    "starlette": ["bot/web/**"],
    "telegram": ["bot/telegram/**"],
    "typer": ["bot/cli/**"],
    "uvicorn": ["bot/http_server.py", "bot/web/guards.py"],
    "watchfiles": ["bot/watching.py"],
    "xlrd": ["knowledge/loaders/xls.py"],
    "yaml": ["knowledge/**"],
}
# What another library imports for us: Starlette parses forms with it.
LOADED_BY_OTHERS = {"python-multipart", "sniffio"}
# What `fupin --help` must not load: each of these costs from tens to hundreds of milliseconds.
HEAVY = ["alembic", "fastapi", "jieba", "numpy", "opencc", "sqlalchemy", "sqlmodel", "telegram", "uvicorn"]


@cache
def modules() -> dict[str, ast.Module]:
    """Path from the project's root -> syntax tree, for every module of the three packages."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for package in MAY_IMPORT
        for path in sorted((ROOT / package).rglob("*.py"))
    }


@cache
def imports() -> list[tuple[str, str]]:
    """(file, top-level package imported there), at module level or within functions."""
    return [(file, name) for file, tree in modules().items() for name in imported(tree, file)]


def imported(tree: ast.Module, file: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0] if node.level == 0 else file.partition("/")[0]


def at_home(file: str, patterns: list[str]) -> bool:
    return any(re.fullmatch(as_regex(pattern), file) for pattern in patterns)


def as_regex(pattern: str) -> str:
    """A glob in which ** crosses folders and * does not."""
    return re.escape(pattern).replace(r"\*\*", ".*").replace(r"\*", "[^/]*")


def test_imports_point_down_from_bot_to_retrieval_to_knowledge() -> None:
    upward = [
        f"{file} imports {name}"
        for file, name in imports()
        if name in {*MAY_IMPORT, "tests"} and name not in MAY_IMPORT[PurePosixPath(file).parts[0]]
    ]
    assert upward == []


def test_every_library_is_imported_only_in_its_home() -> None:
    ours = {*MAY_IMPORT, "tests", *sys.stdlib_module_names}
    strays = [
        f"{file} imports {name}"
        for file, name in imports()
        if name not in ours and not at_home(file, HOMES.get(name, []))
    ]
    assert strays == []


def test_every_dependency_is_imported_somewhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {canonical(re.split(r"[\[<>=!~ ;]", line)[0]) for line in project["dependencies"]}
    provided = packages_distributions()
    used = {canonical(name) for _, package in imports() for name in provided.get(package, [])}
    assert declared - used == LOADED_BY_OTHERS


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_environment_is_read_only_by_the_settings() -> None:
    readers = {file for file, tree in modules().items() if reads_environment(tree)}
    assert readers <= {"bot/settings.py"}


def reads_environment(tree: ast.Module) -> bool:
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    return not names.isdisjoint({"environ", "environb", "getenv", "getenvb"})


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    loaded = modules_loaded_by("import bot.cli")
    assert loaded.isdisjoint(HEAVY)


def test_importing_every_module_does_nothing_but_define(tmp_path: Path) -> None:
    names = " ".join(module_name(file) for file in modules() if is_imported_as_module(file))
    environment = {
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "FUPIN_HOME": str(tmp_path / "home"),
    }
    assert output_of(WATCHED_IMPORT, names, folder=tmp_path, environment=environment) == ""
    assert list(tmp_path.iterdir()) == []


# Imports the modules named in its argument and prints what each did besides defining names.
WATCHED_IMPORT = """
import importlib, sys, threading
DEEDS = {"os.mkdir", "os.remove", "os.rename", "socket.connect", "sqlite3.connect", "subprocess.Popen"}
def watch(event, arguments):
    if event in DEEDS or event == "open" and set(str(arguments[1])) & set("wax+"):
        print(event, *arguments[:2])
sys.addaudithook(watch)
for name in sys.argv[1].split():
    importlib.import_module(name)
if getattr(getattr(sys.modules.get("jieba"), "dt", None), "initialized", False):
    print("jieba loaded its dictionary")
if threading.active_count() > 1:
    print("a thread was started")
"""


def module_name(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def is_imported_as_module(file: str) -> bool:
    """False for what is run, not imported: python -m bot, and the scripts that Alembic runs."""
    return PurePosixPath(file).name != "__main__.py" and "/migrations/" not in file


def modules_loaded_by(statement: str) -> set[str]:
    return set(output_of(f"{statement}\nimport sys\nprint(*sys.modules)").split())


def output_of(
    code: str, *arguments: str, folder: Path = ROOT, environment: dict[str, str] | None = None
) -> str:
    """What a fresh Python prints when it runs the code."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)
