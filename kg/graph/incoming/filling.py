"""A checked graph into a store: article by article, so that two graphs become what one build had given."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import ContentError, OnError, StoreError
from kg.graph.incoming.checked import Checked
from kg.graph.incoming.sealed import slice_again, trace_facts
from kg.graph.own import own_extraction
from kg.graph.place import FORMAT
from kg.graph.reading import Reader
from kg.graph.seal import Seal
from kg.graph.store import Store
from kg.graph.wording import counted
from kg.model import Extraction


@dataclass(slots=True)
class Loaded:
    """How many articles came, were there already, took the place of another reading, or were left out for one."""

    added: int = 0
    held: int = 0
    replaced: int = 0
    refused: int = 0

    def __str__(self) -> str:
        rest = ((self.held, "already held"), (self.replaced, "replaced"), (self.refused, "left out"))
        return ", ".join([counted(self.added, "article"), *(f"{count} {what}" for count, what in rest if count)])


@dataclass(frozen=True, slots=True)
class Incoming:
    """How many articles an incoming graph has, and by which rules, if that is known, it is settled who is who.

    It is `whole` if what they say together is just what this program makes of them.
    """

    articles: int
    whole: bool
    rules: str = ""


def check(reader: Reader, name: str, seal: Seal | None) -> Incoming:
    """Return what an incoming graph is; raise StoreError if something in it is not founded.

    Under a seal of this version of the program it was found to be, when it was made.
    """
    if seal and seal.is_ours(FORMAT):
        trace_facts(reader)
        return Incoming(slice_again(reader), True, seal.rules)
    checked = Checked(reader)
    checked.read()
    unfounded = next(checked.unfounded(), None)
    if unfounded:
        cut = "" if seal else "no seal ends it: if it is cut off, export it anew; else "
        remedy = f"nothing was loaded; {cut}take it out, or build it from the articles"
        raise StoreError(name, unfounded, "every triple of a graph leads back to an article", remedy)
    if not checked.articles and len(list(reader.quads.quads_for_pattern(None, None, None, None))):
        raise StoreError(name, "no article is in it", "expected an export of this program", "nothing was loaded")
    return Incoming(checked.articles, checked.whole)


def fill(store: Store, reader: Reader, replace: bool, on_error: OnError) -> Loaded:
    """Add the articles of a checked graph, one transaction each, and return how many came.

    One that the store holds with another text or another reading goes to `on_error`, unless it is to be replaced.
    """
    loaded = Loaded()
    for node in reader.article_nodes():
        extraction = own_extraction(reader, node)
        held = store.extraction(extraction.article.id) if store.has(extraction.article.id) else None
        if held == extraction:
            loaded.held += 1
        elif held and not replace:
            loaded.refused += 1
            on_error(_conflict(held, extraction))
        else:
            store.add(extraction)
            loaded.replaced += held is not None
            loaded.added += held is None
    return loaded


def _conflict(held: Extraction, coming: Extraction) -> ContentError:
    what = "reading of its text" if held.article == coming.article else "text or other metadata"
    found = f"the graph holds another {what}"
    remedy = "it was left out; --replace takes that of the file"
    return ContentError(f"article {coming.article.id}", found, "", remedy)
