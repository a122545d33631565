"""Data flows one way: who may import what."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "kg"
FILES = sorted(PACKAGE.rglob("*.py"))

# a module may import a library or package only from these places of kg/
HOMES = {
    "spacy": ("extract",),
    "typer": ("cli",),
    "pygraphviz": ("view",),
    "networkx": ("graph", "view", "writers"),
    "httpx": ("graph",),
    "duckdb": ("graph",),
    "scipy": ("graph",),
    "rich": ("cli",),
    "typst": ("view",),
    "resvg_py": ("view",),
    "trafilatura": ("readers",),
    "pyspark": ("spark",),
    "py4j": ("spark",),
    "kg.cli": ("cli", "__main__.py"),
    "kg.pipeline": ("cli", "spark"),
    "kg.making": ("cli", "settling.py"),
    "kg.settling": ("cli", "spark"),
    "kg.spark": ("cli", "spark"),
    "starlette": ("serve",),
    "uvicorn": ("serve",),
    "jinja2": ("serve",),
    "kg.serve": ("cli", "serve"),
    "kg.view": ("cli", "view", "serve"),
    "kg.writers": ("cli", "spark", "writers"),
    "kg.entities": ("cli", "settling.py", "entities", "spark"),
    "kg.graph": ("cli", "making.py", "pipeline.py", "settling.py", "graph", "spark", "writers", "serve"),
    "kg.extract": ("making.py", "pipeline.py", "extract"),
    "kg.readers": ("pipeline.py", "readers", "spark", "cli"),
}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_its_room_may(path):
    """Stages do not import one another; the pipeline and the command line put them together."""
    room = path.relative_to(PACKAGE).parts[0]
    wrong = {
        name
        for name in imported(path)
        for library, homes in HOMES.items()
        if (name == library or name.startswith(f"{library}.")) and room not in homes
    }
    assert not wrong


@pytest.mark.parametrize(
    "path",
    [PACKAGE / "model.py", PACKAGE / "identity.py", *sorted((PACKAGE / "entities").glob("*.py"))],
    ids=lambda path: path.name,
)
def test_these_need_no_third_party(path):
    """The values that all stages share, and the rules of who is who, do with the standard library alone."""
    known = {"kg", *sys.stdlib_module_names}
    assert not {name for name in imported(path) if name.split(".")[0] not in known}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_file_stays_short_enough_to_be_read(path):
    """Past 400 lines a file becomes a folder of the same name."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
