"""Pronouns: whom they stand for."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.claims import Saying
from kg.extract.coreference.clusters import Cluster, Resolver, agrees, is_subject
from kg.extract.coreference.weights import WEIGHTS
from kg.extract.phrases import Phrase
from kg.model import Span

FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
WINDOW = 3  # sentences back that a pronoun is looked for
LEAST = {"person": 0.4, "thing": 0.4, "group": 0.4}  # of the candidates' scores, what the best must have


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
        phrase.type = "news:Group" if phrase.plural else "news:Person"
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
        if speaker is not None:
            for n in range(bisect_left(starts, saying.content.start), bisect_left(starts, saying.content.end)):
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
        partner = _partner(made, phrase) or _announced(made, phrase)
        if partner is not None:
            made.put(phrase, partner)
            continue
        own_words = said.get((phrase.sentence.number, phrase.head.i))  # "…," he said: he is nobody in his own words
        cluster = _likeliest(made, phrase, own_words)
        if cluster is not None:
            made.put(phrase, cluster)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cluster before a pronoun, with its mention that counts, and how many others of the same sentence precede it."""

    cluster: Cluster
    mention: Phrase
    mentions: int
    order: int


def _likeliest(made: Resolver, phrase: Phrase, own_words: Span | None) -> Cluster | None:
    found = list(candidates(made, phrase, own_words))
    if not found:
        return None
    kind = kind_of(phrase)
    scores = [score(made, phrase, one, kind) for one in found]
    best = max(range(len(found)), key=lambda n: (scores[n], -n))
    total = sum(2.718281828 ** (other - scores[best]) for other in scores)
    return found[best].cluster if total * LEAST[kind] <= 1 else None


def kind_of(phrase: Phrase) -> str:
    """Return "person" for he and she, "group" for they, "thing" for it."""
    return "person" if phrase.gender in ("m", "f") else "group" if phrase.plural else "thing"


def candidates(made: Resolver, phrase: Phrase, without: Span | None = None) -> Iterator[Candidate]:
    """Yield the clusters that the pronoun may stand for, by their nearest mention, the nearest sentence first."""
    seen: set[int] = set()
    number = phrase.sentence.number
    for back in range(WINDOW + 1):
        order = 0
        here = made.in_order.get(number - back, ())
        nearest: dict[int, tuple[Phrase, int, int]] = {}
        for other in here:
            if (back == 0 and other.first >= phrase.first) or (without is not None and without.covers(other.span)):
                continue
            cluster = made.cluster(other)
            if cluster is None or other.origin or id(cluster) in seen:
                continue
            kept = nearest.get(id(cluster))
            if kept is None:
                order += 1
            if kept is None or (back == 0) or not is_subject(kept[0].head):
                nearest[id(cluster)] = (other, kept[1] if kept else order, len(cluster.phrases))
        for key_, (mention, place, mentions) in nearest.items():
            seen.add(key_)
            cluster = made.cluster(mention)
            if cluster is not None and _fits(made, phrase, cluster):
                yield Candidate(cluster, mention, mentions, place)


def features(made: Resolver, phrase: Phrase, one: Candidate) -> dict[str, float]:
    """Return what speaks for and against a candidate; all that `weights.WEIGHTS` knows."""
    cluster, mention = one.cluster, one.mention
    distance = phrase.sentence.number - mention.sentence.number
    subject, own = is_subject(mention.head), is_subject(phrase.head)
    found: dict[str, float] = {
        f"distance {distance}": 1.0,
        "other paragraph": float(phrase.sentence.paragraph != mention.sentence.paragraph),
        "subject": float(subject),
        "subject and subject": float(subject and own),
        "object and object": float(not subject and not own and mention.head.dep == phrase.head.dep),
        "first": float(one.order == 1),
        "later": min(one.order - 1, 4) / 4,
        "mentions": min(one.mentions - 1, 6) / 6,
        "named": float(bool(cluster.names)),
        "pronoun": float(mention.kind == "pronoun"),
        "same word": float(
            mention.kind == "pronoun" and mention.gender == phrase.gender and mention.plural == phrase.plural
        ),
        "modifier": float(mention.head.dep in ("compound", "nmod", "poss", "amod", "npadvmod", "appos")),
        "in a phrase": float(_is_in_phrase(mention)),
        "indefinite": float(mention.determiner in ("a", "an")),
        "gender": float(cluster.gender == phrase.gender),
        "near": 1.0 if distance == 0 and phrase.first - mention.last <= 4 else 0.0,
    }
    kind = _kind(made, cluster)
    found[f"{kind} {'plural' if cluster.plural else 'singular'}"] = 1.0
    return found


def _is_in_phrase(mention: Phrase) -> bool:
    """Tell whether the mention belongs to a noun: the village in "the mayor of the village"."""
    above = mention.head.head if mention.head.dep == "pobj" else None
    return above is not None and above.head is not None and above.head.pos in ("NOUN", "PROPN")


def score(made: Resolver, phrase: Phrase, one: Candidate, kind: str) -> float:
    weights = WEIGHTS[kind]
    return sum(weights.get(name, 0.0) * value for name, value in features(made, phrase, one).items())


def _kind(made: Resolver, cluster: Cluster) -> str:
    type_ = cluster.type
    for root in ("Person", "Group", "Organization", "GeopoliticalEntity", "Place", "Event"):
        if type_ and made.is_a(type_, f"news:{root}"):
            return root
    return "other" if type_ else "untyped"


def _partner(made: Resolver, phrase: Phrase) -> Cluster | None:
    """Return Joe Biden for "Joe Biden and his son"."""
    noun = phrase.head.head
    if phrase.head.tag != "PRP$" or noun is None or noun.dep != "conj" or noun.head is None:
        return None
    target = made.by_head.get((phrase.sentence.number, noun.head.i))
    cluster = made.cluster(target) if target is not None else None
    return cluster if cluster is not None and _fits(made, phrase, cluster) else None


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
    return cluster if cluster is not None and _fits(made, phrase, cluster) else None


def _fits(made: Resolver, phrase: Phrase, cluster: Cluster) -> bool:
    person = made.is_a(cluster.type, "news:Person") if cluster.type else False
    if phrase.gender in ("m", "f"):
        if not person or cluster.plural or not agrees(phrase.gender, cluster.gender):
            return False
    elif phrase.plural:
        group = bool(cluster.type) and any(made.is_a(cluster.type, f"news:{one}") for one in ("Organization", "Group"))
        if not (cluster.plural or group):
            return False
    elif person or (cluster.plural and not cluster.names) or (cluster.type and made.is_a(cluster.type, "news:Group")):
        return False
    return not _coargument(made, phrase, cluster)


def _coargument(made: Resolver, phrase: Phrase, cluster: Cluster) -> bool:
    """Tell whether the pronoun and the cluster are arguments of one verb: in "X killed him", him is not X."""
    head = phrase.head
    if head.tag != "PRP" or head.lower.endswith(("self", "selves")):
        return False
    verb = head.head if head.dep != "pobj" or head.head is None else head.head.head
    if verb is None:
        return False
    for other in made.in_sentence[phrase.sentence.number]:
        above = other.head.head if other.head.dep != "pobj" or other.head.head is None else other.head.head.head
        if above is verb and made.cluster(other) is cluster:
            return True
    return False
