"""What this process counts, for Prometheus to fetch. Nothing about a person or a question's words."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.store.querylog import Channel
from retrieval.answer import Answer

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
SECONDS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5)
"""Upper bounds of the latency histogram's buckets; an answer takes one to two milliseconds."""


class Metrics:
    """The counts of one process since its start; thread-safe."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._questions = Counter(
            "fupin_questions",
            "Questions answered or refused, by outcome.",
            ("channel", "status", "reason"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "fupin_answer_seconds",
            "Time from a question's arrival to its answer, without the log write.",
            buckets=SECONDS,
            registry=self._registry,
        )

    def count(self, answer: Answer, channel: Channel) -> None:
        """Add a question that got this answer."""
        self._questions.labels(channel, answer.status, answer.reason or "").inc()
        self._seconds.observe(answer.elapsed_ms / 1000)

    def show(self, name: str, meaning: str, value: Callable[[], float]) -> None:
        """Add a figure that is looked up whenever the metrics are fetched."""
        Gauge(f"fupin_{name}", meaning, registry=self._registry).set_function(value)

    def text(self) -> bytes:
        """All of it in Prometheus's text format, which CONTENT_TYPE names."""
        return generate_latest(self._registry)
