"""Errors as people meet them: a Chinese sentence, as JSON from the API and as a plain page elsewhere."""

import logging

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException

from bot.desk.errors import DeskError, NotThere
from bot.store.errors import StoreError
from bot.web.access import SignInNeeded
from bot.web.guards import security_headers
from bot.web.rendering import rendered
from knowledge.errors import KnowledgeError, UnknownDocument

SENTENCES = {
    400: "请求的格式不对。",
    404: "没有这个页面。",
    405: "这个地址不支持这种请求。",
    500: "服务出了点问题，请稍后再试。如果一直这样，请告诉管理员。",
    503: "现在没法存取记录，请稍后再试。如果一直这样，请告诉管理员。",
}
PROGRAM_PATHS = ("/api/", "/healthz", "/openapi.json", "/static/")
_log = logging.getLogger(__name__)


def install(app: FastAPI) -> None:
    """Give `app` an answer to every error."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    app.add_exception_handler(KnowledgeError, _not_in_library)
    app.add_exception_handler(DeskError, _not_done)
    app.add_exception_handler(SignInNeeded, _nobody)
    app.add_exception_handler(StoreError, _not_kept)
    app.add_exception_handler(Exception, _failed)


def shown(request: Request, status: int, detail: str) -> Response:
    """One sentence about what went wrong, in the form that whoever asked can read."""
    if request.url.path.startswith(PROGRAM_PATHS):
        return JSONResponse({"detail": detail}, status)
    home = "/admin" if request.url.path.startswith("/admin") else "/"
    return rendered(request, "error.html", status_code=status, detail=detail, home=home)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - tells the type checker what install() says
    english = not error.detail or error.detail.isascii()
    sentence = SENTENCES.get(error.status_code, "请求没有成功。") if english else error.detail
    response = shown(request, error.status_code, sentence)
    response.headers.update(error.headers or {})
    return response


def _misunderstood(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    fields = [part for problem in error.errors() for part in problem["loc"][1:] if isinstance(part, str)]
    named = "、".join(dict.fromkeys(fields)) or "JSON"
    return shown(request, 422, f"请求的格式不对，请检查 {named}。字段说明见 /docs。")


def _not_in_library(request: Request, error: Exception) -> Response:
    return shown(request, 404 if isinstance(error, UnknownDocument) else 503, str(error))


def _not_done(request: Request, error: Exception) -> Response:
    return shown(request, 404 if isinstance(error, NotThere) else 409, str(error))


def _nobody(request: Request, error: Exception) -> Response:
    if request.url.path.startswith(PROGRAM_PATHS):
        return shown(request, 401, "请先登录。")
    return RedirectResponse("/sign-in", 303)


def _not_kept(request: Request, error: Exception) -> Response:
    """The store's sentence is for the admin, who reads the log."""
    _log.error("%s %s：%s", request.method, request.url.path, error)
    return shown(request, 503, SENTENCES[503])


def _failed(request: Request, error: Exception) -> Response:
    """The server logs the traceback; this response passes no guard on its way out."""
    _log.error("%s %s: %s", request.method, request.url.path, error)
    response = shown(request, 500, SENTENCES[500])
    response.headers.update({**security_headers(request.url.scheme), "Cache-Control": "no-store"})
    return response
