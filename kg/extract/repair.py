"""Parse errors that can be told from the tree itself, mended before anything is read off it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from kg.extract.appositions import mend_names
from kg.extract.attachments import mend_attachments
from kg.extract.lexicon import verb_classes
from kg.extract.offices import mend_offices, name_before_title
from kg.extract.people_lists import mend_lists
from kg.extract.reported import repair_reported
from kg.extract.tree import Sentence, Token
from kg.gazetteer import after_names, nominal

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
LONGEST_BRACKET = 40  # tokens
BRACKETED = {"born": "bear", "died": "die", "founded": "found", "established": "establish", "formed": "form"}
OBJECTS = ("pobj", "dobj", "appos", "conj", "npadvmod")
MARKS = (",", ";")
PLACES = ("GPE", "LOC", "FAC")
SUBORDINATORS = ("after", "before", "until", "since", "because", "although", "though", "while", "when", "once")


def repair(sentence: Sentence, names: Collection[str] = ()) -> None:
    """Mend the sentence's tree in place; `names` are words that the article uses as names, in lower case."""
    _common_noun_in_capitals(sentence, names)
    _name_without_its_tag(sentence, names)
    _numbered_names(sentence)
    _dates(sentence)
    _bracketed_participles(sentence)
    mend_offices(sentence)
    for token in sentence.tokens:
        if token.lemma == "be" and token.tag in ("VBZ", "VBD") and token.i > 3:
            _bracket_before_copula(sentence, token)
        if token.text == "-" and token.dep != "punct":
            _split_prefix(sentence, token)
    for token in sentence.tokens:
        if token.dep == "amod" and token.tag in ("VBN", "VBG"):
            _hyphenated_participle(sentence, token)
        elif token.dep == "amod" and token.tag == "VBD":
            _verb_as_modifier(sentence, token)
        elif token.dep in ("nsubj", "nsubjpass"):
            _two_subjects(sentence, token)
        elif token.dep in ("aux", "auxpass") and token.children:
            _subject_on_auxiliary(token)
        elif token.pos == "PROPN" and token.dep in ("nmod", "compound", "amod", "poss") and token.head is not None:
            name_before_title(sentence, token)
        elif token.dep == "advmod" and token.tag == "NNP" and token.ent not in ("DATE", "TIME"):
            _name_as_adverb(token)
        elif token.dep == "prep" and token.lower == "to":
            _up_to_a_number(sentence, token)
        elif token.dep == "compound" and token.tag == "NNS":
            _plural_before_phrase(sentence, token)
        elif token.dep == "appos" and token.ent == "PERSON":
            _list_of_people(token)
        elif token.dep == "nmod" and token.tag == "NN" and token.child("cc"):
            _coordinated_modifier(token)
        elif token.lower == "between" and token.dep == "prep":
            _range_of_numbers(token)
        elif token.dep == "ccomp" and token.head is not None:
            _clause_of_its_own(sentence, token)
        elif token.dep == "nummod" and token.tag == "CD":
            _first_of_a_range(token)
    mend_names(sentence)
    mend_lists(sentence)
    mend_attachments(sentence)
    repair_reported(sentence)


def _common_noun_in_capitals(sentence: Sentence, names: Collection[str]) -> None:
    """ "Army drives rebels out": a sentence begins with a capital, which does not make its first word a name."""
    first = sentence.tokens[0]
    if (
        first.tag == "NNP"
        and first.text[1:].islower()
        and first.lower not in names
        and nominal(first.lower) is not None
    ):
        after = sentence.tokens[1] if len(sentence.tokens) > 1 else None
        if after is None or after.tag not in ("NNP", "NNPS"):
            first.tag, first.pos = "NN", "NOUN"
            sentence.names = [span for span in sentence.names if span[:2] != (0, 0)]


def _name_without_its_tag(sentence: Sentence, names: Collection[str]) -> None:
    """ "Mendes, who had been arrested": a word that the article uses as a name elsewhere is one here too.

    "Navios was founded": so is an unknown plural that one verb takes for one.
    """
    first = sentence.tokens[0]
    verb = first.head if first.dep in ("nsubj", "nsubjpass") else None
    if verb is not None and first.tag == "NNS" and first.text[0].isupper() and not first.children:
        alone = any(word.lower in ("was", "is", "has") for word in (verb, *verb.all("aux", "auxpass")))
        if alone and nominal(first.lemma) is None and not first.lower.endswith(("ics", "news", "series", "means")):
            first.tag, first.pos = "NNP", "PROPN"
    for token in sentence.tokens:
        if token.tag in ("NN", "NNS") and token.text[0].isupper() and token.lower in names and not nominal(token.lemma):
            token.tag, token.pos = "NNP", "PROPN"


