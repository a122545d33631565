"""Lists of people and posts that the parser took for something else."""

from __future__ import annotations

from kg.extract.general import general_words
from kg.extract.tree import Sentence, Token
from kg.gazetteer import names_people

NAMING = frozenset("appoint elect name choose nominate make".split())
PARTICIPLES = {"married": "marry", "divorced": "divorce"}
DETERMINED = ("det", "poss")
DEGREE = "degree"  # the general word for all degrees
ROLES = ("attr", "appos")
FOUNDED = frozenset("found establish form create base headquarter locate incorporate cofound co-found cofounde".split())
FINITE = ("VBZ", "VBP", "VBD")
RESIDENCE = ("live", "reside", "dwell")


def mend_lists(sentence: Sentence) -> None:
    """Mend lists of people and posts in the sentence's tree, in place."""
    for token in sentence.tokens:
        if token.lower in PARTICIPLES and token.tag == "JJ" and token.child("auxpass"):
            token.tag, token.pos, token.lemma = "VBN", "VERB", PARTICIPLES[token.lower]
        if token.dep == "appos":
            _post_beside_post(token)
            _name_of_a_post(token)
        elif token.dep == "conj":
            _named_beside_named(token)
            _relative_after_name(token)
            _town_after_firm(sentence, token)
        elif token.dep == "oprd":
            _name_before_post(token)
        elif token.dep in ("acl", "relcl"):
            _said_of_nearest(sentence, token)
        elif token.dep in ("dep", "npadvmod") and token.pos == "PROPN":
            _married(token)
        if token.dep in ("conj", "dep") and token.tag in ("NN", "NNP"):
            _degree_after_degree(token)
        elif token.dep == "prep" and token.i:
            _of_after_date(token)
            _phrase_after_verb(sentence.tokens[token.i - 1], token)


def _post_beside_post(post: Token) -> None:
    """ "She is president, chief executive and director of Acme": the second post is no other name of the first."""
    first = post.head
    if (
        first is None
        or first.i > post.i
        or post.child(*DETERMINED)
        or not (names_people(post.lemma) and names_people(first.lemma))
    ):
        return
    if first.ent == "PERSON" or post.ent == "PERSON":
        return
    post.dep = "conj"


def _name_of_a_post(name: Token) -> None:
    """ "The chief executive of Acme, Ann Roe, left", with the person taken for another name of the firm."""
    body = name.head
    if name.pos != "PROPN" or name.ent != "PERSON" or body is None or body.ent not in ("ORG", "GPE", "FAC"):
        return
    of = body.head if body.dep == "pobj" else None
    post = of.head if of is not None and of.lower in ("of", "at", "for", "in", "with") else None
    if post is not None and post.tag == "NN" and post.child(*DETERMINED) and names_people(post.lemma):
        name.attach(post, "appos")


def _named_beside_named(other: Token) -> None:
    """ "the son of Ann Roe and the painter Bo Orr": the son of both, with the painter taken for the son himself."""
    role = other.head
    if role is not None and role.lemma == "be":
        role = role.child("attr")
    if (
        role is None
        or role.tag != "NN"
        or role.dep not in ROLES
        or not names_people(role.lemma)
        or not _is_named(other)
    ):
        return
    of = next((child for child in role.children if child.dep == "prep" and child.lower == "of"), None)
    name = of.child("pobj") if of is not None else None
    if name is None or name.i > other.i or not _is_named(name):
        return
    for before in [child for child in (other.head.children if other.head else ()) if name.i < child.i < other.i]:
        if before.dep in ("cc", "punct"):
            before.attach(name, before.dep)
    other.attach(name, "conj")


def _relative_after_name(other: Token) -> None:
    """ "survived by his wife Ann Roe and two sons", with the sons joined to her name: joined to the wife."""
    name = other.head
    noun = name.head if name is not None and name.pos == "PROPN" and name.dep == "appos" else None
    if noun is None or noun.pos != "NOUN" or other.tag not in ("NN", "NNS") or noun.i > other.i:
        return
    if (
        names_people(noun.lemma)
        and names_people(other.lemma)
        and noun.child("poss") is not None
        and other.child("nummod", "poss")
    ):
        other.attach(noun, "conj")


