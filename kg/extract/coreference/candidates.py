"""What a pronoun may stand for, and what speaks for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kg.extract.coreference.clusters import LOOKED_AT, Cluster, Resolver, agrees, governor, is_subject
from kg.extract.phrases import Phrase
from kg.model import Span

WINDOW = 3  # sentences back that a pronoun is looked for
DEEP = 30  # words above a pronoun that are looked at
MODIFIERS = ("compound", "nmod", "poss", "amod", "npadvmod", "appos")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cluster before a pronoun, with its mention that counts, and how many others of the same sentence precede it."""

    cluster: Cluster
    mention: Phrase
    mentions: int
    order: int


def kind_of(phrase: Phrase) -> str:
    """Return "person" for he and she, "group" for they, "thing" for it."""
    return "person" if phrase.gender in ("m", "f") else "group" if phrase.plural else "thing"


def candidates(made: Resolver, phrase: Phrase, without: Span | None = None) -> Iterator[Candidate]:
    """Yield the clusters that the pronoun may stand for, by their nearest mention, the nearest sentence first."""
    seen: set[int] = set()
    for back in range(WINDOW + 1):
        order = 0
        nearest: dict[int, tuple[Phrase, int, int]] = {}
        for other in made.before(phrase, back):
            if without is not None and without.covers(other.span):
                continue
            cluster = made.cluster(other)
            if cluster is None or other.origin or id(cluster) in seen or is_predicative(other):
                continue
            kept = nearest.get(id(cluster))
            if kept is None:
                order += 1
            if kept is None or (back == 0) or not is_subject(kept[0].head):
                nearest[id(cluster)] = (other, kept[1] if kept else order, len(cluster.phrases))
        for key_, (mention, place, mentions) in nearest.items():
            seen.add(key_)
            cluster = made.cluster(mention)
            if cluster is not None and fits(made, phrase, cluster) and not _is_told(made, mention, cluster):
                yield Candidate(cluster, mention, mentions, place)


def _is_told(made: Resolver, mention: Phrase, cluster: Cluster) -> bool:
    """Tell whether a media outlet is only whom somebody talks to: "told Reuters", "said to the BBC"."""
    head = mention.head
    told = head.dep in ("dobj", "dative") or (head.dep == "pobj" and head.head is not None and head.head.lower == "to")
    return told and made.is_a(cluster.type, "news:MediaOutlet")


def is_predicative(phrase: Phrase) -> bool:
    """Tell whether a nominal says what somebody is and not whom is meant: "was a sailor", "as Chairman"."""
    head = phrase.head
    if phrase.kind != "nominal":
        return False
    head = head.first_conjunct()
    above = head.head
    if above is None:
        return False
    if head.dep == "attr":
        return above.child("expl") is None
    return head.dep in ("appos", "oprd") or (head.dep == "pobj" and above.lower == "as")


def features(made: Resolver, phrase: Phrase, one: Candidate) -> dict[str, float]:
    """Return what speaks for and against a candidate; all that `weights.WEIGHTS` knows."""
    cluster, mention = one.cluster, one.mention
    distance = phrase.sentence.number - mention.sentence.number
    subject, own = is_subject(mention.head), is_subject(phrase.head)
    above = distance == 0 and any(one is mention.head.head for one in islice(phrase.head.ancestors(), DEEP))
    voice = made.voice(phrase)
    found: dict[str, float] = {
        f"distance {distance}": 1.0,
        "other paragraph": float(phrase.sentence.paragraph != mention.sentence.paragraph),
        "subject": float(subject),
        "subject and subject": float(subject and own),
        "object and object": float(not subject and not own and mention.head.dep == phrase.head.dep),
        "subject above": float(above and subject),
        "object above": float(above and not subject),
        "possessive of a subject": float(above and subject and phrase.head.tag == "PRP$"),
        "first": float(one.order == 1),
        "later": min(one.order - 1, 4) / 4,
        "mentions": min(one.mentions - 1, 6) / 6,
        "named": float(bool(cluster.names)),
        "titled": float(mention.kind == "name" and bool(mention.roles)),
        "topic": float(cluster is made.topic),
        "pronoun": float(mention.kind == "pronoun"),
        "same word": float(
            mention.kind == "pronoun" and mention.gender == phrase.gender and mention.plural == phrase.plural
        ),
        "modifier": float(mention.head.dep in MODIFIERS),
        "in a phrase": float(_is_in_phrase(mention)),
        "indefinite": float(mention.determiner in ("a", "an")),
        "bare": float(mention.kind == "nominal" and not mention.determiner),
        "gender": float(cluster.gender == phrase.gender),
        "other voice": float(voice != made.voice(mention)),
        "speaker and speaker": float(made.speaks(phrase) and made.speaks(mention)),
        "near": float(distance == 0 and phrase.first - mention.last <= 4),
    }
    found[f"{_kind(made, cluster)} {'plural' if cluster.plural else 'singular'}"] = 1.0
    return found


def _is_in_phrase(mention: Phrase) -> bool:
    """Tell whether the mention belongs to a noun: the village in "the mayor of the village"."""
    above = mention.head.head if mention.head.dep == "pobj" else None
    return above is not None and above.head is not None and above.head.pos in ("NOUN", "PROPN")


def _kind(made: Resolver, cluster: Cluster) -> str:
    type_ = cluster.type
    for root in ("Person", "Group", "Organization", "GeopoliticalEntity", "Place", "Event"):
        if type_ and made.is_a(type_, f"news:{root}"):
            return root
    return "other" if type_ else "untyped"


def fits(made: Resolver, phrase: Phrase, cluster: Cluster) -> bool:
    """Tell whether number, gender and class of the cluster allow the pronoun, and the syntax does not forbid it."""
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
    speaker = made.voice(phrase)
    if speaker is not None and cluster is made.cluster(speaker):  # nobody is "he" in his own words
        return False
    return not _is_coargument(made, phrase, cluster)


def _is_coargument(made: Resolver, phrase: Phrase, cluster: Cluster) -> bool:
    """Tell whether the pronoun and the cluster are arguments of one verb: in "X killed him", him is not X."""
    head = phrase.head
    if head.tag != "PRP" or head.lower.endswith(("self", "selves")):
        return False
    verb = governor(head)
    others = made.by_governor[phrase.sentence.number, verb.i][:LOOKED_AT] if verb is not None else []
    return any(made.cluster(other) is cluster for other in others)
