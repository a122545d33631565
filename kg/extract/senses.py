"""Which of several readings of the same words stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.extract.general import general_words
from kg.extract.lexicon import verb_classes
from kg.extract.patterns import Binding
from kg.extract.referents import Referent
from kg.model import EntityRef, Quote, Statement
from kg.ontology import Ontology, RelationType

IT = "owl:Thing"  # the class of what "it" stands for where nothing tells
BODY = "body"  # the general word of `general-words.tsv` for boards and committees


def undecided(made: Iterable[Statement]) -> list[Statement]:
    """Return the statements of a verb whose sense an unknown "it" leaves open: "the party held it"."""
    senses: dict[tuple[EntityRef | None, int, Quote | None], list[Statement]] = {}
    for one in made:
        told = one.evidence[0]
        if one.object is None and told.extractor == "clauses":
            senses.setdefault((one.subject, told.trigger.span.start, told.object), []).append(one)
    return [one for same in senses.values() if len(same) > 1 for one in same]


def is_hollow(binding: Binding, object_: Referent) -> bool:
    """Tell whether a verb that means little by itself has an unknown "it" for object: "the party held it"."""
    unknown = not object_.entity.id and object_.entity.type == IT
    return unknown and binding.slots["object"].dep == "dobj" and "light" in verb_classes(binding.pattern.root.lemma)


def longest(bindings: Iterable[Binding]) -> Iterator[Binding]:
    """Yield the matches but those of a shorter phrase on the same words: a prime minister is no "minister of"."""
    found = list(bindings)
    most: dict[tuple[int, int, int, str], int] = {}
    for one in found:
        most[_ends(one)] = max(most.get(_ends(one), 0), one.pattern.words)
    # "serves on the board of X" makes nobody a member of the board
    inner = {(_who(one), word.i) for one in found for word in one.words[1:] if BODY in general_words(word.lemma)}
    # "the rally took place in X" took no place
    idioms = {(one.proposition.trigger.i, word.i) for one in found for word in one.words[1:] if not word.children}
    for one in found:
        if (one.proposition.trigger.i, one.slots["object"].i) in idioms or _is_by_another(one):
            continue
        if one.pattern.words == most[_ends(one)] and (_who(one), one.slots["object"].i) not in inner:
            yield one


def _is_by_another(binding: Binding) -> bool:
    """Tell whether "by" may name who did what the verb tells: "was addressed at meetings by Lee"."""
    event = binding.slots["object"]
    verb = event.head.head if binding.pattern.root_slot and event.dep == "pobj" and event.head is not None else None
    by = binding.slots["subject"].first_conjunct().head
    passive = verb is not None and verb.child("auxpass", "nsubjpass") is not None and not verb.child("agent")
    return passive and by is not None and by.lower == "by"


def wider(
    bare: Mapping[tuple[str, int], RelationType], made: Mapping[tuple[str, int], Statement], ontology: Ontology
) -> list[tuple[str, int]]:
    """Return the keys of statements of an "of" alone that another one reads more narrowly: of a party, not any body."""
    found = []
    for key, relation in bare.items():
        ends = made[key].subject, made[key].object, key[1]
        for other, narrow in bare.items():
            same = other != key and (made[other].subject, made[other].object, other[1]) == ends
            if (
                same
                and narrow.range != relation.range
                and all(ontology.accepts(relation.range, one) for one in narrow.range)
            ):
                found.append(key)
                break
    return found


def _who(binding: Binding) -> tuple[str, int, int]:
    return binding.pattern.relation, binding.proposition.trigger.i, binding.slots["subject"].i


def _ends(binding: Binding) -> tuple[int, int, int, str]:
    slots = binding.slots
    return binding.proposition.trigger.i, slots["subject"].i, slots["object"].i, binding.pattern.root.lemma
