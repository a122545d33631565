"""Pronouns: whom they stand for."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.claims import Saying
from kg.extract.coreference.clusters import Cluster, Resolver, agrees, recent
from kg.extract.phrases import Phrase

FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
WINDOW = 3  # sentences back that a pronoun is looked for


def join_speakers(made: Resolver, sayings: Sequence[Saying]) -> None:
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


def join_pronouns(made: Resolver, sayings: Sequence[Saying]) -> None:
    said = {(s.source_sentence.number, s.source.i): s.content for s in sayings if s.source is not None}
    for phrase in made.phrases:
        if phrase.kind != "pronoun" or made.cluster(phrase) is not None or phrase.head.lower in FIRST_PERSON:
            continue
        partner = _partner(made, phrase)
        if partner is not None:
            made.put(phrase, partner)
            continue
        own_words = said.get((phrase.sentence.number, phrase.head.i))  # "…," he said: he is nobody in his own words
        cluster = next((c for c in recent(made, phrase, WINDOW, own_words) if _fits(made, phrase, c)), None)
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
        if not person or cluster.plural or not agrees(phrase.gender, cluster.gender):
            return False
    elif phrase.plural:
        group = cluster.plural or made.is_a(cluster.type, "news:Organization") or made.is_a(cluster.type, "news:Group") if cluster.type else cluster.plural
        if not group:
            return False
    elif person or cluster.plural and not cluster.names or not cluster.type:
        return False
    return not _coargument(phrase, cluster)




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
