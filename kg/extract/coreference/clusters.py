"""Phrases that stand for one thing, and all of an article while they are being found."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from kg.extract.claims import Saying
from kg.extract.phrases import Phrase
from kg.extract.tree import Token
from kg.gazetteer import Entry, Gazetteer
from kg.model import Span

IsA = Callable[[str, str], bool]
LOOKED_AT = 60  # phrases of a sentence
GENERAL = ("news:Organization", "news:GeopoliticalEntity", "news:Place", "news:Agent")


class Cluster:
    """Phrases that stand for one thing; what they agree on is counted as they come."""

    __slots__ = ("_genders", "_name_types", "_types", "entry", "is_a", "keys", "names", "owners", "phrases", "roles")

    def __init__(self, is_a: IsA) -> None:
        self.is_a = is_a
        self.phrases: list[Phrase] = []
        self.names: list[Phrase] = []
        self.keys: set[str] = set()
        self.roles: set[str] = set()
        self.owners: set[str] = set()  # ids of the countries whose office it holds
        self.entry: Entry | None = None
        self._types: Counter[str] = Counter()  # of nominals
        self._name_types: Counter[str] = Counter()
        self._genders: Counter[str] = Counter()

    def add(self, phrase: Phrase) -> None:
        self.phrases.append(phrase)
        self.entry = self.entry or phrase.entry
        self.roles.update(role for role in phrase.roles if role)
        if phrase.kind == "name":
            self.names.append(phrase)
        if phrase.type:
            (self._name_types if phrase.kind == "name" else self._types)[phrase.type] += 1
        if phrase.gender in ("m", "f"):
            self._genders[phrase.gender] += 1

    def retype(self, type_: str) -> None:
        """Give the names another class, and take away their entry of the gazetteer."""
        self.entry = None
        self._name_types = Counter({type_: len(self.names)})
        for name in self.names:
            name.entry, name.type = None, type_

    @property
    def type(self) -> str:
        """Return the class most phrases agree on; names count before nominals."""
        if self.entry is not None:
            return self.entry.type
        types = self._name_types if self.names else self._types
        common = _commonest(types)
        if common in GENERAL and self.names:  # "the NLF, an armed group": a nominal may say more
            kinds = {one: n for one, n in self._types.items() if one not in GENERAL and self.is_a(one, common)}
            finer = Counter(kinds)
            return _commonest(finer) or common
        return common

    @property
    def gender(self) -> str:
        return _commonest(self._genders) or "u"

    @property
    def plural(self) -> bool:
        return self.phrases[0].plural


def _commonest(counts: Counter[str]) -> str:
    return min(counts, key=lambda one: (-counts[one], one)) if counts else ""


class Resolver:
    """The clusters of one article, built sieve by sieve."""

    def __init__(self, phrases: Iterable[Phrase], is_a: IsA, gazetteer: Gazetteer) -> None:
        self.phrases = sorted(phrases, key=lambda p: (p.sentence.number, p.head.i, -p.last + p.first))
        self.is_a = is_a
        self.gazetteer = gazetteer
        self.of: dict[int, Cluster] = {}
        self.clusters: list[Cluster] = []
        in_sentence: dict[int, list[Phrase]] = defaultdict(list)
        for phrase in self.phrases:
            in_sentence[phrase.sentence.number].append(phrase)
        self.in_order = {number: sorted(here, key=lambda p: (p.first, -p.last)) for number, here in in_sentence.items()}
        self._holders: dict[str, dict[int, Cluster]] = defaultdict(dict)
        self._names_by_end = {(one.sentence.number, one.last): one for one in self.phrases if one.kind == "name"}
        self._starts = {number: [one.first for one in here] for number, here in self.in_order.items()}
        self.by_governor: dict[tuple[int, int], list[Phrase]] = defaultdict(list)
        for phrase in self.phrases:
            verb = governor(phrase.head)
            if verb is not None:
                self.by_governor[phrase.sentence.number, verb.i].append(phrase)
        self._voices: dict[int, tuple[int, int]] = {}
        self._speakers: set[tuple[int, int]] = set()
        self.topic: Cluster | None = None  # the person whom the article names first
        self.by_head = {(phrase.sentence.number, phrase.head.i): phrase for phrase in self.phrases}

    def name_at(self, sentence: int, token: int) -> Phrase | None:
        """Return the name that ends at a token."""
        return self._names_by_end.get((sentence, token))

    def hear(self, sayings: Iterable[Saying]) -> None:
        """Take down who says which phrases in his own words, and who speaks at all."""
        phrases = sorted(self.phrases, key=lambda one: one.span)
        starts = [one.span.start for one in phrases]
        for saying in sayings:
            if saying.source is None:
                continue
            source = saying.source_sentence.number, saying.source.i
            self._speakers.add(source)
            for part in saying.parts if saying.kind == "direct" else ():
                first, after = bisect_left(starts, part.start), bisect_left(starts, part.end)
                self._voices.update((id(phrase), source) for phrase in phrases[first:after])

    def voice(self, phrase: Phrase) -> Phrase | None:
        """Return the phrase for the speaker of the quotation that the phrase stands in."""
        source = self._voices.get(id(phrase))
        return self.by_head.get(source) if source is not None else None

    def speaks(self, phrase: Phrase) -> bool:
        """Tell whether the phrase names who says something."""
        return (phrase.sentence.number, phrase.head.i) in self._speakers

    def before(self, phrase: Phrase, back: int) -> list[Phrase]:
        """Return the phrases of the sentence `back` sentences before in order; of its own those that begin before it.

        Of a sentence with more than LOOKED_AT only the last.
        """
        number = phrase.sentence.number - back
        here = self.in_order.get(number, [])
        end = len(here) if back else bisect_left(self._starts.get(number, []), phrase.first)
        return here[max(end - LOOKED_AT, 0) : end]

    def cluster(self, phrase: Phrase) -> Cluster | None:
        return self.of.get(id(phrase))

    def put(self, phrase: Phrase, cluster: Cluster | None) -> Cluster:
        """Add the phrase to the cluster, or to a new one."""
        if cluster is None:
            cluster = Cluster(self.is_a)
            self.clusters.append(cluster)
        cluster.add(phrase)
        self.of[id(phrase)] = cluster
        for role in phrase.roles:
            if role and phrase.type == "news:Person":
                self._holders[role].setdefault(id(cluster), cluster)
        return cluster

    def move(self, phrase: Phrase, cluster: Cluster | None) -> None:
        """Add to a cluster a phrase that stands alone in its own, which vanishes."""
        own = self.of[id(phrase)]
        own.phrases.clear()
        self.put(phrase, cluster)

    def merge(self, one: Cluster, other: Cluster) -> None:
        """Put all phrases of the smaller cluster into the larger, which stays."""
        small, large = sorted((one, other), key=lambda cluster: len(cluster.phrases))
        for phrase in small.phrases:
            self.put(phrase, large)
        small.phrases = []

    def holders(self, role: str) -> list[Cluster]:
        """Return the people of this office, in the order in which the article gives it to them."""
        return list(self._holders.get(role, {}).values())


def agrees(one: str, other: str) -> bool:
    """Tell whether two genders may be one; "u" is unknown."""
    return "u" in (one, other) or one == other


def compatible(made: Resolver, phrase: Phrase, cluster: Cluster) -> bool:
    """Tell whether the class of one is above that of the other, or unknown."""
    one, other = phrase.type, cluster.type
    return not one or not other or made.is_a(one, other) or made.is_a(other, one)


def recent(made: Resolver, phrase: Phrase, window: int, without: Span | None = None) -> list[Cluster]:
    """Return the clusters mentioned before the phrase, and not in the range `without`, the likeliest first.

    Nearer sentences come first; within a sentence subjects before others, and in the phrase's own sentence the
    words just before it do not count as such: the subject of the clause above does.
    """
    found: dict[int, tuple[tuple[int, int, int], Cluster]] = {}
    number = phrase.sentence.number
    near = (other for back in range(window + 1) for other in made.before(phrase, back))
    for other in near:
        distance = number - other.sentence.number
        if without is not None and without.covers(other.span):
            continue
        cluster = made.cluster(other)
        if cluster is None or other.origin:
            continue
        subject = is_subject(other.head)
        rank = (distance, 0 if subject else 1, -other.first if distance == 0 and not subject else other.first)
        if id(cluster) not in found or rank < found[id(cluster)][0]:
            found[id(cluster)] = (rank, cluster)
    return [cluster for _, cluster in sorted(found.values(), key=lambda row: row[0])]


def is_subject(token: Token) -> bool:
    """Tell whether the token is, or is coordinated with, the subject or agent of a verb."""
    token = token.first_conjunct()
    by = token.head if token.dep == "pobj" else None
    return token.dep in ("nsubj", "nsubjpass", "agent") or (by is not None and by.dep == "agent")


def governor(token: Token) -> Token | None:
    """Return the word whose argument the token is, through a preposition."""
    return token.head.head if token.dep == "pobj" and token.head is not None else token.head
