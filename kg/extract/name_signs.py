"""What the sentences around a name say of its class."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kg.extract.phrases import Phrase
from kg.extract.said_classes import WHERE, is_where
from kg.gazetteer import Nominal, given_name_gender, nominal
from kg.gazetteer.keys import key
from kg.gazetteer.words import party_words

PERSON = "news:Person"
PLACES = frozenset(  # classes whose last words are surnames as well: "Susan Park"
    f"news:{name}"
    for name in ("Place", "Facility", "NaturalPlace", "City", "Region", "Airport", "Port", "ReligiousSite")
)
SITES = PLACES | {f"news:{name}" for name in ("MilitaryBase", "Hospital", "University", "Attack", "Court", "Protest")}
PEOPLES = ("news:EthnicGroup", "news:ReligiousGroup")
MEMBERS = frozenset(
    "member church official defector follower recruit membership leadership spokesman spokeswoman spokesperson founder "
    "chapter branch supporter fighter militant executive employee chairman headquarters".split()
)
AREAS = {
    **dict.fromkeys("city town village port suburb hamlet municipality township".split(), "news:City"),
    **dict.fromkeys("county district province governorate oblast prefecture canton".split(), "news:Region"),
}
ORIGINS = ("an", "ans", "ese", "ist", "ists", "ite", "ites", "ic", "i", "is", "crat", "crats", "ers")
CALLED = 2  # times a word must stand before a kind of facility to be one's name


def class_of_area(group: Iterable[Phrase]) -> str | None:
    """Return the class of X in "the town of X", "the province of X"."""
    for phrase in group:
        prep = phrase.head.head
        above = prep.head if prep is not None and prep.lower == "of" and phrase.head.dep == "pobj" else None
        if above is not None and above.lemma in AREAS:
            return AREAS[above.lemma]
    return None


def members(words: str) -> Nominal | None:
    """Return what is known of a people or faith whose members a plural names: "Rohingyas"."""
    known = nominal(words.removesuffix("s"))
    return known if known is not None and known.type in PEOPLES else None


def is_flock(words: str, group: Sequence[Phrase], people: Collection[str]) -> bool:
    """Tell whether a plural is all who are of one kind: "Muslims"; not a family, by the surnames of `people`."""
    known = nominal(words.removesuffix("s")) if words.endswith("s") and words[:-1] not in people else None
    return known is not None and known.type == PERSON and all(phrase.head.tag == "NNPS" for phrase in group)


def is_of_origin(phrase: Phrase) -> bool:
    """Tell whether a word taken for a people's or faith's looks like one: "Venetians", "Venetian"; not "Karish"."""
    word = phrase.text.lower()
    before = phrase.sentence.tokens[phrase.first - 1].lower if phrase.first else ""
    many = phrase.head.tag == "NNPS" or (before == "the" and word.endswith("s"))
    listed = nominal(word) is not None or key(word) in party_words()
    return many or listed or phrase.head.tag.startswith("JJ") or word.endswith(ORIGINS)


def is_who(phrase: Phrase) -> bool:
    """Tell whether a clause calls the name "who" and one: "Arvo Lill, who was arrested"; teams take the plural."""
    for clause in phrase.head.children:
        subject = clause.child("nsubj", "nsubjpass") if clause.dep == "relcl" else None
        if subject is not None and subject.lower == "who":
            verbs = (clause, *(child for child in clause.children if child.dep in ("aux", "auxpass")))
            return any(verb.tag == "VBZ" or verb.lower == "was" for verb in verbs)
    return False


def is_called_after(group: Sequence[Phrase], people: Collection[str]) -> bool:
    """Tell whether one word, taken for a person's name, only ever names a facility: "the NordStream pipeline".

    `people` are the given names and surnames of those whom the article names in full.
    """
    words = key(group[0].text)
    if group[0].last > group[0].first or words in people or given_name_gender(words) is not None:
        return False
    if any(phrase.head.dep not in ("compound", "nmod") for phrase in group):
        return False
    if not any(phrase.label == "PERSON" for phrase in group):
        return False
    nouns = (phrase.head.head for phrase in group)
    kinds = [nominal(noun.lemma) for noun in nouns if noun is not None and noun.tag in ("NN", "NNS")]
    return sum(kind is not None and kind.type == "news:Facility" for kind in kinds) >= CALLED


def is_site(phrase: Phrase) -> bool:
    """ "They live in X", "a base in X": what happens or stands in X does so at a place."""
    prep = phrase.head.head
    above = prep.head if is_where(phrase) and prep is not None else None
    if above is None or above.pos == "VERB":
        return above is not None
    noun = nominal(above.lemma) if above.tag in ("NN", "NNS") else None
    return noun is not None and noun.type in SITES


def has_people(phrase: Phrase) -> bool:
    """Tell whether an acronym follows who belongs to it: "Ann Lee of NDX"."""
    prep = phrase.head.head
    above = prep.head if prep is not None and prep.lower in ("of", "from") and phrase.head.dep == "pobj" else None
    return above is not None and above.ent == "PERSON" and len(phrase.text) > 2 and phrase.text.isupper()


def is_joined(group: Sequence[Phrase]) -> bool:
    """Tell whether one belongs to what an unlisted name stands for, and is never there: "members of Scientology"."""
    belongs = False
    for phrase in group:
        above = phrase.head.head
        if above is None:
            continue
        if phrase.head.dep == "pobj" and above.lower in WHERE:
            return False
        owned = above.head if phrase.head.dep == "pobj" and above.lower == "of" else above
        if owned is not None and phrase.head.dep in ("pobj", "compound", "poss") and owned.lemma in MEMBERS:
            belongs = True
    return belongs
