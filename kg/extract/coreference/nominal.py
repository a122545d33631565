"""Nominals that stand for what was named or said before: "the army", "the organization", "a general"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kg.extract.coreference.clusters import GENERAL, Cluster, Resolver, agrees, compatible, recent
from kg.extract.names import GENERIC_HEADS
from kg.extract.phrases import Phrase
from kg.extract.tree import Token
from kg.gazetteer.keys import key

STATE_NOUNS = frozenset("government army president minister capital ambassador envoy parliament king queen embassy".split())
NAMED = frozenset("name call identify know dub".split())
OTHERS = frozenset(  # words that set a thing off from others of its kind
    "other another previous next last first second third many several few some more most such own former each every any no".split()
)
NOMINAL_WINDOW = 12  # sentences back that a bare definite nominal is looked for
PLACES = frozenset("city town village state province region district island country capital port governorate county area "
                   "nation neighborhood neighbourhood suburb municipality republic kingdom department".split())  # fmt: skip
UNIQUE = frozenset("army government police parliament military navy ministry cabinet congress senate air force court "
                   "presidency opposition constitution".split())  # fmt: skip


def join_nominals(made: Resolver) -> None:
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
            or _repeated(made, phrase, by_head)
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
        if cluster is not None and compatible(made, phrase, cluster):
            return cluster
    return None


def _named(made: Resolver, phrase: Phrase) -> Cluster | None:
    """ "an IS member named Suleiman al-Obeidi" is Suleiman al-Obeidi."""
    for child in phrase.head.children:
        if child.dep in ("acl", "relcl") and child.lemma in NAMED:
            name = child.child("oprd", "attr", "dobj")
            target = made.by_head.get((phrase.sentence.number, name.i)) if name is not None else None
            cluster = made.cluster(target) if target is not None else None
            if cluster is not None and compatible(made, phrase, cluster):
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
    return cluster if cluster is not None and cluster.names and compatible(made, phrase, cluster) else None


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


def _repeated(made: Resolver, phrase: Phrase, by_head: Mapping[str, list[Phrase]]) -> Cluster | None:
    """Return the cluster of the same words said before of a kind or a substance: "iodine", "crop yields"."""
    if phrase.determiner or phrase.head.tag not in ("NN", "NNS") or _is_counted(phrase):
        return None
    words = _words(phrase)
    for other in reversed(by_head.get(phrase.head.lemma, ())):
        if other.kind == "nominal" and other.head.tag == phrase.head.tag and other.determiner in ("", "the") and _words(other) == words and not _is_counted(other):
            return made.cluster(other)
    return None


def _words(phrase: Phrase) -> tuple[str, ...]:
    return tuple(t.lower for t in phrase.tokens if t.tag not in ("DT", "``", "''", "HYPH"))


def _is_counted(phrase: Phrase) -> bool:
    return any(t.tag in ("CD", "PRP$", "JJR", "POS") or t.lower in OTHERS for t in phrase.tokens if t is not phrase.head)


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
    around = recent(made, phrase, NOMINAL_WINDOW)
    if phrase.head.lemma in GENERIC_HEADS:  # "the organization" is the one that the article is about
        around.sort(key=lambda cluster: -len(cluster.phrases))
    for cluster in around:
        if not cluster.names or cluster.plural:
            continue
        if person:
            if set(phrase.roles) & cluster.roles:
                return cluster
            if phrase.head.lemma in ("man", "woman") and cluster.type == "news:Person" and agrees(phrase.gender, cluster.gender):
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
