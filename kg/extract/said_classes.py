"""Classes of names by their own words, and by the common nouns that an article says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kg.extract.phrases import Phrase
from kg.extract.tree import Token
from kg.gazetteer import Nominal, name_prefix_class, name_suffix_class, nominal

LINKS = frozenset(("of", "for", "on"))  # "Council on ...": the head of such a name stands before its first "of"
NOUNS = ("NN", "NNS")
WHERE = frozenset("in at near across outside around inside within through throughout toward towards into".split())
FACILITY = "news:Facility"
EITHER = frozenset(  # nouns of people that are said of bodies as well
    "parent rival partner owner leader founder member winner maker supplier provider competitor developer "
    "manufacturer publisher producer distributor retailer operator sponsor lender creator buyer seller opponent host "
    "employer".split()
)


def class_of_words(tokens: Sequence[Token]) -> str | None:
    """Return the class that a name's words give: "Bank of Lumen", "Lumen Bank" are banks, "Grupo Lumen" a company."""
    if len(tokens) < 2:
        return None
    pair = name_suffix_class(f"{tokens[-2].text} {tokens[-1].text}")
    if pair is not None:
        return pair  # "Lumen School District" is no district
    last = name_suffix_class(tokens[-1].text)
    if last is None or tokens[-1].dep == "pobj":
        link = next((n for n, token in enumerate(tokens) if n and token.lower in LINKS), 0)
        head = name_suffix_class(tokens[link - 1].text) if link else None
        last = head if head not in (None, FACILITY) else last  # "House of Deputies" is no building
    return last or name_prefix_class(tokens[0].text)


def said_class(group: Iterable[Phrase]) -> str | None:
    """Return the class of most nouns said of a name: "X, a firm", "the singer X", "X is a village"; None if none is."""
    classes = Counter(known.type for phrase in group for noun in said(phrase) if (known := _nominal(noun)) is not None)
    if not classes:
        return None
    class_, count = min(classes.items(), key=lambda item: (-item[1], item[0]))
    return class_ if count * 2 > classes.total() else None


def _nominal(noun: Token) -> Nominal | None:
    if noun.lemma in EITHER:
        return None
    compounds = [child.lower for child in noun.children if child.dep == "compound" and child.i < noun.i]
    return nominal(" ".join([*compounds[-1:], noun.lemma])) or nominal(noun.lemma)


def said(phrase: Phrase) -> Iterator[Token]:
    """Yield the nouns beside a name: in apposition, as predicate, or right before it."""
    head, tokens = phrase.head, phrase.sentence.tokens
    for child in head.children:
        if child.dep == "appos" and child.tag in NOUNS:
            yield child
    above = head.head
    if above is None:
        return
    if head.dep == "appos" and above.tag in NOUNS:
        yield above
    if head.dep == "nsubj" and above.lemma == "be" and not above.child("neg", "expl"):
        attribute = above.child("attr")
        if attribute is not None and attribute.tag == "NN" and attribute.i > above.i:
            yield attribute
    before = tokens[phrase.first - 1] if phrase.first else None
    if before is None or before.head is not head or before.dep not in ("compound", "nmod", "amod"):
        return
    if before.tag == "NN" or (before.tag in ("JJ", "RB") and _is_paper(before)):
        yield before


def _is_paper(word: Token) -> bool:
    """Tell whether what the tagger takes for no noun is one for a paper: "the Greek daily Eleftheri"."""
    known = nominal(word.lower)
    return known is not None and known.type == "news:MediaOutlet"


def is_where(phrase: Phrase) -> bool:
    """ "in X", "near X": X is a place, if it is not an event."""
    prep = phrase.head.head
    return phrase.head.dep == "pobj" and prep is not None and prep.lower in WHERE
