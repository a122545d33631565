"""From a word to the entities it stands for, in the sentence where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.extract.coreference import Cluster, is_sure
from kg.extract.phrases import Phrase
from kg.extract.propositions import conjuncts
from kg.extract.tree import Sentence, Token
from kg.gazetteer import nominal
from kg.model import EntityRef, Quote

QUANTITIES = frozenset(
    "number dozen dozens hundred hundreds thousand thousands million millions majority minority lot lots series couple "
    "handful rest part half some many most all both one several few variety range total group".split()
)
PLACED = frozenset(  # nouns of places that "of" names: "the town of Amity"
    "town city village county province state municipality hometown borough district township parish republic kingdom "
    "commune prefecture island region community settlement hamlet territory".split()
)
AROUND = frozenset("suburbs outskirts heart center centre downtown".split())  # "the suburbs of Leeds"
CALLED = frozenset("name call know dub title rename".split())
DEFINITE = frozenset("the these those".split())
NOBODY = frozenset("nobody none nothing neither no-one".split())
PARTS = frozenset("many most some few half rest part majority minority number".split())
EXAMPLES = frozenset("including include like as namely".split())
PERSONAL = frozenset("he him his himself she her hers herself i me my mine myself".split())
TOGETHER = frozenset("they them their theirs".split())
MARRYING = frozenset("marry wed divorce".split())
PERSON = "news:Person"
LONGEST_CHAIN = 4  # nouns said of nouns that are followed up to a name
THING = "owl:Thing"
WEIGHTS = {"name": 1.0, "nominal": 0.95, "pronoun": 0.9}


@dataclass(frozen=True, slots=True)
class Referent:
    """An entity as an argument: the words that stand for it here, and how sure they are.

    `named` if the article names it anywhere; `generic` for a bare plural ("branches"); `kind` is that of the phrase, or
    "number" for a bare one ("killing 25"). The entity's id is "" for whom the article never names: "he" without
    antecedent.
    """

    entity: EntityRef
    quote: Quote
    weight: float
    named: bool = True
    generic: bool = False
    kind: str = "name"


class Referents:
    """The phrases of an article by their words, and the entities of their clusters."""

    def __init__(
        self,
        phrases: Mapping[tuple[int, int], Phrase],
        clusters: Mapping[int, Cluster],
        entities: Mapping[int, EntityRef],
        origins: Mapping[str, EntityRef],
    ) -> None:
        self._phrases = phrases  # (sentence number, token number) -> phrase, for each token of a name, else the head
        self._clusters = clusters  # id of phrase -> cluster
        self._entities = entities  # id of cluster -> entity
        self._origins = origins  # gazetteer id of a demonym's country -> entity

    def of(self, sentence: Sentence, token: Token) -> list[Referent]:
        """Return what the phrase with this head stands for.

        "a number of leaders" stands for leaders; "groups, particularly IS and Ansar al-Sharia" for the two as well.
        """
        token = _picked(token) or counted(token)
        found = {referent.entity.id: referent for referent in self._members(sentence, token)}
        own = self._one(sentence, token)
        if own is not None and (not found or own.weight == 1.0):
            found.setdefault(own.entity.id, own)
        return list(found.values())

    def arguments(self, sentence: Sentence, token: Token, deepest: int = LONGEST_CHAIN) -> list[Referent]:
        """Return what the phrase stands for as an argument of a relation, where `of` may find less.

        "X is a firm based in Oslo": what is said of the firm is said of X. "He" without antecedent, or with a doubtful
        one, is a person whom nothing names, "it" a thing, "they" either.
        """
        if token.lower in NOBODY:
            return []
        token = named_place(token)
        together = self._together(sentence, token) if token.lower in TOGETHER else []
        if together:
            return together
        found = self.of(sentence, token)
        if deepest and not any(referent.kind == "name" for referent in found):
            for other in _said_of(token):
                named = self.arguments(sentence, other, deepest - 1)
                if any(referent.kind == "name" for referent in named) or not any(referent.named for referent in found):
                    found = named or found
        return found or self.unnamed(sentence, token)

    def unnamed(self, sentence: Sentence, token: Token) -> list[Referent]:
        """Return what a pronoun stands for where nothing tells who it is; nothing for another word."""
        phrase = self.phrase(sentence, token)
        if phrase is None or phrase.kind != "pronoun":
            return []
        type_ = "news:Person" if phrase.head.lower in PERSONAL else "" if phrase.plural else THING
        unnamed = EntityRef("", phrase.text, type_)
        return [Referent(unnamed, _quote(phrase), WEIGHTS["pronoun"], named=False, kind="pronoun")]

    def _together(self, sentence: Sentence, pronoun: Token) -> list[Referent]:
        """Return the people whom "they" stands for one by one, if two of the sentence are joined before it."""
        found: dict[str, Referent] = {}
        people = list(joined_before(pronoun))
        for token in people:
            named = [one for one in self.arguments(sentence, token, 1) if one.entity.type == PERSON]
            if len(named) != 1:
                return []
            found.setdefault(named[0].entity.id or named[0].quote.text.lower(), named[0])
        return list(found.values()) if len(found) > 1 else []

    def phrase(self, sentence: Sentence, token: Token) -> Phrase | None:
        return self._phrases.get((sentence.number, token.i))

    def _one(self, sentence: Sentence, token: Token) -> Referent | None:
        phrase = self.phrase(sentence, token)
        if phrase is None:
            return None
        if phrase.origin:
            entity = self._origins.get(phrase.entry.id) if phrase.entry is not None else None
            return Referent(entity, _quote(phrase), WEIGHTS["nominal"]) if entity is not None else None
        cluster = self._clusters.get(id(phrase))
        entity = self._entities.get(id(cluster)) if cluster is not None else None
        if entity is None or cluster is None or all(one.kind == "pronoun" for one in cluster.phrases):
            return None
        if not is_sure(phrase):
            return None
        weight = min(WEIGHTS[phrase.kind], phrase.certainty)
        return Referent(entity, _quote(phrase), weight, bool(cluster.names), _is_generic(phrase),
                        "number" if phrase.head.tag == "CD" else phrase.kind)  # fmt: skip

    def _members(self, sentence: Sentence, token: Token) -> Iterator[Referent]:
        if token.tag != "NNS":
            return
        for child in token.children:
            if child.dep == "appos" and child.pos == "PROPN":
                named = [child]
            elif child.dep in ("prep", "acl") and child.lower in EXAMPLES:
                named = [inner for inner in child.children if inner.dep in ("pobj", "dobj")]
            else:
                continue
            for head in named:
                for one in conjuncts(head):
                    referent = self._one(sentence, one) if one.pos == "PROPN" else None
                    if referent is not None:
                        yield referent


def _quote(phrase: Phrase) -> Quote:
    return Quote(phrase.span, phrase.text)


def joined_before(pronoun: Token) -> list[Token]:
    """Return the heads of the people joined before a plural pronoun; none if no two are.

    "his wife Ann and their son": he and Ann. "Bo and Ann live with their son": the subject of a verb above. "He married
    Ann, and they moved": both.
    """
    noun = pronoun.head
    if pronoun.tag == "PRP$" and noun is not None and noun.dep == "conj":
        first = noun.first_conjunct()
        if first.dep == "appos" and first.pos == "PROPN" and first.head is not None:
            first = first.head  # "his wife, Ann, and their son"
        owner = first.child("poss")
        if owner is not None and owner.lower in PERSONAL:
            return [owner, first]
        members = [one for one in conjuncts(first) if one.i < pronoun.i]
        if len(members) > 1:
            return members
    for verb in pronoun.ancestors():
        subject = verb.child("nsubj", "nsubjpass")
        if subject is None or subject.i >= pronoun.i:
            continue
        members = [one for one in conjuncts(subject) if one.i < pronoun.i]
        target = verb.child("dobj") if verb.lemma in MARRYING else None
        if target is not None and len(members) == 1 and target.i < pronoun.i:
            return [subject, target]
        if len(members) > 1 or subject.lower not in TOGETHER:
            return members if len(members) > 1 else []
    return []


def _is_common(noun: Token) -> bool:
    return noun.tag == "NN" or (noun.tag == "NNP" and noun.text.islower())


def _is_alike(noun: Token, other: Token) -> bool:
    """Tell whether both nouns are words for people, or neither."""
    people = [(known := nominal(one.lemma)) is not None and known.type == PERSON for one in (noun, other)]
    return people[0] == people[1]


def named_place(token: Token) -> Token:
    """Return the name of what a noun of places stands before: "Amity" of "the town of Amity", of "its suburbs"."""
    if not (token.lemma in PLACED and token.tag == "NN") and token.lower not in AROUND:
        return token
    of = next((child for child in token.children if child.dep == "prep" and child.lower == "of"), None)
    inner = of.child("pobj") if of is not None else None
    return inner if inner is not None and inner.pos == "PROPN" else token


def _said_of(noun: Token) -> list[Token]:
    """Return the subject of "X is a firm" at the firm, the name at "X, a firm" and "a firm called X".

    None where it is denied or doubted.
    """
    verb = noun.head
    if not _is_common(noun) or verb is None:
        return []
    for child in noun.children:
        if child.dep in ("acl", "relcl") and child.lemma in CALLED:
            name = child.child("oprd", "attr", "dobj")
            if name is not None and name.pos == "PROPN":
                return [name]
    for _ in range(LONGEST_CHAIN):
        above = noun.head
        if above is None or not _is_common(above):
            break
        if noun.dep == "conj" or (noun.dep == "appos" and _is_alike(noun, above)):
            noun = above  # "X is a label, and film company, based in Oslo", "X is a bank, the largest one, based in"
            verb = noun.head
    if verb is None:
        return []
    if verb.pos == "PROPN" and (noun.dep == "appos" or (noun.dep in ("compound", "nmod") and noun.i < verb.i)):
        return [verb]
    if noun.dep != "attr" or verb.lemma != "be" or verb.child("neg", "expl"):
        last = conjuncts(noun)[-1]  # "the founder and chief engineer, X"
        if last is not noun and (last.child("det", "poss") or not _is_common(last)):
            last = noun
        return [child for child in (*noun.children, *last.children) if child.dep == "appos" and child.pos == "PROPN"]
    if any(child.dep == "aux" and child.tag == "MD" for child in verb.children):
        return []
    subject = verb.child("nsubj")
    return [subject] if subject is not None and subject.tag in ("NN", "NNP", "NNPS", "PRP") else []


def _is_generic(phrase: Phrase) -> bool:
    """Tell whether nothing in a nominal picks out which one is meant: no determiner, number, possessor, name."""
    return phrase.kind == "nominal" and not any(
        child.dep in ("det", "nummod", "poss") or any(token.text[:1].isupper() for token in child.subtree())
        for child in phrase.head.children
        if child.i < phrase.head.i
    )


def counted(token: Token) -> Token:
    """Return the head of what is counted: "leaders" of "a number of leaders"."""
    for _ in range(3):
        if token.lemma not in QUANTITIES and token.lower not in QUANTITIES:
            break
        of = next((child for child in token.children if child.dep == "prep" and child.lower == "of"), None)
        inner = of.child("pobj") if of is not None else None
        if inner is None or (token.lemma == "group" and inner.tag != "NNS") or _is_part(token, inner):
            break
        token = inner
    return token


def _picked(token: Token) -> Token | None:
    """Return who is picked from several: Roe of "one of the farmers, Ann Roe,"."""
    if token.lower != "one":
        return None
    of = next((child for child in token.children if child.dep == "prep" and child.lower == "of"), None)
    inner = of.child("pobj") if of is not None else None
    names = [one.child("appos") for one in (token, inner) if one is not None]
    return next((name for name in names if inner is not None and name is not None and name.pos == "PROPN"), None)


def _is_part(quantity: Token, whole: Token) -> bool:
    """Tell whether a part of a definite whole is meant: what "many of the town's residents" did, not all did."""
    definite = whole.child("poss") is not None or any(child.lower in DEFINITE for child in whole.all("det"))
    return definite and quantity.lower in PARTS
