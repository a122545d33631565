"""What names say of one another by where they stand: in one list, or as part of a longer name of the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from kg.extract.phrases import Phrase, within
from kg.gazetteer import Gazetteer, given_name_gender
from kg.gazetteer.keys import key
from kg.gazetteer.names import TERRITORY

PERSON, CITY, REGION = "news:Person", "news:City", "news:Region"
PLACES = frozenset(
    f"news:{name}" for name in ("Country", "Region", "City", "GeopoliticalEntity", "Place", "NaturalPlace", "Facility")
)
LONGEST_LIST = 60  # names
LONGER = 3  # words that a name may lack


def completed(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Return the phrases with each name made whole that the article has whole elsewhere.

    "Lumen" before "Steel" is Lumen Steel where another sentence names Lumen Steel; what stands inside is dropped.
    """
    whole = {key(one.text) for one in phrases if one.kind == "name" and one.last > one.first}
    grown: dict[tuple[int, int], Phrase] = {}  # by each token that they cover
    for phrase in phrases:
        if phrase.kind == "name" and not phrase.roles and (last := _whole_end(phrase, whole)) is not None:
            phrase.last = last
            phrase.head = within(phrase.first, last, phrase.sentence.tokens[last])
            grown.update(((phrase.sentence.number, i), phrase) for i in range(phrase.first, last + 1))
    return [one for one in phrases if grown.get((one.sentence.number, one.head.i), one) is one]


def _whole_end(phrase: Phrase, whole: Collection[str]) -> int | None:
    tokens = phrase.sentence.tokens
    for last in range(min(phrase.last + LONGER, len(tokens) - 1), phrase.last, -1):
        ends = tokens[last].tag.startswith("NN") and tokens[last].text[0].isupper()
        if ends and key(phrase.sentence.words(tokens[phrase.first : last + 1])) in whole:
            return last
    return None


def weigh_lists(phrases: Iterable[Phrase], gazetteer: Gazetteer) -> None:
    """Give a name in a list the class of all the others, where its own is a guess.

    "Kelm, Arod and Tin Lau": an unlisted name without a given name is a place among places. "Ohio, New York and
    Texas": among states a name means the state.
    """
    for names in _lists(phrases):
        for name in names:
            others = [one for one in names if one is not name]
            if _is_guessed(name) and all(one.type in PLACES for one in others):
                _place(name, others, gazetteer)
            elif name.type == CITY and name.entry is not None and len(others) > 1 and all(map(_is_state, others)):
                country = name.entry.country
                states = [one for one in gazetteer.lookup(name.text) if one.type == REGION and one.country == country]
                if states and all(one.entry is not None and one.entry.country == country for one in others):
                    name.entry, name.type = states[0], REGION


def _place(name: Phrase, others: Sequence[Phrase], gazetteer: Gazetteer) -> None:
    """Make a place of the name; of a single word only where it is a listed one near the others: "Homs"."""
    countries = [one.entry.country for one in others if one.entry is not None]
    entry = gazetteer.best(name.text, countries)
    if entry is not None and entry.type in PLACES and entry.country in countries:
        name.entry, name.type, name.gender = entry, entry.type, "u"
    elif name.last > name.first:
        name.type, name.gender = "news:GeopoliticalEntity", "u"


def _lists(phrases: Iterable[Phrase]) -> Iterator[list[Phrase]]:
    """Yield the names of each coordination of two and more."""
    found: dict[tuple[int, int], list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        if phrase.kind == "name" and not phrase.origin:
            found[phrase.sentence.number, phrase.head.first_conjunct().i].append(phrase)
    yield from (names for names in found.values() if 1 < len(names) <= LONGEST_LIST)


def _is_guessed(name: Phrase) -> bool:
    """Tell whether nothing but the recognizer makes a name a person's."""
    return (
        name.type == PERSON and name.entry is None and not name.roles and given_name_gender(name.tokens[0].text) is None
    )


def _is_state(name: Phrase) -> bool:
    return name.type == REGION and name.entry is not None and name.entry.rank <= TERRITORY
