"""Nouns and adjectives to propositions: copula, apposition, title, possessive, compound, "of" and "by"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.bearers import COPULAS, NAMING, is_post, is_role, predicated_of
from kg.extract.general import general_words
from kg.extract.propositions import (
    Proposition,
    Propositions,
    bracketed,
    conjuncts,
    is_nounlike,
    is_predicate_verb,
    preposition_objects,
)
from kg.extract.tree import LONGEST_LIST, Token
from kg.gazetteer import name_prefix_class
from kg.gazetteer import nominal as role

DEGREES = frozenset("bachelor master doctor associate".split())
TAUGHT = frozenset("language history art law culture studies cuisine government politics policy".split())
BOARD_MEMBERS = frozenset("director trustee regent governor visitor adviser advisor overseer manager".split())
EMPLOYEE, FIELD, BODY = "employee", "field", "body"  # general words of `general-words.tsv`
OFFICES = frozenset("secretary minister".split())  # "secretary of education" names the post
HONOURS = frozenset(("Order", "Legion"))
SCIENCES = ("ology", "onomy", "ics", "istry", "graphy", "metry")
OWNING = ("of", "at", "for", "with", "poss")
TOPS = frozenset("ceo executive officer chairman chairwoman chairperson director president coach principal".split())
LEADING = frozenset("lead head run manage direct chair".split())
KIN = frozenset("wife husband spouse son daughter fiance fiancee".split())
PARTS = frozenset("subsidiary affiliate".split())
COMPANIES = ("news:Company", "news:Bank")
JOINING = frozenset("join found cofound co-found cofounde establish start launch create rejoin enter move".split())
FOUNDING = frozenset("found establish start create".split())
FIRMS = frozenset("company firm group bank club school organization organisation agency institute".split())
SHARED = ("of", "at", "for", "with")


def nominal(noun: Token, others: Propositions) -> Proposition:
    """Return the proposition of a noun.

    "be" is what the noun is said of: "X is a member", "X, a member", "member X", "a member named X", "served as a
    member", "was elected member". Possessor, compound and demonym keep their own roles ("poss", "compound", "origin");
    a pattern decides which of them may stand for "of".
    """
    made = Proposition(noun, "noun", noun)
    for child in noun.children:
        if child.dep == "poss":  # a "bachelor's degree" is no bachelor's
            owner = child if child.tag != "WP$" else _antecedent(child)
            if owner is not None:
                role_ = "modifier" if child.lemma in DEGREES and noun.lemma == "degree" else "poss"
                made.add(role_, owner, "syntax" if owner is child else "relative", conjoined=owner is child)
        elif child.dep == "npadvmod" and child.ent == "DATE" and child.i > noun.i:
            made.add("on", child)  # "his death June 4, 1998"
        elif child.dep in ("compound", "nmod", "npadvmod") and child.tag not in ("HYPH",):
            made.add("compound", child)
            for inner in _origins(child) if noun.pos == "NOUN" else ():
                made.add("origin", inner)  # "a Polish javelin thrower": the thrower is Polish
        elif child.dep in ("amod", "nummod", "advmod"):
            proper = child.tag == "JJ" and child.text[0].isupper() and child.i > 0  # "a Republican senator"
            named = child.ent == "ORG" and child.text[0].isupper()  # "Labour lawmaker"
            origin = proper or child.ent in ("NORP", "GPE", "LOC")
            role_ = "origin" if origin else "compound" if named else "modifier"
            made.add(role_, child)
    for name, head in _own_phrases(noun):
        if name == "of" and head.text in HONOURS:
            name = "honour"  # "an Officer of the Order of the Crown" holds no post
        made.add("field" if name in ("of", "in", "for") and _is_field(noun, head) else name, head)
        if name in ("of", "in", "for") and (head.lemma in BOARD_MEMBERS or made.heads("field")):
            for further, inner in preposition_objects(head):
                made.add(further, inner, "inherited")  # "the board of directors of X", "professor of law at X"
    inside = bracketed(noun)
    if inside is not None:
        made.add("of", inside, "moved")
    if noun.dep == "conj" or noun.child("conj"):
        _shared_phrases(made)
    _shared_owner(made)
    _owner_of_bare_kin(made, others)
    for head, anchor in predicated_of(noun, others):
        made.add("be", head, conjoined=noun.tag in ("NNS", "NNPS"))  # "X, the minister, and Y": only X is minister
        made.anchor = anchor
    if made.anchor.lemma in COPULAS:
        _copular_phrases(made, made.anchor)
    if is_post(noun) and not _has_owner(made):
        _body_of_clause(made, others)
    return made


def _has_owner(made: Proposition) -> bool:
    """Tell whether the noun phrase itself names whose post it is."""
    named = any(argument.role in OWNING for argument in made.arguments)
    return named or any(a.role == "compound" and a.head.ent in ("ORG", "GPE") for a in made.arguments)


def _body_of_clause(made: Proposition, others: Propositions) -> None:
    """Take the body that the clause around a post names: "Acme, where she is chairman", "At Acme he was an analyst".

    "Acme is led by CEO Jane Roe": who leads it as chief executive is its chief executive.
    """
    noun, anchor = made.trigger, made.anchor
    clause = others.of(anchor) if is_predicate_verb(anchor) else None
    if clause is not None and (anchor.lemma in COPULAS or any(p.lower == "as" for p in anchor.all("prep"))):
        for argument in clause.arguments:
            opening = argument.head.pos == "PROPN" and argument.head.i < anchor.i
            if argument.role == "at" and (argument.how == "relative" or opening):
                made.add("at", argument.head, "inherited")
    after = _body_after_comma(noun)
    if after is not None:
        made.add("of", after, "moved", conjoined=False)
        return
    if clause is not None and not noun.child("prep"):
        for head in _joined_before(anchor, others):
            made.add("of", head, "inherited")
    if clause is not None and anchor.lemma in NAMING:  # "Acme named Jane Roe chief executive"
        for head in clause.heads("subject"):
            if head.pos in ("PROPN", "PRON") or head.lemma in FIRMS:
                made.add("of", head, "inherited")
    for bearer in made.heads("be"):
        agent = bearer.head if bearer.dep == "pobj" else None
        verb = agent.head if agent is not None and agent.dep == "agent" else None
        if verb is None or noun.lower not in TOPS or noun.child("det") or not is_predicate_verb(verb):
            continue
        led = others.of(verb)
        if verb.lemma in LEADING or (verb.lemma in FOUNDING and noun.i > bearer.i):
            for head in led.heads("object") if led is not None else []:
                if head.pos in ("PROPN", "PRON") or head.lemma in FIRMS:
                    made.add("of", head, "inherited")


def _body_after_comma(post: Token) -> Token | None:
    """Return the firm in "the chairman and CEO, Acme Group" and "Jane Roe, engineer, Acme,"."""
    first = post
    for _ in range(LONGEST_LIST):
        if first.dep != "conj" or first.head is None or not is_nounlike(first.head):
            break
        first = first.head
    for name in post.children if first is post else [*post.children, *first.children]:
        if name.pos != "PROPN" or name.dep not in ("appos", "conj", "npadvmod") or name.child("det", "conj", "cc"):
            continue
        start = name.subtree()[0].i
        comma = any(mark.text == "," and mark.i == start - 1 for one in (post, first, name) for mark in one.children)
        body = name.ent == "ORG" or name_prefix_class(name.subtree()[0].text) in COMPANIES
        if comma and body and start > post.i and start - post.i <= 2 and not is_post(name):
            return name
    return None


def _joined_before(verb: Token, others: Propositions) -> list[Token]:
    """Return the body that the clause before tells of: "joined Acme in 2000 and became director in 2005"."""
    above = verb.head
    if verb.dep not in ("conj", "advcl", "xcomp") or above is None or above.i > verb.i or above.lemma not in JOINING:
        return []
    clause = others.of(above)
    if clause is None or clause.passive or verb.child("nsubj", "nsubjpass", "mark"):
        return []
    found = clause.heads("object") or (clause.heads("to") if above.lemma == "move" else [])
    return [head for head in found if head.pos == "PROPN"]


def _antecedent(whose: Token) -> Token | None:
    """Return the noun that "whose" stands for: the one that its relative clause modifies."""
    clause = next((above for above in whose.ancestors() if above.dep == "relcl"), None)
    return clause.head if clause is not None and clause.head is not None and clause.head.i < whose.i else None


def _origins(modifier: Token, deepest: int = 3) -> list[Token]:
    """Return the demonyms before a noun that modifies another: "Greek" of "Greek shipping tycoon"."""
    if modifier.pos not in ("NOUN", "VERB") or modifier.lemma in TAUGHT or not deepest:
        return []
    found = [child for child in modifier.children if child.dep == "amod" and child.ent == "NORP"]
    inner = [child for child in modifier.children if child.dep == "compound" and child.i < modifier.i]
    return found + [one for child in inner for one in _origins(child, deepest - 1)]


def _is_field(noun: Token, head: Token) -> bool:
    """Tell whether "of" gives a post's field, not whose post it is: "professor of law", "an instructor in English"."""
    if EMPLOYEE not in general_words(noun.lemma) or noun.lemma in OFFICES:
        return False
    return FIELD in general_words(head.lemma.lower()) or head.lemma.endswith(SCIENCES)


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
        for name, head in _shared_heads(beside):
            if head.i > noun.i:
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
    if any(one.child("det", "poss") for one in members if one is not members[0]):
        return
    donors = {one.i: found for one in members if (found := list(_shared_heads(one)))}
    given = [pair for found in donors.values() for pair in found]
    if len(donors) != 1 and len({head.i for _, head in given}) != 1:
        return
    for name, head in given:
        if head.i > members[-1].i:
            made.add(name, head, "inherited")


