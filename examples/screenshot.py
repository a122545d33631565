"""Take the README's picture of the explorer: `python examples/screenshot.py [FILE]`.

It builds the graph of the example articles in a folder of its own, serves it, and opens a statement in Chromium.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
KG = [sys.executable, "-m", "kg"]
CENTRE, OTHER, RELATION = "northern-liberation-front", "Zambara", "gave to"


def taken(address: str, file: Path) -> None:
    """Write the picture of what is known around an entity, one line of it chosen."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 860}, reduced_motion="reduce", color_scheme="light")
        page.goto(f"{address}graph?at={CENTRE}#node={CENTRE}")
        page.wait_for_selector("html[data-ready]")
        page.click(f"#panel h3:has-text('{RELATION}') + ul .row:has-text('{OTHER}')")
        page.wait_for_selector("#panel blockquote")
        page.click("#fit")
        page.wait_for_timeout(600)
        page.screenshot(path=str(file))
        browser.close()


def main() -> None:
    """Build, serve, take the picture, stop."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "explorer.png"
    with tempfile.TemporaryDirectory() as folder:
        graph = str(Path(folder) / "kg.db")
        subprocess.run([*KG, "build", str(HERE / "articles"), "--graph", graph], check=True)
        server = subprocess.Popen([*KG, "serve", "--graph", graph, "--port", "0"], stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            taken(server.stdout.readline().split()[0], file)
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
