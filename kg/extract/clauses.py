"""Verbs to propositions: passives turned, subjects inherited, relative pronouns replaced by their antecedents."""

from __future__ import annotations

from kg.extract.propositions import (
    OUTWARD,
    PARTICLES,
    SUBJECTS,
    Proposition,
    Propositions,
    beside,
    conjuncts,
    described_by,
    is_nounlike,
    is_predicate_verb,
    preposition_objects,
)
from kg.extract.tree import LONGEST_LIST, Token
from kg.extract.whole_names import BODIES
from kg.gazetteer import name_suffix_class, nominal

OBJECT_CONTROL = frozenset(
    "accuse advise allow appoint ask assign authorize beg cause challenge command compel convince dispatch enable "
    "encourage expect force forbid get help hire instruct invite lead let make name nominate oblige order permit "
    "persuade press pressure prompt push recruit remind request require send suspect teach tell tempt train trust "
    "urge warn".split()
)
APPEALS = {
    "appeal": ("to",),
    "call": ("on", "upon"),
    "plead": ("with",),
    "rely": ("on",),
    "count": ("on",),
    "wait": ("for",),
}
INTRANSITIVE = frozenset(  # so a participle that follows a passive is no passive: "was born in X and settled in Y"
    "settle move die emigrate immigrate migrate live reside work study graduate come go grow return retire serve "
    "become remain rise enlist enroll".split()
)
LEAVING = frozenset("retire graduate".split())  # "a teacher retired from Acme" was not retired by anybody
NAMING = frozenset("elect name appoint choose nominate reelect re-elect crown declare".split())
OWN_SUBJECT = ("nsubjpass", "auxpass", "csubjpass", "nsubj", "aux")
CHANCES = frozenset("chance option right opportunity possibility permission power freedom authority ability".split())
TIMES = frozenset("year month week day decade time career life childhood".split())
EPISODIC = frozenset("has have had was were ’ve 've".split())
PRESENT = frozenset("is are am ’s 's ’re 're".split())
RELATIVE_TAGS = ("WDT", "WP", "WP$", "WRB")


def clause(verb: Token, others: Propositions) -> Proposition:
    """Return the proposition of a verb.

    "Globex was bought by Acme" has Acme as subject and Globex as object. A subject that the clause leaves out is the
    one it shares with the clause above ("managed to liberate", "and captured", "killing 25"), or the noun it modifies.
    """
    made = Proposition(verb, "verb", verb, passive=is_passive(verb))
    _own_arguments(made)
    if verb.dep == "relcl":
        _relative(made)
    elif verb.dep in ("acl", "amod"):
        _modified_noun(made, others)
    elif verb.dep in ("xcomp", "conj"):
        _placed_above(made)
    _dated_before(made, others)
    _there(made, others)
    first, second = ("object", "subject") if made.passive else ("subject", "object")
    if not made.heads(first) and not verb.child("expl"):
        for head in _shared_subject(verb, others):
            made.add(first, head, "inherited", conjoined=False)
    if second == "object" and verb.child("conj") and not made.heads("object"):
        _shared_object(made)
    if verb.child("conj") and not verb.child("prep", "dobj", "agent"):
        _shared_phrases(made)
    return made


def is_passive(verb: Token) -> bool:
    """Tell whether the verb's grammatical subject is what it is done to.

    A bare participle after a noun is passive ("the army led by"), and so is one that opens a clause ("Founded in
    1975, ..."); one coordinated with a passive, without a subject of its own, follows it ("was arrested and charged").
    """
    for _ in range(LONGEST_LIST):
        first = verb.head
        if verb.dep != "conj" or first is None or not is_predicate_verb(first) or verb.child("dobj", *OWN_SUBJECT):
            break
        if verb.tag != "VBN" or verb.lemma in INTRANSITIVE:
            break
        verb = first
    if verb.child("nsubjpass", "auxpass", "csubjpass"):
        return True
    if _is_named_to_post(verb):
        return True
    if verb.child("nsubj", "aux"):
        return False
    if verb.dep in ("acl", "amod"):
        return verb.tag in ("VBN", "VBD") and not verb.child("dobj") and verb.lemma not in LEAVING
    if verb.tag == "VBN" and verb.dep in ("advcl", "prep", "oprd", "relcl", "xcomp", "ccomp"):
        return not verb.child("dobj")
    return False


