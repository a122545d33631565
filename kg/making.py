"""What makes a graph: the program, its model and its ontology, by version."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kg import __version__
from kg.gazetteer.tables import folder
from kg.model import digest

if TYPE_CHECKING:
    from kg.extract.extractor import Extractor
    from kg.graph.store import Store


def begin(store: Store, command: str, extractor: Extractor | None = None) -> None:
    """Have the store's log tell that this command changes the graph, with which model and ontology."""
    from kg.graph.log import Run

    tool, model, ontology = made_by(extractor)
    store.begin(Run(command, tool, model, ontology))


def program() -> str:
    """Return a hash that changes with the program's code, and with any word list or ontology that comes with it."""
    package, words = Path(__file__).parent, folder()
    files = {(file.name, file.read_bytes()) for file in words.iterdir() if file.is_file()}
    files |= {(file.relative_to(package).as_posix(), file.read_bytes()) for file in package.rglob("*.py")}
    return digest(*(part for name, held in sorted(files) for part in (name, sha256(held).hexdigest())))


def made_by(extractor: Extractor | None) -> tuple[str, str, str]:
    """Return the versions of tool, model and ontology; of those that do not matter, nothing."""
    described = extractor.model.meta if extractor else {}
    model = f"{described['lang']}_{described['name']} {described['version']}" if described else ""
    return f"kg {__version__}", model, extractor.ontology.digest if extractor else ""
