"""Phrases and clauses that the parser hung on the wrong word, told from the order of words and marks."""

from __future__ import annotations

from kg.extract.lexicon import word_classes
from kg.extract.propositions import is_predicate_verb
from kg.extract.tree import QUOTES, Sentence, Token
from kg.gazetteer import nominal

GIVING = frozenset(  # verbs with two objects: "gave Kenya money"
    "give offer sell send pay lend grant award show tell teach ask cost deny promise hand bring buy leave allow deal "
    "cause owe wish name call make elect appoint declare consider find win earn feed pass read write throw guarantee "
    "assign charge fine allocate vote crown label brand dub keep render hold refuse supply provide".split()
)
RESULTING = frozenset(  # what these tell is brought about by what the clause tells, rather than by its last noun
    "allow leave force cause kill injure wound destroy damage spark trigger prompt bring raise make displace".split()
)
NAMES = ("dobj", "dative")
OPENING = ("after", "before", "until", "since")  # what opens a phrase as well as a clause


def mend_attachments(sentence: Sentence) -> None:
    """Mend, in place, names before nouns, phrases without their preposition, and participles after commas."""
    for token in sentence.tokens:
        if token.dep == "dobj" and token.tag in ("NN", "NNS"):
            _name_before_noun(token)
        elif token.dep in ("nsubj", "nsubjpass"):
            _subject_after_preposition(sentence, token)
        elif token.dep == "ccomp" and token.child("mark"):
            _clause_of_a_noun(sentence, token)
        elif token.dep == "conj" and token.tag in ("NN", "NNP"):
            _post_beside_verb(token)
        elif token.dep in ("attr", "appos") and token.pos == "PROPN":
            _name_in_list(sentence, token)
        elif token.dep == "prep":
            _phrase_after_year(token)
            if token.lower == "by":
                _agent_after_name(token)
        elif token.dep == "pcomp" and token.tag == "VBG" and token.text[0].isupper():
            _participle_in_name(sentence, token)
        elif token.dep in ("acl", "advcl") and token.tag in ("VBN", "VBD", "VBZ", "VBP"):
            _clause_taken_for_phrase(sentence, token)
        if token.tag == "NNS":
            _phrase_in_list(token)
        elif token.tag == "VBG" and token.i > 1 and sentence.tokens[token.i - 1].text == ",":
            if token.dep == "acl" and token.lemma in RESULTING:
                _result(token)
            elif token.dep == "advcl":
                _between(sentence, token)
    if any(token.text in QUOTES for token in sentence.tokens):
        _clauses_beside_quotations(sentence)


def _name_before_noun(noun: Token) -> None:
    """ "Hackers attack Acme website", "Togo joins African Union peace force": in headlines a name may be no object."""
    verb, first = noun.head, noun.subtree()[0]
    if verb is None or verb.lemma in GIVING or noun.child("det", "poss", "nummod", "case"):
        return
    for name in verb.all(*NAMES):
        if name.pos == "PROPN" and name.i > verb.i and name.subtree()[-1].i + 1 == first.i:
            name.attach(noun, "compound")
            return


def _subject_after_preposition(sentence: Sentence, noun: Token) -> None:
    """ "A plan backed by Acme for 300 refugees was rejected": what follows a bare preposition is its object."""
    first = noun.subtree()[0].i
    before = sentence.tokens[first - 1] if first else None
    verb = noun.head
    if before is None or verb is None or before.dep != "prep" or before.tag != "IN" or before.children:
        return
    if any(child.dep == noun.dep and child.i < before.i for child in verb.children):
        noun.attach(before, "pobj")


def _phrase_in_list(noun: Token) -> None:
    """ "councillors Ann Lee of the Greens, Bo Dahl of Labour": each phrase belongs to the name right before it."""
    names = [child for child in noun.children if child.dep == "appos" and child.pos == "PROPN"]
    for prep in noun.all("prep"):
        name = next((one for one in names if one.i + 1 == prep.i), None)
        further = [one for one in (*names, *(name.all("conj") if name is not None else ())) if one.i > prep.i]
        if name is not None and any(one.child("prep") for one in further):
            prep.attach(name, "prep")