def is_episodic(verb: Token) -> bool:
    """Tell whether the clause tells of one happening: "police arrested protesters", not "police arrest protesters".

    A tense of the past, the perfect or the progressive says so, on the verb or on the one that governs it; a headline
    tells in the present: "Police arrest protesters".
    """
    for _ in range(LONGEST_LIST):
        marks = {child.lower for child in verb.children if child.dep in ("aux", "auxpass")}
        if verb.tag == "VBD" or marks & EPISODIC or (verb.tag == "VBG" and marks & PRESENT):
            return True
        if verb.head is None and verb.tag in ("VBZ", "VBP") and verb.subtree()[-1].tag not in (".", "''"):
            return True
        if verb.dep not in ("xcomp", "conj", "advcl") or verb.head is None or not is_predicate_verb(verb.head):
            return False
        verb = verb.head
    return False


def _is_named_to_post(verb: Token) -> bool:
    """Tell whether a headline leaves out "was": "Johnson elected party leader", "Smith named chief executive"."""
    post = verb.child("dobj", "oprd")
    if post is None or verb.lemma not in NAMING or verb.tag not in ("VBD", "VBN") or verb.child("aux", "auxpass"):
        return False
    known = nominal(post.lemma)
    if known is None or known.type != "news:Person" or post.tag not in ("NN", "NNP"):
        return False
    return not post.child("det", "poss", "nummod", "appos")  # fmt: skip


def _own_arguments(made: Proposition) -> None:
    verb, first = made.trigger, "object" if made.passive else "subject"
    existential = verb.child("expl") is not None
    for child in verb.children:
        if child.dep in SUBJECTS:
            if not _is_relative(child) and described_by(child, verb) is None:
                made.add(first, child)
        elif child.dep == "dobj":
            if not _is_relative(child):
                made.add("complement" if made.passive and _is_named_to_post(verb) else "object", child)
        elif child.dep in ("attr", "acomp", "oprd"):
            made.add("subject" if existential and child.dep == "attr" else "complement", child)
        elif child.dep == "dative" and is_nounlike(child):
            made.add("to", child)
        elif child.dep == "prt" or (child.dep == "advmod" and child.lower in PARTICLES and child.i > verb.i):
            made.add("particle", child)
        elif child.dep in ("npadvmod", "compound", "advmod"):
            made.add("modifier", child)
        elif child.dep == "prep" and child.lower == "out" and child.child("prep"):
            made.add(OUTWARD, child)
    for name, head in preposition_objects(verb):
        if not _is_relative(head):
            made.add("subject" if name == "by" and made.passive and not _is_manner(head) else name, head)
    for subject in verb.all("nsubj", "nsubjpass"):
        for head in beside(subject, verb):
            made.add(first, head, "inherited")


def _is_manner(head: Token) -> bool:
    """Tell whether "by" names no agent: "by plane", "by 20 percent", "by Friday"."""
    return head.ent in ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "CARDINAL") or (
        head.tag == "NN" and not head.children
    )


def _is_relative(token: Token) -> bool:
    """Tell whether the word stands for the antecedent; a "that" may be tagged as something else."""
    if token.lower == "that" and token.dep in ("nsubj", "nsubjpass", "dobj") and token.head is not None:
        return token.head.dep == "relcl" and token.i < token.head.i
    return token.tag in RELATIVE_TAGS and token.lower not in ("what", "whatever", "whoever")


def _relative(made: Proposition) -> None:
    """Put the antecedent in the place of the relative pronoun, or of the gap where there is none."""
    verb, antecedent = made.trigger, made.trigger.head
    if antecedent is None:
        return
    first = "object" if made.passive else "subject"
    for child in verb.children:
        if child.dep in ("nsubj", "nsubjpass") and _is_relative(child):
            _add_antecedent(made, first, antecedent)
            return
        if child.dep in ("dobj", "attr") and _is_relative(child):
            _add_antecedent(made, "object" if child.dep == "dobj" else "complement", antecedent)
            return
    for name, head in preposition_objects(verb):
        if _is_relative(head):
            _add_antecedent(made, name, antecedent)
            return
    if any(token.tag in ("WP$", "WRB") for token in verb.subtree()):
        if _has_where(verb):
            _place_at(made, antecedent)
        return
    if not made.heads(first):
        _add_antecedent(made, first, antecedent)
        return
    dangling = [child for child in verb.children if child.dep == "prep" and not child.children]
    if dangling:
        _add_antecedent(made, dangling[0].lower, antecedent)
    elif not made.heads("object") and not made.passive:
        _add_antecedent(made, "object", antecedent)


