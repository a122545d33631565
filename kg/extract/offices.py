"""Offices and boards that the parser tears apart, or whose capitals it takes for a name."""

from __future__ import annotations

from kg.extract.titles import AFTER_TITLES
from kg.extract.tree import Sentence, Token
from kg.gazetteer import names_people

BODIES = ("ORG", "GPE", "LOC", "NORP")
BOARDS = frozenset("Directors Trustees Governors Regents Visitors Supervisors Overseers Commissioners".split())
DEPUTIES = frozenset("vice deputy under".split())
HYPHENS = ("-", "‑", "–")
BEFORE_GENERAL = frozenset(  # where "general" is no rank: "secretary-general", but not "major general"
    "secretary attorney director inspector consul governor surgeon solicitor comptroller auditor procurator prosecutor "
    "advocate postmaster commissioner registrar controller treasurer".split()
)


def mend_offices(sentence: Sentence) -> None:
    """Mend boards, hyphens within offices, and what follows the noun of an office, in place."""
    _boards(sentence)
    for token in sentence.tokens:
        if token.text == "-" and 0 < token.i < len(sentence.tokens) - 1:
            _deputy(sentence.tokens[token.i - 1], token, sentence.tokens[token.i + 1])
        elif token.i and token.lower in AFTER_TITLES:
            _general_after_title(sentence, token)


def name_before_title(sentence: Sentence, name: Token) -> None:
    """ "IS member Suleiman al-Obeidi", "Ghana's envoy Ann Lee": the name before a title belongs to it, not to her."""
    head = name.head
    if head is None or head.pos != "PROPN":
        return
    following = [token for token in sentence.tokens[name.i + 1 : head.i] if token.head is head]
    titles = [token for token in following if token.tag in ("NN", "JJ") and token.dep in ("compound", "nmod", "amod")]
    if name.dep == "poss":
        titles = [token for token in titles if token.tag == "NN" and names_people(token.lower)]
    if titles and titles[0].text.islower() and all(t.pos == "PROPN" for t in following if t.i > titles[-1].i):
        name.attach(titles[-1], "poss" if name.dep == "poss" else "compound")


def _boards(sentence: Sentence) -> None:
    """ "the Board of Directors of Acme": every firm has one, so capitals make it no name of its own."""
    if "Board of " not in sentence.text:
        return
    for board, of, members in zip(sentence.tokens, sentence.tokens[1:], sentence.tokens[2:], strict=False):
        if board.text != "Board" or of.text != "of" or members.text not in BOARDS:
            continue
        if board.i and sentence.tokens[board.i - 1].pos == "PROPN":
            continue  # "the Kent County Board of Supervisors" has a name
        for token, tag in ((board, "NN"), (members, "NNS")):
            token.tag, token.pos, token.lemma, token.ent = tag, "NOUN", token.lower.removesuffix("s"), ""
        after = members.i + 1 + (members.i + 1 < len(sentence.tokens) and sentence.tokens[members.i + 1].text == "of")
        for first, last, label in [span for span in sentence.names if span[0] <= members.i and span[1] >= board.i]:
            sentence.names.remove((first, last, label))
            if after <= last:
                sentence.names.append((after, last, label))
        sentence.names.sort()


def _deputy(prefix: Token, hyphen: Token, title: Token) -> None:
    """ "Ghana's vice-president": one word, whatever the pieces were taken for."""
    if prefix.lower not in DEPUTIES or prefix.end != hyphen.start or hyphen.end != title.start:
        return
    if not names_people(title.lower) or any(above is prefix for above in title.ancestors()):
        return
    for child in list(prefix.children):
        child.attach(title, child.dep)
    prefix.attach(title, "compound")
    hyphen.attach(title, "punct")
    hyphen.tag, hyphen.pos = "HYPH", "PUNCT"


def _general_after_title(sentence: Sentence, general: Token) -> None:
    """ "the Secretary-General of X", "Attorney General Ann Lee", "the president-elect": the first word is the post."""
    at = general.i - 1
    hyphen = sentence.tokens[at] if at and sentence.tokens[at].text in HYPHENS else None
    title = sentence.tokens[at - 1] if hyphen is not None else sentence.tokens[at]
    ranked = general.lower == "general"
    known = title.lower in BEFORE_GENERAL if ranked else hyphen is not None and names_people(title.lower)
    if not known or (title.head is not general and title.head is not general.head):
        return
    if title.head is general:
        title.attach_above(general, "compound")
        for child in list(general.children):
            child.attach(title, child.dep)
    else:
        general.attach(title, "compound")
    if general.text.islower():
        general.tag, general.pos, general.dep = "JJ", "ADJ", "amod"
    if hyphen is not None:
        hyphen.attach(title, "punct")
    bearer = title.head if title.dep in ("compound", "nmod") else None
    for body in list(bearer.children) if bearer is not None and bearer.pos == "PROPN" else []:
        if body.i < title.i and body.ent in BODIES:
            body.attach(title, body.dep)  # "NATO Secretary-General Ann Lee"
