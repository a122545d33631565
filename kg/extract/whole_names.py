"""Names that the recognizer cuts in pieces: "New York | Theological Seminary", "Deloitte | UK"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.tree import Sentence, Token
from kg.gazetteer import Gazetteer, name_suffix_class

BODIES = frozenset(  # classes whose last words close the name of a body that may begin with any other name
    f"news:{name}"
    for name in (
        "Agency", "Bank", "Company", "GovernmentBody", "Hospital", "MediaOutlet", "NGO", "Organization", "Union",
        "University",
    )
)  # fmt: skip
INSIDE = ("compound", "nmod", "amod", "conj", "cc")
AND = frozenset(("and", "&"))
COUNTRY = "news:Country"


def whole_names(sentence: Sentence, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """Yield (first token, last token, label) of bodies of which the recognizer, or the list, has but a part."""
    yield from _bodies(sentence, gazetteer)
    for first, last, label in sentence.names:
        if label == "ORG" and last + 1 < len(sentence.tokens):
            after = sentence.tokens[last + 1]
            if sentence.tokens[last].head is after and after.tag == "NNP" and _is_country(after, gazetteer):
                first += sentence.tokens[first].tag == "DT"
                yield first, last + 1, label  # "Deloitte UK"


def _is_country(token: Token, gazetteer: Gazetteer) -> bool:
    found = gazetteer.lookup(token.text)
    return bool(found) and found[0].type == COUNTRY


def _bodies(sentence: Sentence, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str]]:
    tokens = sentence.tokens
    for token in tokens[1:]:
        if token.tag not in ("NNP", "NNPS") or name_suffix_class(token.text) not in BODIES:
            continue
        first = token.i
        while first and _belongs(tokens[first - 1], token):
            first -= 1
        while first < token.i and (tokens[first].tag not in ("NNP", "NNPS") or _is_origin(tokens[first], gazetteer)):
            first += 1
        pieces = [(a, b, label) for a, b, label in sentence.names if a <= token.i and first <= b]
        cut = any(b < token.i for _, b, _ in pieces) and all(first <= a + _opens(tokens, a) for a, _, _ in pieces)
        if first < token.i and cut and all(b <= token.i for _, b, _ in pieces):
            yield first, token.i, "ORG"


def _opens(tokens: Sequence[Token], first: int) -> bool:
    return tokens[first].tag == "DT"


def _is_origin(token: Token, gazetteer: Gazetteer) -> bool:
    return gazetteer.demonym(token.text) is not None and not gazetteer.lookup(token.text)


def _belongs(word: Token, last: Token) -> bool:
    """Tell whether a word before the last one of a name is a part of it: "Atlantic and Pacific" of "... Company"."""
    head = word.head
    if head is None or word.dep not in INSIDE or not (head is last or head.i < last.i):
        return False
    if word.dep == "cc":
        return word.lower in AND
    return word.text[0].isupper() and word.tag in ("NNP", "NNPS", "JJ")