def _add_antecedent(made: Proposition, role: str, noun: Token) -> None:
    """Add what a clause modifies; of a list that goes on after it only this one: "Roe, who leads Acme, and Poe"."""
    after = any(child.dep == "conj" and child.i > made.trigger.i for child in noun.children)
    made.add(role, noun, "relative", conjoined=not after)


def _has_where(verb: Token) -> bool:
    return any(child.tag == "WRB" and child.lower == "where" for child in verb.children)


def _place_at(made: Proposition, antecedent: Token) -> None:
    """Add what "where" stands for: "in" a place, "in" and "at" a body: "at Acme, where she works as an analyst"."""
    for role in ("in", "at") if _is_body(antecedent) else ("in",):
        made.add(role, antecedent, "relative")


def _is_body(noun: Token) -> bool:
    """Tell whether one is "at" what the noun names: a firm or a school, not a place."""
    known = nominal(noun.lemma) if noun.pos == "NOUN" else None
    return noun.ent == "ORG" or (known.type if known else name_suffix_class(noun.text)) in BODIES


def _placed_above(made: Proposition) -> None:
    """Take the place of the relative clause that the verb goes on: "Leeds, where she continued to live and work"."""
    above = made.trigger.head
    for _ in range(LONGEST_LIST):
        if above is None or above.dep not in ("xcomp", "conj"):
            break
        above = above.head
    if above is None or above.dep != "relcl" or above.head is None:
        return
    if not (_has_where(above) or _has_where(made.trigger)):
        return
    if not made.trigger.child("prep", "nsubj", "nsubjpass"):
        _place_at(made, above.head)


def _dated_before(made: Proposition, others: Propositions) -> None:
    """Take the date before "when": "served until 1956, when he died"."""
    tokens = others.sentence.tokens
    when = next((child for child in made.trigger.children if child.lower == "when" and child.tag == "WRB"), None)
    if when is None or when.i == 0:
        return
    before = tokens[when.i - 1]
    if before.text == "," and when.i > 1:
        before = tokens[when.i - 2]
    if before.ent == "DATE" and not any(child.ent == "DATE" for child in made.trigger.subtree() if child.i > when.i):
        made.add("in", before, "relative", conjoined=False)


def _there(made: Proposition, others: Propositions) -> None:
    """Take the place of the clause before for "there": "studied in Rome and lived there"."""
    verb = made.trigger
    there = next((child for child in verb.children if child.lower == "there" and child.dep == "advmod"), None)
    above = verb.head if verb.dep in ("conj", "advcl") else None
    if there is None or above is None or above.i > verb.i or not is_predicate_verb(above):
        return
    places = [head for name, head in preposition_objects(above) if name in ("in", "at", "to") and head.pos == "PROPN"]
    if places:
        made.add("in", places[-1], "inherited")


def _modified_noun(made: Proposition, others: Propositions) -> None:
    """Take the noun before (or after) a participle as its argument: "the army led by X", "arrested suspects"."""
    verb, noun = made.trigger, made.trigger.head
    if noun is None or not is_nounlike(noun):
        return
    if made.passive:
        _add_antecedent(made, "object", noun)
    elif verb.tag == "VBG" and noun.lemma in TIMES and noun.dep in ("dobj", "npadvmod") and noun.head is not None:
        above = others.of(noun.head)  # "spent years living in Rome"
        for head in above.heads("subject") if above is not None else []:
            made.add("subject", head, "inherited")
    elif verb.tag == "VBG" and noun.dep == "pobj" and _subject_above(noun, others):
        for head in _subject_above(noun, others):  # "posted a message on Twitter blaming Iran": who posted blames
            made.add("subject", head, "inherited")
    elif (
        (verb.tag == "VBG" or verb.child("dobj") or verb.lemma in LEAVING)
        and verb.tag != "VB"
        and not made.heads("subject")
    ):
        _add_antecedent(made, "subject", noun)  # also headlines: "Storm devastated coast" is read as a participle
    elif verb.tag == "VB" and not made.heads("subject"):  # "the intention of the group to attack", "his plan to resign"
        owner = noun.child("poss") or _owner_before(noun, verb)
        if owner is not None:
            made.add("subject", owner, "inherited")
        elif noun.dep == "dobj" and noun.head is not None:
            above = others.of(noun.head)
            given = above.heads("to") if above and noun.lemma in CHANCES else []  # "gave Lee the chance to leave"
            for head in given or (above.heads("subject") if above else []):
                made.add("subject", head, "inherited")


