"""The version of the package that answered."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def package_version() -> str:
    """As installed; "0" where the package runs from a folder without having been installed."""
    try:
        return version("fupin")
    except PackageNotFoundError:
        return "0"
