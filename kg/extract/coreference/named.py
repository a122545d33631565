"""Names that stand for one thing: equal, by a known alias, shortened, misspelt, or by their initials."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, islice

from kg.extract.coreference.clusters import Cluster, Resolver, agrees
from kg.extract.name_types import context
from kg.extract.names import GENERIC_HEADS
from kg.extract.phrases import Phrase
from kg.gazetteer import given_name_gender, honours, name_suffix_class, nominal
from kg.gazetteer.keys import key

PERSON = "news:Person"
LESSER = frozenset("of the and for de la del des di da do et al".split())  # not among an acronym's letters
NAMESAKES = 100  # names with a common word that are looked at
FULL = 50  # full names of a namesake that are looked at
DEEPEST = 12  # words above a name that are looked at
TELLING = 3  # words of a shorter name that may stand for a listed one
OPENING = 3  # letters at the start of a surname that no misspelling changes
SPELT = 5  # letters of a surname that may be spelt in another way
SOUNDS = tuple(pair.split(">") for pair in "dh>d kh>k gh>k ch>sh dj>j ou>u oo>u ee>i y>i q>k g>k w>v".split())
MAIN = 4  # countries that an article names most
NEAR = 2  # sentences back in which a namesake must stand for its surname alone to mean it


def join_names(made: Resolver, aliases: Mapping[str, str]) -> None:
    """Put the names into clusters: full names before parts of them, and "the Front" before a headline's "Front".

    A word of honour does not count: "Martyr Kone" comes after "Idris Kone".
    """
    index = _Index()
    usual: dict[str, Cluster] = {}  # whom a surname of several meant before
    phrases = [phrase for phrase in made.phrases if phrase.kind == "name" and not phrase.origin]
    for phrase in sorted(
        phrases, key=lambda p: (p.first - p.last + _is_honoured(p), _is_honoured(p), not _has_article(p))
    ):
        words, bare = key(phrase.text), _bare(phrase)
        words = aliases.get(words, aliases.get(bare, words))
        words = _in_country(phrase, words, made)
        cluster = index.by_key.get(words) or index.by_key.get(bare)
        if cluster is not None and cluster.entry and phrase.entry and cluster.entry.id != phrase.entry.id:
            cluster = None  # New York the city and the state
        if cluster is None and phrase.entry is not None:
            cluster = index.by_entry.get(phrase.entry.id)
        if cluster is None and phrase.entry is None:
            cluster = (
                _acronym(phrase, index) or _misspelt(phrase, words, index) or _honoured(phrase, words, index, made)
            )
        several = False
        if cluster is None and phrase.entry is None:
            longer = _longer(phrase, words, index) or _misspelt_surname(phrase, words, index)
            found = [one for one in longer if not _is_apart(phrase, one)]
            cluster = _meant(phrase, found, usual.get(words))
            several = cluster is None and len(found) > 1 and phrase.type == PERSON
            if cluster is not None and len(found) > 1:
                usual.setdefault(words, cluster)
        cluster = made.put(phrase, cluster)
        if not several:
            index.add(cluster, phrase, words, bare)
    for cluster in made.clusters:
        cluster.phrases.sort(key=_place)
        cluster.names.sort(key=_place)


class _Index:
    """The clusters of names by key, entry, first and last word, and initials."""

    def __init__(self) -> None:
        self.by_key: dict[str, Cluster] = {}
        self.by_entry: dict[str, Cluster] = {}
        self.by_first: dict[str, list[tuple[list[str], Cluster]]] = defaultdict(list)
        self.by_last: dict[str, list[tuple[list[str], Cluster]]] = defaultdict(list)
        self.by_initials: dict[str, list[Cluster]] = defaultdict(list)
        self.by_sound: dict[str, list[tuple[list[str], Cluster]]] = defaultdict(list)  # people by their surnames
        self.by_opening: dict[str, dict[str, list[Cluster]]] = defaultdict(dict)  # surnames by their first letters

    def add(self, cluster: Cluster, phrase: Phrase, words: str, bare: str) -> None:
        cluster.keys.add(words)
        for one in (words, bare):
            if one in self.by_key:
                continue
            self.by_key[one] = cluster
            parts = one.split(" ")
            if len(parts) > 1:
                self.by_first[parts[0]].append((parts, cluster))
                self.by_last[parts[-1]].append((parts, cluster))
                if cluster.type == PERSON:
                    self.by_opening[parts[-1][:OPENING]].setdefault(parts[-1], []).append(cluster)
                    self.by_sound[_sound(parts[-1])].append((parts, cluster))
        if phrase.last > phrase.first and cluster.type != PERSON:
            letters = "".join(t.text[0] for t in phrase.tokens if t.lower not in LESSER and t.text[0].isalpha())
            known = self.by_initials[letters]
            if len(letters) > 2 and letters.isupper() and len(known) < 2 and cluster not in known:
                known.append(cluster)  # two are too many to choose from
        if phrase.entry is not None:
            self.by_entry.setdefault(phrase.entry.id, cluster)


def _in_country(phrase: Phrase, words: str, made: Resolver) -> str:
    """Return the key with the country's usual name before the rest: "U.S. Embassy" is "United States Embassy"."""
    country, _, rest = words.rpartition(" ")
    if not rest or phrase.type == PERSON or phrase.entry is not None:
        return words
    while country:
        last = phrase.first + country.count(" ")
        entry = made.gazetteer.best(phrase.sentence.words(phrase.sentence.tokens[phrase.first : last + 1]))
        if entry is not None and entry.type == "news:Country":
            return f"{key(entry.label)} {words[len(country) + 1 :]}"
        country = country.rpartition(" ")[0]
    return words


