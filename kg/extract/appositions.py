"""Names that belong to the noun or verb beside them, where the parser hung them elsewhere."""

from __future__ import annotations

from kg.extract.tree import Sentence, Token
from kg.gazetteer import after_names, names_people, nominal

MARKS = frozenset((",", ":", "-", "–", "—", "--", "("))
ASTRAY = ("dobj", "npadvmod", "dep", "oprd", "conj", "attr", "nmod", "appos")  # what a name after its noun is taken for
EVENTS = frozenset("death birth founding foundation formation creation establishment inception launch".split())
COMPANIES = frozenset(("news:Company", "news:Organization", "news:Bank", "news:MediaOutlet", "news:University"))
CHILDREN = frozenset("child son daughter kid brother sister grandchild grandson granddaughter".split())
PART = ("compound", "nmod", "flat", "amod")
PLACING = ("conj", "appos", "npadvmod", "nmod")  # what a subject after a list of places is taken for
OPENING = ("VBN", "IN", "RB")  # of what places a subject may be read into
HELPERS = ("aux", "auxpass", "advmod", "neg")
FINITE = ("VBZ", "VBD", "VBP", "MD")
RESIDENCE = frozenset(("in", "at", "near", "with", "on", "between"))


def mend_names(sentence: Sentence) -> None:
    """Mend the attachment of names in the sentence's tree, in place."""
    tokens = sentence.tokens
    honours = after_names()
    for token in tokens[1:]:
        if token.text in honours:
            _honour(sentence, token)
    for token in tokens[:-1]:
        if token.dep == "appos" and token.tag == "NN":
            _nearest_of_a_list(sentence, token)
            _another_named(token)
        elif token.dep == "conj" and token.tag in ("NN", "NNP") and names_people(token.lemma):
            _post_after_name(sentence, token)
        if token.dep == "conj" and token.tag == "NN" and not token.child("det", "poss"):
            _coordinated_titles(sentence, token)
        if token.dep in ("compound", "nmod") and token.tag == "NN" and names_people(token.lemma):
            _named_before_title(sentence, token)
        if token.tag in ("NN", "VB") and token.child("aux") and names_people(token.lemma):
            _title_after_to(token)
        elif token.tag in ("NN", "NNS") and names_people(token.lemma):
            _name_after_noun(sentence, token)
        elif token.lemma in EVENTS and token.tag == "NN":
            _date_of_event(sentence, token)
        elif token.lemma in ("company", "subsidiary", "parent", "firm", "unit", "label") and token.tag == "NN":
            _name_after_noun(sentence, token)
        elif token.lower == "lives" and token.tag == "NNS":
            _lives(sentence, token)
        elif token.text == "(" and 1 < token.i < len(tokens) - 2 and tokens[token.i + 2].text == ")":
            _short_name(tokens[token.i - 1], tokens[token.i + 1])
    if tokens[0].tag in OPENING or (len(tokens) > 1 and tokens[1].tag == "VBN"):
        _copula_after_participle(sentence)
        _subject_after_places(sentence)


def _post_after_name(sentence: Sentence, post: Token) -> None:
    """ "by Ann Lee, President and CEO": a post right after a name and a comma is hers, not another one's."""
    name, first = post.head, next(one for one in post.subtree() if one.text != ",")
    if name is None or name.ent != "PERSON" or name.i != first.i - 2 or sentence.tokens[first.i - 1].text != ",":
        return
    after = sentence.tokens[post.i + 1] if post.i + 1 < len(sentence.tokens) else None
    if post.child("det", "poss", "nummod") or (after is not None and after.pos == "PROPN"):
        return
    if not any(child.pos == "PROPN" and child.ent == "PERSON" for child in post.children):
        post.dep = "appos"


