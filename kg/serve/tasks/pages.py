"""Make a page, or what stands on it as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import orjson

from kg.serve.content.article import article, articles
from kg.serve.content.disputes import disputes
from kg.serve.content.entity import entity, entity_sources, entity_timeline
from kg.serve.content.graph import frame, graph
from kg.serve.content.overview import overview
from kg.serve.content.parts import Content
from kg.serve.content.statement import statement
from kg.serve.content.terms import terms
from kg.serve.missing import MissingError
from kg.serve.reply import HTML, JSON, Reply
from kg.serve.snapshot import Snapshot
from kg.serve.templates import compiled, render


class View(NamedTuple):
    """A page: what stands on it, and the template that puts it in words, if it is not for scripts alone."""

    content: Callable[..., Content]
    template: str = ""


VIEWS: Mapping[str, View] = MappingProxyType(
    {
        "overview": View(overview, "home.html"),
        "entity": View(entity, "entity.html"),
        "timeline": View(entity_timeline, "timeline.html"),
        "sources": View(entity_sources, "sources.html"),
        "statement": View(statement, "statement.html"),
        "article": View(article, "article.html"),
        "articles": View(articles, "articles.html"),
        "disputes": View(disputes, "disputes.html"),
        "frame": View(frame, "graph.html"),
        "graph": View(graph),
        "query": View(terms, "query.html"),
    }
)


def show(snapshot: Snapshot, *, view: str, arguments: dict[str, Any], html: bool) -> Reply:
    """Return a page of the graph, or its content as JSON."""
    chosen = VIEWS[view]
    try:
        content = chosen.content(snapshot, **arguments)
    except MissingError as fault:
        return _missing(fault, html)
    if not html:
        return Reply(200, JSON, orjson.dumps(content), headers={"Vary": "Accept"})
    return Reply(200, HTML, render(chosen.template, content), headers={"Vary": "Accept"})


def _missing(fault: MissingError, html: bool) -> Reply:
    if fault.moved:
        return Reply(308, HTML, headers={"Location": fault.moved})
    if not html:
        return Reply(404, JSON, orjson.dumps({"error": str(fault)}))
    return Reply(404, HTML, render("message.html", {"title": "Not here", "message": f"{fault}."}))


def warm(snapshot: Snapshot) -> None:
    """Do once what every page needs, and make one of each kind that people mostly open: the first is as fast as all."""
    from kg.gazetteer.coordinates import coordinates

    coordinates()
    for template in {view.template for view in VIEWS.values()} - {""}:
        compiled(template)
    first = next(iter(snapshot.store.entities()), None)
    if first is None:
        return
    show(snapshot, view="entity", arguments={"id": first.id}, html=True)
    show(snapshot, view="graph", arguments={"at": [first.id]}, html=False)
