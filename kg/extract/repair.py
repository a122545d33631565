"""Parse errors that can be told from the tree itself, mended before anything is read off it."""

from __future__ import annotations

from kg.extract.tree import Sentence, Token


def repair(sentence: Sentence) -> None:
    """Mend the sentence's tree in place."""
    for token in sentence.tokens:
        if token.dep == "amod" and token.tag in ("VBN", "VBG"):
            _hyphenated_participle(sentence, token)
        elif token.dep == "nmod" and token.tag == "NN" and token.child("cc"):
            _coordinated_modifier(token)


def _hyphenated_participle(sentence: Sentence, participle: Token) -> None:
    """ "UN-backed government": what stands before the hyphen belongs to the participle."""
    i = participle.i
    if i < 2 or sentence.tokens[i - 1].text not in ("-", "‑", "–"):
        return
    hyphen, word = sentence.tokens[i - 1], sentence.tokens[i - 2]
    if word.head is participle.head and word.dep in ("compound", "amod", "nmod", "npadvmod"):
        word.attach(participle, "npadvmod")
        hyphen.attach(participle, "punct")


def _coordinated_modifier(noun: Token) -> None:
    """ "the bomber and IS member named X": two nouns for one person, where the parser saw a modifier."""
    head = noun.head
    if head is None or noun.i > head.i or head.tag != "NN" or any(child.dep == "conj" for child in noun.children):
        return
    noun.dep = "conj"