def _another_named(noun: Token) -> None:
    """ "Ann Lee, her cousin Bo Orr and Cy Dunn": who has a name of their own is not the one before the comma."""
    head = noun.head
    if head is None or head.pos != "PROPN" or head.ent not in ("PERSON", "") or not names_people(noun.lemma):
        return
    name = next((child for child in noun.all("appos") if child.pos == "PROPN" and child.ent == "PERSON"), None)
    if name is None or name.subtree()[0].i != noun.i + 1 or not noun.child("det", "poss", "amod"):
        return
    words = {head.lower, *(child.lower for child in head.children if child.dep in PART)}
    if words.isdisjoint((name.lower, *(child.lower for child in name.children if child.dep in PART))):
        noun.dep = "conj"


def _coordinated_titles(sentence: Sentence, last: Token) -> None:
    """ "after painter and reformer Ann Lee", with the titles and the name taken for a list: the name is who is meant.

    "president Ann Lee and minister Bo Orr": the second title is the second one's.
    """
    first = last.head
    name = _name_from(sentence, last.i + 1)
    if first is None or name is None or name.ent != "PERSON":
        return
    if (
        first.pos == "PROPN"
        and name.head in (first, last)
        and name.dep in ("conj", "appos")
        and names_people(last.lemma)
    ):
        name.attach(first, "conj")
        last.attach(name, "compound")
        return
    if first.tag != "NN" or first.head is None:
        return
    if first.dep in PART and first.i < first.head.i < last.i and names_people(last.lemma):
        last.attach(name, "compound")
        return
    if (
        first.child("det", "poss", "nummod")
        or first.pos == "PROPN"
        or not (names_people(first.lemma) or names_people(last.lemma))
    ):
        return
    if name.head in (first, last) or (name.head is first.head and name.dep == first.dep):
        above = first.head
        name.attach(above, first.dep)
        first.attach(above, "dep")


def _named_before_title(sentence: Sentence, title: Token) -> None:
    """ "by president Ann Lee and energy minister Bo Orr", with the first one's name put before the second's title."""
    second = title.head
    if second is None or second.pos != "PROPN" or title.i > second.i or second.head is None:
        return
    first = next((child for child in title.all("nmod", "compound") if child.child("cc") and child.pos == "PROPN"), None)
    if first is None or first.ent != "PERSON" or first.child("conj"):
        return
    for child in [child for child in title.children if child.i < first.i]:
        child.attach(first, child.dep)
    first.attach(second.head, second.dep)
    second.attach(first, "conj")


def _name_after_noun(sentence: Sentence, noun: Token) -> None:
    """ "met his wife Ann", "have two sons, Bo and Cy", "one child, Ann": the name after a noun says who is meant.

    After a mark that may separate a list, only a noun that names whose it is, or how many, is so named.
    """
    tokens = sentence.tokens
    wanted = ("PERSON", "") if names_people(noun.lemma) else ("ORG", "")
    start = noun.i + 1
    marked = tokens[start].text in MARKS
    if marked:
        start += 1
        if start == len(tokens) or not any(child.dep in ("poss", "nummod") for child in noun.children):
            return
        while start + 1 < len(tokens) and tokens[start].tag == "NN" and names_people(tokens[start].lemma):
            start += 1  # "her husband, violinist Bo Orr"
    name = _name_from(sentence, start)
    kin = noun.tag == "NNS" and noun.lemma in CHILDREN and marked  # "two sons, Bo and Cy": whatever Bo is taken for
    if name is None or name.dep not in ASTRAY or name.head is None or (name.ent not in wanted and not kin):
        return
    if name.head is not noun and (name.head.i > noun.i or not any(above is name.head for above in noun.ancestors())):
        return
    if name.head is noun and (name.dep != "conj" or (noun.tag == "NN" and tokens[name.i + 1 : name.i + 2] == [])):
        return
    if noun.tag == "NN" and name.child("conj") and marked and name.head is noun and not _closed(sentence, name):
        return
    if (name.dep == "appos" and (marked or noun.tag == "NNS")) or (noun.dep == "conj" and name.head is noun.head):
        return
    for other in [one for one in name.children if one.dep == "conj" and one.pos != "PROPN"]:
        other.attach(noun, "conj")
    name.attach(noun, "appos")


