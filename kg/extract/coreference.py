"""Which phrases of an article stand for the same thing: precise sieves, the surest first.

A phrase that stays in doubt stays alone. The order of sieves follows Lee et al. 2013 (Stanford's deterministic system).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.extract.claims import Saying
from kg.extract.names import GENERIC_HEADS
from kg.extract.phrases import Phrase
from kg.extract.tree import Token
from kg.gazetteer import Entry
from kg.gazetteer.keys import key
from kg.model import Span

IsA = Callable[[str, str], bool]
STATE_NOUNS = frozenset("government army president minister capital ambassador envoy parliament king queen embassy".split())
GENERAL = ("news:Organization", "news:GeopoliticalEntity", "news:Place", "news:Agent")
FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
NAMED = frozenset("name call identify know dub".split())
WINDOW = 3  # sentences back that a pronoun is looked for
NOMINAL_WINDOW = 12  # sentences back that a bare definite nominal is looked for
PLACES = frozenset("city town village state province region district island country capital port governorate county area "
                   "nation neighborhood neighbourhood suburb municipality republic kingdom department".split())  # fmt: skip
UNIQUE = frozenset("army government police parliament military navy ministry cabinet congress senate air force court "
                   "presidency opposition constitution".split())  # fmt: skip


class Cluster:
    """Phrases that stand for one thing."""

    __slots__ = ("entry", "is_a", "keys", "phrases")

    def __init__(self, phrase: Phrase, is_a: IsA) -> None:
        self.is_a = is_a
        self.phrases: list[Phrase] = [phrase]
        self.keys: set[str] = set()
        self.entry: Entry | None = phrase.entry

    @property
    def names(self) -> list[Phrase]:
        return [phrase for phrase in self.phrases if phrase.kind == "name"]

    @property
    def type(self) -> str:
        """Return the class most phrases agree on; names count before nominals."""
        if self.entry is not None:
            return self.entry.type
        types = Counter(phrase.type for phrase in self.names or self.phrases if phrase.type)
        common = min(types, key=lambda one: (-types[one], one)) if types else ""
        if common in GENERAL and self.names:  # "the NLF, an armed group": a nominal may say more
            finer = Counter(p.type for p in self.phrases if p.kind == "nominal" and p.type not in ("", *GENERAL, "news:Place"))
            finer = Counter({one: n for one, n in finer.items() if self.is_a(one, common)})
            return min(finer, key=lambda one: (-finer[one], one)) if finer else common
        return common

    @property
    def gender(self) -> str:
        found = Counter(phrase.gender for phrase in self.phrases if phrase.gender in ("m", "f"))
        return min(found, key=lambda one: (-found[one], one)) if found else "u"

    @property
    def roles(self) -> set[str]:
        return {role for phrase in self.phrases for role in phrase.roles if role}

    @property
    def plural(self) -> bool:
        return self.phrases[0].plural


class Resolver:
    """The clusters of one article, built sieve by sieve."""

    def __init__(self, phrases: Iterable[Phrase], is_a: IsA) -> None:
        self.phrases = sorted(phrases, key=lambda p: (p.sentence.number, p.head.i, -p.last + p.first))
        self.is_a = is_a
        self.of: dict[int, Cluster] = {}
        self.clusters: list[Cluster] = []
        self.in_sentence: dict[int, list[Phrase]] = defaultdict(list)
        for phrase in self.phrases:
            self.in_sentence[phrase.sentence.number].append(phrase)
        self.by_head = {(phrase.sentence.number, phrase.head.i): phrase for phrase in self.phrases}

    def cluster(self, phrase: Phrase) -> Cluster | None:
        return self.of.get(id(phrase))

    def put(self, phrase: Phrase, cluster: Cluster | None) -> Cluster:
        """Add the phrase to the cluster, or to a new one."""
        if cluster is None:
            cluster = Cluster(phrase, self.is_a)
            self.clusters.append(cluster)
        else:
            cluster.phrases.append(phrase)
            cluster.entry = cluster.entry or phrase.entry
        self.of[id(phrase)] = cluster
        return cluster


def resolve(phrases: Iterable[Phrase], aliases: Mapping[str, str], sayings: Sequence[Saying], is_a: IsA) -> Resolver:
    """Return the clusters of an article's phrases. `aliases` maps the key of an introduced acronym to its full name's."""
    made = Resolver(phrases, is_a)
    _names(made, aliases)
    _nominals(made)
    _speakers(made, sayings)
    _pronouns(made, sayings)
    for phrase in made.phrases:
        if made.cluster(phrase) is None and not phrase.origin and phrase.kind != "pronoun":
            made.put(phrase, None)
    return made


# ---------------------------------------------------------------- names


def _names(made: Resolver, aliases: Mapping[str, str]) -> None:
    by_key: dict[str, Cluster] = {}
    by_entry: dict[str, Cluster] = {}
    phrases = [phrase for phrase in made.phrases if phrase.kind == "name" and not phrase.origin]
    for phrase in sorted(phrases, key=lambda p: -(p.last - p.first)):  # full names before parts of them
        words, bare = key(phrase.text), _bare(phrase)
        words = aliases.get(words, aliases.get(bare, words))
        cluster = by_key.get(words) or by_key.get(bare)
        if cluster is None and phrase.entry is not None:
            cluster = by_entry.get(phrase.entry.id)
        if cluster is None and phrase.entry is None:
            cluster = _partial(made, phrase, words, by_key)
        cluster = made.put(phrase, cluster)
        cluster.keys.add(words)
        by_key.setdefault(words, cluster)
        by_key.setdefault(bare, cluster)
        if phrase.entry is not None:
            by_entry.setdefault(phrase.entry.id, cluster)
    for cluster in made.clusters:
        cluster.phrases.sort(key=lambda p: (p.sentence.number, p.first))


def _bare(phrase: Phrase) -> str:
    """Return the key of a name without a closing generic noun: "the IS group" is IS."""
    words = key(phrase.text).split(" ")
    if len(words) > 1 and words[-1] in GENERIC_HEADS and phrase.head.tag.startswith("NN") and phrase.head.lower == words[-1]:
        words = words[:-1]
    return " ".join(words)


def _partial(made: Resolver, phrase: Phrase, words: str, by_key: Mapping[str, Cluster]) -> Cluster | None:
    """Return the one cluster of which this is a shorter name: a surname, "Telegraph" of "The Daily Telegraph"."""
    parts = words.split(" ")
    person = phrase.type == "news:Person"
    found: dict[int, Cluster] = {}
    for other, cluster in by_key.items():
        longer = other.split(" ")
        if len(longer) <= len(parts) or cluster.entry is not None and not person:
            continue
        if person != (cluster.type == "news:Person") and phrase.type:
            continue
        if cluster.type == "news:Person":
            fits = longer[-len(parts):] == parts or (len(parts) == 1 and longer[0] == parts[0]) or (
                len(parts) > 1 and longer[0] == parts[0] and longer[-1] == parts[-1])  # fmt: skip
        else:
            fits = len(parts) > 0 and (longer[-len(parts):] == parts or longer[: len(parts)] == parts) and len(longer) - len(parts) <= 2
        if fits:
            found[id(cluster)] = cluster
    if len(found) > 1 and person:  # two Clintons: the surname alone stays with whom it was said of last, if titled so
        return None
    return next(iter(found.values())) if len(found) == 1 else None


# ---------------------------------------------------------------- nominals


def _nominals(made: Resolver) -> None:
    by_head: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in made.phrases:
        if phrase.kind == "name" and not phrase.origin:
            by_head[phrase.head.lower].append(phrase)
        if phrase.kind != "nominal":
            continue
        cluster = (
            _appositive(made, phrase)
            or _named(made, phrase)
            or _coordinated(made, phrase)
            or _predicate(made, phrase)
            or _of_name(made, phrase)
            or _same_head(made, phrase, by_head)
            or _by_type(made, phrase)
        )
        made.put(phrase, cluster)
        by_head[phrase.head.lemma].append(phrase)


def _appositive(made: Resolver, phrase: Phrase) -> Cluster | None:
    """ "Khalifa Hafer, a general": one; "groups, particularly IS and Ansar al-Sharia": several, so no identity."""
    head = phrase.head
    others: list[Token] = []
    if head.dep == "appos" and head.head is not None:
        others = [head.head]
    others += [child for child in head.children if child.dep == "appos"]
    for other in others:
        if any(child.dep == "conj" for child in other.children) or head.tag == "NNS":
            continue
        target = made.by_head.get((phrase.sentence.number, other.i))
        cluster = made.cluster(target) if target is not None else None
        if cluster is not None and _compatible(made, phrase, cluster):
            return cluster
    return None


def _named(made: Resolver, phrase: Phrase) -> Cluster | None:
    """ "an IS member named Suleiman al-Obeidi" is Suleiman al-Obeidi."""
    for child in phrase.head.children:
        if child.dep in ("acl", "relcl") and child.lemma in NAMED:
            name = child.child("oprd", "attr", "dobj")
            target = made.by_head.get((phrase.sentence.number, name.i)) if name is not None else None
            cluster = made.cluster(target) if target is not None else None
            if cluster is not None and _compatible(made, phrase, cluster):
                return cluster
    return None


def _coordinated(made: Resolver, phrase: Phrase) -> Cluster | None:
    """ "the bomber and IS member named X": two singular nouns under one determiner are one person."""
    head = phrase.head
    other = head.head if head.dep == "conj" else next((c for c in head.children if c.dep == "conj" and c.i < head.i), None)
    if other is None or head.tag != "NN" or other.tag != "NN" or head.child("det") and other.child("det"):
        return None
    target = made.by_head.get((phrase.sentence.number, other.i))
    if target is None or target.kind != "nominal" or not phrase.type == target.type == "news:Person":
        return None
    return made.cluster(target) or _named(made, target) or _named(made, phrase)


def _predicate(made: Resolver, phrase: Phrase) -> Cluster | None:
    """ "X became the first woman to lead Y": the woman is X."""
    head, verb = phrase.head, phrase.head.head
    if head.dep != "attr" or head.tag != "NN" or verb is None or verb.lemma not in ("be", "become") or not phrase.type:
        return None
    if verb.child("neg", "expl") or any(child.dep == "aux" and child.tag == "MD" for child in verb.children):
        return None
    subject = verb.child("nsubj")
    target = made.by_head.get((phrase.sentence.number, subject.i)) if subject is not None else None
    cluster = made.cluster(target) if target is not None else None
    return cluster if cluster is not None and cluster.names and _compatible(made, phrase, cluster) else None


def _of_name(made: Resolver, phrase: Phrase) -> Cluster | None:
    """ "the city of Sirte" is Sirte."""
    if phrase.head.lemma not in PLACES or phrase.head.tag != "NN":
        return None
    for prep in phrase.head.all("prep"):
        inner = prep.child("pobj") if prep.lower == "of" else None
        target = made.by_head.get((phrase.sentence.number, inner.i)) if inner is not None else None
        cluster = made.cluster(target) if target is not None and target.kind == "name" else None
        if cluster is not None and made.is_a(cluster.type, "news:Place"):
            return cluster
    return None


def _same_head(made: Resolver, phrase: Phrase, by_head: Mapping[str, list[Phrase]]) -> Cluster | None:
    """Return the last cluster named by the same head noun: "the army" after "the Libyan army", "the Center".

    The later phrase must be definite and must not add what the earlier one lacks.
    """
    if not _definite(phrase):
        return None
    modifiers = _modifiers(phrase)
    for other in reversed(by_head.get(phrase.head.lemma, ())):
        if other.sentence.number == phrase.sentence.number and other.last >= phrase.first:
            continue
        if phrase.sentence.number - other.sentence.number > NOMINAL_WINDOW and other.kind != "name" and phrase.head.lemma not in UNIQUE:
            break
        if other.kind == "nominal" and (other.head.tag == "NNS") != (phrase.head.tag == "NNS"):
            continue
        if modifiers <= (_modifiers(other) if other.kind == "nominal" else set(key(other.text).split(" "))):
            return made.cluster(other)
        if phrase.kind == "nominal" and modifiers and _modifiers(other) and modifiers & _modifiers(other):
            continue
    return None


def _modifying_words(phrase: Phrase) -> list[str]:
    return [t.text for t in phrase.tokens if t is not phrase.head and t.tag not in ("DT", "PDT", "``", "''")] + [
        prep.text for prep in phrase.head.all("prep") if prep.lower == "of"
    ]


def _definite(phrase: Phrase) -> bool:
    if phrase.determiner in ("the", "this", "that", "these", "those"):
        return True
    return phrase.determiner == "" and phrase.head.child("poss") is not None or phrase.determiner in ("his", "her", "its", "their")


def _modifiers(phrase: Phrase) -> set[str]:
    """Return the key of what tells the phrase from others with the same head: "libyan", "unity", "of europe"."""
    found = {
        key(t.text)
        for t in phrase.tokens
        if t is not phrase.head and t.tag not in ("DT", "PDT", "POS", "HYPH", "CD", "``", "''", ",") and t.lower not in ("same", "latter", "former")
    }
    for prep in phrase.head.all("prep"):
        inner = prep.child("pobj")
        if inner is not None and prep.lower in ("of", "for"):
            found.add(key(inner.text))
    return found


def _by_type(made: Resolver, phrase: Phrase) -> Cluster | None:
    """Return the thing in sight that a bare "the organization", "the country", "the president" stands for."""
    if phrase.determiner not in ("the", "this", "that") or phrase.head.tag != "NN" or not phrase.type:
        return None
    modifiers = _modifying_words(phrase)
    if modifiers and modifiers[-2:] != ["-", "based"]:  # "the Oslo-based company" tells no more than "the company"
        return None
    person = phrase.type == "news:Person"
    recent = _recent(made, phrase, NOMINAL_WINDOW)
    if phrase.head.lemma in GENERIC_HEADS:  # "the organization" is the one that the article is about
        recent.sort(key=lambda cluster: -len(cluster.phrases))
    for cluster in recent:
        if not cluster.names or cluster.plural:
            continue
        if person:
            if set(phrase.roles) & cluster.roles:
                return cluster
            if phrase.head.lemma in ("man", "woman") and cluster.type == "news:Person" and _agrees(phrase.gender, cluster.gender):
                return cluster
        elif _is_kind(made, cluster, phrase) and phrase.head.lemma in GENERIC_HEADS | PLACES | {"firm", "bank", "club", "union"}:
            if made.is_a(phrase.type, "news:Organization") and made.is_a(cluster.type, "news:Place"):
                continue
            if made.is_a(cluster.type, "news:MediaOutlet") and not made.is_a(phrase.type, "news:MediaOutlet"):
                continue  # whom people talk to, not whom they talk about
            return cluster
    return None


def _is_kind(made: Resolver, cluster: Cluster, phrase: Phrase) -> bool:
    """Tell whether the cluster is what the nominal says, or known too vaguely to be anything else."""
    type_ = cluster.type
    if type_ == "news:GeopoliticalEntity":
        return (phrase.type == "news:Country") == _is_state(cluster)
    return bool(type_) and (made.is_a(type_, phrase.type) or (type_ in GENERAL and made.is_a(phrase.type, type_)))


def _is_state(cluster: Cluster) -> bool:
    """Tell whether the article speaks of the place's government, army or minister."""
    for phrase in cluster.phrases:
        prep = phrase.head.head
        owner = prep.head if prep is not None and phrase.head.dep == "pobj" and prep.lower in ("of", "to") else prep
        if owner is not None and phrase.head.dep in ("pobj", "poss", "compound") and owner.lemma in STATE_NOUNS:
            return True
    return False