def _range_of_numbers(between: Token) -> None:
    """ "killed between 10 and 20 people": the people are killed, and "between" belongs to the number."""
    verb, noun = between.head, between.child("pobj")
    low = noun.child("nummod") if noun is not None else None
    if (
        verb is None
        or noun is None
        or low is None
        or low.i != between.i + 1
        or verb.pos != "VERB"
        or verb.child("dobj")
    ):
        return
    if any(child.dep == "conj" and child.tag == "CD" for child in low.children):
        noun.attach(verb, "dobj")
        between.attach(low, "quantmod")


def _split_prefix(sentence: Sentence, hyphen: Token) -> None:
    """ "ex-slaves were": the tokeniser cuts the prefix off, and all three pieces come out as subjects."""
    i = hyphen.i
    if not 0 < i < len(sentence.tokens) - 1:
        return
    prefix, word = sentence.tokens[i - 1], sentence.tokens[i + 1]
    if not (prefix.dep == hyphen.dep == word.dep and prefix.head is hyphen.head is word.head is not None):
        return
    if prefix.end != hyphen.start or hyphen.end != word.start:
        return
    for child in list(prefix.children):
        child.attach(word, child.dep)
    prefix.attach(word, "compound")
    hyphen.attach(word, "punct")


def _name_as_adverb(name: Token) -> None:
    """ "tried to capture Sirte": a name right after a verb without an object is its object, not an adverb."""
    verb = name.head
    if (
        verb is not None
        and verb.pos == "VERB"
        and verb.tag != "VBN"
        and name.i == verb.i + 1
        and not verb.child("dobj")
    ):
        name.dep = "dobj"


def _two_subjects(sentence: Sentence, noun: Token) -> None:
    """ "Internet reviewers RedLetterMedia said": a verb has one subject; the noun before a name belongs to the name.

    After a comma the second one is said of the first: "The first single, "Dreamer", features".
    """
    first = min([noun.i, *(child.i for child in noun.children)])
    before = sentence.tokens[first - 1] if first else None
    others = [child for child in noun.head.children if child.dep == noun.dep and child.i < first] if noun.head else []
    if before is None or not others or others[-1].pos not in ("NOUN", "PROPN"):
        return
    if before is others[-1] and noun.pos == "PROPN" and before.tag in ("NN", "NNS"):
        for child in list(before.children):
            if child.dep != "compound":
                child.attach(noun, child.dep)
        before.attach(noun, "compound")
    elif "," in (before.text, sentence.tokens[first - 2].text if first > 1 else "") and noun.pos in ("NOUN", "PROPN"):
        noun.attach(others[-1], "appos")


def _numbered_names(sentence: Sentence) -> None:
    """ "King James I issued it", "World War I": a number after a name, where the tagger saw a pronoun."""
    for before, token in pairwise(sentence.tokens):
        if (
            token.text == "I"
            and token.tag == "PRP"
            and before.tag == "NNP"
            and token.dep in OBJECTS
            and not token.children
        ):
            token.attach(before, "nummod")
            token.tag, token.pos, token.lemma = "NNP", "PROPN", "I"


def _first_of_a_range(number: Token) -> None:
    """ "from 1970 to 1985": the first number belongs to "from", not to "to"."""
    to = number.head
    prep = to.head if to is not None and to.lower in ("to", "until", "through") and to.dep == "prep" else None
    if to is not None and prep is not None and prep.dep == "prep" and prep.i + 1 == number.i == to.i - 1:
        number.attach(prep, "pobj")


