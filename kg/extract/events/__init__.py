"""Events: what an article says of one happening, held together in one node."""

from kg.extract.events.composing import events

__all__ = ["events"]
