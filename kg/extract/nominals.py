"""Nouns and adjectives to propositions: copula, apposition, title, possessive, compound, "of" and "by"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.general import general_words
from kg.extract.propositions import (
    SUBJECTS,
    Proposition,
    Propositions,
    conjuncts,
    described_by,
    is_nounlike,
    is_predicate_verb,
    preposition_objects,
)
from kg.extract.tree import Token
from kg.gazetteer import nominal as role

COPULAS = frozenset("be become remain stay".split())
NAMING = frozenset("appoint elect name choose nominate call designate make reelect re-elect declare proclaim crown "
                   "install confirm pick select hire".split())  # fmt: skip
AS_ROLE = frozenset("serve work act appoint elect name choose nominate hire resign know identify select install retire "
                    "bear grow step continue return rule lead describe join start begin return establish form found "
                    "create incorporate launch set organize register".split())  # fmt: skip
DEGREES = frozenset("bachelor master doctor associate".split())
REPLACING = frozenset("replace succeed".split())
RISING = frozenset("promote elevate appoint elect rise ascend advance".split())
ATTRIBUTES = ("attr", "oprd", "acomp", "dobj", "xcomp", "conj")
TAUGHT = frozenset("language history art law culture studies cuisine government politics policy".split())
BOARD_MEMBERS = frozenset("director trustee regent governor visitor adviser advisor overseer manager".split())
EMPLOYEE, FIELD = "employee", "field"  # general words of `general-words.tsv`
OFFICES = frozenset("secretary minister".split())  # "secretary of education" names the post
SCIENCES = ("ology", "onomy", "ics", "istry", "graphy", "metry")
BODIES = ("ORG", "GPE", "FAC", "LOC", "NORP")
PLACES = ("GPE", "LOC")
OPENING = ("nsubj", "nsubjpass", "npadvmod", "advcl", "dep")
POSTS = frozenset("role position post job career work employment tenure stint capacity office appointment".split())
LONGEST_LIST = 50  # coordinated nouns that are followed up to the first
SHARED = ("of", "at", "for", "with")
NAMED = frozenset("name call identify know dub".split())


def nominal(noun: Token, others: Propositions) -> Proposition:
    """Return the proposition of a noun.

    "be" is what the noun is said of: "X is a member", "X, a member", "member X", "a member named X", "served as a
    member", "was elected member". Possessor, compound and demonym keep their own roles ("poss", "compound", "origin");
    a pattern decides which of them may stand for "of".
    """
    made = Proposition(noun, "noun", noun)
    for child in noun.children:
        if child.dep == "poss":  # a "bachelor's degree" is no bachelor's
            made.add("modifier" if child.lemma in DEGREES and noun.lemma == "degree" else "poss", child)
        elif child.dep == "npadvmod" and child.ent == "DATE" and child.i > noun.i:
            made.add("on", child)  # "his death June 4, 1998"
        elif child.dep in ("compound", "nmod", "npadvmod") and child.tag not in ("HYPH",):
            made.add("compound", child)
            for inner in child.children if noun.pos == "NOUN" and child.pos == "NOUN" else ():
                if inner.dep == "amod" and inner.ent == "NORP" and child.lemma not in TAUGHT:
                    made.add("origin", inner)  # "a Polish javelin thrower": the thrower is Polish
        elif child.dep in ("amod", "nummod", "advmod"):
            made.add("origin" if child.ent in ("NORP", "GPE", "LOC") else "modifier", child)
    for name, head in preposition_objects(noun):
        made.add("field" if name == "of" and _is_field(noun, head) else name, head)
        if name == "of" and (head.lemma in BOARD_MEMBERS or made.heads("field")):
            for further, inner in preposition_objects(head):
                made.add(further, inner, "inherited")  # "the board of directors of X", "professor of law at X"
    if noun.dep == "conj" or noun.child("conj"):
        _shared_phrases(made)
    _shared_owner(made)
    for head, anchor in predicated_of(noun, others):
        made.add("be", head, conjoined=noun.tag in ("NNS", "NNPS"))  # "X, the minister, and Y": only X is minister
        made.anchor = anchor
    if made.anchor.lemma in COPULAS:
        _copular_phrases(made, made.anchor)
    return made


def _is_field(noun: Token, head: Token) -> bool:
    """Tell whether "of" gives a post's field, not whose post it is: "professor of law", "director of marketing"."""
    if EMPLOYEE not in general_words(noun.lemma) or noun.lemma in OFFICES:
        return False
    return FIELD in general_words(head.lemma) or head.lemma.endswith(SCIENCES)


