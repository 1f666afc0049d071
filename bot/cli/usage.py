"""Wrong usage, said in Chinese."""

from typing import Any

import typer

ERROR: type[Any] = typer.BadParameter.__mro__[2]
"""The base of everything that Typer reports about usage."""


def explain(error: Any) -> int:
    """Print one line about the error and where to read on; returns the exit status."""
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(error.format_message(), err=True)
    else:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "fupin"
        typer.echo(f"用法不对：{_problem(error)}。请看 {command} --help。", err=True)
    return int(error.exit_code)


def one_of(value: str | None, allowed: tuple[str, ...], option: str) -> str | None:
    """The value where it is allowed or None. Raises typer.BadParameter."""
    if value is not None and value not in allowed:
        raise typer.BadParameter(f"只能是 {'、'.join(allowed)}", param_hint=option)
    return value


def _problem(error: Any) -> str:
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return f"没有 {error.option_name} 这个选项"
    if kind == "BadOptionUsage":
        return f"{error.option_name} 后面缺少值"
    if kind == "MissingParameter":
        return f"缺少“{_name(error)}”"
    if kind == "BadParameter":
        return f"{_name(error)} 的值不对" + ("" if error.message.isascii() else f"，{error.message}")
    if error.message.startswith("Got unexpected extra argument"):
        return f"多了 {error.message.rpartition('(')[2].rstrip(')')}"
    return str(error.format_message()).rstrip(".。")


def _name(error: Any) -> str:
    """An option as it is typed, an argument as the help calls it."""
    if error.param_hint or error.param is None:
        return str(error.param_hint or "参数")
    option = error.param.opts[0]
    return str(option if option.startswith("-") else error.param.metavar or option)
