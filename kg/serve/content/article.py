"""An article with all its mentions and statements marked, and lists of articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from pyoxigraph import NamedNode

from kg.graph import vocabulary as v
from kg.graph.reading import Reader
from kg.graph.reported import mentions_in, told_in
from kg.graph.wording import manner
from kg.model import EntityRef, Evidence, Mention, Span, Statement
from kg.serve.content.parts import Content, article_path, cited, iri, named, stated
from kg.serve.missing import MissingError
from kg.serve.snapshot import Snapshot
from kg.view.picture import STANDINGS, standing
from kg.view.wording import when

PAGED = 50


def article(snapshot: Snapshot, id: str, st: str = "") -> Content:
    """Return an article's page; `st` is the hash of a statement whose words are to be marked."""
    if not snapshot.store.has(id):
        raise MissingError(f"no article has the id {id!r}")
    found = snapshot.store.article(id)
    told = told_in(snapshot.store, id)
    mentions = mentions_in(snapshot.store, id)
    sentences = _sentences(snapshot, told)
    marks = [mark for one in told if one.id == f"st-{st}" for mark in _marks(one)]
    return {
        **cited(found),
        "iri": iri(article_path(id)),
        "paragraphs": _paragraphs(snapshot, found.text, sentences, mentions, marks),
        "sentences": sentences,
        "chosen": st,
        "names": _names(snapshot, mentions),
        "counts": {"statements": len(told), "names": len({entity.id for _, entity in mentions})},
    }


def _sentences(snapshot: Snapshot, told: list[Statement]) -> list[Content]:
    """Return each sentence that makes statements, in order of the text, with what it states."""
    by_span: dict[Span, list[tuple[Statement, Evidence]]] = defaultdict(list)
    for statement in told:
        for one in statement.evidence:
            by_span[one.sentence.span].append((statement, one))
    return [
        {
            "start": span.start,
            "end": span.end,
            "anchor": f"char={span.start},{span.end}",
            "standing": min((standing((one,)) for _, one in said), key=STANDINGS.index),
            "statements": [_said(snapshot, statement, one) for statement, one in _by_trigger(said)],
        }
        for span, said in sorted(by_span.items())
    ]


def _by_trigger(said: Iterable[tuple[Statement, Evidence]]) -> list[tuple[Statement, Evidence]]:
    return sorted(said, key=lambda pair: (pair[1].trigger.span, pair[0].id))


def _said(snapshot: Snapshot, statement: Statement, one: Evidence) -> Content:
    time = one.qualifiers.time
    return {**stated(snapshot, statement), "here": standing((one,)), "manner": manner(one.qualifiers),
            "time": when(time.value) if time else ""}  # fmt: skip


def _marks(statement: Statement) -> list[tuple[Span, str]]:
    return [
        (quote.span, role)
        for one in statement.evidence
        for role, quote in (("subject", one.subject), ("trigger", one.trigger), ("object", one.object))
        if quote
    ]


def _names(snapshot: Snapshot, mentions: list[tuple[Mention, EntityRef]]) -> list[Content]:
    counts: dict[str, int] = defaultdict(int)
    for _, entity in mentions:
        counts[entity.id] += 1
    known = {entity.id: entity for _, entity in mentions}
    ranked = sorted(known.values(), key=lambda one: (-counts[one.id], one.label.casefold(), one.id))
    return [{**named(snapshot, one), "mentions": counts[one.id]} for one in ranked]


def _paragraphs(
    snapshot: Snapshot,
    text: str,
    sentences: list[Content],
    mentions: list[tuple[Mention, EntityRef]],
    marks: list[tuple[Span, str]],
) -> list[list[Content]]:
    """Return the text as paragraphs of stretches, each a sentence that states something or what lies between.

    A stretch has pieces: words, with the mention and the role that they have.
    """
    edges = {0, len(text)}
    for one in sentences:
        edges |= {one["start"], one["end"]}
    breaks = _breaks(text)
    edges |= {edge for span in breaks for edge in span}
    by_start = {one["start"]: one for one in sentences}
    paragraphs: list[list[Content]] = [[]]
    gaps = dict(breaks)
    sentence: Content | None = None
    for start, end in pairwise(sorted(edges)):
        if gaps.get(start) == end:
            if paragraphs[-1]:
                paragraphs.append([])
            continue
        if sentence is None or start >= sentence["end"]:
            sentence = None
        again = sentence is not None
        sentence = by_start.get(start, sentence)
        pieces = _pieces(snapshot, text, Span(start, end), mentions, marks)
        paragraphs[-1].append({"pieces": pieces, "sentence": sentence, "again": again})
    return [paragraph for paragraph in paragraphs if paragraph]


def _breaks(text: str) -> list[tuple[int, int]]:
    """Return [start, end) of each run of line ends."""
    found: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        if character in "\n\r":
            if found and found[-1][1] == at:
                found[-1] = (found[-1][0], at + 1)
            else:
                found.append((at, at + 1))
    return found


def _pieces(
    snapshot: Snapshot,
    text: str,
    within: Span,
    mentions: list[tuple[Mention, EntityRef]],
    marks: list[tuple[Span, str]],
) -> list[Content]:
    here = [(mention, entity) for mention, entity in mentions if mention.span.overlaps(within)]
    roles = [(span, role) for span, role in marks if span.overlaps(within)]
    edges = {within.start, within.end}
    for span in (*(mention.span for mention, _ in here), *(span for span, _ in roles)):
        edges |= {edge for edge in (span.start, span.end) if within.start < edge < within.end}
    out = []
    for start, end in pairwise(sorted(edges)):
        piece = Span(start, end)
        over = [pair for pair in here if pair[0].span.covers(piece)]
        inner = min(over, key=lambda pair: pair[0].span.end - pair[0].span.start) if over else None
        marked = [one for one in roles if one[0].covers(piece)]
        role = min(marked, key=lambda one: one[0].end - one[0].start)[1] if marked else ""
        out.append({
            "text": text[start:end],
            "role": role,
            "mention": {**named(snapshot, inner[1]), "kind": inner[0].kind} if inner else None,
        })  # fmt: skip
    return out


def articles(snapshot: Snapshot, page: int = 1) -> Content:
    """Return all articles by the page, the newest first."""
    reader = snapshot.store.reader
    known = snapshot.once("articles", lambda: _newest(reader))
    pages = max(1, -(-len(known) // PAGED))
    at = min(max(1, page), pages)
    shown = [cited(reader.article(node)) for node in known[PAGED * (at - 1) : PAGED * at]]
    return {"articles": shown, "total": len(known), "page": at, "pages": pages}


def _newest(reader: Reader) -> list[NamedNode]:
    days = {row[0]: row[2].value for row in reader.match(None, v.PUBLISHED, None, None) if row[0] == row[3]}
    return sorted(reader.article_nodes(), key=lambda node: days.get(node, ""), reverse=True)