def _shared_phrases(made: Proposition) -> None:
    """Take what follows the last of several nouns for the earlier ones: "founder and CEO of Acme", "X and Y at Acme".

    A determiner on a later noun ends the sharing: "a writer and a professor at Yale".
    """
    noun = made.trigger
    if any(child.dep == "prep" and child.i > noun.i for child in noun.children):
        return
    beside = noun.head if noun.dep == "conj" else None
    # "president and CEO of Acme"
    if beside is not None and is_nounlike(beside) and noun.subtree()[0].i == beside.i + 2:
        for name, head in preposition_objects(beside):
            if name in SHARED and head.i > noun.i:
                made.add(name, head, "inherited")
        if any(argument.how == "inherited" for argument in made.arguments):
            return
    first, steps = noun, 0
    while first.dep == "conj" and first.head is not None and is_nounlike(first.head) and steps < LONGEST_LIST:
        first, steps = first.head, steps + 1
    if steps == LONGEST_LIST:
        return
    members = conjuncts(first)
    if any(child.dep == "appos" for one in members for child in one.children):
        return  # "secretary, mayor of London, and member of parliament"
    donors = [one for one in members if any(name in SHARED for name, _ in preposition_objects(one))]
    if len(donors) != 1 or any(one.child("det", "poss") for one in members if one is not members[0]):
        return
    for name, head in preposition_objects(donors[0]):
        if name in SHARED and head.i > members[-1].i:
            made.add(name, head, "inherited")


def _shared_owner(made: Proposition) -> None:
    """Take the possessor of the first of several nouns for the later ones: "their son Tom and daughter Ann".

    A determiner or possessor of its own ends the sharing: "his wife and a son".
    """
    noun = made.trigger
    titled = noun.dep in ("compound", "nmod") and noun.head is not None and noun.head.pos == "PROPN"
    first = noun.head if titled and noun.head is not None else noun
    for _ in range(LONGEST_LIST):
        if first.dep != "conj" or first.head is None or not is_nounlike(first.head):
            return
        first = first.head
        owner = first.child("poss")
        if owner is not None and not noun.child("poss", "det", "nummod") and _is_role(noun):
            made.add("poss", owner, "inherited")
            return


def _copular_phrases(made: Proposition, copula: Token) -> None:
    """Take the prepositional phrases that the parser hung on the copula: "is active in Paris"."""
    if copula.lemma in COPULAS:
        for name, head in preposition_objects(copula):
            if head.i > made.trigger.i:
                made.add(name, head, "moved")


def adjectival(adjective: Token, others: Propositions) -> Proposition:
    """Return the proposition of an adjective: "X is active in Y", "the group active in Y"."""
    made = Proposition(adjective, "adjective", adjective)
    for child in adjective.children:
        if child.dep in ("npadvmod", "compound", "advmod", "amod"):
            made.add("modifier", child)
    for name, head in preposition_objects(adjective):
        made.add(name, head)
    above = adjective.head
    if above is not None and adjective.dep in ("acomp", "oprd", "attr", "advcl", "conj"):
        clause = others.of(above)
        if clause is not None and is_predicate_verb(above):
            made.anchor = above
            resultative = adjective.dep == "oprd" and not clause.passive  # "left 12 people dead"
            first, second = ("object", "subject") if resultative else ("subject", "object")
            for head in clause.heads(first) or (clause.heads(second) if clause.passive or resultative else []):
                made.add("be", head)
            _copular_phrases(made, above)
        elif clause is not None and clause.kind == "adjective":
            made.anchor = clause.anchor
            for head in clause.heads("be"):
                made.add("be", head)
    elif above is not None and adjective.dep in ("amod", "relcl", "acl") and is_nounlike(above):
        made.add("be", above)
        named = adjective.dep == "amod" and (above.pos == "PROPN" or _is_named_place(above))
        owner = above.child("poss") if named else None
        if owner is not None:  # "her native Oslo", "her native city of Oslo"
            made.add("poss", owner)
    return made


def _is_named_place(noun: Token) -> bool:
    """Tell whether "of" names the place: "city of Oslo"."""
    known = role(noun.lemma)
    places = known is not None and known.type in ("news:City", "news:Place", "news:Region", "news:Country")
    return places and any(name == "of" and head.pos == "PROPN" for name, head in preposition_objects(noun))


