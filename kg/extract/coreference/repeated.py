"""Nominals that repeat what was said before: "the army" after "the Libyan army", "iodine" after "iodine"."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from kg.extract.coreference.clusters import Cluster, Resolver
from kg.extract.phrases import Phrase
from kg.extract.tree import Token
from kg.gazetteer.keys import key

NOMINAL_WINDOW = 40  # sentences back that a bare definite nominal is looked for
BELOW = 4  # sentences below the headline in which the text says it again
OWNED = ("poss", "of")
LOOKED_AT = 60  # earlier phrases of the same head
UNIQUE = frozenset(
    "army government police parliament military navy ministry cabinet congress senate air force court presidency "
    "opposition constitution".split()
)
OTHERS = frozenset(  # words that set a thing off from others of its kind
    "other another previous next last first second third many several few some more most such own former each every "
    "any no new".split()
)
DEFINITE = ("the", "this", "that", "these", "those")
PLAIN = ("DT", "PDT", "POS", "HYPH", "CD", "``", "''", ",")  # tags of words that tell nothing apart
CLOSE = frozenset("in near at from with without behind between against".split())
QUANTITIES = frozenset("number dozen hundred thousand million majority lot half some many".split())


def military(made: Resolver, phrase: Phrase) -> str:
    """Return what all wordings for the armed forces of one country share: "US military", "American armed forces".

    "" for other phrases, and where something else sets a part of them off: "U.S. military forces in Iraq".
    """
    head, before = phrase.head, phrase.tokens[:-1] if phrase.tokens[-1] is phrase.head else ()
    words = [token for token in before if token.tag not in PLAIN]
    if head.lemma == "force" and words and words[-1].lower in ("military", "armed"):
        words.pop()
    elif head.lower != "military":
        return ""
    if not words or head.child("prep", "relcl", "acl"):
        return ""
    name = made.name_at(phrase.sentence.number, words[-1].i)
    entry = name.entry if name is not None and name.first == words[0].i else None
    if entry is None and len(words) == 1:
        entry = made.gazetteer.demonym(words[0].text)
    return f"military of {entry.id}" if entry is not None and entry.type == "news:Country" else ""


def same_head(made: Resolver, phrase: Phrase, by_head: Mapping[str, list[Phrase]]) -> Cluster | None:
    """Return the last cluster named by the same head noun: "the army" after "the Libyan army", "the Center".

    The later phrase must be definite and must not add what the earlier one lacks.
    """
    if phrase.determiner not in DEFINITE or phrase.head.child("poss") is not None:
        return None
    modifiers = _modifiers(phrase)
    for other in islice(reversed(by_head.get(phrase.head.lemma, [])), LOOKED_AT):
        if other.sentence.number == phrase.sentence.number and other.last >= phrase.first:
            continue
        distance = phrase.sentence.number - other.sentence.number
        if distance > NOMINAL_WINDOW and other.kind != "name" and phrase.head.lemma not in UNIQUE:
            break
        if other.kind == "nominal" and not _same_number(phrase, other):
            continue
        if phrase.type == "news:Person" and phrase.roles and other.roles and not set(phrase.roles) & set(other.roles):
            continue  # "the president" after "the vice president"
        if other.kind == "nominal" and _sets_off(other) - _sets_off(phrase):
            continue
        if modifiers <= (_modifiers(other) if other.kind == "nominal" else set(key(other.text).split(" "))):
            return made.cluster(other)
    return None


def _same_number(one: Phrase, other: Phrase) -> bool:
    """Tell whether both are plural or neither is; "police" has one number, whatever its tag."""
    return one.head.lemma in UNIQUE or (one.head.tag == "NNS") == (other.head.tag == "NNS")


def same_words(made: Resolver, phrase: Phrase, by_head: Mapping[str, list[Phrase]]) -> Cluster | None:
    """Return the last cluster said in the same words about the same owner: "Kelm's bridge", "the bridge of Kelm"."""
    words = _content(phrase)
    if len(words) < 2 or _sets_off(phrase) or not any(tag in OWNED for tag in _links(phrase)):
        return None
    for other in islice(reversed(by_head.get(phrase.head.lemma, [])), LOOKED_AT):
        if other.kind == "nominal" and other.plural == phrase.plural and _content(other) == words:
            return made.cluster(other)
    return None


def headlined(made: Resolver, phrase: Phrase, by_head: Mapping[str, list[Phrase]]) -> Cluster | None:
    """Return what the headline said, where the text below it says it first: "a flood" after "Kelm flood"."""
    number = phrase.sentence.number
    if (
        not 0 < number <= BELOW
        or phrase.head.tag not in ("NN", "NNS")
        or phrase.determiner not in ("a", "an", "the", "")
    ):
        return None
    earlier = by_head.get(phrase.head.lemma, [])
    if len(earlier) != 1 or _sets_off(phrase) or phrase.head.child("poss") is not None:
        return None
    other = earlier[0]
    if other.sentence.number or other.kind != "nominal" or other.plural != phrase.plural or not _is_title(other):
        return None
    one, two = _modifiers(phrase), _modifiers(other)
    return made.cluster(other) if one <= two or two <= one else None


def _is_title(phrase: Phrase) -> bool:
    """Tell whether the phrase stands in a first sentence that does not end like one."""
    return phrase.sentence.tokens[-1].text not in (".", "?", "!", '"', "”", ":")


def _content(phrase: Phrase) -> frozenset[str]:
    """Return the keys of the words that tell, the owner's among them."""
    tokens = [token for token in phrase.tokens if token.tag not in ("DT", "POS", "HYPH", "``", "''", ",")]
    for prep in phrase.head.all("prep"):
        inner = prep.child("pobj") if prep.lower == "of" else None
        if inner is not None:
            tokens += [*inner.all("compound"), inner]
    return frozenset(key(token.text) for token in tokens)