def _bare(phrase: Phrase) -> str:
    """Return the key of a name without a closing generic noun: "the IS group" is IS."""
    words = key(phrase.text).split(" ")
    head = phrase.head
    if len(words) > 1 and words[-1] in GENERIC_HEADS and head.tag.startswith("NN") and head.lower == words[-1]:
        words = words[:-1]
    return " ".join(words)


def _acronym(phrase: Phrase, index: _Index) -> Cluster | None:
    """Return the one cluster whose name has these initials: "NRC" for "National Rivers Council"."""
    letters = phrase.text.replace(".", "")
    found = index.by_initials.get(letters, []) if phrase.first == phrase.last and letters.isupper() else []
    return found[0] if len(found) == 1 else None


def _misspelt(phrase: Phrase, words: str, index: _Index) -> Cluster | None:
    """Return what has nearly the same name of several words: "Kristin Falk" and "Kristen Falk", "Hagia", "Haghia"."""
    parts = words.split(" ")
    if len(parts) < 2:
        return None
    alike = index.by_last.get(parts[-1], [])[:NAMESAKES], index.by_first.get(parts[0], [])[:NAMESAKES]
    for other, cluster in chain(*alike):
        if len(other) != len(parts) or (cluster.type != phrase.type and PERSON in (cluster.type, phrase.type)):
            continue
        unlike = [n for n, (one, two) in enumerate(zip(other, parts, strict=True)) if one != two]
        if len(unlike) != 1:
            continue
        fits = _respelt if phrase.type == PERSON and unlike[0] > 0 else _nearly  # "Kowalska" is not "Kowalski"
        if fits(other[unlike[0]], parts[unlike[0]]):
            return cluster
    return None


def _is_honoured(phrase: Phrase) -> bool:
    return phrase.last > phrase.first and key(phrase.tokens[0].text) in honours()


