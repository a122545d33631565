"""A statement with every sentence that makes it."""

from __future__ import annotations

from kg.serve.content.parts import Content, iri, passage, stated, statement_path
from kg.serve.missing import MissingError
from kg.serve.snapshot import Snapshot


def statement(snapshot: Snapshot, id: str) -> Content:
    """Return a statement's page, by its id or its hash; its sentences in the order of their publication."""
    id_ = f"st-{id.removeprefix('st-')}"
    if not id_[3:].isalnum() or not snapshot.store.states(id_):
        raise MissingError(f"no article makes the statement {id!r}")
    found = snapshot.store.statement(id_)
    passages = [passage(snapshot, found, one) for one in found.evidence]
    passages.sort(key=lambda one: (one["article"]["published"], one["article"]["id"]))
    about = stated(snapshot, found)
    return {**about, "iri": iri(statement_path(id_)), "passages": passages,
            "articles": len({one.article for one in found.evidence})}  # fmt: skip
