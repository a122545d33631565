"""Processor time within some functions, while they are watched."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

OF_CLAIMS = (
    "extractor.sayings", "extractor.by_sentence", "extractor.dated", "extractor.events", "extractor._claims",
    "relations.qualifiers", "relations.measured",
)  # fmt: skip
"""The functions of `kg.extract` that tell who says what, how sure, when, how many, and what happened, where called."""


class Meter:
    """Processor time within some functions of `kg.extract`, while it is on; calls within one another count once."""

    def __init__(self, names: Iterable[str]) -> None:
        self.seconds, self._deep, self._places = 0.0, 0, [name.split(".") for name in names]

    def __enter__(self) -> Meter:
        self._held = [(importlib.import_module(f"kg.extract.{module}"), name) for module, name in self._places]
        self._own = [getattr(module, name) for module, name in self._held]
        for (module, name), function in zip(self._held, self._own, strict=True):
            setattr(module, name, self._timed(function))
        return self

    def __exit__(self, *_: object) -> None:
        for (module, name), function in zip(self._held, self._own, strict=True):
            setattr(module, name, function)

    def _timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            self._deep += 1
            start = time.process_time()
            try:
                found = function(*arguments, **named)
                return list(found) if isinstance(found, Iterator) else found
            finally:
                self._deep -= 1
                self.seconds += 0 if self._deep else time.process_time() - start

        return timed
