"""The errors a user can meet. Each message says what was found, what was expected and what to do."""

from __future__ import annotations

from collections.abc import Callable


class KgError(Exception):
    """The input or the graph is at fault: the command line prints one line and exits with 1.

    `place` names the file, line or store; `found`, `expected` and `remedy` are the three parts of the message.

    One that is `bearable` is reported and does not make a command fail. An `excerpt` shows the place below the message.
    """

    bearable = False
    excerpt: tuple[str, ...] = ()

    def __init__(self, place: str, found: str, expected: str = "", remedy: str = "") -> None:
        self.place, self.found, self.expected, self.remedy = place, found, expected, remedy
        super().__init__(f"{place}: " + "; ".join(part for part in (found, expected, remedy) if part))

    def __reduce__(self) -> tuple[object, ...]:
        """Return what makes the same error in another process."""
        return type(self), (self.place, self.found, self.expected, self.remedy), {"bearable": self.bearable}


OnError = Callable[[KgError], None]
"""Is told of what is wrong with one of many inputs, while the others go on."""


class ReadError(KgError):
    """An input file cannot be read as articles."""


class OntologyError(KgError):
    """An ontology file is not well-formed, or one of its phrases or examples does not work."""


class ModelError(KgError):
    """The spaCy pipeline is missing or lacks a component."""


class StoreError(KgError):
    """The store cannot be opened, is locked by another process, or is inconsistent."""


class ContentError(StoreError):
    """What one article says cannot be stored; the store is as it was, and other articles can be added."""


class QueryError(KgError):
    """A SPARQL query cannot be parsed or carried out."""


class QuoteError(KgError):
    """Offsets do not slice to the quoted text."""