def _clause_of_its_own(sentence: Sentence, verb: Token) -> None:
    """ "He left, after the talks had failed", with "failed" taken for the head; "sales rose, prices fell".

    What comes before "after" is governed by nothing; a clause after a comma stands beside the other one.
    """
    above, subject = verb.head, verb.child("nsubj", "nsubjpass")
    if above is None or subject is None or verb.child("mark"):
        return
    other = above.child("nsubj", "nsubjpass")
    if verb.i < above.i and other is not None and other.i > verb.i:
        between = [child for child in above.children if verb.i < child.i < other.i]
        opening = next((child for child in between if child.lower in SUBORDINATORS and not child.children), None)
        if opening is not None:
            opening.dep = "mark"
            verb.attach_above(above, "advcl")
        elif not verb_classes(above.lemma) or any(child.text == ";" for child in between):
            verb.dep = "parataxis"
    elif other is None and verb.i < above.i and above.tag in ("VBD", "VBZ") and not verb_classes(above.lemma):
        before = sentence.tokens[above.i - 1]
        if before.text == "," and not above.child("aux", "auxpass", "mark") and verb.tag == above.tag:
            verb.attach_above(above, "conj")  # "He was an aide, founded Acme and left"
    elif verb.i > above.i and not verb_classes(above.lemma):
        first = verb.subtree()[0]
        if first.text in MARKS or sentence.tokens[first.i - 1].text in MARKS:
            verb.dep = "parataxis"


def _dates(sentence: Sentence) -> None:
    """ "born 19 October 1932": a date hangs on its clause as one phrase, by its month or its last number."""
    for first, last, label in sentence.names:
        if label != "DATE" or first == last:
            continue
        inside = sentence.tokens[first : last + 1]
        tops = [t for t in inside if t.head is None or not first <= t.head.i <= last]
        if len(tops) < 2 or any(t.head is None or t.head is not tops[0].head for t in tops):
            continue
        head = next((t for t in tops if t.tag == "NNP"), tops[-1])
        for token in tops:
            if token is not head and token.tag in ("CD", "NNP", ","):
                token.attach(head, "nummod")
        if head.dep in ("dobj", "appos"):
            head.dep = "npadvmod"


def _bracketed_participles(sentence: Sentence) -> None:
    """ "Ben Jones (born 1932 in Newport; died 1990)": what opens a part of a bracket is said of the name before."""
    tokens = sentence.tokens
    name: Token | None = None
    for token in tokens[1:]:
        before = tokens[token.i - 1]
        if token.text == "(":
            name = _before_honours(tokens, before)
        elif token.text == ")":
            name = None
        elif name is not None and before.text in ("(", ";", ",") and token.lower in BRACKETED:
            top = name
            while (
                top.head is not None
                and top.head.i < token.i
                and top.head.pos == "PROPN"
                and top.dep in ("compound", "flat", "appos")
            ):
                top = top.head
            if token in top.ancestors():
                top.attach(token.head, token.dep)  # the participle was taken for the clause's head
            stray = [c for c in token.children if c.i < token.i or c.dep in ("attr", "conj")]
            token.attach(top, "relcl")
            token.tag = "VBD" if token.lower == "died" else "VBN"
            token.pos, token.lemma = "VERB", BRACKETED[token.lower]
            for child in stray:
                child.attach(top, "punct" if child.dep == "punct" else "dep")
            for child in [c for c in top.children if c.i > token.i and c.dep in ("conj", "appos") and c.ent in PLACES]:
                child.attach(token, "dep")  # "(born 1947, Leeds)"
            for child in token.children:
                if child.dep == "dobj" and child.ent == "DATE":
                    child.dep = "npadvmod"  # "(founded 1990)"


def _before_honours(tokens: Sequence[Token], token: Token) -> Token | None:
    """Return the last word of the name that ends at a token, its honours left out: "Roe, KBE, DSO (born 1901)"."""
    while token.i > 1 and token.text in after_names():
        token = tokens[token.i - 1 - (tokens[token.i - 1].text == ",")]
    return token if token.pos == "PROPN" else None


def _bracket_before_copula(sentence: Sentence, copula: Token) -> None:
    """ "Ann Lee (born 1961; died 2010) was a singer": who stands before the bracket is the subject."""
    tokens = sentence.tokens
    closing = copula.i - 1 - (tokens[copula.i - 1].text == ",")
    if tokens[closing].text != ")" or copula.child("attr") is None:
        return
    opening = next((i for i in range(closing - 1, max(closing - LONGEST_BRACKET, 0), -1) if tokens[i].text == "("), 0)
    name = tokens[opening - 1] if opening else None
    subject = copula.child("nsubj", "nsubjpass")
    if name is None or name.pos != "PROPN" or (subject is not None and subject in (name, name.head)):
        return
    top = name
    while top.head is not None and top.head.i < name.i and top.head.pos == "PROPN":
        top = top.head
    if top.head is not None and top.head.i < name.i:
        return  # "the band of Ann Lee (1961) was": the name is a part of the subject
    inside = [c for c in copula.children if c.dep in SUBJECTS and c.i < copula.i and c is not top]
    if any(child.i < opening for child in inside):
        return
    if any(above is top for above in copula.ancestors()):
        copula.attach(top.head, top.dep)
    top.attach(copula, "nsubj")
    for child in inside:
        child.attach(top, "acl" if child.pos == "VERB" else "dep")