def _links(phrase: Phrase) -> list[str]:
    return [child.dep if child.dep != "prep" else child.lower for child in phrase.head.children]


def _sets_off(phrase: Phrase) -> set[str]:
    """Return the words of the phrase that set it off from others: an "other", a "no", an ordinal."""
    return {t.lower for t in phrase.tokens if t is not phrase.head and (t.lower in OTHERS or t.ent == "ORDINAL")}


def repeated(made: Resolver, phrase: Phrase, by_head: Mapping[str, list[Phrase]]) -> Cluster | None:
    """Return the cluster of the same words said before of a kind or a substance: "iodine", "crop yields"."""
    if phrase.determiner or phrase.head.lemma in QUANTITIES:
        return None
    if phrase.type in ("news:Person", "news:Group") and phrase.first == phrase.last:
        return None  # "officials", "people" are others each time
    if phrase.head.tag not in ("NN", "NNS") or _is_counted(phrase) or _is_label(phrase):
        return None
    words = _words(phrase)
    for other in islice(reversed(by_head.get(phrase.head.lemma, [])), LOOKED_AT):
        same = other.plural == phrase.plural or phrase.head.lemma in UNIQUE
        alike = other.kind == "nominal" and same and other.determiner in ("", "the")
        if alike and _words(other) == words and not _is_counted(other):
            return made.cluster(other)
    return None


def _is_label(phrase: Phrase) -> bool:
    """Tell whether the word announces what follows: "Image: Anna Schmidt"."""
    tokens = phrase.sentence.tokens
    return phrase.first == 0 and phrase.last + 1 < len(tokens) and tokens[phrase.last + 1].text == ":"


def _words(phrase: Phrase) -> tuple[str, ...]:
    return tuple(t.lower for t in phrase.tokens if t.tag not in ("DT", "``", "''", "HYPH"))


def _is_counted(phrase: Phrase) -> bool:
    return any(
        t.tag in ("CD", "PRP$", "JJR", "POS") or t.lower in OTHERS for t in phrase.tokens if t is not phrase.head
    )


def _modifiers(phrase: Phrase) -> set[str]:
    """Return the key of what tells the phrase from others with the same head: "libyan", "unity", "of europe"."""
    found = {
        key(t.text)
        for t in phrase.tokens
        if t is not phrase.head and (t.tag not in PLAIN or _is_year(t)) and t.lower not in ("same", "latter", "former")
    }
    for prep in phrase.head.all("prep"):
        inner = prep.child("pobj")
        if inner is not None and (prep.lower in ("of", "for") or _is_close(phrase, prep, inner)):
            found.add(key(inner.text))
    found.update(key(clause.text) for clause in phrase.head.all("relcl", "acl") if clause.i - phrase.head.i < 3)
    return found


def _is_year(token: Token) -> bool:
    """Tell whether a number tells one from others of its kind: "the 1973 election"."""
    return token.tag == "CD" and len(token.text) == 4 and token.text.isdigit()


def _is_close(phrase: Phrase, prep: Token, inner: Token) -> bool:
    """Tell whether a preposition tells which one is meant: "the schools near the river", not "the attack on Friday"."""
    return prep.i == phrase.head.i + 1 and prep.lower in CLOSE and inner.ent not in ("DATE", "TIME")
