"""The installed spaCy pipeline, loaded so that its parts cost no more than they must, and parse as they always do.

Two things are done otherwise than by default. Matrices are multiplied by numpy's library in one thread: several times
as fast as the one that spaCy brings on processors which that one does not know, and as many processes as there are
cores do not get into each other's way. And what the attribute ruler's patterns find in one token is looked up by all
that these patterns see of it, instead of trying each pattern on each token.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, Literal, cast

import spacy
from spacy.attrs import DEP, IS_SPACE, LOWER, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab
from thinc.api import use_ops
from threadpoolctl import threadpool_limits

from kg.errors import ModelError
from kg.extract import entity_decoder
from kg.extract.entity_decoder import can_decode

NEEDED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "ner")
LONGEST = 100_000  # characters of a paragraph that are parsed at once; the parser's memory grows with them
KEPT = 90_000
"""How many strings a model may know before it forgets what is new to it: 85,000 are its own."""
LEMMAS = 20_000
"""Of how many forms of words the lemmas are remembered, some 300 bytes each, before these are found anew."""
Pattern = list[dict[str, Any]]
Match = tuple[int, int, int]
"""The key of a pattern, the first token of what it matches, and the one after the last."""
Seen = tuple[int, int, int, int]
"""All that patterns see of a token: tag, word if any asks for it, relation, and whether it is a space."""


def load_model(name: str) -> Language:
    """Return the installed spaCy pipeline of this name; raise ModelError if there is none or it lacks a component."""
    threadpool_limits(1, user_api="blas")
    try:
        with use_ops("numpy", use_blis=False):
            model = spacy.load(name, exclude=["senter"])
    except OSError as error:
        raise ModelError(
            f"--model {name}", "no such spaCy pipeline is installed", "an English pipeline",
            "install it with pip, or leave --model out",
        ) from error  # fmt: skip
    lacking = [part for part in NEEDED if part not in model.pipe_names]
    if lacking:
        raise ModelError(
            f"--model {name}", f"the pipeline lacks {', '.join(lacking)}", f"one with {', '.join(NEEDED)}",
            "name another pipeline",
        )  # fmt: skip
    model.max_length = 2 * LONGEST
    for _, part in model.pipeline:
        if isinstance(part, AttributeRuler):
            part.matcher = RememberingMatcher(model.vocab, part)  # type: ignore[assignment]
    if can_decode(model.get_pipe("ner")):
        model.add_pipe(entity_decoder.NAME, after="ner")
        model.remove_pipe("ner")
    return model


@contextmanager
def passing(model: Language) -> Iterator[None]:
    """Parse within what is not needed afterwards: documents, and words that are new once the model knows KEPT strings.

    A model keeps each word that it meets, in some hundred bytes. The common ones are among the first; without them it
    would have to take each text apart anew.
    """
    with model.memory_zone() if len(model.vocab.strings) >= KEPT else nullcontext():
        yield
    for _, part in model.pipeline:
        if isinstance(part, Lemmatizer) and len(part.cache) > LEMMAS:
            part.cache.clear()


class RememberingMatcher:
    """The matcher of an attribute ruler that remembers what its patterns of one token match.

    Such a pattern that asks for no more than a token's tag, its relation, some words and whether it is a space matches
    any token in which these are the same.
    """

    def __init__(self, vocab: Vocab, ruler: AttributeRuler) -> None:
        """Take over the patterns that the ruler has."""
        self._vocab = vocab
        self._lone, self._rest = Matcher(vocab), Matcher(vocab)
        self._words: set[int] = set()
        self._known: dict[Seen, tuple[int, ...]] = {}
        for number, rule in enumerate(ruler.patterns):
            for pattern in cast("list[Pattern]", rule["patterns"]):
                words = _words(pattern)
                (self._rest if words is None else self._lone).add(str(number), [pattern])
                self._words.update(vocab.strings.add(word) for word in words or ())

    def __call__(self, doc: Doc, *, allow_missing: bool, as_spans: Literal[False]) -> list[Match]:
        """Return what the patterns match in a document, in any order; the flags are what a ruler calls with."""
        found: list[Match] = self._rest(doc, as_spans=as_spans, allow_missing=allow_missing)
        words, known = self._words, self._known
        for place, (tag, lower, dep, is_space) in enumerate(doc.to_array([TAG, LOWER, DEP, IS_SPACE]).tolist()):
            seen = (tag, lower if lower in words else 0, dep, is_space)
            keys = known.get(seen)
            if keys is None:
                keys = known[seen] = self._matching(doc[place])
            found.extend((key, place, place + 1) for key in keys)
        return found

    def _matching(self, token: Token) -> tuple[int, ...]:
        alone = Doc(self._vocab, [token.text], tags=[token.tag_], deps=[token.dep_], heads=[0])
        return tuple(key for key, _, _ in self._lone(alone, allow_missing=True))


def _words(pattern: Pattern) -> list[str] | None:
    """Return the words that a pattern of one token asks for; None if it is another pattern, or asks for more."""
    if len(pattern) != 1 or not pattern[0].keys() <= {"TAG", "LOWER", "DEP", "IS_SPACE"}:
        return None
    word = pattern[0].get("LOWER", [])
    if isinstance(word, dict):
        return list(word["IN"]) if word.keys() == {"IN"} else None
    return [word] if isinstance(word, str) else word
