"""Classes of names from what is said of them, where nothing but the recognizer's guess gives one.

"Heezen was born in Vinton": whatever the recognizer took Heezen for, only people are born. The ontology's domains and
ranges say so, and a nominal said of the name does ("Reverend is a band").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.extract.patterns import Binding
from kg.extract.phrases import Phrase
from kg.extract.propositions import SUBJECTS, is_predicate_verb
from kg.gazetteer import name_suffix_class, nominal
from kg.gazetteer.keys import key
from kg.ontology import Ontology, RelationType

WITHIN = ("compound", "nmod", "amod")  # what stands before another noun may be a part of its name
BODIES = frozenset(  # verbs whose subjects news makes of clubs and firms as well: "Barcelona leads Real Madrid"
    "lead head run command manage represent play score move transfer settle face challenge write draft date "
    "direct oversee supervise administer govern steer helm".split()
)
NAMESAKES = ("news:City", "news:Region")  # classes of places whose names people bear
PERSONAL = frozenset(  # relations that match these are only people's
    f"https://schema.org/{name}" for name in ("birthDate", "birthPlace", "alumniOf", "spouse", "homeLocation")
)
DECIDING = frozenset(("news:Person", "news:Organization", "news:Place"))


def retype(phrases: Sequence[Phrase], bindings: Iterable[Sequence[Binding]], ontology: Ontology) -> None:
    """Give names the class that all phrases around them want, if their own fits none of these; in place.

    `bindings` holds the matches of each sentence, in order. Names with an entry, a title or a telling last word keep
    their class, but for towns' names of one word that are subjects wherever they stand.
    """
    weak: dict[tuple[int, int], Phrase] = {}
    named: dict[tuple[int, int], Phrase] = {}
    groups: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        if phrase.kind == "name" and not phrase.origin:
            groups[key(phrase.text)].append(phrase)
            named |= _places(phrase)
    for name, group in list(groups.items()):
        if any(_is_sure(phrase) for phrase in group) and not all(_is_namesake(phrase) for phrase in group):
            del groups[name]
        else:
            for phrase in group:
                weak |= _places(phrase)
    people: set[str] = set()
    wanted: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for number, matches in enumerate(bindings):
        for binding in matches:
            if binding.proposition.kind == "verb" and binding.proposition.trigger.lemma in BODIES:
                continue
            relation = ontology.relations[binding.pattern.relation]
            sides = ("subject", relation.domain), ("object", relation.range)
            for (slot, classes), (other, others) in (sides, sides[::-1]):
                if not _may_be(binding, other, others, relation, named.get((number, binding.slots[other].i)), ontology):
                    continue  # "Miller attended Harvard" is no visit to an event
                phrase_ = weak.get((number, binding.slots[slot].i))
                if (
                    phrase_ is not None
                    and binding.slots[slot].dep not in WITHIN
                    and not binding.pattern.root_slot
                    and not (slot == "object" and relation.literal)
                ):
                    wanted[key(phrase_.text)].append(tuple(classes))
                    certain = relation.literal or (number, binding.slots[other].i) in named
                    if certain and binding.proposition.kind == "verb" and PERSONAL & set(relation.matches):
                        people.add(key(phrase_.text))
    for name, votes in wanted.items():
        group = groups[name]
        if name not in people and any(ontology.accepts(classes, group[0].type) for classes in votes):
            continue
        classes_ = {classes[0] for classes in votes if len(classes) == 1} & DECIDING
        if any(phrase.entry is not None for phrase in group) and name not in people:
            continue
        if len(classes_) == 1 and not _is_post(group[0]):
            for phrase in group:
                phrase.type, phrase.entry = min(classes_), None


def _is_namesake(phrase: Phrase) -> bool:
    """Tell whether the name of a town or region may be a person's here: "Hamilton was born in Leeds"."""
    entry, above = phrase.entry, phrase.head.head
    if entry is None or entry.type not in NAMESAKES or phrase.roles or phrase.first < phrase.last:
        return False
    return phrase.head.dep in SUBJECTS and above is not None and is_predicate_verb(above)


def _places(phrase: Phrase) -> dict[tuple[int, int], Phrase]:
    return {(phrase.sentence.number, i): phrase for i in range(phrase.first, phrase.last + 1)}


def _may_be(
    binding: Binding,
    slot: str,
    classes: Sequence[str],
    relation: RelationType,
    phrase: Phrase | None,
    ontology: Ontology,
) -> bool:
    """Tell whether what stands in a place of the relation can be of its classes, as far as it is known."""
    if slot == "object" and relation.literal:
        return phrase is None
    return phrase is None or not _is_sure(phrase) or ontology.accepts(classes, phrase.type)


def _is_post(phrase: Phrase) -> bool:
    """Tell whether the words name a post, not who holds it or where: "Vice President", "Ranking"."""
    known = nominal(phrase.tokens[-1].lower)
    return (known is not None and known.type == "news:Person") or phrase.head.tag not in ("NNP", "NNPS")


def _is_sure(phrase: Phrase) -> bool:
    return phrase.entry is not None or bool(phrase.roles) or (
        phrase.last > phrase.first and name_suffix_class(phrase.tokens[-1].text) is not None
    )  # fmt: skip
