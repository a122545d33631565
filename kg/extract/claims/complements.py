"""Verbs that claim with an object: "urged X to wait", "called it a mistake", "accused X of theft"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.claims.saying import Draft
from kg.extract.claims.verb import CueVerb, is_infinitive, stance_of
from kg.extract.lexicon import cue_classes
from kg.extract.tree import Token
from kg.gazetteer import nominal
from kg.model import Stance

ACCUSING_PREPOSITIONS = ("of", "for", "with", "on")
OF_WHAT = ("of", "about", "to", "at", "against", "on")  # "warned of a flood", "confessed to the theft"
ADDRESSED = ("on", "upon", "to")  # "called on the rebels to", "asked to the council to"
MARKS = frozenset(('"', "``", "''", "“", "”"))
TAKEN = frozenset(
    "life victim title prize seat medal crown throne victory win asylum benefit".split()
)  # "the flood claimed lives"


def request(verb: CueVerb) -> Draft | None:
    """Return the claim of "urged the court to wait", "called on X to", "called for his death to be investigated"."""
    token = verb.verb
    if not verb.has("cue requests", "cue bids", "cue pleads") or any(c.i < token.i for c in token.all("ccomp")):
        return None
    direct = verb.object is not None and verb.has("cue requests", "cue bids")
    asked = [verb.object] if verb.object is not None and direct else []
    for prep in token.all("prep", "dative"):
        target = prep.child("pobj")
        if target is not None and (prep.lower in ADDRESSED[:2] or (prep.lower == "to" and not asked)):
            asked.append(target)
    infinitive = next((c for c in token.children if c.i > token.i and is_infinitive(c)), None)
    if infinitive is None:
        infinitive = next((c for one in asked for c in one.children if is_infinitive(c)), None)
    if infinitive is not None and (asked or (verb.passive and verb.has("cue requests", "cue bids"))):
        asked = [] if verb.passive else [a for a in asked if a.i < infinitive.i]
        inside = any(first <= infinitive.i <= last for first, last in map(verb.contents.below, asked))
        return verb.draft(asked if inside else [*asked, infinitive], "orders")
    return _plea(verb) if verb.has("cue pleads") else None


def _plea(verb: CueVerb) -> Draft | None:
    token = verb.verb
    clause = next((c for c in token.children if c.i > token.i and _is_for_clause(c)), None)
    if clause is not None:
        return verb.draft([clause], "orders")
    prep = next((c for c in token.all("prep") if c.lower == "for" and c.child("pobj")), None)
    if prep is None or verb.passive:
        return None
    after = [c for c in token.all("xcomp", "advcl") if c.i > prep.i and is_infinitive(c)]
    return verb.draft([prep, *after], "orders")


def _is_for_clause(verb: Token) -> bool:
    """Tell whether a clause is "for him to be released"."""
    return any(c.lower == "for" and c.dep == "mark" for c in verb.children)


def judgement(verb: CueVerb) -> Draft | None:
    """Return the claim of "called the plan a mistake", "dismissed it as baseless"; none of "was called the Ark"."""
    if not verb.has("cue judges"):
        return None
    object_ = verb.subject if verb.passive else verb.object
    as_ = _as_phrase(verb.verb, verb.object)
    stance: Stance = "denies" if verb.has("denies") else "states"
    if as_ is not None:
        return verb.draft([one for one in (object_, as_) if one is not None], stance)
    complement = _named_complement(verb)
    if complement is None or not verb.has("cue names") or verb.source in (object_, complement):
        return None
    tokens = verb.sentence.tokens
    first, last = verb.contents.below(complement)
    quoted = any(token.text in MARKS for token in tokens[max(verb.verb.i, first - 1) : last + 1])
    if not quoted and (complement.pos == "PROPN" or verb.passive):
        return None
    return verb.draft([one for one in (object_, complement) if one is not None], stance)


def _as_phrase(verb: Token, object_: Token | None) -> Token | None:
    """Return the head of "as a mistake", wherever the parser hung it; none where "as" opens a clause of time."""
    first = object_.child("prep", "acl", "relcl") if object_ is not None else None
    near = [object_] if object_ is not None and (first is None or first.lower == "as") else []
    for above in (verb, *near):
        for child in above.children:
            if child.i <= verb.i or child.child("nsubj", "nsubjpass", "expl"):
                continue
            if child.lower == "as" and child.dep == "prep" and child.children:
                return child
            if any(c.lower == "as" and c.i < child.i for c in child.children) and child.dep not in ("dobj", "conj"):
                return child
    return None


def _named_complement(verb: CueVerb) -> Token | None:
    token, object_ = verb.verb, verb.object
    found = token.child("oprd") or (object_.child("appos") if object_ is not None else None)
    if found is not None:
        return found if found.i > token.i else None
    return next(
        (c for c in token.all("ccomp", "xcomp") if c.i > token.i and not c.child("aux", "mark")
         and (c.pos in ("NOUN", "ADJ") or c.tag in ("NN", "NNS", "JJ"))), None
    )  # fmt: skip


def accusations(verb: CueVerb) -> Iterator[Draft]:
    """Yield the claim of "accused the minister of theft"; an arrest for theft says so too, yet is none to print."""
    if not verb.has("accuses"):
        return
    accused = verb.subject if verb.passive else verb.object
    told = verb.has("says", "thinks") and verb.verb.lemma != "hold"
    for above in (verb.verb, accused) if accused is not None and told else (verb.verb,):
        for prep in above.all("prep"):
            if prep.lower not in ACCUSING_PREPOSITIONS or prep.child("pcomp", "pobj") is None:
                continue
            if prep.lower == "on" and verb.verb.lemma != "blame":
                continue
            heads = [accused] if above is accused and accused is not None else [prep]
            yield verb.draft(
                [accused, prep] if accused is not None and told and heads == [prep] else heads,
                stance_of(verb),
                told=told,
            )
            return


def noun(verb: CueVerb) -> Draft | None:
    """Return the claim of a noun: "announced the withdrawal", "denied these allegations", "tests found Novichok"."""
    placed = _placed(verb)
    if placed:
        return verb.draft(placed)
    if verb.passive and verb.has("cue tells") and verb.subject is not None and verb.source is not None:
        known = nominal(verb.subject.lemma)
        person = verb.subject.pos in ("PROPN", "PRON") or (known is not None and known.type == "news:Person")
        return verb.draft([verb.subject], stance_of(verb)) if not person else None  # "was claimed by the rebels"
    thing = verb.object or _antecedent(verb)
    if thing is None and verb.has("cue speaks"):
        links = OF_WHAT if verb.has("says") else ("of", "on")
        prep = next((c for c in verb.verb.all("prep") if c.lower in links and c.child("pobj", "pcomp")), None)
        return verb.draft([prep]) if prep is not None and prep.i > verb.verb.i else None
    if (
        thing is None
        or verb.passive
        or thing.pos == "PRON"
        or verb.verb.child("dative")
        or thing.tag in ("DT", "PRP", "WP")
    ):
        return None
    by_text = verb.has("cue finds") and verb.source is not None and "text" in cue_classes(verb.source.lemma, "noun")
    voiced = verb.has("cue voices") and {"claim", "doubt"} & cue_classes(thing.lemma, "noun") and not thing.child("acl")
    denied = verb.has("denies") and {"claim", "doubt"} & cue_classes(thing.lemma, "noun")
    if not (by_text or voiced or denied or verb.has("cue tells")):
        return None
    if verb.verb.lemma == "claim" and thing.lemma in TAKEN:
        return None
    known = nominal(thing.lemma)
    if (
        (thing.pos == "PROPN" and not by_text)
        or (thing.ent in ("DATE", "TIME", "PERSON") and not verb.has("cue requests"))
        or (known is not None and known.type == "news:Person")
    ):
        return None
    if thing.i < verb.verb.i:  # "the aid that critics demanded"
        draft = verb.draft((), stance_of(verb))
        draft.parts = verb.contents.spans([(verb.contents.below(thing)[0], draft_start(verb) - 1)], verb.verb)
    else:
        after = [
            c for c in verb.verb.all("xcomp", "advcl") if c.i == verb.contents.below(thing)[1] + 2 and is_infinitive(c)
        ]
        draft = verb.draft([thing, *after], stance_of(verb))
    draft.takes = False
    return draft if draft.parts else None


def _placed(verb: CueVerb) -> list[Token]:
    """Return object and number of "put the death toll at 40", "placed the loss in the millions"."""
    if not verb.has("cue puts") or verb.object is None or verb.passive:
        return []
    for prep in (*verb.verb.all("prep"), *verb.object.all("prep")):
        number = prep.child("pobj")
        if prep.lower in ("at", "in") and number is not None and _is_number(number):
            return [verb.object] if prep.head is verb.object else [verb.object, prep]
    return []


def _is_number(token: Token) -> bool:
    return (
        token.tag == "CD" or token.ent in ("CARDINAL", "MONEY", "PERCENT") or any(c.tag == "CD" for c in token.children)
    )


def _antecedent(verb: CueVerb) -> Token | None:
    """Return what a relative clause says somebody demanded or claimed: "the aid that critics demanded"."""
    token = verb.verb
    if token.dep != "relcl" or token.head is None or token.child("ccomp", "xcomp") or verb.passive:
        return None
    subject = token.child("nsubj")
    return token.head if subject is not None and subject.tag not in ("WDT", "WP") and subject.lower != "that" else None


def draft_start(verb: CueVerb) -> int:
    """Return the first token of a relative clause."""
    return verb.contents.below(verb.verb)[0]
