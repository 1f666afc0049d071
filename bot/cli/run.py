"""fupin run."""

import typer


def run() -> None:
    """启动网页；设置了 FUPIN_TELEGRAM_TOKEN 时同时启动 Telegram 机器人。"""
    import asyncio

    from bot import serving, settings

    raise typer.Exit(asyncio.run(serving.run(settings.load())))