def _own_phrases(noun: Token) -> list[tuple[str, Token]]:
    """Return a noun's phrases; of "chief executive and chairman of the board of Acme" Acme, not the board."""
    found = list(preposition_objects(noun))
    beside = noun.child("conj")
    if beside is None or not is_post(noun) or not all(head.i > beside.i > noun.i for _, head in found):
        return found
    return list(_shared_heads(noun)) or found


def _shared_heads(noun: Token) -> Iterator[tuple[str, Token]]:
    """Yield what of a post's phrases others may share; of "chairman of the board of Acme" not the board, but Acme."""
    for name, head in preposition_objects(noun):
        if name in SHARED and BODY in general_words(head.lemma.lower()):
            yield from (pair for pair in preposition_objects(head) if pair[0] in SHARED)
        elif name in SHARED:
            yield name, head


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
        if noun.child("poss", "det", "nummod") or not is_role(noun):
            continue
        owner = first.child("poss") or _owner_of_named(first)
        if owner is not None:
            made.add("poss", owner, "inherited")
            return
        body = _body_before(first)
        if body is not None and is_post(noun) and not noun.child("compound", "prep"):
            made.add("compound", body, "inherited")
            return


def _owner_of_bare_kin(made: Proposition, others: Propositions) -> None:
    """Take whose relative a bare noun before a name is: "Bo and wife Ann", "he lives with wife Ann".

    "Acme sells it through the subsidiary Acme Bank": a firm's parts are kin to it.
    """
    noun = made.trigger
    name = noun.head if noun.dep in ("compound", "nmod") else noun.child("appos")
    part = noun.lemma in PARTS
    if (
        (noun.lemma not in KIN and not part)
        or name is None
        or name.pos != "PROPN"
        or made.heads("poss")
        or made.heads("of")
    ):
        return
    if noun.child("poss", "nummod") or (not part and noun.child("det", "amod")):
        return
    first = name if noun.head is name else noun
    for _ in range(LONGEST_LIST):
        above = first.head
        if first.dep != "conj" or above is None or not is_nounlike(above):
            break
        titled = any(child.lemma in KIN for child in above.children if child.dep in ("compound", "nmod"))
        if above.pos in ("PROPN", "PRON") and not titled and not part and above.dep != "appos":
            made.add("poss", above, "inherited", conjoined=False)
            return
        first = above
    prep = first.head if first.dep == "pobj" else None
    links = ("through", "via") if part else ("with", "by")
    verb = prep.head if prep is not None and prep.lower in links else None
    clause = others.of(verb) if verb is not None and is_predicate_verb(verb) else None
    if clause is not None:
        for head in clause.heads("object" if clause.passive else "subject"):
            if head is not first:
                made.add("poss", head, "inherited")