def _is_active(participle: Token) -> bool:
    return participle.tag == "VBG" or participle.child("dobj") is not None or participle.lemma in LEAVING


def _owner_before(noun: Token, verb: Token) -> Token | None:
    """Return whose deed it is, named right before the infinitive: "the intention of the group to attack"."""
    first = verb.subtree()[0].i
    of = next((prep for prep in noun.all("prep") if prep.lower == "of" and prep.subtree()[-1].i + 1 == first), None)
    return of.child("pobj") if of is not None else None


def _subject_above(noun: Token, others: Propositions) -> list[Token]:
    """Return the subject of the verb to which a locative phrase with this noun belongs; none for other phrases."""
    prep = noun.head
    if prep is None or prep.lower not in ("on", "in", "at") or noun.pos != "PROPN":
        return []
    verb = next((token for token in prep.ancestors() if is_predicate_verb(token)), None)
    above = others.of(verb) if verb is not None else None
    return above.heads("subject") if above is not None else []


def _shared_subject(verb: Token, others: Propositions) -> list[Token]:
    """Return the subject that a clause shares with the one above it: by coordination, control, raising, participle."""
    head = verb.head
    if head is None or verb.dep in ("relcl", "acl", "amod"):
        return []
    if verb.dep == "pcomp" and head.head is not None:  # "accused of killing", "after leaving"
        verb_above = head.head
        if verb_above.lower in ("prior", "subsequent", "previous") and verb_above.head is not None:
            verb_above = verb_above.head  # "prior to joining X, he served"
        above = others.of(verb_above) if is_predicate_verb(verb_above) else None
        if above is None:
            return []
        accused = (
            head.head is verb_above
            and head.i > verb_above.i
            and head.lower in ("of", "from", "for", "with", "into", "against")
        )
        named = above.heads("object") if accused else []  # not "Instead of leaving, he ..."
        return named or above.heads("subject") or above.heads("object")
    if verb.dep == "conj" and not is_predicate_verb(head):
        return []
    above = others.of(head)
    if above is None or verb.dep not in ("conj", "xcomp", "advcl", "ccomp", "dep", "prep", "oprd", "parataxis"):
        return []
    if verb.dep == "ccomp" and (verb.tag not in ("VBG", "VB", "VBN") or verb.child("mark")):
        return []
    if verb.dep == "advcl" and verb.tag not in ("VBG", "VBN", "VB") and verb.child("mark", "advmod"):
        return []
    if verb.dep in ("xcomp", "ccomp") and above.kind == "verb":
        controlled = above.passive or head.lemma in OBJECT_CONTROL
        if controlled and above.heads("object"):
            return above.heads("object")
        if controlled and above.heads("to"):
            return above.heads("to")
        for prep in APPEALS.get(head.lemma, ()):  # "appealed to the rebels to release him"
            if above.heads(prep):
                return above.heads(prep)
    if is_expletive(above, verb):
        return []
    own = "object" if above.passive else "subject"
    role = own if above.kind == "verb" else "be"
    return above.heads(role) or (above.heads("object") if above.passive else above.heads("subject"))


def is_expletive(above: Proposition, verb: Token) -> bool:
    """Tell whether "it" only announces an infinitive: "it is necessary to cross roads"."""
    it = above.trigger.child("nsubj") if above.trigger.lemma == "be" else None
    return it is not None and it.lower == "it" and verb.tag == "VB" and above.trigger.child("acomp") is not None


def _shared_object(made: Proposition) -> None:
    """Take the object of the last of several verbs for the earlier ones: "arrested and jailed him".

    A verb with a subject of its own shares nothing: "he left and the firm closed two plants".
    """
    verb = made.trigger
    if verb.child("prep", "ccomp", "xcomp", "prt", "agent"):
        return
    for other in conjuncts(verb):
        shares = other is not verb and not other.child("nsubj", "nsubjpass", "expl")
        target = other.child("dobj") if shares else None
        if target is not None:
            made.add("object", target, "inherited")
            return


def _shared_phrases(made: Proposition) -> None:
    """Take the phrases after the second of two joined verbs for the first: "was born and raised in Boston"."""
    verb = made.trigger
    other = verb.child("conj")
    if other is None or other.i != verb.i + 2 or not is_predicate_verb(other) or is_passive(other) != made.passive:
        return
    for name, head in preposition_objects(other, deps=("prep", "agent")):
        if not _is_relative(head):
            done = name == "by" and made.passive and not _is_manner(head)  # "founded and led by X"
            made.add("subject" if done else name, head, "inherited")
