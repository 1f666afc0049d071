"""What others install: the wheel, the lock files, the container's recipe."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copy, copytree, ignore_patterns
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "retrieval", "knowledge")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built offline from a copy, so that nothing is left in the working folder."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for package in PACKAGES:
        copytree(ROOT / package, source / package, ignore=ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "README.md", "LICENSE"):
        copy(ROOT / file, source / file)
    pip("wheel", "--no-build-isolation", "--wheel-dir", str(built), str(source))
    return next(built.glob("*.whl"))


def pip(command: str, *arguments: str) -> None:
    offline = [command, "--quiet", "--no-index", "--no-deps", *arguments]
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *offline], check=True)


@pytest.fixture(scope="module")
def packed(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_the_packages_and_no_other(packed: set[str]) -> None:
    kept = {name for name in packed if ".dist-info/" not in name}
    assert kept == set(package_files())


def package_files() -> Iterator[str]:
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(
    "pattern",
    [
        r"bot/web/templates/.+\.html",
        r"bot/web/static/.+\.css",
        r"bot/store/migrations/versions/.+\.py",
        r"knowledge/corpus/.+\.md",
        r"knowledge/words/.+",
        r"(bot|retrieval|knowledge)/py\.typed",
        r"fupin-[^/]+\.dist-info/licenses/LICENSE",
    ],
)
def test_the_wheel_holds_what_is_not_python_too(packed: set[str], pattern: str) -> None:
    assert [name for name in packed if re.fullmatch(pattern, name)]


def test_the_installed_wheel_runs_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    pip("install", "--target", str(site), str(wheel))
    environment = os.environ | {"PYTHONPATH": str(site), "FUPIN_HOME": str(tmp_path / "home")}
    where = "import bot, knowledge, retrieval as r; print(bot.__file__, knowledge.__file__, r.__file__)"
    assert run([sys.executable, "-c", where], tmp_path, environment).count(str(site)) == len(PACKAGES)
    assert "kb" in run([str(site / "bin" / "fupin"), "--help"], tmp_path, environment)


def run(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


@pytest.fixture(params=["requirements-build.lock", "requirements.lock", "requirements-dev.lock"])
def lock(request: pytest.FixtureRequest) -> str:
    return (ROOT / str(request.param)).read_text(encoding="utf-8")


def test_a_lock_pins_every_package_to_hashes(lock: str) -> None:
    entries = re.split(r"^(?=[^\s#])", lock, flags=re.MULTILINE)[1:]
    unpinned = [entry for entry in entries if "==" not in entry.partition("--hash=sha256:")[0]]
    assert entries
    assert unpinned == []


def test_a_lock_names_no_machine_and_no_index(lock: str) -> None:
    assert not re.search(r"https?:|file:|@ |--(extra-)?index-url|--find-links|^-e", lock, flags=re.MULTILINE)


def test_what_runs_is_what_was_tested() -> None:
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def pins(lock: str) -> set[tuple[str, str]]:
    """(canonical name, version) of each pin; a package may have one for each range of Pythons."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    requirements = [Requirement(line.rstrip(" \\")) for line in lines if re.match(r"\w", line)]
    return {(canonicalize_name(each.name), str(each.specifier).removeprefix("==")) for each in requirements}


def declared() -> list[tuple[str, str]]:
    """(requirement, the lock that has to hold it) as pyproject.toml declares them."""
    settings: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project, groups = settings["project"], settings["dependency-groups"]
    return [
        *((each, "requirements.lock") for each in project["dependencies"]),
        *((each, "requirements.lock") for each in project["optional-dependencies"]["postgres"]),
        *((each, "requirements-dev.lock") for each in groups["dev"]),
        *((each, "requirements-build.lock") for each in groups["build"]),
    ]


@pytest.mark.parametrize(("requirement", "lock"), declared())
def test_the_locks_keep_up_with_what_is_declared(requirement: str, lock: str) -> None:
    wanted = Requirement(requirement)
    versions = [version for name, version in pins(lock) if name == canonicalize_name(wanted.name)]
    assert versions
    assert all(wanted.specifier.contains(version) for version in versions)


def test_the_container_recipe_has_no_findings() -> None:
    hadolint = Path(sys.executable).parent / "hadolint"
    done = subprocess.run(
        [hadolint, "--no-color", ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert done.stdout + done.stderr == ""


def test_the_container_is_labelled_with_the_version_it_holds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"\nARG VERSION={project['version']}\n" in (ROOT / "Dockerfile").read_text(encoding="utf-8")
