"""Every table, a module for each noun. Times are UTC. A change needs a migration in migrations/versions/."""

from bot.store.tables.columns import LARGEST_ID
from bot.store.tables.log import QueryLogRow

__all__ = ["LARGEST_ID", "QueryLogRow"]