def _compatible(made: Resolver, phrase: Phrase, cluster: Cluster) -> bool:
    one, other = phrase.type, cluster.type
    return not one or not other or made.is_a(one, other) or made.is_a(other, one)


# ---------------------------------------------------------------- pronouns


def _recent(made: Resolver, phrase: Phrase, window: int, without: Span | None = None) -> list[Cluster]:
    """Return the clusters mentioned before the phrase, and not in the range `without`, the likeliest first.

    Nearer sentences come first; within a sentence subjects before others, and in the phrase's own sentence the
    words just before it do not count as such: the subject of the clause above does.
    """
    found: dict[int, tuple[tuple[int, int, int], Cluster]] = {}
    number = phrase.sentence.number
    near = (other for back in range(window + 1) for other in made.in_sentence.get(number - back, ()))
    for other in near:
        distance = number - other.sentence.number
        if distance == 0 and other.first >= phrase.first or without is not None and without.covers(other.span):
            continue
        cluster = made.cluster(other)
        if cluster is None or other.origin:
            continue
        rank = (distance, 0 if _is_subject(other.head) else 1, -other.first if distance == 0 and not _is_subject(other.head) else other.first)
        if id(cluster) not in found or rank < found[id(cluster)][0]:
            found[id(cluster)] = (rank, cluster)
    return [cluster for _, cluster in sorted(found.values(), key=lambda row: row[0])]