def _closed(sentence: Sentence, name: Token) -> bool:
    after = sentence.tokens[name.i + 1] if name.i + 1 < len(sentence.tokens) else None
    return after is None or after.text in (",", ")", ".", "-", "–", "—")


def _name_from(sentence: Sentence, start: int) -> Token | None:
    """Return the head of the capitalised name that begins at a token."""
    token = sentence.tokens[start]
    if token.pos != "PROPN":
        return None
    while token.dep in PART and token.head is not None and token.head.pos == "PROPN" and token.head.i > token.i:
        token = token.head
    return token


def _honour(sentence: Sentence, honour: Token) -> None:
    """ "Sir John Roe KBE was", "Acme™": what follows a name is no head of it."""
    before = sentence.tokens[honour.i - 1]
    if before.text == "," and honour.i > 1:
        before = sentence.tokens[honour.i - 2]
    after = sentence.tokens[honour.i + 1] if honour.i + 1 < len(sentence.tokens) else None
    if after is not None and after.pos == "PROPN" and after.text not in after_names():
        return  # "Labour MP Ann Roe"
    if honour.text.isupper() and before.ent not in ("PERSON", "") and before.text not in after_names():
        return  # a state, a club
    if before.head is honour and before.dep in PART and before.pos == "PROPN":
        inside = [child for child in honour.children if child is not before]
        before.attach_above(honour, "dep")
        for child in inside:
            child.attach(before, child.dep)
    elif honour.dep in ("appos", "conj") and honour.head is not None and honour.head.pos == "PROPN":
        honour.dep = "dep"
        for child in list(honour.children):
            child.attach(honour.head, child.dep)


def _nearest_of_a_list(sentence: Sentence, noun: Token) -> None:
    """ "an analyst at Acme and Globex, a unit of Initech": what is said after a comma is said of the name before it."""
    comma = noun.subtree()[0].i - 1
    head, tokens = noun.head, sentence.tokens
    if head is None or comma < 1 or tokens[comma].text != "," or not noun.child("det", "poss"):
        return
    name = tokens[comma - 1]
    while name.dep in PART and name.head is not None and name.head.pos == "PROPN":
        name = name.head
    known = nominal(noun.lemma)
    if name is head or name.pos != "PROPN" or known is None or not any(above is head for above in name.ancestors()):
        return
    if (known.type == "news:Person" and name.ent == "PERSON") or (known.type in COMPANIES and name.ent == "ORG"):
        noun.attach(name, "appos")


def _date_of_event(sentence: Sentence, noun: Token) -> None:
    """ "lived there until his death in 1980", with "in 1980" on the verb: a date right after belongs to the event."""
    end = noun.i
    of = next((child for child in noun.children if child.dep == "prep" and child.lower == "of"), None)
    if of is not None:
        end = max(token.i for token in of.subtree())
    elif not noun.child("poss"):
        return
    after = sentence.tokens[end + 1] if end + 1 < len(sentence.tokens) else None
    if after is None or after.lower not in ("in", "on") or after.head is noun or after.dep != "prep":
        return
    date = after.child("pobj")
    if date is not None and date.ent == "DATE":
        after.attach(noun, "prep")


def _lives(sentence: Sentence, token: Token) -> None:
    """ "is married and lives in Leeds": "lives" before a place is a verb."""
    tokens = sentence.tokens
    before = tokens[token.i - 1] if token.i else None
    if before is None or before.lower not in ("and", "now", "currently", ","):
        return
    if tokens[token.i + 1].lower not in RESIDENCE:
        return
    verb = next((above for above in token.ancestors() if above.tag in FINITE or above.child("aux", "auxpass")), None)
    if verb is None or verb.i > token.i or token.child("poss", "det", "amod", "nummod"):
        return
    token.tag, token.pos, token.lemma = "VBZ", "VERB", "live"
    token.attach(verb, "conj")


