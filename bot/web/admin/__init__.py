"""The admin desk: pages under /admin, and the same as JSON under /api/admin."""

from fastapi import APIRouter, Depends

from bot.web.access import own_form, own_site
from bot.web.admin import audit, home, people
from bot.web.admin.rendering import prepare

__all__ = ["prepare", "router"]

PAGES = (home, people, audit)

router = APIRouter(dependencies=[Depends(own_site), Depends(own_form)])
for _each in PAGES:
    router.include_router(_each.router, prefix="/admin", include_in_schema=False)
for _each in ():
    router.include_router(_each.api, prefix="/api/admin")