def _town_after_firm(sentence: Sentence, town: Token) -> None:
    """ "the chief executive of Acme Inc., Leeds, Alabama": the town is where the firm is, not a second firm."""
    firm = town.head
    if firm is None or town.ent != "GPE" or firm.ent != "ORG" or town.pos != "PROPN" or firm.i > town.i:
        return
    before = sentence.tokens[town.subtree()[0].i - 1]
    joined = any(child.dep == "cc" for child in (*firm.children, *town.children))
    if before.text == "," and not joined:
        town.dep = "appos"


def _is_named(token: Token) -> bool:
    """Tell whether a person is named: "Ann Roe", "his wife Ann"; not "a painter"."""
    if token.pos == "PROPN":
        return token.ent == "PERSON"
    name = token.child("appos")
    named = name is not None and name.pos == "PROPN" and name.ent == "PERSON" and name.i > token.i
    return named and token.child(*DETERMINED) is not None and names_people(token.lemma)


def _said_of_nearest(sentence: Sentence, verb: Token) -> None:
    """ "the founder of Acme founded in 2010", "chief of Acme, based in Leeds, which he founded": said of the firm.

    "which" is nobody; and nobody is founded or based.
    """
    noun = verb.head
    which = next((child for child in verb.children if child.tag == "WDT" and child.lower == "which"), None)
    if noun is None or noun.i > verb.i or (verb.dep == "relcl" and which is None):
        return
    if verb.lemma not in FOUNDED:
        return
    if not (names_people(noun.lemma) and noun.tag in ("NN", "NNP")) and noun.ent not in ("GPE", "LOC"):
        return
    start = which.i if which is not None else verb.i
    above = {noun.i} | {one.i for one in noun.ancestors()}
    for token in reversed(sentence.tokens[:start]):
        if token.i in above and token.ent in ("GPE", "LOC"):
            continue
        if token.ent == "ORG" and token.pos == "PROPN" and token.dep in ("pobj", "dobj", "conj", "nsubj", "appos"):
            verb.attach(token, verb.dep)
            return
        if token.pos in ("VERB", "AUX") and token.lemma not in FOUNDED:
            return


def _married(name: Token) -> None:
    """ "He married, secondly, Ann Roe", with the name taken for an adverb."""
    verb = name.head
    if verb is None or verb.lemma not in ("marry", "wed", "divorce") or verb.i > name.i or name.ent != "PERSON":
        return
    if not verb.child("dobj", "auxpass", "nsubjpass"):
        name.dep = "dobj"


def _name_before_post(post: Token) -> None:
    """ "Acme named Ann Roe CEO", with the three words taken for one name."""
    verb = post.head
    if verb is None or verb.lemma not in NAMING or verb.child("dobj", "auxpass") or not names_people(post.lemma):
        return
    words = [child for child in post.children if child.dep == "compound" and child.ent == "PERSON"]
    if not words or words[0].i < verb.i or [word.i for word in words] != list(range(words[0].i, post.i)):
        return
    name = words[-1]
    name.attach(verb, "dobj")
    for word in words[:-1]:
        word.attach(name, "compound")


def _degree_after_degree(degree: Token) -> None:
    """ "a B.A. from Yale and an M.A. from Harvard", with the second degree on the first school."""
    school = degree.head
    prep = school.head if school is not None and school.dep == "pobj" else None
    above = prep.head if prep is not None and prep.lower in ("from", "at", "of") else None
    if above is None or degree.i < (school.i if school else 0) or DEGREE not in general_words(degree.lemma):
        return
    first = above if DEGREE in general_words(above.lemma) else above.child("dobj")
    if first is not None and DEGREE in general_words(first.lemma) and degree.child("prep"):
        degree.attach(first, "conj")


def _of_after_date(of: Token) -> None:
    """ "chairman in 2012 of the committee", with "of" on the year."""
    year = of.head
    prep = year.head if year is not None and year.dep == "pobj" and year.ent == "DATE" else None
    noun = prep.head if prep is not None else None
    if of.lower == "of" and year is not None and year.tag == "CD" and noun is not None and names_people(noun.lemma):
        of.attach(noun, "prep")


def _phrase_after_verb(verb: Token, prep: Token) -> None:
    """ "is married with two sons and lives in Leeds", with "in Leeds" on the sons."""
    noun = prep.head
    if (
        verb.lemma in RESIDENCE
        and verb.tag in FINITE
        and noun is not None
        and noun.i < verb.i
        and noun is not verb.head
    ):
        prep.attach(verb, "prep")
