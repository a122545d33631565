"""Classes of names from what is said of them, where nothing but the recognizer's guess gives one.

"Heezen was born in Vinton": whatever the recognizer took Heezen for, only people are born. The ontology's domains and
ranges say so, and a nominal said of the name does ("Reverend is a band").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.extract.patterns import Binding
from kg.extract.phrases import Phrase
from kg.extract.said_classes import class_of_words, is_where
from kg.gazetteer import Entry, given_name_gender, nominal
from kg.gazetteer.keys import key
from kg.gazetteer.names import SMALL, TERRITORY
from kg.ontology import Ontology

WITHIN = ("compound", "nmod", "amod")  # what stands before another noun may be a part of its name
BODIES = frozenset(  # verbs whose subjects news makes of clubs and firms as well: "Barcelona leads Real Madrid"
    "lead head run command manage represent play score move transfer settle face challenge write draft date "
    "direct oversee supervise administer govern steer helm".split()
)
GIVEN_UP = 2  # phrases that must want another class before a given name is no person's
PERSON = "news:Person"
PEOPLES = ("news:EthnicGroup", "news:ReligiousGroup")
DECIDING = frozenset(("news:Person", "news:Organization", "news:Place"))


def retype(phrases: Sequence[Phrase], bindings: Iterable[Sequence[Binding]], ontology: Ontology) -> None:
    """Give names the class that all phrases around them want, if their own fits none of these; in place.

    `bindings` holds the matches of each sentence, in order. Names with an entry that is no town, a title or telling
    words keep their class, and so do full names that begin with a given name.
    """
    weak: dict[tuple[int, int], Phrase] = {}
    sure: dict[tuple[int, int], Phrase] = {}
    groups: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        if phrase.kind == "name" and not phrase.origin:
            groups[key(phrase.text)].append(phrase)
    for name, group in list(groups.items()):
        places = {(phrase.sentence.number, i): phrase for phrase in group for i in range(phrase.first, phrase.last + 1)}
        if any(_is_sure(phrase) for phrase in group):
            del groups[name]
            sure |= places
        else:
            weak |= places
    wanted: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for number, matches in enumerate(bindings):
        for binding in matches:
            if binding.proposition.kind == "verb" and binding.proposition.trigger.lemma in BODIES:
                continue
            relation = ontology.relations[binding.pattern.relation]
            sides = ("subject", relation.domain), ("object", relation.range)
            for (slot, classes), (other, others) in (sides, sides[::-1]):
                place = number, binding.slots[other].i
                beside = sure.get(place) or _long(weak.get(place))
                literal = relation.literal and other == "object"
                if beside is not None and not literal and not ontology.accepts(others, beside.type):
                    continue  # "Miller attended Harvard" is no visit to an event
                phrase_ = weak.get((number, binding.slots[slot].i))
                if (
                    phrase_ is not None
                    and binding.slots[slot].dep not in WITHIN
                    and not binding.pattern.root_slot
                    and not (slot == "object" and relation.literal)
                ):
                    wanted[key(phrase_.text)].append(tuple(classes))
    for name, votes in wanted.items():
        group = groups[name]
        if (class_ := _wanted(group, votes, ontology)) and not _is_post(group[0]):
            for phrase in group:
                phrase.type, phrase.entry = class_, None


def _long(phrase: Phrase | None) -> Phrase | None:
    """Return the name if it has several words, so that its class is seldom wrong."""
    return phrase if phrase is not None and phrase.last > phrase.first else None


def _wanted(group: Sequence[Phrase], votes: Sequence[tuple[str, ...]], ontology: Ontology) -> str:
    """Return the class that all phrases around a name want; "" if its own fits one of them, or they differ.

    A large town is somebody's name only if two phrases say what none but people do, and nothing is ever "in" it.
    """
    people = sum(classes == (PERSON,) for classes in votes)
    if people > 1 and group[0].entry is not None and not any(is_where(phrase) for phrase in group):
        return PERSON if all(ontology.accepts(classes, PERSON) for classes in votes) else ""
    if people and _is_guessed_body(group) and all(ontology.accepts(classes, PERSON) for classes in votes):
        return PERSON  # "Roe was educated at Yale and joined Acme": no body is educated
    large = any(phrase.entry is not None and phrase.entry.rank < SMALL for phrase in group)
    if large or any(ontology.accepts(classes, group[0].type) for classes in votes):
        return ""
    wanted = {classes[0] for classes in votes if len(classes) == 1} & DECIDING
    if _is_given_name(group[0]) and len(votes) < GIVEN_UP:
        return ""  # "Wesley works in Leeds" makes no body of Wesley
    return min(wanted) if len(wanted) == 1 else ""


def _is_given_name(phrase: Phrase) -> bool:
    return phrase.first == phrase.last and phrase.type == PERSON and given_name_gender(phrase.text) is not None


def _is_guessed_body(group: Sequence[Phrase]) -> bool:
    """Tell whether a single word is a body only by the recognizer's guess."""
    first = group[0]
    alone = first.first == first.last and first.entry is None and not first.text.isupper()
    return alone and first.type == "news:Organization"


def _is_post(phrase: Phrase) -> bool:
    """Tell whether the words name a post, not who holds it or where: "Vice President", "Ranking"."""
    known = nominal(phrase.tokens[-1].lower)
    return (known is not None and known.type == "news:Person") or phrase.head.tag not in ("NNP", "NNPS")


def _is_sure(phrase: Phrase) -> bool:
    if (phrase.entry is not None and not _is_weak(phrase, phrase.entry)) or phrase.roles or phrase.type in PEOPLES:
        return True
    if phrase.last == phrase.first:
        return phrase.type == "news:Group" and phrase.plural  # "Muslims"
    named = phrase.type == PERSON and given_name_gender(phrase.tokens[0].text) is not None
    return named or class_of_words(phrase.tokens) is not None


def _is_weak(phrase: Phrase, entry: Entry) -> bool:
    """Tell whether a place of one word is a town or district, which may be somebody's name: "Allen", "Paris"."""
    return entry.type in ("news:City", "news:Region") and entry.rank > TERRITORY and phrase.first == phrase.last
