"""Who bears what a noun says: the subject of a copula, the name beside a title, whoever holds a post."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.propositions import (
    SUBJECTS,
    Propositions,
    conjuncts,
    described_by,
    is_nounlike,
    is_predicate_verb,
)
from kg.extract.tree import LONGEST_LIST, Token
from kg.gazetteer import nominal as role

COPULAS = frozenset("be become remain stay".split())
NAMING = frozenset("appoint elect name choose nominate call designate make reelect re-elect declare proclaim crown "
                   "install confirm pick select hire".split())  # fmt: skip
AS_ROLE = frozenset("serve work act appoint elect name choose nominate hire resign know identify select install retire "
                    "bear grow step continue return rule lead describe join start begin return establish form found "
                    "create incorporate launch set organize register".split())  # fmt: skip
REPLACING = frozenset("replace succeed".split())
RISING = frozenset("promote elevate appoint elect rise ascend advance".split())
ATTRIBUTES = ("attr", "oprd", "acomp", "dobj", "xcomp", "conj")
BODIES = ("ORG", "GPE", "FAC", "LOC", "NORP")
PLACES = ("GPE", "LOC")
OPENING = ("nsubj", "nsubjpass", "npadvmod", "advcl", "dep")
POSTS = frozenset("role position post job career work employment tenure stint capacity office appointment".split())
NAMED = frozenset("name call identify know dub".split())
WHILE = frozenset("while when as once although though".split())
PICKED = frozenset(  # what "of" picks one of several with: "the eldest of three children"
    "one first second third fourth fifth sixth seventh eighth ninth tenth last eldest oldest youngest elder "
    "younger".split()
)


def predicated_of(noun: Token, others: Propositions, steps: int = LONGEST_LIST) -> Iterator[tuple[Token, Token]]:
    """Yield (what the noun is said of, the word that carries polarity and modality).

    A noun of a list is said of what the first one is said of; `steps` of the list are gone up.
    """
    head = noun.head
    if head is None:
        return
    if noun.dep == "conj" and is_nounlike(head):
        names = noun.child("nummod") or (
            head.dep == "appos" and not is_role(head)
        )  # "his wife, Ann, and their son": the son is not Ann
        if steps and not names and (not noun.child("poss") or head.dep in ("attr", "appos")):
            yield from predicated_of(head, others, steps - 1)
    elif noun.dep == "conj" and head.lemma in COPULAS and head.child("attr"):
        yield from _through_verb(noun, head, others)  # "X is a lawyer, and the mayor of Y" with "mayor" on the verb
    elif noun.dep in ("compound", "nmod") and head.pos == "PROPN" and noun.i < head.i and _is_title(noun):
        named = next((child for child in noun.children if _is_own_name(noun, child)), None)
        yield named or head, noun
    elif noun.dep == "appos" and is_nounlike(head):
        posted = head.dep == "pobj" and head.ent in BODIES and is_post(noun)
        holders = list(_of_whom(noun, head, others)) if posted else []
        if not holders or noun.child("det"):  # "a fellow of Yale, member of the Club": the fellow is the member
            yield from ((one, noun) for one in _whose(noun, head, others))
        yield from holders
    elif noun.dep in ("attr", "oprd", "dobj", "ccomp", "acomp", "xcomp") and is_predicate_verb(head):
        yield from _through_verb(noun, head, others)
    elif noun.dep == "pobj" and head.lower == "of" and head.head is not None and head.head.lower in PICKED:
        picked = head.head  # "X is one of the founders of Y"
        if picked.dep == "appos" and picked.head is not None:  # "born in Leeds, the second of three sons"
            yield from ((one, noun) for one in _whose(noun, picked.head, others))
        else:
            yield from predicated_of(picked, others)
    elif noun.dep == "pobj" and head.head is not None and (head.lower == "as" or _is_rise(noun, head)):
        yield from _as_role(noun, head, others)
    elif noun.dep == "pobj" and head.lower == "of" and head.head is not None and head.head.lemma in POSTS:
        yield from _holder(head.head, others)  # "held the position of director", "his role of director"
    elif noun.dep in SUBJECTS and head.lemma in COPULAS and is_role(noun):
        for named in conjuncts(head.child("attr") or noun):  # "the chairman of X is Y", "his wife is the editor Y"
            name = named if named.pos == "PROPN" else named.child("appos")
            if name is not None and name.pos == "PROPN" and not (is_post(name) and name.child("det")):
                yield name, head
    if (noun.dep == "conj" or noun.child("conj")) and role(noun.lemma) is not None:
        yield from _joint_bearer(noun)
    if noun.dep in OPENING and is_predicate_verb(head):
        yield from _opened_by(noun, head)
    if noun.child("conj"):
        yield from ((name, noun) for name in _named_after_all(noun))
    if noun.dep in SUBJECTS and head.lower in WHILE and head.head is not None and is_predicate_verb(head.head):
        clause = others.of(head.head)  # "While a student at Yale, she wrote it"
        yield from ((one, noun) for one in (clause.heads("subject") if clause is not None else []))
    for child in noun.children:
        name = child if child.pos == "PROPN" else child.child("appos")  # "her son, the painter X"
        if child.dep == "appos" and name is not None and name.pos == "PROPN" and not is_post(name) and is_role(noun):
            # "the group's leader, X"; not "a businessman, CEO and owner"
            yield name, noun
        elif child.dep in ("acl", "relcl") and child.lemma in NAMED:
            name = child.child("oprd", "attr", "dobj")
            if name is not None and name.pos == "PROPN":
                yield name, noun


def _named_after_all(noun: Token) -> Iterator[Token]:
    """Yield the name after the last of several nouns: "the priest and composer, Antonio Vivaldi", of the priest too."""
    last = noun.child("conj")
    for _ in range(LONGEST_LIST):
        further = last.child("conj") if last is not None else None
        if further is None:
            break
        last = further
    else:
        return
    if last is None or not (is_post(noun) and is_post(last)) or last.child("det", "poss"):
        return
    name = last.child("appos")
    if name is not None and name.pos == "PROPN" and name.ent == "PERSON" and noun.tag == last.tag == "NN":
        yield name


def _is_rise(noun: Token, preposition: Token) -> bool:
    """Tell whether "to" leads to a post: "was promoted to director of sales", "rose to president"."""
    verb = preposition.head
    return preposition.lower == "to" and verb is not None and verb.lemma in RISING and is_post(noun)


def _joint_bearer(title: Token) -> Iterator[tuple[Token, Token]]:
    """Yield who bears several titles at once, read as one more of the list: "Acme's president and CEO Jane Roe"."""
    first = title
    for _ in range(LONGEST_LIST):
        if first.dep != "conj" or first.head is None or not is_nounlike(first.head):
            break
        first = first.head
    else:
        return
    before = first
    for one in conjuncts(first):
        if one.pos == "PROPN" and role(one.lemma) is None and one.i > title.i:
            opening = one.subtree()[0]
            joint = opening.i == before.i + 1 or (opening.i == before.i + 2 and role(opening.lemma) is not None)
            if joint and role(before.lemma) is not None:
                yield one, title
            return
        before = one


def _whose(noun: Token, head: Token, others: Propositions) -> list[Token]:
    """Return what an apposition is said of; of a person after a place, who was there: "born in Leeds, the son of X"."""
    if head.ent in PLACES and is_post(noun):
        named = noun.child("appos")
        if named is not None and named.pos == "PROPN":
            return []  # "Oslo, the chairman of the board Ann Lee said"
        verb = next((above for above in head.ancestors() if is_predicate_verb(above)), None)
        clause = others.of(verb) if verb is not None else None
        people = (clause.heads("object") if clause.passive else clause.heads("subject")) if clause is not None else []
        opens = verb is not None and verb.dep == "advcl"  # "Born in Leeds, the son of X, he studied"
        people = [one for one in people if one.pos in ("PROPN", "PRON") and (opens or one.i < noun.i)]
        return people or [head]
    return [head]


def _of_whom(noun: Token, body: Token, others: Propositions) -> Iterator[tuple[Token, Token]]:
    """Yield who has a further post, read as said of the body of the first: "a graduate of Yale, editor of Nature"."""
    above = body.head.head if body.head is not None else None
    if above is not None and above.pos == "NOUN" and is_post(above):
        yield from ((head, noun) for head, _ in predicated_of(above, others))


def is_role(noun: Token) -> bool:
    """Tell whether a noun may be said of a name: "the group's leader", also in capitals: "the Prime Minister"."""
    known = role(noun.lemma) if noun.pos == "PROPN" else None
    return noun.pos != "PROPN" or (known is not None and known.type == "news:Person")


def _is_own_name(title: Token, child: Token) -> bool:
    """Tell whether a name right after a title is its bearer's: "President X and President Y", read as one phrase."""
    return child.dep == "appos" and child.pos == "PROPN" and child.subtree()[0].i == title.i + 1


