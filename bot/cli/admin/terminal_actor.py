"""Who works at the terminal, as the audit names them."""

import os

from bot.store.audit import Actor


def actor() -> Actor:
    """The account of the operating system; whoever may run fupin on this home is an admin."""
    return Actor(f"命令行（{_account()}）", "cli")


def _account() -> str:
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return "未知账号"