def _name_in_list(sentence: Sentence, name: Token) -> None:
    """ "is a member of the Lions, the Rotary Club and the Elks": the club goes on the list that "of" began."""
    verb, first = name.head, next(one for one in name.subtree() if one.text != ",")
    before = sentence.tokens[first.i - 1] if first.i else None
    if name.dep == "appos":  # hung on the subject, over the verb
        verb = verb.head if verb is not None and verb.dep == "nsubj" and verb.head is not None else None
    noun = next((one for one in verb.all("attr") if one.i < name.i), None) if verb is not None else None
    if noun is None or noun.pos == "PROPN" or before is None or before.text != "," or name.child("conj") is None:
        return
    prep = noun.children[-1] if noun.children else None
    listed = prep.child("pobj") if prep is not None and prep.lower in ("of", "for") else None
    if listed is not None and listed.pos == "PROPN" and listed.child("conj") is None:
        name.attach(listed, "conj")


def _post_beside_verb(post: Token) -> None:
    """ "worked as an aide at Acme, and clerk of the court": the second post goes on what "as" began.

    It is no part of the list that the name before it may begin either: Acme is no clerk.
    """
    verb, known = post.head, nominal(post.lemma)
    if verb is None or known is None or known.type != "news:Person":
        return
    link = verb.head if verb.dep == "pobj" and verb.ent == "ORG" else None
    first = link.head if link is not None and link.lower in ("at", "of", "for", "with") else None
    if first is not None and post.tag == first.tag == "NN" and (role := nominal(first.lemma)) is not None:
        if role.type == "news:Person":
            post.attach(first, "conj")
        return
    if not is_predicate_verb(verb):
        return
    held = [inner for prep in verb.all("prep") if prep.lower == "as" and (inner := prep.child("pobj")) is not None]
    if held and held[-1].i < post.i and not post.child("nsubj"):
        post.attach(held[-1], "conj")


def _phrase_after_year(prep: Token) -> None:
    """ "was born in 1925 in Leeds": no year has a place; the phrase belongs to what happened."""
    year = prep.head
    dated = year.head if year is not None and year.dep == "pobj" else None
    verb = dated.head if dated is not None else None
    if year is None or verb is None or not (year.tag == "CD" and len(year.text) == 4 and year.text.isdecimal()):
        return
    if prep.lower not in ("of", "to", "until", "through") and is_predicate_verb(verb):
        prep.attach(verb, "prep")


def _agent_after_name(by: Token) -> None:
    """ "was founded in 1970 as Acme Systems by Ann Lee": who did it is told of the verb, not of the name."""
    name, agent = by.head, by.child("pobj")
    prep = name.head if name is not None and name.dep == "pobj" else None
    verb = prep.head if prep is not None else None
    if name is None or agent is None or prep is None or verb is None or name.ent == "WORK_OF_ART":
        return
    named = name.pos == agent.pos == "PROPN" and prep.lower in ("as", "in", "at", "on")
    if named and verb.tag == "VBN" and is_predicate_verb(verb) and not verb.child("agent"):
        by.attach(verb, "agent")


def _participle_in_name(sentence: Sentence, participle: Token) -> None:
    """ "director of Helping Hands Oslo": a participle in capitals opens a name."""
    prep, noun = participle.head, participle.child("dobj")
    after = sentence.tokens[participle.i + 1] if participle.i + 1 < len(sentence.tokens) else None
    if prep is None or noun is None or after is None or noun.pos != "PROPN" or noun.subtree()[0] is not after:
        return
    noun.attach(prep, "pobj")
    participle.attach(noun, "compound")
    participle.tag, participle.pos = "NNP", "PROPN"


