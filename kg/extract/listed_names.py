"""The names of a sentence that the gazetteer lists, in its runs of capitalised words."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.tree import Sentence, Token
from kg.gazetteer import Gazetteer

INNER = frozenset(
    "of the for and at in on & - – de la el al bin ibn von van der den du da dos di le y ' ’ 's ’s".split()
)
LONGEST_NAME = 8  # tokens that are looked up together
LONGEST_RUN = 24


def runs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield ranges of capitalised words with the small words between them."""
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        if not is_capital(tokens[i]):
            i += 1
            continue
        last = j = i
        while (
            j + 1 < len(tokens) and (is_capital(tokens[j + 1]) or tokens[j + 1].lower in INNER) and j - i < LONGEST_RUN
        ):
            j += 1
            if is_capital(tokens[j]):
                last = j
        yield i, last
        i = last + 1


def with_commas(sentence: Sentence, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield the listed names of a sentence that hold a comma, which would part other names."""
    for name in gazetteer.with_commas if "," in sentence.text else ():
        at = sentence.text.find(name)
        start = sentence.span.start + at
        inside = [token.i for token in sentence.tokens if start <= token.start < start + len(name)] if at >= 0 else []
        if inside:
            yield inside[0], inside[-1]


def is_capital(token: Token) -> bool:
    """Tell whether a token has a capital as names have."""
    return is_capitalised(token.text) and (token.tag.startswith(("NNP", "JJ")) or len(token.text) > 1)


def listed_names(sentence: Sentence, start: int, end: int, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield the longest listed names in a range; one word alone must be tagged a name."""
    tokens = sentence.tokens
    first = start
    while first <= end:
        joined = first < end and tokens[first].end == tokens[first + 1].start  # "N'|Djamena"
        if is_capital(tokens[first]) and (joined or gazetteer.begins(tokens[first].text)):
            for last in range(min(end, first + LONGEST_NAME - 1), first - 1, -1):
                if not is_capital(tokens[last]) or (first == last and not tokens[first].tag.startswith("NNP")):
                    continue
                if gazetteer.lookup(sentence.words(tokens[first : last + 1])):
                    yield first, last
                    first = last
                    break
        first += 1


def is_capitalised(word: str) -> bool:
    """Tell whether a word begins like a name; "al-Baghdadi" does."""
    return word[0].isupper() or (word[:3] in ("al-", "el-") and word[3:4].isupper())