def _owner_of_named(name: Token) -> Token | None:
    """Return the possessor of the noun that a name stands beside: "Ann's son Bo and daughter Cy"."""
    noun = name.head if name.dep == "appos" and name.pos == "PROPN" else None
    return noun.child("poss") if noun is not None and noun.i < name.i and is_post(noun) else None


def _body_before(first: Token) -> Token | None:
    """Return the body before the first of several titles: "Acme" of "Acme president and CEO X", "Acme head X and"."""
    titles = [first, *(child for child in first.children if child.dep in ("compound", "nmod"))]
    for title in titles:
        if title.i <= first.i and is_post(title):
            return next((child for child in title.children if child.dep == "compound" and child.ent == "ORG"), None)
    return None


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
    if above is not None and adjective.dep == "advmod" and above.dep == "prep":
        _adverb_of_phrase(made, above, others)
    elif above is not None and adjective.dep == "advmod" and above.lemma in COPULAS and is_predicate_verb(above):
        for prep in above.all("prep"):
            _adverb_of_phrase(made, prep, others)
    elif above is not None and adjective.dep in ("acomp", "oprd", "attr", "advcl", "conj"):
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


def _adverb_of_phrase(made: Proposition, preposition: Token, others: Propositions) -> None:
    """Take phrase and bearer of "X is originally from Y", "X, originally from Y" and "Originally from Y, X left"."""
    noun, above = preposition.child("pobj"), preposition.head
    if noun is None or above is None:
        return
    clause = others.of(above) if is_predicate_verb(above) else None
    if clause is None:
        if above.pos != "PROPN":
            return
        bearers = [above]
    elif above.lemma in COPULAS:
        bearers = clause.heads("subject")
    else:
        bearers = [one for one in clause.heads("subject") if preposition.i < one.i < above.i]
    for bearer in bearers:
        made.add("be", bearer)
    if bearers:
        made.add(preposition.lower, noun)


def _is_named_place(noun: Token) -> bool:
    """Tell whether "of" names the place: "city of Oslo"."""
    known = role(noun.lemma)
    places = known is not None and known.type in ("news:City", "news:Place", "news:Region", "news:Country")
    return places and any(name == "of" and head.pos == "PROPN" for name, head in preposition_objects(noun))
