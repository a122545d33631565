"""What a page shows once it has come to rest, however busy the machine is."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATIENCE = 10
"""Seconds after which what has not come about will not."""


def eventually(page: Page, condition: Callable[[], bool], patience: float = PATIENCE) -> bool:
    """Tell whether a condition comes true before patience, in seconds, is over."""
    until = time.monotonic() + patience
    while not condition():
        if time.monotonic() > until:
            return False
        page.wait_for_timeout(20)
    return True


def painted(page: Page) -> None:
    """Wait until the browser has painted what it knew of when this was called."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
