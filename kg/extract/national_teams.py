"""Countries that play: in a report of a match "Peru" is the national team of Peru."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.phrases import Phrase
from kg.extract.tree import Sentence, Token
from kg.gazetteer import Entry, MatchWord, match_words
from kg.gazetteer.names import ORGANIZATION, TERRITORY

NOUNS = 6  # different nouns of matches that a report of one has
SHARE = 60  # words of the article for one of them, all told
WHERE = frozenset("in at near from into across outside around inside through via toward towards".split())
DASHES = ("-", "–", "—", ":")
TEAM = "news:SportsTeam"


def field_teams(sentences: Sequence[Sentence], phrases: Sequence[Phrase]) -> None:
    """Give countries that play matches in an article the entry and class of their national teams; in place.

    Nothing happens in an article that is no report of matches, to a country that does not play in it ("Russia" where
    Peru plays Chile in Russia), and where a place is meant ("in Peru").
    """
    countries = [phrase for phrase in phrases if _is_country(phrase)]
    if not countries:
        return
    report = _report(sentences)
    if report is None:
        return
    playing = {phrase.entry.id for phrase in countries if phrase.entry is not None and _plays(phrase, report.verbs)}
    for phrase in countries:
        if phrase.entry is not None and phrase.entry.id in playing and not _is_where(phrase):
            phrase.entry, phrase.type = _team(phrase.entry, report.sport), TEAM


@dataclass(frozen=True, slots=True)
class _Report:
    """A report of matches: the verbs of playing, and the sport, "" if nothing tells it."""

    verbs: frozenset[str]
    sport: str


def _report(sentences: Sequence[Sentence]) -> _Report | None:
    words = match_words()
    found: Counter[MatchWord] = Counter()
    length = 0
    for sentence in sentences:
        length += len(sentence.tokens)
        for token in sentence.tokens:
            one = words.get((token.lemma, "noun")) if token.pos in ("NOUN", "PROPN") else None
            if one is not None:
                found[one] += 1
    if len(found) < NOUNS or found.total() * SHARE < length:
        return None
    sports = Counter({one.sport: count for one, count in found.items() if one.sport})
    sport = min(sports, key=lambda name: (-sports[name], name)) if sports else ""
    return _Report(frozenset(lemma for lemma, part in words if part == "verb"), sport)


def _is_country(phrase: Phrase) -> bool:
    """Tell whether a name is that of a country, or of a region with a national team: "Wales"."""
    entry = phrase.entry
    return entry is not None and not phrase.origin and entry.rank <= TERRITORY and entry.type in (
        "news:Country", "news:Region",
    )  # fmt: skip


def _plays(phrase: Phrase, verbs: frozenset[str]) -> bool:
    """Tell whether a score stands beside a name, or it is what a verb of matches needs: "Peru beat Chile"."""
    tokens = phrase.sentence.tokens
    if _is_score(tokens[phrase.last + 1 : phrase.last + 4]) or _is_score(
        tokens[max(phrase.first - 3, 0) : phrase.first]
    ):
        return True
    verb = phrase.head.head
    return verb is not None and phrase.head.dep in ("nsubj", "dobj") and verb.lemma in verbs and verb.pos == "VERB"


def _is_score(tokens: Sequence[Token]) -> bool:
    words = [token.text for token in tokens]
    return len(words) == 3 and words[0].isdigit() and words[1] in DASHES and words[2].isdigit()


def _is_where(phrase: Phrase) -> bool:
    """Tell whether a name is a place for its words: "in Peru", "Lima, Peru"."""
    above, tokens = phrase.head.head, phrase.sentence.tokens
    if phrase.head.dep == "pobj" and above is not None and above.lower in WHERE:
        return True
    before = tokens[phrase.first - 1].text if phrase.first else ""
    return before == "," and phrase.first > 1 and tokens[phrase.first - 2].ent in ("GPE", "FAC")


def _team(country: Entry, sport: str) -> Entry:
    words = f"national {sport} team" if sport else "national team"
    return replace(
        country, id=f"{country.id}-{words.replace(' ', '-')}", label=f"{country.label} {words}", type=TEAM, aliases=(),
        links=(), population=0, latitude=None, longitude=None, rank=ORGANIZATION, acronyms=(),
    )  # fmt: skip
