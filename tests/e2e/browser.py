"""What tests of pages need: the real process that serves them, and a Chromium that looks at them."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 60  # seconds; a first start builds the library
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium; skips where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("there is no Chromium on this machine (Debian: apt-get install chromium)")
    expect.set_options(timeout=15_000)  # milliseconds; the machine may be busy with other tests
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Service:
    """`python -m bot run` over its own home and a library; keeps its port from one start to the next."""

    home: Path
    library: Path
    port: int = 0
    settings: Mapping[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when the page can be opened."""
        printed = self.home.with_suffix(".printed")
        with printed.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                cwd=ROOT,
                env=self._environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.port = self._announced_port(self._process, printed)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=PATIENCE)
            self._process = None

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("FUPIN_")}
        given = {"HOME": self.home, "LIBRARY": self.library, "WEB_PORT": self.port, **self.settings}
        return kept | {f"FUPIN_{name}": str(value) for name, value in given.items()}

    def _announced_port(self, process: subprocess.Popen[bytes], printed: Path) -> int:
        deadline = time.monotonic() + PATIENCE
        while process.poll() is None and time.monotonic() < deadline:
            if found := _ADDRESS.search(printed.read_text("utf-8")):
                return int(found[1])
            time.sleep(0.05)
        self.stop()
        raise AssertionError(f"the service did not start:\n{printed.read_text('utf-8')}")


@contextmanager
def served(home: Path, library: Path) -> Iterator[Service]:
    """A running service, stopped at the end."""
    service = Service(home, library)
    service.start()
    try:
        yield service
    finally:
        service.stop()


# For each text on the page that can be seen, its contrast with what it stands on (WCAG 2.2, 1.4.3).
CONTRASTS = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = channels(colour).map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (node) => {
    const colour = getComputedStyle(node).backgroundColor;
    return (channels(colour)[3] ?? 1) === 0 ? ground(node.parentElement) : colour;
  };
  const seen = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const hidden = !node.checkVisibility() || node.closest("dialog:not([open])");
    if (hidden || !walker.currentNode.data.trim()) continue;
    const [one, other] = [light(getComputedStyle(node).color), light(ground(node))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    seen.push([walker.currentNode.data.trim().slice(0, 20), Math.round(contrast * 100) / 100]);
  }
  return seen;
}"""


def contrasts(page: Page) -> list[tuple[str, float]]:
    """(the beginning of a text, its contrast) for every text that is shown."""
    found: list[tuple[str, float]] = page.evaluate(CONTRASTS)
    return found
