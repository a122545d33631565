"""Titles: those before a person's name, and those that stand for a person alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.tree import Sentence, Token
from kg.gazetteer import given_name_gender, name_suffix_class, nominal, opens_title, title
from kg.gazetteer.keys import key

BODIES = frozenset(  # classes whose last words are no surnames
    f"news:{name}"
    for name in ("University", "Hospital", "Company", "Airport", "NGO", "MediaOutlet", "Agency", "Ministry", "Police",
                 "PoliticalParty", "ArmedGroup", "ArmedForce", "Parliament", "Bank")
)  # fmt: skip
DEGREES = frozenset("doctor master bachelor".split())
AFTER_TITLES = ("general", "elect", "designate")  # what follows the noun it qualifies: "secretary-general"
POST_WORDS = frozenset(  # with which the names of posts are made: "Chief Design Officer", "Professor Emeritus"
    "chief vice deputy executive managing financial operating technical technology design creative senior junior "
    "associate assistant acting general special regional national group founding visiting distinguished emeritus co "
    "honorary permanent marketing sales information security medical legal artistic sporting program programme staff "
    "corporate global first second third head lead adjunct full clinical principal interim and & -".split()
)
OWNERS = frozenset("us u.s. uk u.k. eu un u.n. nato".split())


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of a sentence by token numbers.

    `before` is {first token of a name: the role its title means ("" for a mere courtesy)}; `alone` holds (first token,
    last token, role) of titles without a name: "the Secretary of State"; `covered` all tokens of titles before names.
    """

    before: dict[int, str] = field(default_factory=dict)
    alone: list[tuple[int, int, str]] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)


def titles(sentence: Sentence) -> Titles:
    """Return the titles of a sentence, the longest where several begin with one word."""
    found = Titles()
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        token = tokens[i]
        capital = token.tag in ("NNP", "NNPS", "NN", "JJ") and (token.text[0].isupper() or token.tag == "NN")
        if capital and opens_title(token.text):
            for length in (4, 3, 2, 1):
                words = tokens[i : i + length]
                one = title(sentence.words(words)) if len(words) == length else None
                if one is None or words[-1].tag == "HYPH":  # "Saint-Denis"
                    continue
                after = tokens[i + length] if i + length < len(tokens) else None
                if after is not None and after.tag == "NNP" and after.text[0].isupper():
                    if not (length == 1 and token.tag == "NN" and token.dep == "nsubj") and not _is_of_body(
                        tokens, i + length
                    ):
                        found.before[i + length] = one.role or key(one.title)
                        found.covered.update(range(i, i + length))
                        i += length - 1
                        break
                elif one.role and _stands_alone(words, tokens[max(i - 2, 0) : i], after):
                    found.alone.append((i + (token.lower in OWNERS), i + length - 1, one.role))
                    i += length - 1
                    break
        i += 1
    return found


def _is_of_body(tokens: Sequence[Token], first: int) -> bool:
    """Tell whether a title before this token belongs to the name of a body: "General Bancorp", "King Idris Airport"."""
    last = first
    while last + 1 < len(tokens) and (tokens[last + 1].tag in ("NNP", "NNPS") or tokens[last + 1].text in ("'s", "’s")):
        last += 1
    class_ = name_suffix_class(tokens[last].text)
    if class_ == "news:Organization":
        return last > first and given_name_gender(tokens[first].text) is None
    return class_ in BODIES


def _stands_alone(words: Sequence[Token], around: Sequence[Token], after: Token | None) -> bool:
    """Tell whether a capitalised title without a name is one: "the President", "France's Foreign Minister"."""
    first, last = words[0], words[-1]
    before = around[-1] if around else None
    if not first.text[0].isupper() or (first.text.isupper() and len(first.text) > 3) or last.tag not in ("NN", "NNP"):
        return False
    if len(around) == 2 and around[1].lower in ("of", "and", "&") and around[0].tag in ("NNP", "NNPS"):
        return False  # "Court of Justice"
    if after is not None and (after.lower in ("for", "-") or after.tag in ("NN", "NNS", "NNPS", "HYPH")):
        return False
    if after is not None and last.lower in DEGREES and after.lower == "of":
        return False
    if after is not None and after.lower == "of":  # "Archbishop of Lyon", yet "Lord Mayor of London"
        return before is None or before.tag not in ("NNP", "NNPS")
    return before is None or before.tag not in ("NNP", "NNPS") or before.lower in OWNERS


def post(words: Sequence[Token], titled: bool) -> str:
    """Return the noun of a post that capitals make look like a name: "officer" of "Chief Design Officer"; "" for none.

    `titled` tells that a title stands before: "Chief". "Emeritus" alone is none, nor is what holds another word.
    """
    nouns = [word for word in words if word.lower not in POST_WORDS]
    known = nominal(nouns[0].lemma.lower()) if len(nouns) == 1 else None
    if known is None or known.type != "news:Person" or nouns[0].text.isupper():
        return ""
    sure = titled or len(words) > 1 or nouns[0].tag == "NNPS" or opens_title(nouns[0].text)
    return known.noun if sure else ""


def is_degree(tokens: Sequence[Token], last: int) -> bool:
    """Tell whether a capitalised title is a degree: "Doctor of Divinity"."""
    return tokens[last].lower in DEGREES and last + 1 < len(tokens) and tokens[last + 1].lower == "of"


def head_of_title(words: Sequence[Token]) -> int:
    """Return the place of the head noun: "Secretary" of "Secretary of State"."""
    return next((n - 1 for n, word in enumerate(words) if n and word.lower in ("of", "for")), len(words) - 1)
