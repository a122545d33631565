"""Names that the recognizer cuts in pieces: "New York | Theological Seminary", "Deloitte | UK"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kg.extract.tree import Sentence, Token
from kg.gazetteer import Gazetteer, after_names, name_suffix_class

BODIES = frozenset(  # classes whose last words close the name of a body that may begin with any other name
    f"news:{name}"
    for name in (
        "Agency", "Bank", "Company", "GovernmentBody", "Hospital", "MediaOutlet", "NGO", "Organization", "Union",
        "University",
    )
)  # fmt: skip
NAMED_AFTER_KIND = BODIES | {"news:PoliticalParty", "news:Court", "news:Ministry", "news:Parliament", "news:ArmedGroup"}
INSIDE = ("compound", "nmod", "amod", "conj", "cc")
AND = frozenset(("and", "&"))
SUFFIXES = frozenset("jr sr ii iii iv esq md phd inc llc ltd plc corp lp gmbh".split())
PARTICLES = frozenset("van von den der de di da du del della dos ten ter".split())  # inside a family name
COUNTRY = "news:Country"


def whole_names(sentence: Sentence, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """Yield (first token, last token, label) of bodies of which the recognizer, or the list, has but a part."""
    yield from _bodies(sentence, gazetteer)
    yield from _named_after_kind(sentence, gazetteer)
    for first, last, label in sentence.names:
        if label == "ORG" and last + 1 < len(sentence.tokens):
            after = sentence.tokens[last + 1]
            if sentence.tokens[last].head is after and after.tag == "NNP" and _is_country(after, gazetteer):
                first += sentence.tokens[first].tag == "DT"
                yield first, last + 1, label  # "Deloitte UK"


def parted(sentence: Sentence, name: tuple[int, int, str]) -> Iterator[tuple[int, int, str]]:
    """Yield the names of a list that the recognizer took for one: "Acme, Globex" of "Acme, Globex and Initech"."""
    first, last, label = name
    tokens = sentence.tokens
    for i in range(first + 1, last):
        if tokens[i].text == "," and _parts(tokens, first, i, last, label):
            yield first, i - 1, label
            first = i + 1
    yield first, last, label


def _parts(tokens: Sequence[Token], first: int, comma: int, last: int, label: str) -> bool:
    """Tell whether a comma inside a recognized name ends one name: not in "Roe, Jr.", "Acme, Inc."."""
    after = tokens[comma + 1]
    if after.tag not in ("NNP", "NNPS") or after.text in after_names() or after.lower.rstrip(".") in SUFFIXES:
        return False
    if label == "PERSON":
        return True
    while last > comma + 1 and tokens[last].tag == "CC":
        last -= 1
    if any(token.tag in ("IN", "CC") for token in tokens[first : last + 1]):
        return False  # "Department of Health, Education"
    tops = [token for token in tokens[comma + 1 : last + 1] if token.head is None or not comma < token.head.i <= last]
    apart = len(tops) == 1 and (tops[0].head is None or not first <= tops[0].head.i < comma)
    return apart or (len(tops) == 1 and tops[0].dep == "conj" and label == "ORG")


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


def _named_after_kind(sentence: Sentence, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """Yield "Progressive Party of Working People": what "of" adds is no name of anything else."""
    tokens = sentence.tokens
    named = {i for first, last, _ in sentence.names for i in range(first, last + 1)}
    for of in tokens[2:-1]:
        kind, after = tokens[of.i - 1], tokens[of.i + 1]
        if of.lower != "of" or of.head is not kind or name_suffix_class(kind.text) not in NAMED_AFTER_KIND:
            continue
        first, last = kind.i, of.i
        while first and _belongs(tokens[first - 1], kind):
            first -= 1
        while last + 1 < len(tokens) and _is_bare(tokens[last + 1], of, named):
            last += 1
        told = sentence.words(tokens[after.i : last + 1]) if last > of.i else ""
        if first < kind.i and last > after.i and not gazetteer.lookup(told):
            yield first, last, "ORG"


def _is_bare(token: Token, of: Token, named: Collection[int]) -> bool:
    """Tell whether a capitalised word below "of" is in no name that was recognized."""
    capital = token.tag in ("NNP", "NNPS") and token.text[0].isupper() and token.i not in named
    return capital and of in (token.head, token.head.head if token.head is not None else None)


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


def with_particles(tokens: Sequence[Token], last: int) -> int:
    """Return the last token of a family name that its particles cut off: "Berg" of "Hans Van | den Berg"."""
    after = last + 1
    while after < len(tokens) and tokens[after].lower in PARTICLES:
        after += 1
    inside = tokens[last].lower in PARTICLES or (after > last + 1 and tokens[last + 1].text.islower())
    if not inside or after >= len(tokens):
        return last
    return after if tokens[after].tag == "NNP" and tokens[after].text[0].isupper() else last
