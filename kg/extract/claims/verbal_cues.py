"""Verbs whose clause, infinitive or quotation is what is said: "said that", "believed to have", "citing officials"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.claims.complements import accusations, judgement, noun, request
from kg.extract.claims.contents import Contents
from kg.extract.claims.nominal_cues import has_that
from kg.extract.claims.saying import Draft
from kg.extract.claims.sources import addressee
from kg.extract.claims.verb import CueVerb, is_cue_verb, stance_of
from kg.extract.lexicon import cue_classes
from kg.extract.propositions import Propositions, is_predicate_verb
from kg.extract.tree import Token
from kg.gazetteer import nominal
from kg.model import Span

BACKGROUND = frozenset(("after", "before", "as"))
NEEDING = frozenset("require oblige compel force".split())  # what things do as well as people
MARKS = frozenset(('"', "``", "''", "“", "”"))


def by_verb(token: Token, made: Propositions, contents: Contents) -> Iterator[Draft]:
    """Yield the claims of a verb: one for its clause, judgement, request, accusation or object, or one without content.

    The first kind that fits is taken.
    """
    clause = made.of(token)
    if clause is None:
        return
    verb = CueVerb(token, clause, made, contents)
    if (token.dep == "amod" and verb.inverted is None) or _is_only_uttering(verb):
        return
    if verb.source is not None and token.lemma in NEEDING and not _can_speak(verb.source):
        return  # "a visa requires them to travel"
    accused = list(accusations(verb))
    found = _as_second_layer(verb) or judgement(verb) or request(verb) or (None if accused else _clause(verb))
    if found is None and not accused:
        found = (
            noun(verb)
            or _around(verb)
            or _text_before(verb)
            or _text_after(verb)
            or (verb.draft(()) if verb.has("says", "asks") else None)
        )
    if found is not None:
        yield found
        yield from _background(verb, found)
    yield from accused


def _background(verb: CueVerb, draft: Draft) -> Iterator[Draft]:
    """Yield the clause that ends what is said with what happened besides: "said that it rained after the army came".

    It is more often the narrator's than the speaker's, so no part of the claim; in doubt it is no fact either.
    """
    last = draft.parts[-1] if draft.parts else None
    if last is None or last.start < verb.verb.start:
        return
    for clause in verb.contents.subordinate(BACKGROUND):
        first, end = (verb.sentence.tokens[i] for i in verb.contents.below(clause))
        if first.start > last.start and abs(end.end - last.end) <= 1 and clause.child("nsubj", "nsubjpass"):
            before = verb.sentence.tokens[first.i - 1]
            before = verb.sentence.tokens[first.i - 2] if before.text == "," else before
            said = Span(last.start, before.end)
            if any(t.text in MARKS for t in verb.sentence.tokens[first.i : end.i + 1]):
                return
            draft.parts[-1] = said
            yield Draft(draft.sentence, draft.cue, draft.source, [Span(first.start, last.end)], told=False)
            return


def _is_only_uttering(verb: CueVerb) -> bool:
    """Tell whether the noun after the verb makes the claim: "repeated its demand that the port reopen"."""
    noun, clause = verb.object, verb.verb.child("ccomp")
    if (
        noun is None
        or clause is None
        or not verb.has("cue utters", "cue voices")
        or not verb.verb.i < noun.i < clause.i
    ):
        return False
    return noun.pos == "NOUN" and bool(cue_classes(noun.lemma, "noun") - {"text"})


def _clause(verb: CueVerb) -> Draft | None:
    """Return the claim of a clause or infinitive: "said that", "believed to have", "hopes to", "ordered X to"."""
    token, stance = verb.verb, stance_of(verb)
    if token.tag == "VB" and token.dep == "ROOT" and verb.source is None and not token.child("aux"):
        return None  # "Find other firms": nobody says so
    below = [child for child in token.all("ccomp") if not _is_purpose(child)]
    if not verb.has("says", "denies", "thinks", "asks"):
        below = [child for child in below if child.i > token.i]  # nobody invites what stands before
    if not below and verb.has("says", "thinks", "asks"):
        below = [child for child in token.all("advcl", "parataxis", "dep") if _is_unmarked_clause(child, verb)]
    if not below and verb.has("says"):
        below = [clause for clause in (_said_in_a_text(token),) if clause is not None]
    if below and verb.has("says", "denies", "thinks", "asks", "orders", "cue wishes", "cue requests"):
        heads = [*below, *_second_clauses(token, below[0])]
        between = verb.object is not None and token.i < verb.object.i < below[0].i
        if verb.object is not None and between and not below[0].child("nsubj", "nsubjpass", "expl", "mark"):
            heads = [verb.object, *heads]
        told = verb.has("says", "denies", "thinks", "asks", "cue wishes", "cue requests")
        return verb.draft(heads, stance, told=told)
    infinitive = token.child("xcomp")
    if infinitive is None or infinitive.i < token.i:
        return None
    if infinitive.tag == "VBG" and not verb.has("denies", "cue wishes", "cue requests", "cue tells"):
        return None
    if verb.passive and not verb.has("thinks", "seems") and not _is_reported_infinitive(infinitive):
        return None
    if verb.passive:
        subject = [verb.subject] if verb.subject is not None else []
        return verb.draft([*subject, infinitive, *_reported_besides(token)], stance)
    if verb.has("cue wishes") and verb.object is not None and verb.object.i < infinitive.i:
        return verb.draft([verb.object, infinitive], stance)
    if verb.has("cue tells") and verb.object is not None and verb.object.i < infinitive.i:
        return None  # "announced a process to choose a flag": the process is announced
    if verb.has("cue wishes") or (verb.has("says", "denies", "thinks") and not verb.has("achieves", "intends")):
        return verb.draft([infinitive], stance)
    return verb.draft([infinitive], "orders", told=False) if verb.has("orders") else None


def _is_purpose(clause: Token) -> bool:
    """Tell whether a clause is "so he could fund a wall"."""
    return any(c.lower == "so" and c.i < clause.i and c.dep in ("mark", "advmod", "cc") for c in clause.children)


def _reported_besides(verb: Token) -> list[Token]:
    """Return the second verb of "is reported to have fled and claimed asylum", which the parser joins to the first."""
    after = (c for c in verb.all("conj") if c.tag in ("VBN", "VBD"))
    return [c for c in after if not c.child("nsubj", "nsubjpass", "auxpass", "aux")]


def _is_reported_infinitive(verb: Token) -> bool:
    """Tell whether an infinitive is reported and not a purpose: "announced to have died", "said to be ill"."""
    return verb.lemma == "be" or any(c.lower in ("have", "be") for c in verb.all("aux", "auxpass"))


def _said_in_a_text(verb: Token) -> Token | None:
    """Return the clause that the parser hung on the text: "told the paper in a statement that the case was closed"."""
    for prep in verb.all("prep"):
        text = prep.child("pobj")
        if prep.lower == "in" and text is not None and "text" in cue_classes(text.lemma, "noun"):
            return next((c for c in text.all("acl", "relcl", "ccomp") if has_that(c)), None)
    return None


def _second_clauses(verb: Token, content: Token) -> list[Token]:
    """Return what the parser hung on the verb of saying: "claims that she was held and she was forced to work"."""
    if content.i < verb.i:
        return []
    found = []
    for child in verb.all("conj"):
        joint = next((c for c in reversed(verb.all("cc")) if c.i < child.i), None)
        subject = child.child("nsubj", "nsubjpass", "expl")
        if subject is None and any(one.tag == "MD" for one in verb.all("ccomp")):
            found.append(child)  # "says he 'can' and 'may' close it": a modal left without its verb
            continue
        if joint is None or subject is None or subject.i < joint.i or is_cue_verb(child):
            continue
        if not any(c.dep == "punct" and c.text in (",", ";") and c.i == joint.i - 1 for c in verb.children):
            found.append(child)
    return found


def _is_unmarked_clause(clause: Token, verb: CueVerb) -> bool:
    """Tell whether a clause after a verb of saying is what is said, though the parser took it for something else."""
    first = verb.sentence.tokens[verb.contents.below(clause)[0]]
    return (
        clause.i > verb.verb.i
        and clause.tag in ("VBD", "VBZ", "VBP", "VBN")
        and clause.child("nsubj", "nsubjpass", "expl") is not None
        and first.tag not in ("IN", "WRB", "CC", "WDT", ",")
        and first.lower not in ("so", "as")
        and not any(c.dep == "mark" for c in clause.children)
    )


def _around(verb: CueVerb) -> Draft | None:
    """Return the claim of "The port, she said, was closed", where what is said governs the cue."""
    token, tokens = verb.verb, verb.sentence.tokens
    head = token.head
    if head is not None and head.dep in ("aux", "auxpass"):
        head = head.head
    if token.dep != "parataxis" or not verb.has("says") or head is None or not is_predicate_verb(head):
        return None
    (first, last), (start, end) = verb.contents.below(token), verb.contents.below(head)
    if not start < first <= last < end:
        return None
    if "," not in (tokens[first - 1].text, tokens[first].text) or "," not in (tokens[last].text, tokens[last + 1].text):
        return None
    draft = verb.draft(())
    draft.parts = verb.contents.spans([(start, first - 1), (last + 1, end)], token)
    return draft


def _text_before(verb: CueVerb) -> Draft | None:
    """Return the claim of a closing ", she said", where the parser made something else of what stands before it."""
    token, tokens = verb.verb, verb.sentence.tokens
    subject = token.child("nsubj")
    if subject is None or not verb.has("says", "asks") or any(c.lower != "as" for c in token.all("mark")):
        return None  # "apologized, after a report cited him for it"
    draft = verb.draft(())
    first = min(draft.own[0][0], verb.contents.below(subject)[0])
    last = draft.own[-1][1]
    if (
        first < 4
        or tokens[first - 1].text != ","
        or any(t.tag not in (".", "''", "``", ",") for t in tokens[last + 1 :])
    ):
        return None
    if not any(t.dep in ("nsubj", "nsubjpass", "expl") for t in tokens[:first]) or any(
        c.dep in ("dobj", "advcl") and c.i > token.i + 2 for c in token.children
    ):
        return None
    draft.parts = verb.contents.spans([(0, first - 1)], token)
    return draft


def _is_set_off(verb: CueVerb) -> bool:
    """Tell whether a clause opens the sentence or follows a comma: ", as she told them", not "as talks continued"."""
    first = verb.contents.below(verb.verb)[0]
    return not verb.has("achieves") and (first == 0 or verb.sentence.tokens[first - 1].text == ",")


def _text_after(verb: CueVerb) -> Draft | None:
    """Return the claim of "said Lee needed help", where the parser made an object of it: nobody says a thing."""
    token, tokens = verb.verb, verb.sentence.tokens
    last = verb.contents.below(token)[1]
    thing = verb.object or token.child("npadvmod")
    if not verb.has("cue plain") or thing is None or thing.i < token.i or tokens[token.i + 1].text in MARKS:
        return None
    if not any(t.pos in ("VERB", "AUX") for t in tokens[token.i + 1 : last + 1]):
        return None
    draft = verb.draft(())
    draft.parts = verb.contents.spans([(token.i + 1, last)], token)
    return draft


def _can_speak(noun: Token) -> bool:
    """Tell whether a noun names a source: "citing officials", "citing Reuters"; not "citing safety"."""
    known = nominal(noun.lemma)
    agent = known is not None and known.type not in ("owl:Thing", "news:Event")
    return noun.pos in ("PROPN", "PRON") or agent or bool(cue_classes(noun.lemma, "noun") & {"text", "claim"})


def _as_second_layer(verb: CueVerb) -> Draft | None:
    """Return the claim of "citing the agency", "as reported by the News", "as she told him" on the rest."""
    token, contents = verb.verb, verb.contents
    by = (
        verb.has("says", "cue cites")
        and any(c.lower == "as" and c.i < token.i for c in token.children)
        and token.dep == "advcl"
        and not token.child("ccomp")
        and (verb.passive or (_is_set_off(verb) and addressee(token) is verb.object))
    )
    cited = (
        verb.has("cue cites")
        and token.tag == "VBG"
        and verb.object is not None
        and _can_speak(verb.object)
        and token.dep in ("advcl", "prep", "pcomp")
    )
    top = next((above for above in token.ancestors() if above.lower == "according"), token)
    first, last = contents.below(top)
    if not (by and verb.source is not None) and not cited:
        return None
    if cited and any(t.text in MARKS for t in verb.sentence.tokens[token.i : last + 1]):
        return None
    draft = verb.draft(())
    above = token.head
    said = above.child("ccomp") if cited and above is not None and is_cue_verb(above) else None
    if said is not None and above is not None and above.child("neg"):
        return None  # "citing privacy rules, they did not say why"
    if said is not None and above is not None:  # "the agency, citing officials, reported that"
        draft.parts = contents.of(above, [said], contents.own(above, [said]))
    else:
        draft.parts = contents.spans([(0, first - 1), (last + 1, len(verb.sentence.tokens) - 1)], token)
    if cited:
        draft.source, draft.told = verb.object, True
    draft.takes = False
    return draft if draft.parts else None
