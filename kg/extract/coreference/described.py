"""Nominals that say what kind of thing is meant: "the organization", "the country", "the Russian president"."""

from __future__ import annotations

from kg.extract.coreference.clusters import GENERAL, Cluster, Resolver, agrees, recent
from kg.extract.names import GENERIC_HEADS
from kg.extract.phrases import Phrase

STATE_NOUNS = frozenset(
    "government army president minister capital ambassador envoy parliament king queen embassy".split()
)
PLACES = frozenset(
    "city town village state province region district island country port governorate county area nation "
    "neighborhood neighbourhood suburb municipality republic kingdom department".split()
)
FIRMS = frozenset(
    "firm bank club union airline university college school hospital museum court ministry charity airport".split()
)
FORMER = frozenset("next former future new first then late previous last second third another other".split())
KINDS = {  # what a word for organizations cannot stand for
    "movement": ("news:Company", "news:MediaOutlet", "news:InternationalOrganization", "news:GovernmentBody"),
    "militia": ("news:Company", "news:MediaOutlet", "news:InternationalOrganization", "news:PoliticalParty"),
    "organization": ("news:Company",),
    "organisation": ("news:Company",),
    "party": ("news:Company", "news:InternationalOrganization", "news:GovernmentBody"),
    "agency": ("news:PoliticalParty", "news:ArmedGroup", "news:GeopoliticalEntity"),
}
SIGHT = 3  # sentences back that "the country", "the organization" is looked for
HOLDERS = 100  # people of one office that are looked at
FAR = 12  # sentences back that "the woman" is looked for
NEAR = 2  # sentences back in which one of several presidents must stand for "the president" to mean them
BEFORE_TITLE = 6  # words before a name or title in which its country is looked for
ABOUT = 2.0  # times the mentions of the next country, for "the country" to be the one the article is about


def described(made: Resolver, phrase: Phrase) -> Cluster | None:
    """Return the thing in sight that a bare "the organization", "the town", "the man" stands for.

    It is the only one of its kind named nearby, or by far the one named most.
    """
    if phrase.determiner not in ("the", "this", "that") or phrase.head.tag != "NN" or not phrase.type:
        return None
    modifiers = _modifiers(phrase)
    if modifiers and modifiers[-2:] != ["-", "based"]:  # "the Oslo-based company" tells no more than "the company"
        return None
    if phrase.type == "news:Person":
        return _gendered(made, phrase)
    if phrase.type == "news:Country" or phrase.head.lemma not in GENERIC_HEADS | PLACES | FIRMS:
        return None
    found = [one for one in recent(made, phrase, SIGHT) if _is_meant(made, one, phrase)]
    sure = [one for one in found if made.is_a(one.type, phrase.type)]
    return _prominent(sure) if sure or len(found) > 1 else _prominent(found)


def generic_of_name(made: Resolver, phrase: Phrase) -> Cluster | None:
    """Return the M5S for "the M5S party", "the Rome-based M5S party": a name between the article and a kind."""
    last = phrase.head.i - 1
    if phrase.determiner != "the" or phrase.head.tag != "NN" or phrase.head.lemma not in GENERIC_HEADS:
        return None
    name = made.name_at(phrase.sentence.number, last)
    if name is None or name.origin or name.last != last:
        return None
    between = phrase.sentence.tokens[phrase.first + 1 : name.first]
    if between and between[-1].lower != "based":
        return None
    cluster = made.cluster(name)
    kind = cluster is not None and (not cluster.type or made.is_a(cluster.type, "news:Organization"))
    return cluster if kind else None


def _is_meant(made: Resolver, cluster: Cluster, phrase: Phrase) -> bool:
    """Tell whether the cluster is a named thing of the kind that the nominal says."""
    if not cluster.names or cluster.plural or not _is_kind(made, cluster, phrase):
        return False
    if made.is_a(phrase.type, "news:Organization") and made.is_a(cluster.type, "news:Place"):
        return False
    if any(made.is_a(cluster.type, kind) for kind in KINDS.get(phrase.head.lemma, ())):
        return False
    # a media outlet is whom people talk to, not whom they talk about
    return not made.is_a(cluster.type, "news:MediaOutlet") or made.is_a(phrase.type, "news:MediaOutlet")


