"""/metrics: the figures of this process for Prometheus, given to this machine alone."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from bot.metrics import CONTENT_TYPE, Metrics
from bot.web.guards import is_this_machine

router = APIRouter()


def _metrics(request: Request) -> Metrics:
    """Raises HTTPException 404 for other machines and where nothing is counted."""
    metrics = request.app.state.metrics
    if metrics is None or request.client is None or not is_this_machine(request.client.host):
        raise HTTPException(404, "没有这个页面。")
    assert isinstance(metrics, Metrics)  # noqa: S101
    return metrics


@router.get("/metrics", include_in_schema=False)
def fetched(metrics: Annotated[Metrics, Depends(_metrics)]) -> Response:
    return Response(metrics.text(), media_type=CONTENT_TYPE)
