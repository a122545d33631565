"""Nominals that stand for what was named or said before: "the army", "the organization", "a general"."""

from __future__ import annotations

from collections import defaultdict

from kg.extract.bearers import NAMED
from kg.extract.coreference.clusters import Cluster, Resolver, compatible
from kg.extract.coreference.described import PLACES, country, described, generic_of_name, owner, titled
from kg.extract.coreference.repeated import headlined, military, repeated, same_head, same_words
from kg.extract.phrases import Phrase
from kg.extract.said_classes import said
from kg.extract.tree import Token
from kg.gazetteer import nominal

PERSON = "news:Person"


def join_nominals(made: Resolver) -> None:
    """Put each nominal, in order of the text, into the cluster that the first sieve to know gives, or its own."""
    by_head: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in made.phrases:
        cluster = made.cluster(phrase)
        if cluster is not None and phrase.roles:
            cluster.owners.update(filter(None, [owner(made, phrase)]))
    for phrase in made.phrases:
        if phrase.kind == "name" and not phrase.origin:
            by_head[phrase.head.lower].append(phrase)
            for noun in said(phrase) if phrase.type == PERSON else ():
                if noun.tag == "NN" and (known := nominal(noun.lemma)) is not None and known.type == PERSON:
                    by_head[noun.lemma].append(phrase)  # "Ann Roe, a student": then "the student"
        if phrase.kind != "nominal":
            continue
        forces = military(made, phrase)
        cluster = (
            _appositive(made, phrase)
            or _named(made, phrase)
            or _coordinated(made, phrase)
            or _predicate(made, phrase)
            or _of_name(made, phrase)
            or generic_of_name(made, phrase)
            or titled(made, phrase)
            or country(made, phrase)
            or (made.cluster(by_head[forces][-1]) if by_head[forces] else None)
            or same_head(made, phrase, by_head)
            or same_words(made, phrase, by_head)
            or headlined(made, phrase, by_head)
            or described(made, phrase)
            or repeated(made, phrase, by_head)
        )
        made.put(phrase, cluster)
        by_head[phrase.head.lemma].append(phrase)
        if forces:
            by_head[forces].append(phrase)


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
        between = phrase.sentence.tokens[min(head.i, other.i) : max(head.i, other.i)]
        if any(token.text in (":", ";", "(") for token in between):  # "Photo: Anna Schmidt"
            continue
        target = made.by_head.get((phrase.sentence.number, other.i))
        cluster = made.cluster(target) if target is not None else None
        if cluster is None or not compatible(made, phrase, cluster):
            continue
        if cluster.type == PERSON and not phrase.type and not _follows(phrase, other):
            continue
        if not (phrase.title and cluster.roles and not cluster.roles & set(phrase.roles)):
            return cluster
    return None


def _follows(phrase: Phrase, name: Token) -> bool:
    """Tell whether the nominal, with "a", stands between commas after the name: "Kiara Perkins, a sophomore,"."""
    tokens = phrase.sentence.tokens
    return phrase.determiner in ("a", "an") and phrase.first == name.i + 2 and tokens[name.i + 1].text == ","


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
    before = (child for child in head.children if child.dep == "conj" and child.i < head.i)
    other = head.head if head.dep == "conj" else next(before, None)
    if other is None or head.tag != "NN" or other.tag != "NN" or (head.child("det") and other.child("det")):
        return None
    target = made.by_head.get((phrase.sentence.number, other.i))
    if target is None or target.kind != "nominal" or not phrase.type == target.type == PERSON:
        return None
    return made.cluster(target) or _named(made, target) or _named(made, phrase)


def _predicate(made: Resolver, phrase: Phrase) -> Cluster | None:
    """ "X became the first woman to lead Y": the woman is X."""
    subject = subject_of(phrase)
    target = made.by_head.get((phrase.sentence.number, subject.i)) if subject is not None else None
    cluster = made.cluster(target) if target is not None else None
    if cluster is None or not compatible(made, phrase, cluster) or cluster.plural != phrase.plural:
        return None
    return cluster if phrase.type or cluster.type != PERSON or phrase.determiner in ("a", "an") else None


def subject_of(phrase: Phrase) -> Token | None:
    """Return what the nominal is said to be: the subject of a plain "is" or "became", neither denied nor hedged."""
    head = phrase.head
    if phrase.type == PERSON and phrase.determiner in ("a", "an"):
        head = head.first_conjunct()  # "was a painter, a printmaker and a publisher"
    verb = head.head
    if head.dep != "attr" or head.tag != "NN" or verb is None or verb.lemma not in ("be", "become"):
        return None
    if verb.child("neg", "expl") or any(child.dep == "aux" and child.tag == "MD" for child in verb.children):
        return None
    return verb.child("nsubj")


def join_predicates(made: Resolver) -> None:
    """Give what a pronoun is said to be to the pronoun's cluster: "She is a teacher.", once pronouns are known."""
    for phrase in made.phrases:
        own = made.cluster(phrase)
        if phrase.kind != "nominal" or own is None or len(own.phrases) > 1:
            continue
        subject = subject_of(phrase)
        target = made.by_head.get((phrase.sentence.number, subject.i)) if subject is not None else None
        if target is None or target.kind != "pronoun" or not (phrase.type or target.gender in ("m", "f")):
            continue
        cluster = _predicate(made, phrase)
        if cluster is not None:
            made.move(phrase, cluster)


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
