"""Classes of names from what is said of them, where nothing but the recognizer's guess gives one.

"Heezen was born in Vinton": whatever the recognizer took Heezen for, only people are born. The ontology's domains and
ranges say so, and so do words like "married", "X's nephew".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.extract.patterns import Binding
from kg.extract.phrases import Phrase
from kg.extract.said_classes import class_of_words, is_where
from kg.extract.told_classes import hinted_class, told_classes
from kg.gazetteer import Entry, given_name_gender, nominal
from kg.gazetteer.keys import key
from kg.gazetteer.names import SMALL, TERRITORY
from kg.ontology import Ontology

Classes = tuple[str, ...]
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
    wanted: dict[str, list[Classes]] = defaultdict(list)
    for name, votes in _wishes(bindings, weak, sure, ontology):
        wanted[name] += votes
    for name, group in groups.items():
        told = [(class_,) for phrase in group for class_ in told_classes(phrase)]
        wanted[name] += told
    for name, votes in wanted.items():
        group = groups[name]
        class_ = _wanted(group, votes, ontology) if votes else ""
        if not class_ and not group[0].type:
            class_ = _hinted(group)
        if class_ and not _is_post(group[0]):
            for phrase in group:
                phrase.type, phrase.entry = class_, None


def _wishes(
    bindings: Iterable[Sequence[Binding]],
    weak: Mapping[tuple[int, int], Phrase],
    sure: Mapping[tuple[int, int], Phrase],
    ontology: Ontology,
) -> Iterator[tuple[str, list[Classes]]]:
    """Yield the key of a weak name and the classes that the phrases of one word around it want of it.

    Where these want different ones, they tell nothing: "works in" is said of people and of firms.
    """
    found: dict[tuple[str, int, int, str], list[Classes]] = defaultdict(list)
    for number, matches in enumerate(bindings):
        for binding in matches:
            trigger = binding.proposition.trigger
            if binding.pattern.root_slot or (binding.proposition.kind == "verb" and trigger.lemma in BODIES):
                continue
            relation = ontology.relations[binding.pattern.relation]
            sides = ("subject", relation.domain), ("object", relation.range)
            for (slot, classes), (other, others) in (sides, sides[::-1]):
                name = weak.get((number, binding.slots[slot].i))
                if name is None or binding.slots[slot].dep in WITHIN or (slot == "object" and relation.literal):
                    continue
                place = number, binding.slots[other].i
                beside = sure.get(place) or _long(weak.get(place))
                literal = relation.literal and other == "object"
                if beside is not None and not literal and not ontology.accepts(others, beside.type):
                    continue  # "Miller attended Harvard" is no visit to an event
                found[key(name.text), number, trigger.i, slot].append(tuple(classes))
    for (words, *_), votes in found.items():
        single = {classes[0] for classes in votes if len(classes) == 1} & DECIDING
        yield words, votes if len(single) < 2 else [tuple(sorted({one for classes in votes for one in classes}))]


def _long(phrase: Phrase | None) -> Phrase | None:
    """Return the name if it has several words, so that its class is seldom wrong."""
    return phrase if phrase is not None and phrase.last > phrase.first else None


def _wanted(group: Sequence[Phrase], votes: Sequence[Classes], ontology: Ontology) -> str:
    """Return the class that the phrases around a name want; "" if its own fits one that tells the two apart.

    A large town is somebody's name only if two phrases say what none but people do, and nothing is ever "in" it.
    """
    people = sum(classes == (PERSON,) for classes in votes)
    if people > 1 and group[0].entry is not None and not any(is_where(phrase) for phrase in group):
        return PERSON if all(ontology.accepts(classes, PERSON) for classes in votes) else ""
    if any(phrase.entry is not None and phrase.entry.rank < SMALL for phrase in group):
        return ""
    wanted = {classes[0] for classes in votes if len(classes) == 1} & DECIDING
    if _is_given_name(group[0]) and len(votes) < GIVEN_UP:
        return ""  # "Wesley works in Leeds" makes no body of Wesley
    if len(wanted) != 1:
        return ""
    class_ = wanted.pop()
    fits = [classes for classes in votes if ontology.accepts(classes, group[0].type)]
    if class_ == PERSON and _is_guessed_body(group):  # what bodies do as well tells nothing
        fits = [classes for classes in fits if not ontology.accepts(classes, PERSON)]
    return class_ if not fits else ""


def _hinted(group: Sequence[Phrase]) -> str:
    """Return the class that all verbs of saying give a name; "" where they give none."""
    hints = {class_ for phrase in group if (class_ := hinted_class(phrase))}
    return hints.pop() if len(hints) == 1 else ""


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
