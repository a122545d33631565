"""Pronouns: whom they stand for."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.extract.claims import Saying
from kg.extract.coreference.candidates import Candidate, candidates, features, fits, kind_of
from kg.extract.coreference.clusters import Cluster, Resolver
from kg.extract.coreference.weights import WEIGHTS
from kg.extract.phrases import Phrase
from kg.model import Span

FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
FOR_A_BODY = frozenset(  # roles of those whose "we" is a body
    ("coach", "manager", "captain", "spokesman", "spokeswoman", "spokesperson", "chief executive", "chairman")
)
PROMISING = frozenset("tell promise assure".split())
WILL = frozenset("will would 'll 'd ’ll ’d".split())
NOBODY = "nobody"  # the feature of having no antecedent
LEAST = {"person": 0.4, "thing": 0.4, "group": 0.4}  # of the candidates' scores, what the best must have
SURE = {"person": 0.6, "thing": 0.7, "group": 0.7}  # the same, for a statement: right in 95, 85 and 86 of 100 cases


def is_sure(phrase: Phrase) -> bool:
    """Tell whether what is said of the phrase may be said of what it was given to."""
    return phrase.kind != "pronoun" or phrase.certainty >= SURE[kind_of(phrase)]


def join_speakers(made: Resolver, sayings: Sequence[Saying]) -> None:
    """Give "I" and "my" inside a quotation to its speaker, "we" to one that is many."""
    for phrase, speaker in _quoted(made, sayings):
        cluster = made.cluster(speaker)
        if cluster is not None and _speaks(made, phrase, cluster):
            made.put(phrase, cluster)


def join_first_persons(made: Resolver, sayings: Sequence[Saying]) -> None:
    """Chain what is left of each speaker's "I" and "my", and of the "we" and "our" whom a single one speaks for."""
    chains: dict[tuple[bool, int], Cluster] = {}
    for phrase, speaker in _quoted(made, sayings):
        cluster = made.cluster(speaker)
        body = cluster is not None and bool(cluster.roles & FOR_A_BODY)
        phrase.type = ("news:Organization" if body else "news:Group") if phrase.plural else "news:Person"
        one = phrase.plural, id(made.cluster(speaker) or speaker)
        chains[one] = made.put(phrase, chains.get(one))


def _quoted(made: Resolver, sayings: Sequence[Saying]) -> Iterator[tuple[Phrase, Phrase]]:
    """Yield the unresolved pronouns of the first person inside quotations, each with the phrase for its speaker."""
    pronouns = [one for one in made.phrases if one.kind == "pronoun" and one.head.lower in FIRST_PERSON]
    pronouns = sorted((one for one in pronouns if made.cluster(one) is None), key=lambda one: one.span)
    starts = [one.span.start for one in pronouns]
    speakers: dict[int, list[Phrase]] = defaultdict(list)
    for saying in sayings:
        source = saying.source if saying.kind != "indirect" else None
        speaker = made.by_head.get((saying.source_sentence.number, source.i)) if source is not None else None
        if speaker is None:
            continue
        for part in saying.parts:
            for n in range(bisect_left(starts, part.start), bisect_left(starts, part.end)):
                speakers[n].append(speaker)
    for n in sorted(speakers):
        yield from ((pronouns[n], speaker) for speaker in speakers[n] if made.cluster(pronouns[n]) is None)


def _speaks(made: Resolver, phrase: Phrase, cluster: Cluster) -> bool:
    if phrase.plural:
        many = ("news:Organization", "news:Group")
        return cluster.plural or (bool(cluster.type) and any(made.is_a(cluster.type, one) for one in many))
    return bool(cluster.names) if not cluster.type else made.is_a(cluster.type, "news:Person") and not cluster.plural


def join_pronouns(made: Resolver, sayings: Sequence[Saying]) -> None:
    """Add each pronoun of the third person to the cluster that it most likely stands for, if one stands out."""
    said = {(s.source_sentence.number, s.source.i): s.content for s in sayings if s.source is not None}
    for phrase in made.phrases:
        if phrase.kind != "pronoun" or made.cluster(phrase) is not None or phrase.head.lower in FIRST_PERSON:
            continue
        partner = _partner(made, phrase) or _announced(made, phrase) or _promiser(made, phrase)
        if partner is not None:
            made.put(phrase, partner)
            continue
        own_words = said.get((phrase.sentence.number, phrase.head.i))  # "…," he said: he is nobody in his own words
        found = likeliest(made, phrase, own_words)
        if found is not None:
            cluster, phrase.certainty = found
            made.put(phrase, cluster)


def likeliest(made: Resolver, phrase: Phrase, own_words: Span | None) -> tuple[Cluster, float] | None:
    """Return the cluster that the pronoun most likely stands for, and how likely; nothing if that is not enough."""
    found = list(candidates(made, phrase, own_words))
    if not found:
        return None
    kind = kind_of(phrase)
    odds = [math.exp(score(made, phrase, one, kind)) for one in found]
    best = max(range(len(found)), key=lambda n: (odds[n], -n))
    share = odds[best] / (sum(odds) + math.exp(WEIGHTS[kind].get(NOBODY, -9.0)))
    return (found[best].cluster, share) if share >= LEAST[kind] else None


def score(made: Resolver, phrase: Phrase, one: Candidate, kind: str) -> float:
    weights = WEIGHTS[kind]
    return sum(weights.get(name, 0.0) * value for name, value in features(made, phrase, one).items())


def _partner(made: Resolver, phrase: Phrase) -> Cluster | None:
    """Return Joe Biden for "Joe Biden and his son"."""
    noun = phrase.head.head
    if phrase.head.tag != "PRP$" or noun is None or noun.dep != "conj" or noun.head is None:
        return None
    target = made.by_head.get((phrase.sentence.number, noun.head.i))
    cluster = made.cluster(target) if target is not None else None
    return cluster if cluster is not None and fits(made, phrase, cluster) else None


def _promiser(made: Resolver, phrase: Phrase) -> Cluster | None:
    """Return Lee for "Lee, who had told Roe he would help": what the teller says will be done, the teller does."""
    verb = phrase.head.head
    above = verb.head if verb is not None and phrase.head.dep == "nsubj" and verb.dep == "ccomp" else None
    if verb is None or above is None or above.lemma not in PROMISING or not above.child("dobj", "dative", "npadvmod"):
        return None
    if not any(child.dep == "aux" and child.lower in WILL for child in verb.children):
        return None
    teller = above.child("nsubj")
    if teller is not None and teller.tag in ("WP", "WDT") and above.dep == "relcl":
        teller = above.head
    target = made.by_head.get((phrase.sentence.number, teller.i)) if teller is not None else None
    cluster = made.cluster(target) if target is not None else None
    return cluster if cluster is not None and fits(made, phrase, cluster) else None


def _announced(made: Resolver, phrase: Phrase) -> Cluster | None:
    """Return Johnson for "In his speech, Johnson said": the named subject that a phrase before it is about."""
    verb = next((one for one in phrase.head.ancestors() if one.pos in ("VERB", "AUX")), None)
    if phrase.head.tag != "PRP$" or verb is None or verb.i < phrase.head.i:
        return None
    subject = verb.child("nsubj", "nsubjpass")
    if subject is None or subject.i < phrase.head.i:
        return None
    inside = any(subject is one for one in phrase.head.ancestors())  # "his father left"
    target = made.by_head.get((phrase.sentence.number, subject.i))
    cluster = made.cluster(target) if target is not None and target.kind == "name" and not inside else None
    return cluster if cluster is not None and fits(made, phrase, cluster) else None
