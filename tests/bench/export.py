"""Print what it takes to export a graph: seconds, and memory beyond that of the open store, for each format.

    python tests/bench/export.py --triples 1000000 turtle trig nquads

The graph is made up (see synthetic.py). It is kept in a folder (--graph) and made once. Each export is a process of
its own; "bare" is pyoxigraph's own dump, which is not sorted; "open" opens the store and does nothing. Memory is that
of the process at its highest, as Linux tells it.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from pyoxigraph import Quad, RdfFormat
from pyoxigraph import Store as Oxigraph
from synthetic import Synthetic

from kg.graph import vocabulary as v
from kg.graph.change import arriving
from kg.graph.merge import Tally, Witness, weight
from kg.graph.rdf import DEFAULT, merged_entity_quads, statement_quads
from kg.graph.store import Store
from kg.identity import Curation
from kg.model import Statement
from kg.writers import export_file

SENTENCES = 4
BATCH = 50_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", default=["turtle"])
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--graph", type=Path, default=Path(tempfile.gettempdir()) / "kg-bench-export.db")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(*once(options.graph, options.one))
        return
    if not options.graph.exists():
        began = time.perf_counter()
        make(options.graph, options.triples)
        print(f"made {options.graph} in {time.perf_counter() - began:.0f} s")
    for format_ in ("open", "bare", *options.formats):
        command = [sys.executable, __file__, "--graph", str(options.graph), "--one", format_]
        seconds, memory, size = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        print(f"{format_:15} {float(seconds):7.1f} s   peak {int(memory):6} MB   {int(size):6} MB written")


def once(place: Path, format_: str) -> tuple[str, int, int]:
    """Return the seconds that an export takes, the highest memory of this process, and the size of what was written."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "export"
        began = time.perf_counter()
        if format_ == "bare":
            Oxigraph.read_only(str(place / "oxigraph")).dump(str(target), RdfFormat.N_QUADS)
        else:
            with Store.open(place, read_only=True) as store:
                target.touch() if format_ == "open" else export_file(store, format_, target)
        took = time.perf_counter() - began
        files = target.iterdir() if target.is_dir() else [target]
        size = sum(file.stat().st_size for file in files)
    return f"{took:.2f}", peak(), size // 2**20


def peak() -> int:
    """Return the highest memory of this process in MB; getrusage would count the one that started it as well."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024  # type: ignore[index]


def make(place: Path, triples: int) -> None:
    """Fill a store with a made-up graph of so many triples, in bulk."""
    with Store.open(place, create=True):
        pass
    raw = Oxigraph(str(place / "oxigraph"))
    names, count, batch = v.Names(), 0, list[Quad]()
    tallies: defaultdict[str, Tally] = defaultdict(Counter)
    said: dict[str, Statement] = {}
    heard: defaultdict[str, list[Witness]] = defaultdict(list)
    for extraction in Synthetic(sentences=SENTENCES).extractions(triples):
        side = arriving(extraction, names, {})
        for node, statement in side.statements.items():
            said.setdefault(statement.id, statement)
            heard[statement.id] += side.witnesses[node]
        for node, tally in side.tallies.items():
            tallies[v.local(node, v.ENTITY)].update(tally)
        labels = (Quad(q.subject, v.LABEL, q.object, DEFAULT) for q in side.quads if q.predicate == v.LABEL)
        batch += [*side.quads, *(label for label in labels if v.ARTICLE not in str(label.subject))]
        count += len(side.quads)
        if len(batch) > BATCH:
            raw.bulk_extend(batch)
            batch = []
        if count + 12 * len(said) + 6 * len(tallies) > triples:
            break
    for id_, tally in tallies.items():
        batch += merged_entity_quads(id_, tally, names, Curation())
    for id_, statement in said.items():
        batch += statement_quads(statement, weight(heard[id_]), names, Curation())
    raw.bulk_extend(batch)
    raw.flush()
    print(f"{len(raw)} triples with provenance")


if __name__ == "__main__":
    main()
