"""Where the desk begins."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

from bot.web.access import Reviewer
from bot.web.admin import navigation

router = APIRouter()


@router.get("")
def home(me: Reviewer) -> RedirectResponse:
    """The first page that one may see."""
    return RedirectResponse(navigation.entries(me.role)[0].path, 303)
