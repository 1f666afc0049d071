"""fupin replay: logged questions asked again on their editions."""

from typing import Annotated

import typer

SHOWN = 50
_VERDICTS = {"same": "相同", "changed": "不同", "impossible": "无法重答"}


def replay(
    ids: Annotated[
        list[int] | None, typer.Argument(help="问答记录的编号，见 fupin log。", metavar="编号")
    ] = None,
) -> None:
    """在当时那一版资料库上重答记录里的问题，看原文是否一字不差；不写编号则重答最近 50 条。"""
    from bot import app, replay, settings
    from retrieval.answerer import Answerer

    chosen = settings.load()
    app.edition(chosen)
    log = app.query_log(chosen)
    rows = [log.row(id) for id in ids] if ids else list(log.select(limit=SHOWN))
    if missing := [id for id, row in zip(ids or [], rows, strict=False) if row is None]:
        raise typer.BadParameter(f"没有编号为 {missing[0]} 的记录，见 fupin log", param_hint="编号")
    outcomes = list(replay.replay((row for row in rows if row), Answerer(chosen.home)))
    for each in outcomes:
        why = f"：{each.why}" if each.why else ""
        typer.echo(f"#{each.row.id}  {_VERDICTS[each.verdict]}{why}  {each.row.understood}")
    raise typer.Exit(any(each.verdict != "same" for each in outcomes))
