"""The help of a command, in Chinese throughout: Typer's own headings are English."""

import inspect
from collections.abc import Iterable, Iterator
from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperGroup


class _Helpful:
    """What a command's class mixes in to show its help in Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(_page(self, ctx))

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示这份说明。"
        return option


class Command(_Helpful, TyperCommand):
    """A command whose help is in Chinese."""


class Commands(_Helpful, TyperGroup):
    """Commands; an unknown one is named in Chinese. Groups of commands stand last, as Typer has them."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            ctx.fail(f"没有“{args[0]}”这个命令，可用的有：{'、'.join(self.commands)}")
        return super().resolve_command(ctx, args)


def _page(command: Any, ctx: Any) -> str:
    """Rich measures Chinese characters as wide as terminals show them; Typer's plain help does not."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    with console.capture() as shown:
        for part in _parts(command, ctx):
            console.print(part)
    return "\n".join(line.rstrip() for line in shown.get().splitlines()) + "\n"


def _parts(command: Any, ctx: Any) -> Iterator[Any]:
    given = [each for each in command.get_params(ctx) if not each.hidden]
    arguments = [each for each in given if isinstance(each, TyperArgument)]
    options = [each for each in given if each not in arguments]
    yield _usage(command, ctx, arguments)
    yield "\n" + inspect.cleandoc(command.help or "")
    yield from _table("命令", _commands(command, ctx))
    yield from _table("参数", ((_metavar(each), each.help) for each in arguments))
    yield from _table("选项", ((_flags(each), each.help) for each in options))


def _usage(command: Any, ctx: Any, arguments: Iterable[Any]) -> str:
    rest = ["命令", "……"] if isinstance(command, TyperGroup) else map(_metavar, arguments)
    return "用法：" + " ".join([ctx.command_path, "[选项]", *rest])


def _commands(command: Any, ctx: Any) -> Iterator[tuple[str, str]]:
    if isinstance(command, TyperGroup):
        for name in command.list_commands(ctx):
            text = inspect.cleandoc(command.commands[name].help or "")
            yield name, text.partition("\n")[0]


def _table(heading: str, rows: Iterable[tuple[str, str | None]]) -> Iterator[Any]:
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")  # Chinese has no spaces to break a line at
    for name, text in rows:
        table.add_row(f"  {name}", text or "")
    if table.row_count:
        yield f"\n{heading}："
        yield table


def _metavar(argument: Any) -> str:
    name = f"{argument.metavar or argument.name}{'…' if argument.nargs == -1 else ''}"
    return name if argument.required else f"[{name}]"


def _flags(option: Any) -> str:
    """The short name first, as in -h, --help."""
    flags = ", ".join(sorted(option.opts, key=len))
    return flags if option.is_flag else f"{flags} {option.metavar or ''}".rstrip()
