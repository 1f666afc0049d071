"""The admin desk: pages under /admin, and the same as JSON under /api/admin.

The packages that make such pages by themselves were looked at and left aside. sqladmin 0.32 and
starlette-admin 1.0 list, edit and delete the rows of tables, which none of these pages is for: a gap, a gate,
an edition are no rows. Both need inline scripts (in 6 and 4 templates), which the Content-Security-Policy
forbids, and bring about a megabyte of styles, fonts and jQuery to the first page; sqladmin speaks no Chinese.
"""

from fastapi import APIRouter, Depends

from bot.web.access import own_form, own_site
from bot.web.admin import (
    account,
    answers,
    answers_api,
    audit,
    audit_api,
    editions_api,
    gaps,
    gaps_api,
    gate,
    gate_api,
    job_api,
    library,
    library_api,
    log,
    log_api,
    overview,
    overview_api,
    people,
    people_api,
    trial,
    trial_api,
    uploads_api,
    words,
    words_api,
)
from bot.web.admin.rendering import prepare

__all__ = ["prepare", "router"]

PAGES = (overview, log, gaps, answers, words, library, gate, trial, people, audit, account)
APIS = (
    overview_api,
    log_api,
    gaps_api,
    answers_api,
    words_api,
    library_api,
    uploads_api,
    editions_api,
    job_api,
    gate_api,
    trial_api,
    people_api,
    audit_api,
)


def _router() -> APIRouter:
    """Whatever changes something is looked at twice: is it sent from our own page, and by this session?"""
    router = APIRouter(dependencies=[Depends(own_site), Depends(own_form)])
    for each in PAGES:
        router.include_router(each.router, prefix="/admin", include_in_schema=False)
    for each in APIS:
        router.include_router(each.api, prefix="/api/admin")
    return router


router = _router()
