"""The names that spaCy's recognizer finds, decoded over whole batches.

spaCy walks from token to token and tries each of some seventy actions on each. But outside a name the state does not
depend on what went before, so that the best action of all tokens is one matrix product; only from the first word of a
name to its last are there steps, and on these no more than two actions are possible: the name goes on, or it ends.
The actions, what allows them and the features of a state are those of `spacy.pipeline._parser_internals.ner`
(BiluoPushDown) and `_state.set_context_tokens` of spaCy 3.8, and so are the names found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span
from spacy.util import minibatch

NAME = "entity_decoder"
BATCH = 32  # documents; what is worked out for a token takes 1.5 KB
NEXT, FIRST, BEFORE = 0, 1, 2
"""What a state shows: the next token; where a name is open, its first one, and the one before the next."""

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.intp]
Ending = tuple[int, int]
"""The actions by which an open name goes on and ends."""


def can_decode(recognizer: object) -> bool:
    """Tell whether a component is a recognizer of the kind that is decoded here: greedy, of three features."""
    if not isinstance(recognizer, EntityRecognizer) or recognizer.cfg["beam_width"] != 1:
        return False
    lower = recognizer.model.get_ref("lower") if recognizer.model.has_ref("lower") else None
    return bool(lower and lower.get_dim("nF") == 3 and lower.get_dim("nP") >= 2 and recognizer.model.attrs["has_upper"])


@Language.factory(NAME, assigns=["doc.ents"])
def _made(nlp: Language, name: str) -> EntityDecoder:
    return EntityDecoder(nlp.get_pipe("ner"))


class EntityDecoder:
    """A component in the place of a recognizer, whose model it uses; no names may have been set before."""

    def __init__(self, recognizer: EntityRecognizer) -> None:
        """Read off the recognizer's actions and weights."""
        self._model = recognizer.model
        self._lower, upper = self._model.get_ref("lower"), self._model.get_ref("upper")
        self._weights, self._bias = upper.get_param("W"), upper.get_param("b")
        names = [recognizer.moves.get_class_name(number) for number in range(recognizer.moves.n_moves)]
        moves = [name.partition("-")[0] if name != "U-" else "" for name in names]  # "U-" blocks, where names were set
        seen = np.array([number not in self._model.attrs["unseen_classes"] for number in range(len(names))])
        self._begins = np.array([move == "B" for move in moves]) & seen
        self._singles = np.array([move == "U" for move in moves]) & seen
        self._outside = np.array([move == "O" for move in moves]) & seen
        self._labels = [name.partition("-")[2] for name in names]
        place = {name: number for number, name in enumerate(names)}
        self._open: dict[int, Ending] = {
            number: (place[f"I-{self._labels[number]}"], place[f"L-{self._labels[number]}"])
            for number in np.flatnonzero(self._begins).tolist()
        }

    def __call__(self, doc: Doc) -> Doc:
        """Set the names of a document."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = BATCH) -> Iterator[Doc]:
        """Yield documents in their order, with their names set."""
        for batch in minibatch(docs, min(batch_size, BATCH)):  # type: ignore[no-untyped-call]
            self._decode([doc for doc in batch if len(doc)])
            yield from batch

    def _decode(self, docs: list[Doc]) -> None:
        if not docs:
            return
        features: Floats = self._lower.predict(self._model.get_ref("tok2vec").predict(docs))
        padding, features = features[0], features[1:]
        told = np.concatenate([doc.to_array([SENT_START, IS_SPACE]) for doc in docs])
        ends = np.cumsum([len(doc) for doc in docs])
        is_last = np.roll(told[:, 0] == 1, -1)  # of its sentence, beyond which no name goes on
        is_last[ends - 1] = True
        states = features[:, NEXT] + padding[FIRST] + padding[BEFORE] + self._lower.get_param("b")
        best = self._best(states.max(axis=-1), told[:, 1] == 0, is_last)
        start = 0
        for doc, end in zip(docs, ends.tolist(), strict=True):
            names = self._names(best[start:end], features[start:end], is_last[start:end])
            doc.set_ents([Span(doc, *name) for name in names], default="outside")
            start = end

    def _best(self, hidden: Floats, is_word: Flags, is_last: Flags) -> Numbers:
        """Return the best action for each token, if no name is open."""
        scores = hidden @ self._weights.T + self._bias
        begins, singles = self._begins & (is_word & ~is_last)[:, None], self._singles & is_word[:, None]
        scores[~(begins | singles | self._outside)] = -np.inf
        best: Numbers = scores.argmax(axis=1)
        return best

    def _names(self, best: Numbers, features: Floats, is_last: Flags) -> Iterator[tuple[int, int, str]]:
        """Yield the names of a document: first token, the one after the last, label."""
        over = 0
        for first in np.flatnonzero(~self._outside[best]).tolist():
            if first >= over:
                action = int(best[first])
                over = 1 + (self._last(first, action, features, is_last) if self._begins[action] else first)
                yield first, over, self._labels[action]

    def _last(self, first: int, action: int, features: Floats, is_last: Flags) -> int:
        """Return the last token of the name that an action begins."""
        both = list(self._open[action])
        weights, bias = self._weights[both], self._bias[both]
        for token in range(first + 1, len(features)):
            state = features[token, NEXT] + features[first, FIRST] + features[token - 1, BEFORE]
            goes_on, ends = weights @ (state + self._lower.get_param("b")).max(axis=-1) + bias
            if is_last[token] or ends >= goes_on:
                return token
        raise AssertionError("the last token of a document is the last of its sentence")
