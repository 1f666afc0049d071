"""What Prometheus fetches: counts of questions by outcome, their latency, and figures looked up."""

from dataclasses import replace

import pytest

from bot.desk.desk import Desk
from bot.metrics import Metrics
from bot.web import build
from tests.bot.standin import ANSWERED, UNANSWERED, StandIn, client


@pytest.fixture
def metrics() -> Metrics:
    metrics = Metrics()
    metrics.count(replace(ANSWERED, elapsed_ms=1.5), "web")
    metrics.count(replace(UNANSWERED, elapsed_ms=0.4), "telegram")
    metrics.show("edition", "Edition.", lambda: 3)
    return metrics


def lines(metrics: Metrics) -> list[str]:
    return metrics.text().decode().splitlines()


def test_questions_are_counted_by_outcome_and_timed(metrics: Metrics) -> None:
    assert 'fupin_questions_total{channel="web",reason="",status="answered"} 1.0' in lines(metrics)
    refused = 'fupin_questions_total{channel="telegram",reason="not_in_library",status="unanswered"} 1.0'
    assert refused in lines(metrics)
    assert 'fupin_answer_seconds_bucket{le="0.001"} 1.0' in lines(metrics)
    assert "fupin_answer_seconds_count 2.0" in lines(metrics)
    assert "fupin_edition 3.0" in lines(metrics)


async def test_this_machine_can_fetch_them_and_others_cannot(metrics: Metrics, desk: Desk) -> None:
    site = build(StandIn(), desk, metrics=metrics)
    async with client(site) as here, client(site, peer="192.0.2.7") as elsewhere:
        fetched = await here.get("/metrics")
        assert "fupin_questions_total" in fetched.text
        assert fetched.headers["content-type"].startswith("text/plain")
        assert "fupin" not in (await elsewhere.get("/metrics")).text
