"""What workers do: a table of tasks, each a function from the graph and the request's values to a reply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kg.serve.reply import Reply
from kg.serve.tasks.describe import describe
from kg.serve.tasks.index import index
from kg.serve.tasks.pages import show
from kg.serve.tasks.sparql import query, update

TASKS: Mapping[str, Callable[..., Reply]] = MappingProxyType(
    {"query": query, "update": update, "describe": describe, "index": index, "show": show}
)
