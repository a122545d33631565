"""Names that the article's pronouns show to be people's: "Hamilton was born in Leeds and sold his shop"."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from kg.extract.coreference.candidates import DEEP
from kg.extract.coreference.clusters import Cluster, Resolver
from kg.extract.phrases import Phrase
from kg.gazetteer import name_suffix_class

PERSON = "news:Person"
WINDOW = 3  # sentences back in which nobody else may be meant
OFTEN = 3  # times a name must govern "she" for it to be her, though other people are near
WHERE = frozenset("in at near across outside around inside throughout from".split())
NEVER = ("news:Country", "news:InternationalOrganization", "news:MediaOutlet")
WORDS = 2  # of a name that may be a person's


def find_people(made: Resolver) -> None:
    """Take for people the names of places and unknown things that are the subject above a "he" or "she".

    In the same sentence no person may stand before the pronoun. Once is enough if no person is near, and the name never
    tells where something is.
    """
    alone: Counter[int] = Counter()
    amid: Counter[int] = Counter()
    found: dict[int, Cluster] = {}
    for phrase in made.phrases:
        if phrase.kind != "pronoun" or phrase.gender not in ("m", "f"):
            continue
        cluster = _above(made, phrase)
        if cluster is not None and _may_be_person(made, cluster):
            found[id(cluster)] = cluster
            (amid if _has_others(made, phrase) else alone)[id(cluster)] += 1
    for number, cluster in found.items():
        places = sum(_tells_where(name) for name in cluster.names)
        if (alone[number] and not places) or alone[number] + amid[number] >= OFTEN + 2 * places:
            cluster.retype(PERSON)


def _above(made: Resolver, phrase: Phrase) -> Cluster | None:
    """Return the name that is the next subject above the pronoun, if nobody stands before it in the sentence."""
    number = phrase.sentence.number
    subjects = (verb.child("nsubj", "nsubjpass") for verb in islice(phrase.head.ancestors(), DEEP))
    subject = next((one for one in subjects if one is not None and one.i < phrase.first), None)
    target = made.by_head.get((number, subject.i)) if subject is not None else None
    if target is None or target.kind != "name" or target.last >= phrase.first:
        return None
    if any(_is_person(made, one) for one in made.before(phrase, 0)):
        return None
    return made.cluster(target)


def _is_person(made: Resolver, phrase: Phrase) -> bool:
    cluster = made.cluster(phrase)
    return (cluster.type if cluster is not None else phrase.type) == PERSON and not phrase.plural


def _has_others(made: Resolver, phrase: Phrase) -> bool:
    return any(_is_person(made, one) for back in range(1, WINDOW + 1) for one in made.before(phrase, back))


def _may_be_person(made: Resolver, cluster: Cluster) -> bool:
    name = cluster.names[0]
    if name.last - name.first >= WORDS or cluster.plural or any(made.is_a(cluster.type, one) for one in NEVER):
        return False
    return name.last == name.first or name_suffix_class(name.tokens[-1].text) is None


def _tells_where(name: Phrase) -> bool:
    tokens = name.sentence.tokens
    return name.first > 0 and tokens[name.first - 1].lower in WHERE
