"""How a test looks at a page: in a Chromium without a network, noting all that the page asks for and says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
IN_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium here"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:playwright"),
]
"""The marks of a module that needs a browser."""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-proxy-server"]
PATIENCE_MS = 60_000
"""A net for what hangs, not a measure of speed: a loaded machine took over five seconds to load a report."""
DRAWN = ".leaflet-overlay-pane path, .leaflet-overlay-pane canvas"
"""What shows that a view is drawn, as vectors or on a canvas."""
LINES = '.leaflet-overlay-pane path.leaflet-interactive:not([stroke="#ffffff"])'


def a_context(browser: Any, width: int = 1200, height: int = 800, *, offline: bool = True) -> Any:
    """Open a window of this size that waits with patience for whatever a test asks of it."""
    context = browser.new_context(viewport={"width": width, "height": height}, offline=offline)
    context.set_default_timeout(PATIENCE_MS)
    return context


class Visit:
    """One visit to a page without a network, with all that happened."""

    def __init__(self, browser: Any, path: Path) -> None:
        self.requests: list[str] = []
        self.said: list[str] = []
        self.context = a_context(browser)
        self.page = self.context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        self.page.on("dialog", self._dismiss)
        self.address = path.resolve().as_uri()
        self.page.goto(self.address)
        self.page.wait_for_selector(DRAWN, state="attached")

    def _dismiss(self, dialog: Any) -> None:
        self.said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def assert_quiet(self) -> None:
        """Say that nothing was run, asked for or complained about, a moment after the last thing that was done."""
        self.page.wait_for_timeout(50)
        assert self.page.evaluate("window.__pwned") is None
        assert self.said == []
        assert [url for url in self.requests if not url.startswith("data:")] == [self.address]


def hover(seen: Visit, number: int) -> str:
    """Bring the mouse over a line or mark and give the text of its tooltip."""
    seen.page.locator(LINES).nth(number).dispatch_event("mouseover", {"bubbles": True})
    seen.page.wait_for_selector(".leaflet-tooltip")
    text = seen.page.locator(".leaflet-tooltip").last.inner_text()
    seen.page.locator(LINES).nth(number).dispatch_event("mouseout", {"bubbles": True})
    return str(text)


def click(seen: Visit, number: int) -> str:
    """Click on a line or mark and give the text of its popup."""
    box = seen.page.locator(LINES).nth(number).bounding_box()
    at = {"clientX": box["x"] + box["width"] / 2, "clientY": box["y"] + box["height"] / 2, "bubbles": True}
    seen.page.locator(LINES).nth(number).dispatch_event("click", at)
    seen.page.wait_for_selector(".leaflet-popup-content")
    return str(seen.page.locator(".leaflet-popup-content").last.inner_text())


def plain_space(text: str) -> str:
    """Write text with single plain blanks, as a browser shows it."""
    return " ".join(text.replace("\xa0", " ").split())
