"""The web chat page, its JSON API and the API's reference page."""

from bot.web.site import build

__all__ = ["build"]
