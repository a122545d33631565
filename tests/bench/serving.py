"""What the server costs: `python tests/bench/serving.py [PLACE]`, on a made-up graph of a million triples.

search     milliseconds on the server from a text to its names, for the texts that typing names makes
sparql     how much longer /sparql takes than pyoxigraph alone on 10,000 rows, from the request to the last byte
paint      first contentful paint of an entity's page in headless Chromium, and of drawings of 1,000 names, and until
           all of these is drawn

PLACE is made if it is not there, in some minutes; without it in a folder that is removed again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import urlencode, urlsplit

import httpx
from playwright.sync_api import Browser, sync_playwright
from pyoxigraph import QueryResultsFormat
from pyoxigraph import Store as Oxigraph
from storing import made
from synthetic import Synthetic

from kg.graph.store import Store
from kg.serve.search import Index
from kg.serve.snapshot import Snapshot
from kg.serve.tasks.index import index

ROUNDS = 15
TRIPLES = 1_000_000
QUERIES = {
    "two columns": "SELECT ?e ?label { ?e rdfs:label ?label } LIMIT 10000",
    "three patterns":
        "SELECT ?st ?who ?relation { ?st rdf:subject ?e ; rdf:predicate ?relation . ?e rdfs:label ?who } LIMIT 10000",
}  # fmt: skip
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def searching(place: Path, folder: Path) -> None:
    """Print how long names are looked for, by how much was typed."""
    snapshot = Snapshot(place, (), folder)
    snapshot.refresh(0)
    began = time.perf_counter()
    index(snapshot, path=str(folder / "names.sqlite"))
    print(f"index of names: {time.perf_counter() - began:.1f} s")
    found = Index(folder / "names.sqlite")
    labels = [entity.label for entity in snapshot.store.entities()][::97][:200]
    for typed in (1, 2, 3, 5, 8):
        times = [1000 * timed(lambda text=label[:typed]: found.find(text, 8)) for label in labels]
        print(f"search, {typed} letters: median {median(times):.2f} ms, worst {max(times):.2f} ms")


def timed(run: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def asking(place: Path, address: str) -> None:
    """Print what the server adds to the time of a query; the two take turns, so that both meet the same machine.

    The client is Python's plain one: what a richer one spends on a megabyte is not the server's.
    """
    with (
        Store.open(place, read_only=True) as store,
        closing(HTTPConnection(urlsplit(address).netloc, timeout=60)) as client,
    ):
        quads: Oxigraph = store.reader.quads
        prefixes = dict(store.names.prefixes)
        for name, query in QUERIES.items():

            def alone(query: str = query) -> object:
                return quads.query(query, prefixes=prefixes).serialize(None, QueryResultsFormat.JSON)

            def served(query: str = query) -> object:
                client.request("POST", "/sparql", urlencode({"query": query}), FORM)
                return client.getresponse().read()

            assert alone() == served()
            pairs = [(timed(alone), timed(served)) for _ in range(ROUNDS)]
            one, other = (min(times) for times in zip(*pairs, strict=True))
            middle = median(b / a for a, b in pairs)
            print(f"sparql, {name}: pyoxigraph {1000 * one:.1f} ms, /sparql {1000 * other:.1f} ms, "
                  f"{100 * (other / one - 1):+.0f} % at best, {100 * (middle - 1):+.0f} % in the middle")  # fmt: skip


def painting(address: str, folder: Path) -> None:
    """Print how long a browser takes to show a page."""
    page_of = httpx.get(f"{address}/search", params={"q": "k", "most": "10", "format": "json"}).json()["found"]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for before in ("", "/articles"):
            times = [painted(browser, address, before, one["page"]) for one in (page_of * 3)[:ROUNDS]]
            came = "from another page" if before else "as the first page"
            print(
                f"entity page, first contentful paint, {came}: median {median(times):.0f} ms, worst {max(times):.0f} ms"
            )
        many = best_connected(address)
        drawing(
            browser,
            f"the explorer around {len(many)} names",
            f"{address}/graph?" + "&".join(f"at={one}" for one in many),
        )
        drawing(browser, "kg draw", drawn(folder))
        browser.close()


def best_connected(address: str) -> list[str]:
    """Return the ids of names around which there are a thousand others."""
    shown = httpx.get(f"{address}/graph", params={"format": "json"}, timeout=120).json()["nodes"]
    return [node["id"] for node in sorted(shown, key=lambda node: (-node["degree"], node["id"]))[:30]]


def drawn(folder: Path) -> str:
    """Return the address of a page that `kg draw` made of a graph of a thousand names."""
    place, page = folder / "drawn.db", folder / "drawn.html"
    with Store.open(place, create=True) as store:
        for one in Synthetic(sentences=2).extractions(1000):
            store.add(one)
    command = [sys.executable, "-m", "kg", "draw", "--graph", str(place), "--limit", "3000", "-o", str(page)]
    subprocess.run(command, check=True)
    return page.as_uri()


def drawing(browser: Browser, what: str, address: str) -> None:
    """Print how long it takes until something of a drawing is painted, and until all of it stands."""
    paints, stands = [], []
    for _ in range(4):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        began = time.perf_counter()
        page.goto(address)
        page.wait_for_selector("html[data-ready]", timeout=120_000)
        stands.append(time.perf_counter() - began)
        paints.append(page.evaluate(PAINTED))
        page.close()
    print(f"{what}: first contentful paint, median {median(paints):.0f} ms, worst {max(paints):.0f} ms; "
          f"all of it drawn: first {stands[0]:.2f} s, then {min(stands[1:]):.2f} s")  # fmt: skip


def painted(browser: Browser, address: str, before: str, path: str) -> float:
    """Return the milliseconds until a page shows something, in a window of its own in which `before` was opened."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    if before:
        page.goto(address + before)
    page.goto(address + path)
    shown: float = page.evaluate(PAINTED)
    page.close()
    return shown


PAINTED = """() => new Promise((done) => new PerformanceObserver((list) => {
    const found = list.getEntriesByName('first-contentful-paint');
    if (found.length) done(found[0].startTime);
}).observe({ type: 'paint', buffered: true }))"""


@contextmanager
def serving(place: Path) -> Iterator[str]:
    """Run the server and yield its address."""
    command = [sys.executable, "-m", "kg", "serve", "--graph", str(place), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
    try:
        assert server.stdout is not None
        address = server.stdout.readline().split()[0].rstrip("/")
        httpx.get(f"{address}/graph", timeout=120)
        yield address
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    """Make the graph if need be, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "kg.db"
        if not place.exists():
            made(place, TRIPLES)
        searching(place, Path(folder))
        with serving(place) as address:
            asking(place, address)
            if CHROMIUM:
                painting(address, Path(folder))


if __name__ == "__main__":
    main()