def _is_title(noun: Token) -> bool:
    """Tell whether a noun before a name is a role ("member X", "President X"), not a part of the name."""
    return noun.pos == "NOUN" or noun.ent in ("", "TITLE")


def _through_verb(noun: Token, verb: Token, others: Propositions) -> Iterator[tuple[Token, Token]]:
    clause = others.of(verb)
    if clause is None:
        return
    if verb.lemma in COPULAS and noun.dep in ATTRIBUTES and not verb.child("expl"):
        for head in clause.heads("subject"):
            if head is not noun:
                yield head, verb
    elif verb.lemma in NAMING and (clause.passive or noun.dep in ("oprd", "attr", "xcomp", "ccomp")):
        for head in clause.heads("object"):
            if head is not noun:
                yield head, verb


def _as_role(noun: Token, preposition: Token, others: Propositions) -> Iterator[tuple[Token, Token]]:
    """Yield whom "as" gives a role: of verbs of office who holds it, of others who acts in it.

    "As a native of Oslo, he paints": what opens a sentence tells of its subject. "in her role as director": hers.
    """
    verb = preposition.head
    if verb is not None and verb.pos in ("PROPN", "PRON") and verb.dep in ("dobj", "nsubjpass"):
        verb = verb.head  # "succeeded X as director", with "as" on X
    if verb is None:
        return
    if verb.lemma in POSTS and is_nounlike(verb):
        yield from _holder(verb, others)
        return
    clause = others.of(verb) if is_predicate_verb(verb) else None
    if clause is None:
        return
    if verb.lemma in REPLACING:  # "replaced X as director": both were it; of "will replace X" only one will be
        both = verb.tag in ("VBD", "VBN")
        yield from ((head, verb) for head in (*clause.heads("subject"), *(clause.heads("object") if both else ())))
    elif verb.lemma in AS_ROLE or verb.lemma in RISING:
        held = [head for head in clause.heads("object") if head.lemma not in POSTS]  # "began a career as an analyst"
        for head in held or clause.heads("subject"):
            yield head, verb
    elif not clause.passive and is_role(noun) and noun.tag in ("NN", "NNP"):
        subjects = clause.heads("subject")
        opens = any(noun.i < subject.i for subject in subjects)
        if opens or not any(head.pos in ("PROPN", "PRON") for head in clause.heads("object")):
            yield from ((head, verb) for head in subjects)


def _holder(post: Token, others: Propositions) -> Iterator[tuple[Token, Token]]:
    """Yield who has a post: "her role as director", "held the position of director"."""
    owner = post.child("poss")
    verb = post.head
    if owner is not None:
        yield owner, post
    elif verb is not None and post.dep in ("dobj", "pobj", "nsubjpass"):
        while verb.dep in ("prep", "pcomp") and verb.head is not None:
            verb = verb.head
        clause = others.of(verb) if is_predicate_verb(verb) else None
        for head in clause.heads("subject") if clause is not None else []:
            if head is not post:
                yield head, verb


def _opened_by(noun: Token, verb: Token) -> Iterator[tuple[Token, Token]]:
    """Yield the subject of a clause that a description of it opens: "A native of Oslo, she paints"."""
    subject = described_by(noun, verb)
    if subject is not None:
        yield subject, noun


def is_post(noun: Token) -> bool:
    known = role(noun.lemma)
    return known is not None and known.type == "news:Person"
