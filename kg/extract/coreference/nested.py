"""Names inside longer names: the place in "University of Southern Ohio", the founder in "Anna Lindh Foundation"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from kg.extract.coreference.clusters import Cluster, Resolver
from kg.extract.phrases import Phrase, within
from kg.extract.tree import Token
from kg.gazetteer import Entry, Gazetteer, nominal
from kg.gazetteer.keys import key
from kg.gazetteer.names import COUNTRY, LARGE, MIDDLING, TERRITORY
from kg.model import Span

BEFORE = frozenset("of for in at and on from".split())
COMMON = frozenset("north south east west central national home art".split())
INHABITED = ("news:Country", "news:Region", "news:City")


def join_nested(made: Resolver, gazetteer: Gazetteer, countries: Collection[str]) -> None:
    """Add to the clusters of names the mentions that stand inside other names.

    A part is a mention if the article names it elsewhere, or if it is a listed country, region or city. It begins the
    longer name or follows a preposition. A region or lesser city at the beginning must lie in a country the article
    names: "Victoria Park", "Florence Foods" tell of no place. Parts of people's names are none.
    """
    by_key: dict[str, Cluster] = {}
    by_entry: dict[str, Cluster] = {}
    for cluster in made.clusters:
        if cluster.entry is not None:
            by_entry.setdefault(cluster.entry.id, cluster)
        for one in sorted(cluster.keys):
            by_key.setdefault(one, cluster)
    seen: dict[str, list[tuple[int, int, Cluster | Entry]]] = {}
    for phrase in [one for one in made.phrases if one.kind == "name" and not one.origin and one.last > one.first]:
        outer = made.cluster(phrase)
        if outer is None or outer.type == "news:Person" or outer.type in INHABITED:
            continue
        for first, last, found in _parts(phrase, outer, by_key, seen, gazetteer, countries):
            inner = Phrase(phrase.sentence, first, last, within(first, last, phrase.sentence.tokens[last]), "name")
            known = by_entry.get(found.id) if isinstance(found, Entry) else found
            if isinstance(found, Entry):
                inner.entry, inner.type = found, found.type
            inner.type = inner.type or found.type
            cluster = made.put(inner, known)
            if isinstance(found, Entry):
                by_entry[found.id] = cluster


def _parts(
    phrase: Phrase,
    outer: Cluster,
    by_key: Mapping[str, Cluster],
    seen: dict[str, list[tuple[int, int, Cluster | Entry]]],
    gazetteer: Gazetteer,
    countries: Collection[str],
) -> Iterator[tuple[int, int, Cluster | Entry]]:
    text = phrase.text
    if text not in seen:
        seen[text] = []
        for first, last in _ranges(phrase):
            words = phrase.sentence.words(phrase.sentence.tokens[first : last + 1])
            found = _known(words, by_key, gazetteer, countries, first == phrase.first)
            if found is not None and found is not outer and found is not outer.entry:
                seen[text].append((first - phrase.first, last - phrase.first, found))
    taken = Span(-1, -1)
    for first, last, found in seen[text]:
        span = Span(first, last + 1)
        if not span.overlaps(taken):
            taken = span
            yield phrase.first + first, phrase.first + last, found


def _ranges(phrase: Phrase) -> Iterator[tuple[int, int]]:
    """Yield the ranges at the beginning of the name and after its prepositions, the longest of each first."""
    tokens = phrase.sentence.tokens
    start = phrase.first + (tokens[phrase.first].lower == "the")
    while start <= phrase.last:
        end = start
        while end <= phrase.last and tokens[end].text[0].isupper():
            end += 1
        for last in range(end - 1, start - 1, -1):
            if (start, last) != (phrase.first, phrase.last) and _is_part(tokens, start, last, phrase.last):
                yield start, last
        start = next((i + 1 for i in range(end, phrase.last + 1) if tokens[i].lower in BEFORE), phrase.last + 1)
        if start <= phrase.last and tokens[start].lower == "the":
            start += 1


def _is_part(tokens: Sequence[Token], first: int, last: int, end: int) -> bool:
    """Tell whether the range can be a name inside one up to `end`: "University" of "University of Ohio" is none."""
    if tokens[last].tag not in ("NNP", "NNPS", "CD") or (last < end and tokens[last + 1].lower in BEFORE):
        return False
    word = tokens[last].lower
    return first < last or not (word in COMMON or nominal(word) is not None)


def _known(
    words: str, by_key: Mapping[str, Cluster], gazetteer: Gazetteer, countries: Collection[str], opens: bool
) -> Cluster | Entry | None:
    cluster = by_key.get(key(words))
    if cluster is not None:
        return cluster
    entry = gazetteer.best(words, countries)
    if entry is None or entry.type not in INHABITED:
        return None
    if opens and entry.rank not in (COUNTRY, LARGE) and entry.country not in countries:
        return None
    large = entry.rank <= MIDDLING or entry.type == "news:Region"
    known = entry.rank <= TERRITORY or (large and key(words) == key(entry.label))
    return entry if known else None