def _clause_taken_for_phrase(sentence: Sentence, verb: Token) -> None:
    """ "left after a fire on the ferry killed nine": "after" opens a clause, whose subject is the fire.

    The parser takes "a fire" for all that "after" governs, and the verb for a participle or for the first one's deed.
    """
    if verb.head is None or verb.child("nsubj", "nsubjpass", "csubj", "mark", "aux", "auxpass", "agent"):
        return
    if verb.dep == "acl":
        number = next((one for one in verb.all("npadvmod") if one.tag == "CD" and not one.ent.endswith("E")), None)
        if verb.tag != "VBN" or verb.lemma in GIVING or not (verb.child("dobj") or number):
            return
        link = next((one for one in verb.ancestors() if one.dep == "prep" and one.lower in OPENING), None)
    else:
        number = None
        link = next((one for one in verb.head.all("prep") if one.lower in OPENING and one.i > verb.head.i), None)
    noun = link.child("pobj", "pcomp") if link is not None else None
    first = min([verb.i, *(child.i for child in verb.children)])
    if link is None or noun is None or not any(one is sentence.tokens[first - 1] for one in link.subtree()):
        return
    verb.attach(link.head, "advcl")
    noun.attach(verb, "nsubj" if noun.dep == "pobj" else "csubj")
    link.attach(verb, "mark")
    verb.tag = "VBD" if verb.tag == "VBN" else verb.tag
    if number is not None:
        number.attach(verb, "dobj")


def _clause_of_a_noun(sentence: Sentence, verb: Token) -> None:
    """ "fired under the pretext that rebels came": what follows such a noun in a phrase is what the noun tells."""
    mark = verb.child("mark")
    noun = sentence.tokens[mark.i - 1] if mark is not None and mark.lower == "that" and mark.i else None
    if noun is None or noun.tag != "NN" or noun.dep != "pobj" or not any(one is verb.head for one in noun.ancestors()):
        return
    if word_classes(noun.lemma, "noun") & {"possible", "negative"}:
        verb.attach(noun, "acl")


def _result(verb: Token) -> None:
    """ "bombed a market in Oslo, killing 12": the bombing killed, not Oslo."""
    noun = verb.head
    if noun is None or noun.dep not in ("dobj", "pobj", "appos", "conj"):
        return
    above = next((one for one in noun.ancestors() if is_predicate_verb(one)), None)
    if above is not None and above.i < noun.i:
        verb.attach(above, "advcl")


def _between(sentence: Sentence, verb: Token) -> None:
    """ "a meeting between Roe, claiming to speak for Acme, and Poe": the participle speaks of the first one."""
    name = sentence.tokens[verb.i - 2]
    link = name.head
    if name.dep != "pobj" or link is None or link.lower != "between" or name.child("conj"):
        return
    joint = next((t for t in sentence.tokens[verb.i :] if t.dep == "cc" and t.head in (verb, verb.head)), None)
    if joint is None or sentence.tokens[joint.i - 1].text != ",":
        return
    other = next((t for t in sentence.tokens[joint.i + 1 :] if t.head in (verb, verb.head) and t.dep != "punct"), None)
    verb.attach(name, "acl")
    joint.attach(name, "cc")
    if other is not None and other.pos in ("PROPN", "NOUN"):
        other.attach(name, "conj")


def _clauses_beside_quotations(sentence: Sentence) -> None:
    """ "He said, "They must go", while leaving": a participle outside a quotation belongs outside it."""
    quoted, inside = set(), False
    for token in sentence.tokens:
        if token.text in QUOTES:
            inside = not inside
        elif inside:
            quoted.add(token.i)
    for token in sentence.tokens:
        if token.dep != "advcl" or token.tag != "VBG" or token.i in quoted or token.child("nsubj", "nsubjpass"):
            continue
        if inside or token.head is None or token.head.i not in quoted:
            continue
        above = next((one for one in token.ancestors() if one.i not in quoted and is_predicate_verb(one)), None)
        if above is not None:
            token.attach(above, "advcl")
