"""The words that tell of one happening, and the happenings that an article has told of so far."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.events.fillers import Filler
from kg.extract.events.told import Telling, standing
from kg.model import EntityRef

RECENT = 60  # happenings back that a further one is compared with, whatever they tell
SHARING = 10  # and further back, for each phrase or name that both have


class Happening:
    """The words that tell of one happening, in order of the text."""

    def __init__(self, telling: Telling) -> None:
        self.tellings = [telling]

    @property
    def type(self) -> str:
        """Return the class that the words name first which stand by themselves; "killing" says more than "attack"."""
        others = [one for one in self.tellings if not one.harms] or [one for one in self.tellings if standing(one)]
        return (others or self.tellings)[0].frame.type

    @property
    def fillers(self) -> Iterator[Filler]:
        """Yield what fills its roles, in order of the text."""
        return (one for telling in self.tellings for one in telling.fillers)

    @property
    def times(self) -> set[str]:
        """Return the times that are told of it."""
        return {one.qualifiers.time.value for one in self.tellings if one.qualifiers.time}

    @property
    def loose(self) -> bool:
        """Tell whether the words only tell what came of it: people were killed."""
        return not any(standing(one) for one in self.tellings)

    @property
    def negated(self) -> bool:
        """Tell whether all that is told of it is that it was not so."""
        return all(one.qualifiers.polarity == "negative" and not one.presupposed for one in self.tellings)

    @property
    def first(self) -> tuple[int, int]:
        """Return where the first word that tells of it stands: sentence and token."""
        return self.tellings[0].sentence.number, self.tellings[0].token.i

    @property
    def last(self) -> int:
        """Return the number of the last sentence that tells of it."""
        return max(one.sentence.number for one in self.tellings)

    def adds(self, telling: Telling) -> bool:
        """Tell whether the word only tells what came of what another word of the sentence tells of."""
        others = (one for one in self.tellings if one.sentence is telling.sentence and one is not telling)
        return telling.harms and any(not one.harms or one.token.i < telling.token.i for one in others)

    def of(self, role: str) -> dict[str, Filler]:
        """Return the entities of a role by id."""
        return {one.value.id: one for one in self.fillers if one.role.id == role and isinstance(one.value, EntityRef)}

    def take(self, other: Happening) -> None:
        """Take the words of another for words that tell of this one."""
        self.tellings = sorted([*self.tellings, *other.tellings], key=lambda one: (one.sentence.number, one.token.i))

    @property
    def keys(self) -> set[str]:
        """Return ids of the nouns that stand for it, and of all with a name that takes part."""
        nouns = {one.entity.id for one in self.tellings if one.entity is not None}
        return nouns | {one.value.id for one in self.fillers if one.named and isinstance(one.value, EntityRef)}


class Known:
    """The happenings of an article in the order in which they are found."""

    def __init__(self) -> None:
        self.all: list[Happening] = []
        self._number: dict[int, int] = {}
        self._by_key: dict[str, list[Happening]] = {}

    def near(self, new: Happening) -> list[Happening]:
        """Return those that may be the same, in order: the last ones, and earlier ones that share a phrase or name."""
        found = {id(one): one for one in self.all[-RECENT:]}
        for key in new.keys:
            found.update((id(one), one) for one in self._by_key.get(key, ())[-SHARING:])
        return sorted(found.values(), key=lambda one: self._number[id(one)])

    def add(self, one: Happening) -> None:
        """Take in one that is none of those that are known."""
        self._number[id(one)] = len(self.all)
        self.all.append(one)
        self._note(one, one.keys)

    def join(self, old: Happening, new: Happening) -> None:
        """Take the words of the new one for the old one's."""
        added = new.keys - old.keys
        old.take(new)
        self._note(old, added)

    def _note(self, one: Happening, keys: set[str]) -> None:
        for key in keys:
            self._by_key.setdefault(key, []).append(one)
