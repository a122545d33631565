"""A word that tells of an event, with what fills its roles in that sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.events.fillers import Filler
from kg.extract.tree import Sentence, Token
from kg.model import Entity, Qualifiers
from kg.ontology.events import Frame

HARM = ("news:Killing", "news:Injuring", "news:Death")
UNCLEAR = frozenset("kill injure wound hurt injured wounded dead".split())  # accidents and diseases do so as well
DAY = 10  # characters of a date


@dataclass(slots=True, eq=False)
class Telling:
    """One word that tells of an event; `entity` is what a noun stands for in the article, None of a verb.

    `anchor` is the verb by which the word hangs together with others. A `plural` noun may be of several happenings;
    a `partial` word tells only of a part in the event, not that there was one: "claimed the attack".
    """

    sentence: Sentence
    token: Token
    frame: Frame
    qualifiers: Qualifiers
    fillers: list[Filler] = field(default_factory=list)
    entity: Entity | None = None
    definite: bool = False
    anchor: Token | None = None
    plural: bool = False
    partial: bool = False

    @property
    def verb(self) -> Token:
        """Return the verb by which the word hangs together with others; the word itself where there is none."""
        return self.anchor or self.token

    @property
    def presupposed(self) -> bool:
        """Tell whether only somebody's part in it is denied: "denied that it had carried out the attack"."""
        return self.definite and self.qualifiers.polarity == "negative" and self.token.dep in ("dobj", "pobj")

    @property
    def harms(self) -> bool:
        """Tell whether the word tells what came of an event, which another word may tell of: "killing 12"."""
        return self.frame.type in HARM

    @property
    def day(self) -> str:
        """Return the day on which it happened, "" if none is told."""
        time = self.qualifiers.time
        return time.value if time is not None and len(time.value) == DAY else ""


def standing(telling: Telling) -> bool:
    """Tell whether the word tells of an event by itself, not only what came of one: a death is that of somebody.

    Attacks of a day are taken for one, other ones may be many.
    """
    if telling.partial or (telling.plural and not telling.day):
        return False
    if telling.frame.type == "news:Death":
        return any(one.named and one.role.id == "news:deceased" for one in telling.fillers)
    agent = any(one.role.id in ("news:attacker", "news:weapon") for one in telling.fillers)
    return telling.entity is not None or agent or telling.token.lemma not in UNCLEAR