def _is_subject(token: Token) -> bool:
    while token.dep == "conj" and token.head is not None:
        token = token.head
    return token.dep in ("nsubj", "nsubjpass", "agent") or (token.dep == "pobj" and token.head is not None and token.head.dep == "agent")


def _speakers(made: Resolver, sayings: Sequence[Saying]) -> None:
    """Give "I" and "my" inside a quotation to its speaker."""
    direct = [saying for saying in sayings if saying.kind != "indirect" and saying.source is not None]
    for phrase in made.phrases:
        if phrase.kind != "pronoun" or phrase.head.lower not in FIRST_PERSON or phrase.plural:
            continue
        around = [s for s in direct if s.content.covers(phrase.span) and s.source is not None]
        for saying in around:
            assert saying.source is not None
            target = made.by_head.get((saying.source_sentence.number, saying.source.i))
            cluster = made.cluster(target) if target is not None else None
            if cluster is not None:
                made.put(phrase, cluster)
                break


def _pronouns(made: Resolver, sayings: Sequence[Saying]) -> None:
    said = {(s.source_sentence.number, s.source.i): s.content for s in sayings if s.source is not None}
    for phrase in made.phrases:
        if phrase.kind != "pronoun" or made.cluster(phrase) is not None or phrase.head.lower in FIRST_PERSON:
            continue
        partner = _partner(made, phrase)
        if partner is not None:
            made.put(phrase, partner)
            continue
        own_words = said.get((phrase.sentence.number, phrase.head.i))  # "…," he said: he is nobody in his own words
        cluster = next((c for c in _recent(made, phrase, WINDOW, own_words) if _fits(made, phrase, c)), None)
        if cluster is not None:
            made.put(phrase, cluster)