def _prominent(found: list[Cluster]) -> Cluster | None:
    """Return the only one, or the one named at least ABOUT times as often as any other."""
    found = sorted(found, key=lambda one: -len(one.names))
    if len(found) < 2 or len(found[0].names) >= ABOUT * len(found[1].names):
        return found[0] if found else None
    return None


def country(made: Resolver, phrase: Phrase) -> Cluster | None:
    """Return for "the country" the only one in sight, or that of several which the article speaks of most."""
    if phrase.type != "news:Country" or phrase.head.tag != "NN":
        return None
    if phrase.determiner not in ("the", "this") or _modifiers(phrase):
        return None
    found = _prominent([one for one in recent(made, phrase, SIGHT) if one.names and _is_kind(made, one, phrase)])
    if found is None and phrase.determiner == "this":
        found = _prominent([one for one in made.clusters if one.names and one.type == "news:Country"])
    return found


def _gendered(made: Resolver, phrase: Phrase) -> Cluster | None:
    """Return the last named person for "the man", "the woman"."""
    if phrase.head.lemma not in ("man", "woman"):
        return None
    people = [one for one in recent(made, phrase, FAR) if one.names and one.type == "news:Person"]
    return next((one for one in people if agrees(phrase.gender, one.gender)), None)


def titled(made: Resolver, phrase: Phrase) -> Cluster | None:
    """Return the person who holds the office that "the president", "France's foreign minister" names.

    Among several presidents the country decides, else nearness; if both leave a choice, none is meant.
    """
    if phrase.type != "news:Person" or phrase.head.tag not in ("NN", "NNP") or not phrase.roles:
        return None
    country = owner(made, phrase)
    if phrase.determiner not in ("the", "this", "that") and not country:
        return None
    if any(token.lower in FORMER for token in phrase.tokens):
        return None
    if country is None and not phrase.title and _modifiers(phrase):
        return None
    roles = set(phrase.roles)
    found = [one for role in sorted(roles) for one in made.holders(role)[:HOLDERS] if one.names]
    found = [one for one in dict.fromkeys(found) if country is None or country in one.owners]
    if len(found) > 1:
        near = recent(made, phrase, NEAR)
        found = [one for one in near if one in found]
    return found[0] if len(found) == 1 else None


def _modifiers(phrase: Phrase) -> list[str]:
    return [t.text for t in phrase.tokens if t is not phrase.head and t.tag not in ("DT", "PDT", "``", "''")] + [
        prep.text for prep in phrase.head.all("prep") if prep.lower == "of"
    ]


def _is_kind(made: Resolver, cluster: Cluster, phrase: Phrase) -> bool:
    """Tell whether the cluster is what the nominal says, or known too vaguely to be anything else."""
    type_ = cluster.type
    if type_ == "news:GeopoliticalEntity":
        return (phrase.type == "news:Country") == _is_state(cluster)
    return bool(type_) and (made.is_a(type_, phrase.type) or (type_ in GENERAL and made.is_a(phrase.type, type_)))


def _is_state(cluster: Cluster) -> bool:
    """Tell whether the article speaks of the place's government, army or minister."""
    for phrase in cluster.names[:60]:
        prep = phrase.head.head
        owner = prep.head if prep is not None and phrase.head.dep == "pobj" and prep.lower in ("of", "to") else prep
        if owner is not None and phrase.head.dep in ("pobj", "poss", "compound") and owner.lemma in STATE_NOUNS:
            return True
    return False


def owner(made: Resolver, phrase: Phrase) -> str | None:
    """Return the id of the country that the words before a title name: "French", "France's", "of France"."""
    tokens = phrase.sentence.tokens
    last = phrase.head.i if phrase.kind == "nominal" else phrase.first
    for token in reversed(tokens[max(last - BEFORE_TITLE, 0) : last]):
        if token.tag not in ("NN", "NNP", "NNPS", "JJ", "POS", "HYPH"):
            break
        if not token.text[0].isupper():
            continue
        entry = made.gazetteer.demonym(token.text) or made.gazetteer.best(token.text)
        if entry is not None and entry.type == "news:Country":
            return entry.id
    for prep in phrase.head.all("prep"):
        inner = prep.child("pobj") if prep.lower == "of" else None
        target = made.by_head.get((phrase.sentence.number, inner.i)) if inner is not None else None
        if target is not None and target.entry is not None and target.entry.type == "news:Country":
            return target.entry.id
    return None