def _honoured(phrase: Phrase, words: str, index: _Index, made: Resolver) -> Cluster | None:
    """Return the one whom a name behind a word of honour means: "Martyr Kone" is Idris Kone, also if he is spelt Koné.

    Where the word may be a given name, the article must be about a country in which it is an honour.
    """
    honour, _, rest = words.partition(" ")
    if not _is_honoured(phrase) or not rest or phrase.type not in ("", PERSON):
        return None
    where = honours().get(honour, frozenset())
    if where and not where.intersection(context(made.phrases, made.gazetteer)[:MAIN]):
        return None
    parts = rest.split(" ")
    found = {
        id(one): one
        for other, one in index.by_sound.get(_sound(parts[-1]), [])[:NAMESAKES]
        if parts[-1] == other[-1] or _respelt(parts[-1], other[-1])
        if len(parts) == 1 or parts[0] == other[0]
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _misspelt_surname(phrase: Phrase, words: str, index: _Index) -> list[Cluster]:
    """Return whose surname alone this nearly is: "Sandovel" after "Maria Sandoval", but not "the Sandovals"."""
    if phrase.first != phrase.last or phrase.head.tag == "NNPS" or _has_article(phrase):
        return []
    found: dict[int, Cluster] = {}
    for surname, clusters in islice(index.by_opening.get(words[:OPENING], {}).items(), NAMESAKES):
        if _nearly(surname, words) and surname.removesuffix("s") != words.removesuffix("s"):
            found |= {id(cluster): cluster for cluster in clusters}
    if len(found) == 1:
        phrase.type = PERSON
    return list(found.values())


def _nearly(one: str, other: str) -> bool:
    """Tell whether two words of five and more letters differ in one."""
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[start + (len(one) >= len(other)) :] == other[start + (len(other) >= len(one)) :]


def _respelt(one: str, other: str) -> bool:
    """Tell whether two surnames are one in two transliterations: "Ghorbani", "Qorbani"."""
    return len(one) >= SPELT and _sound(one) == _sound(other)


def _sound(word: str) -> str:
    for letters, sound in SOUNDS:
        word = word.replace(letters, sound)
    return "".join(letter for n, letter in enumerate(word) if not n or letter != word[n - 1])


def _longer(phrase: Phrase, words: str, index: _Index) -> list[Cluster]:
    """Return the clusters of which this may be a shorter name: a surname, "Telegraph" of "The Daily Telegraph"."""
    parts = words.split(" ")
    ends = _fitting(phrase, parts, index.by_last.get(parts[-1], []))
    return ends or _fitting(phrase, parts, index.by_first.get(parts[0], []))


def _fitting(phrase: Phrase, parts: Sequence[str], named: Sequence[tuple[list[str], Cluster]]) -> list[Cluster]:
    found: dict[int, Cluster] = {}
    for other, cluster in named[:NAMESAKES]:
        if len(other) > len(parts) == 1 and _is_surname_of(phrase, parts[0], other, cluster):
            phrase.type = PERSON
            if cluster.type != PERSON:
                cluster.retype(PERSON)
        if len(other) <= len(parts) or (phrase.type and (phrase.type == PERSON) != (cluster.type == PERSON)):
            continue
        fits = _is_shorter_person if cluster.type == PERSON else _is_shorter_name
        if fits(phrase, parts, other, cluster):
            found[id(cluster)] = cluster
    return list(found.values())


def _is_apart(phrase: Phrase, cluster: Cluster) -> bool:
    """Tell whether the sentence's build keeps the full name from being the shorter one's.

    "Roe is married to Ann Roe": who is the subject is not named again in full below the verb. "Ann Roe, daughter of Bo
    Roe, and Roe": nor is a part of a name's own description the same, nor who stands beside it in a list.
    """
    return any(
        name.sentence is phrase.sentence and (_is_below(name, phrase) or _is_beside(name, phrase))
        for name in cluster.names[:FULL]
    )


def _is_below(name: Phrase, phrase: Phrase) -> bool:
    subject = phrase.head
    if subject.dep not in ("nsubj", "nsubjpass") or subject.head is None or name.first < phrase.first:
        return False
    if name.head.head is subject.head or name.head.dep == "appos":
        return False  # "Roe is Ann Roe"
    return any(above is subject.head for above in islice(name.head.ancestors(), DEEPEST))


def _is_beside(name: Phrase, phrase: Phrase) -> bool:
    one, other = sorted((name.head, phrase.head), key=lambda token: token.i)
    if other.dep == "conj":
        return other.head is one
    if one.dep == "poss" and other.dep == "appos" and other.head is one.head:
        return True  # "Roe's father, Bo Roe"
    return other.dep != "appos" and any(above is one for above in islice(other.ancestors(), DEEPEST))


def _is_surname_of(phrase: Phrase, word: str, full: Sequence[str], cluster: Cluster) -> bool:
    """Tell whether a full name and a surname alone speak for each other as a person's, where one has another class.

    That is so of "Vera Holm", unlisted and with a given name, if "Holm" is a person, and the other way round.
    """
    if phrase.entry is not None or cluster.entry is not None or word != full[-1]:
        return False
    if len(full) != 2 or given_name_gender(full[0]) is None:
        return False
    return PERSON in (phrase.type, cluster.type)


def _is_shorter_person(phrase: Phrase, parts: Sequence[str], full: Sequence[str], cluster: Cluster) -> bool:
    if len(parts) == 1:
        return parts[0] in (full[0], full[-1]) and agrees(phrase.gender, cluster.gender)
    return list(full[-len(parts) :]) == list(parts) or (full[0] == parts[0] and full[-1] == parts[-1])


def _is_shorter_name(phrase: Phrase, parts: Sequence[str], full: Sequence[str], cluster: Cluster) -> bool:
    """Tell whether a name is the end of the full one ("the Supreme Court"), or all but what kind of thing it is."""
    if _is_head(phrase, parts, full):
        return True
    if len(full) - len(parts) > 2 or (len(parts) > 1 and given_name_gender(parts[0]) is not None):
        return False  # "Andy Warhol" is not the Andy Warhol Foundation
    listed = cluster.entry is not None and len(parts) < TELLING and not _is_kind_of(parts, cluster)
    if list(full[-len(parts) :]) == list(parts) and not listed:
        if len(parts) > 1:
            return True
        return phrase.head.tag != "NNPS" and (_has_article(phrase) or _is_owned(phrase))
    kinds = full[len(parts) :]
    return list(full[: len(parts)]) == list(parts) and all(name_suffix_class(one) for one in kinds)


def _is_kind_of(parts: Sequence[str], cluster: Cluster) -> bool:
    """Tell whether a single word says what kind of body a listed one is: "the Administration", not "the House"."""
    known = nominal(parts[0]) if len(parts) == 1 else None
    if known is None or not cluster.is_a(known.type, "news:Organization"):
        return False
    return cluster.is_a(cluster.type, known.type) or cluster.is_a(known.type, cluster.type)


def _is_owned(phrase: Phrase) -> bool:
    """Tell whether the name follows a possessive: "your Administration"."""
    tokens = phrase.sentence.tokens
    return phrase.first > 0 and tokens[phrase.first - 1].tag == "PRP$"


def _is_head(phrase: Phrase, parts: Sequence[str], full: Sequence[str]) -> bool:
    """Tell whether a name is what another begins with, up to its "of": "the Ministry" for "the Ministry of Trade"."""
    return _has_article(phrase) and list(full[: len(parts)]) == list(parts) and full[len(parts)] in ("of", "for")


def _has_article(phrase: Phrase) -> bool:
    tokens = phrase.sentence.tokens
    return tokens[phrase.first].lower == "the" or (phrase.first > 0 and tokens[phrase.first - 1].lower == "the")


def _meant(phrase: Phrase, found: Sequence[Cluster], usual: Cluster | None) -> Cluster | None:
    """Return the one of several namesakes that a surname alone means: named nearby, or the only one named before.

    Whom the article introduces as somebody's ("his father, Joseph Okoro") is not meant. `usual` was meant before.
    """
    if len(found) < 2 or phrase.type != PERSON:
        return found[0] if len(found) == 1 else None
    place = _place(phrase)
    before = [one for one in found if min(map(_place, one.names[:FULL])) < place]
    if len(before) == 1:
        return before[0]
    own = [one for one in before if not any(_is_somebodys(name) for name in one.names[:FULL])]
    if len(own) == 1:
        return own[0]
    near = [one for one in before if any(_is_near(name, phrase) for name in one.names[:FULL])]
    if len(near) == 1:
        return near[0]
    return usual if usual in (near or before) else None


def _is_somebodys(name: Phrase) -> bool:
    """Tell whether the name says who somebody's relative or employee is: "his wife, Miriam Cole"."""
    head = name.head
    nouns = [head.head] if head.dep == "appos" and head.head is not None else []
    nouns += [child for child in head.children if child.dep in ("appos", "compound", "nmod")]
    for noun in nouns:
        known = nominal(noun.lemma) if noun.tag == "NN" else None
        if known is not None and known.type == PERSON and (noun.child("poss") or head.child("poss")):
            return True
    return False


def _place(phrase: Phrase) -> tuple[int, int]:
    return phrase.sentence.number, phrase.first


def _is_near(name: Phrase, phrase: Phrase) -> bool:
    return 0 <= phrase.sentence.number - name.sentence.number <= NEAR