def predicated_of(noun: Token, others: Propositions, steps: int = LONGEST_LIST) -> Iterator[tuple[Token, Token]]:
    """Yield (what the noun is said of, the word that carries polarity and modality).

    A noun of a list is said of what the first one is said of; `steps` of the list are gone up.
    """
    head = noun.head
    if head is None:
        return
    if noun.dep == "conj" and is_nounlike(head):
        names = head.dep == "appos" and not _is_role(head)  # "his wife, Ann, and their son": the son is not Ann
        if steps and not names and (not noun.child("poss") or head.dep in ("attr", "appos")):
            yield from predicated_of(head, others, steps - 1)
    elif noun.dep == "conj" and head.lemma in COPULAS and head.child("attr"):
        yield from _through_verb(noun, head, others)  # "X is a lawyer, and the mayor of Y" with "mayor" on the verb
    elif noun.dep in ("compound", "nmod") and head.pos == "PROPN" and noun.i < head.i and _is_title(noun):
        named = next((child for child in noun.children if _is_own_name(noun, child)), None)
        yield named or head, noun
    elif noun.dep == "appos" and is_nounlike(head):
        yield from ((one, noun) for one in _whose(noun, head, others))
        if head.dep == "pobj" and head.ent in BODIES and _is_post(noun):
            yield from _of_whom(noun, head, others)
    elif noun.dep in ("attr", "oprd", "dobj", "ccomp", "acomp", "xcomp") and is_predicate_verb(head):
        yield from _through_verb(noun, head, others)
    elif noun.dep == "pobj" and head.lower == "of" and head.head is not None and head.head.lower == "one":
        yield from predicated_of(head.head, others)  # "X is one of the founders of Y"
    elif noun.dep == "pobj" and head.head is not None and (head.lower == "as" or _is_rise(noun, head)):
        yield from _as_role(noun, head, others)
    elif noun.dep == "pobj" and head.lower == "of" and head.head is not None and head.head.lemma in POSTS:
        yield from _holder(head.head, others)  # "held the position of director", "his role of director"
    elif noun.dep in SUBJECTS and head.lemma in COPULAS and _is_role(noun):
        for named in conjuncts(head.child("attr") or noun):  # "the chairman of X is Y", "his wife is the editor Y"
            name = named if named.pos == "PROPN" else named.child("appos")
            if name is not None and name.pos == "PROPN":
                yield name, head
    if (noun.dep == "conj" or noun.child("conj")) and role(noun.lemma) is not None:
        yield from _joint_bearer(noun)
    if noun.dep in OPENING and is_predicate_verb(head):
        yield from _opened_by(noun, head)
    for child in noun.children:
        if child.dep == "appos" and child.pos == "PROPN" and not _is_post(child) and _is_role(noun):
            # "the group's leader, X"; not "a businessman, CEO and owner"
            yield child, noun
        elif child.dep in ("acl", "relcl") and child.lemma in NAMED:
            name = child.child("oprd", "attr", "dobj")
            if name is not None and name.pos == "PROPN":
                yield name, noun


def _is_rise(noun: Token, preposition: Token) -> bool:
    """Tell whether "to" leads to a post: "was promoted to director of sales", "rose to president"."""
    verb = preposition.head
    return preposition.lower == "to" and verb is not None and verb.lemma in RISING and _is_post(noun)


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
    if head.ent in PLACES and _is_post(noun):
        verb = next((above for above in head.ancestors() if is_predicate_verb(above)), None)
        clause = others.of(verb) if verb is not None else None
        people = (clause.heads("object") if clause.passive else clause.heads("subject")) if clause is not None else []
        people = [one for one in people if one.pos in ("PROPN", "PRON") and one.i < noun.i]
        return people or [head]
    return [head]


def _of_whom(noun: Token, body: Token, others: Propositions) -> Iterator[tuple[Token, Token]]:
    """Yield who has a further post, read as said of the body of the first: "a graduate of Yale, editor of Nature"."""
    above = body.head.head if body.head is not None else None
    if above is not None and above.pos == "NOUN" and _is_post(above):
        yield from ((head, noun) for head, _ in predicated_of(above, others))


def _is_role(noun: Token) -> bool:
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
        for head in clause.heads("object") or clause.heads("subject"):
            yield head, verb
    elif not clause.passive and _is_role(noun) and noun.tag in ("NN", "NNP"):
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


def _is_post(noun: Token) -> bool:
    known = role(noun.lemma)
    return known is not None and known.type == "news:Person"