def _partner(made: Resolver, phrase: Phrase) -> Cluster | None:
    """Return Joe Biden for "Joe Biden and his son"."""
    noun = phrase.head.head
    if phrase.head.tag != "PRP$" or noun is None or noun.dep != "conj" or noun.head is None:
        return None
    target = made.by_head.get((phrase.sentence.number, noun.head.i))
    cluster = made.cluster(target) if target is not None else None
    return cluster if cluster is not None and _fits(made, phrase, cluster) else None


def _fits(made: Resolver, phrase: Phrase, cluster: Cluster) -> bool:
    person = made.is_a(cluster.type, "news:Person") if cluster.type else False
    if phrase.gender in ("m", "f"):
        if not person or cluster.plural or not _agrees(phrase.gender, cluster.gender):
            return False
    elif phrase.plural:
        group = cluster.plural or made.is_a(cluster.type, "news:Organization") or made.is_a(cluster.type, "news:Group") if cluster.type else cluster.plural
        if not group:
            return False
    elif person or cluster.plural and not cluster.names or not cluster.type:
        return False
    return not _coargument(phrase, cluster)


def _agrees(one: str, other: str) -> bool:
    return "u" in (one, other) or one == other


def _coargument(phrase: Phrase, cluster: Cluster) -> bool:
    """Tell whether the pronoun and the cluster are arguments of one verb: in "X killed him", him is not X."""
    head = phrase.head
    if head.tag != "PRP" or head.lower.endswith(("self", "selves")):
        return False
    verb = head.head if head.dep != "pobj" or head.head is None else head.head.head
    for other in cluster.phrases:
        if other.sentence is phrase.sentence and verb is not None:
            above = other.head.head if other.head.dep != "pobj" or other.head.head is None else other.head.head.head
            if above is verb:
                return True
    return False