def _hyphenated_participle(sentence: Sentence, participle: Token) -> None:
    """ "UN-backed government": what stands before the hyphen belongs to the participle."""
    i = participle.i
    if i < 2 or sentence.tokens[i - 1].text not in ("-", "‑", "–"):
        return
    hyphen, word = sentence.tokens[i - 1], sentence.tokens[i - 2]
    if word.head is participle.head and word.dep in ("compound", "amod", "nmod", "npadvmod"):
        word.attach(participle, "npadvmod")
        hyphen.attach(participle, "punct")


def _verb_as_modifier(sentence: Sentence, verb: Token) -> None:
    """ "The British relinquished control": a sentence without a verb has one after all, as its noun's modifier."""
    noun = verb.head
    if noun is None or noun.head is not None or not verb.i < noun.i:
        return
    before = [child for child in noun.children if child.i < verb.i]
    named = [child for child in before if child.pos in ("NOUN", "PROPN", "PRON", "ADJ") and child.dep != "punct"]
    if not named or any(token.tag in ("VBZ", "VBP", "MD") for token in sentence.tokens):
        return
    subject = named[-1]
    for child in before:
        child.attach(subject if child is not subject else verb, child.dep if child is not subject else "nsubj")
    verb.attach(None, "ROOT")
    verb.pos = "VERB"
    noun.attach(verb, "dobj")
    for child in [child for child in noun.children if child.dep == "prep" and child.lower != "of"]:
        child.attach(verb, "prep")


def _coordinated_modifier(noun: Token) -> None:
    """ "the bomber and IS member named X": two nouns for one person, where the parser saw a modifier."""
    head = noun.head
    if head is None or noun.i > head.i or head.tag != "NN" or any(child.dep == "conj" for child in noun.children):
        return
    noun.dep = "conj"


def _list_of_people(person: Token) -> None:
    """ "by Ann Lee, Bo Orr and Cy Dunn": the second of three people is no other name of the first."""
    head, last = person.head, person.child("conj")
    if head is None or last is None or head.child("conj"):
        return
    if all(one.pos == "PROPN" and one.ent == "PERSON" for one in (head, person, last)):
        person.dep = "conj"


def _subject_on_auxiliary(auxiliary: Token) -> None:
    """ "X is opposed to": what the parser hung on the auxiliary belongs to its verb."""
    verb = auxiliary.head
    for child in list(auxiliary.children):
        if verb is not None and child.dep in ("nsubj", "nsubjpass", "neg", "advmod"):
            child.attach(verb, child.dep)


def _up_to_a_number(sentence: Sentence, to: Token) -> None:
    """ "arrested up to 100 protesters": "up to" belongs to the number, and the noun is the verb's object."""
    up = sentence.tokens[to.i - 1] if to.i else None
    verb, noun, number = to.head, to.child("pobj"), sentence.tokens[to.i + 1 : to.i + 2]
    if up is None or up.lower != "up" or noun is None or not number or number[0].tag != "CD":
        return
    verb = up.head if verb is up else verb
    if verb is None or number[0].head is not noun or verb.pos != "VERB" or verb.child("dobj", "auxpass"):
        return
    noun.attach(verb, "dobj")
    up.attach(number[0], "quantmod")
    to.attach(number[0], "quantmod")


def _plural_before_phrase(sentence: Sentence, noun: Token) -> None:
    """ "forces UN-backed unity government managed to": a plural before a name is a head whose "of the" is missing."""
    head = noun.head
    if head is None or noun.children or noun.i + 1 >= head.i or head.pos == "PROPN":
        return
    known = nominal(noun.lemma)
    following, before = sentence.tokens[noun.i + 1], sentence.tokens[noun.i - 1] if noun.i else None
    if known is None or known.type not in ("news:ArmedForce", "news:ArmedGroup", "news:Person", "news:Group"):
        return
    if following.pos != "PROPN" or (before is not None and before.head is head):
        return
    above, dep = head.head, head.dep
    noun.attach(above, dep)
    head.attach(noun, "nmod")
