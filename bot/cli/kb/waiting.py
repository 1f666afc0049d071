"""A change of the library waits for another one that is under way, and says so."""

from collections.abc import Callable
from typing import TypeVar

import typer

T = TypeVar("T")


def patiently(change: Callable[..., T]) -> T:
    """What `change(wait=…)` gives, which raises ReloadRunning where another is at it and it may not wait."""
    from knowledge.errors import ReloadRunning

    try:
        return change(wait=False)
    except ReloadRunning:
        typer.echo("另一个进程正在更新资料库，等它完成……", err=True)
        return change(wait=True)