def _title_after_to(title: Token) -> None:
    """ "is married to actor Bo Orr", with "to actor" taken for an infinitive."""
    to = title.child("aux")
    titled = title.dep in PART and title.head is not None
    name = title.head if titled else title.child("dobj")
    above = name.head if titled and name is not None else title.head
    if to is None or to.lower != "to" or to.i + 1 != title.i or name is None or name.pos != "PROPN" or above is None:
        return
    to.attach(above, "prep")
    to.tag, to.pos = "IN", "ADP"
    name.attach(to, "pobj")
    title.attach(name, "compound")
    title.tag, title.pos = "NN", "NOUN"


def _short_name(last: Token, short: Token) -> None:
    """ "CEO of Acme Energy (AE)": the name stands for itself, and what follows in brackets for the name."""
    if short.pos != "PROPN" or last.head is not short or last.dep not in PART or last.pos != "PROPN":
        return
    before = [child for child in short.children if child.i < last.i]
    last.attach_above(short, "appos")
    for child in before:
        child.attach(last, child.dep)


def _copula_after_participle(sentence: Sentence) -> None:
    """ "Founded in 1946 and based in Leeds, Acme is a firm", with "is" taken for an auxiliary of "founded"."""
    for copula in sentence.tokens:
        verb = copula.head
        if copula.dep != "auxpass" or verb is None or verb.tag != "VBN" or copula.i < verb.i or verb.head is not None:
            continue
        later = [child for child in verb.children if child.i > copula.i]
        if any(child.dep == "attr" for child in later):
            copula.attach_above(verb, "advcl")
            for child in later:
                child.attach(copula, child.dep)
        return


def _subject_after_places(sentence: Sentence) -> None:
    """ "Based in Leeds, Yorkshire, Acme makes pumps": the last of what stands before the verb is its subject."""
    tokens = sentence.tokens
    for verb in tokens[3:]:
        if verb.pos not in ("VERB", "AUX") or verb.dep in ("aux", "auxpass", "amod", "compound"):
            continue
        helpers = [child for child in verb.children if child.dep in HELPERS and child.i < verb.i]
        if verb.tag not in FINITE and not any(child.tag in FINITE for child in helpers):
            continue
        if verb.child("nsubj", "nsubjpass", "csubj", "expl", "mark"):
            return
        end = min([verb.i, *(child.i for child in helpers)]) - 1
        name = _name_ending(sentence, end) or _after_its_place(tokens[end])
        if name is not None:
            name.attach(verb, "nsubjpass" if verb.child("auxpass") else "nsubj")
        return


def _after_its_place(name: Token) -> Token | None:
    """Return the subject of "Based in Leeds, Acme makes pumps" that was read as what the place belongs to."""
    prep = name.head
    if name.pos != "PROPN" or name.dep != "pobj" or prep is None:
        return None
    place = next((child for child in name.children if child.ent == "GPE" and child.dep in ("nmod", "appos")), None)
    if place is None or not any(mark.text == "," and mark.i < name.i for mark in (*place.children, *name.children)):
        return None
    place.attach(prep, "pobj")
    return name


def _name_ending(sentence: Sentence, end: int) -> Token | None:
    """Return the name that ends there, or at the bracket there, if a comma parts it from places before it."""
    tokens = sentence.tokens
    if tokens[end].text == ")":
        end = next((i - 1 for i in range(end, 0, -1) if tokens[i].text == "("), 0)
    name = tokens[end]
    while name.dep == "conj" and name.head is not None and name.head.child("cc") and name.head.i < name.i:
        name = name.head  # "Roe and her husband"
    if name.pos != "PROPN" or name.dep not in PLACING or name.head is None or name.head.pos != "PROPN":
        return None
    first = name.i
    while first > 0 and tokens[first - 1].head is name and tokens[first - 1].dep in PART:
        first -= 1
    return name if first > 1 and tokens[first - 1].text == "," and name.head.i < first else None
