"""Which events of several articles are one: the same class, day, and place or people, and nothing that contradicts.

Numbers may differ, for a toll rises and sources disagree; other places, other actors, and tolls far apart do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import combinations, product
from math import floor, log

from kg.entities.kinds import IsA
from kg.entities.unit import Unit
from kg.identity import Likeness, Own, Profile

EVENT, FACILITY = "news:Event", "news:Facility"
AT_LARGE = ("news:Country", "news:Continent", "news:Region")  # much happens there on any day
MANY = frozenset(
    "apartment building checkpoint complex flat floor home house housing position post residence road room shelter "
    "shop station tent tower villa".split()
)
"""Sites of which a town has so many that they do not tell one event from another."""
LEVELS = (
    "news:Country",
    "news:Region",
    "news:City",
    "news:Facility",
    "news:Person",
)  # of places: a town and its country are no two places
DAY, MONTH = 10, 7  # characters of a date
FAR_APART = 2  # times the lower of two numbers
NEAR = Decimal("1.5")  # times the lower of two numbers that agree
NONE = -1  # the step of no dead, on the scale of numbers
MET, PLACED, ACTED, WEAK = 1.5, 1.0, 0.75, 0.5
"""What is shared counts: whom it was done to; the town; who took part; a country, a doer, a site, about a number."""
ENOUGH = {DAY: 1.5, MONTH: 2.0}  # by the precision of the date that both have
LIKELY, STEP, SUREST = 0.8, 0.05, 0.95

PartOf = Callable[[str], str]
"""Gives for a role what part it is: "doer", "affected", "harmed", "actor", "place", "time", "number"; "" of no role."""


@dataclass(slots=True)
class Happening:
    """An event as one article has it: entities by canonical id, with class; numbers by property.

    `asserted` are the doers that the article itself names; others are somebody's claim, on which sources may disagree.
    `sites` are nouns for what has no name: "market".
    """

    type: str
    article: str
    entities: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    asserted: set[str] = field(default_factory=set)
    sites: set[str] = field(default_factory=set)
    times: set[str] = field(default_factory=set)
    numbers: dict[str, set[Decimal]] = field(default_factory=lambda: defaultdict(set))

    def type_of(self, id_: str) -> str:
        return next(filling[id_] for filling in self.entities.values() if id_ in filling)


def alike(
    units: Mapping[str, Unit], name: Callable[[str], str], is_a: IsA, part: PartOf
) -> tuple[list[Likeness], list[Likeness]]:
    """Return the pairs of events that are one, the surest first, and those of which one may be a third as well.

    `name` gives the canonical id of a unit.
    """
    of = {member.own: unit for unit in units.values() for member in unit.members}

    def told(member: Profile) -> Happening:
        return happening(member, lambda own: of.get(Own(member.own.article, own)), name, is_a, part)

    events = {unit.id: told(unit.members[0]) for unit in units.values() if is_event(unit, is_a)}
    pairs = sorted(_pairs(events))
    found = [made for one, other in pairs if (made := likeness(one, other, events, is_a))]
    return parted(found, events, is_a)


def parted(
    found: Sequence[Likeness], events: Mapping[str, Happening], is_a: IsA
) -> tuple[list[Likeness], list[Likeness]]:
    """Return the pairs that are one, the surest first, and those of which one may be a third event as well."""
    rivals = _rivals(found, events, is_a)
    sure = [one for one in found if one not in rivals]
    unsure = [one._replace(because=(*one.because, f"but {why}")) for one, why in rivals.items()]
    return sorted(sure, key=lambda one: (-one.score, one.first, one.second)), unsure


def is_event(unit: Unit, is_a: IsA) -> bool:
    """Tell whether a unit is an event without a name, as one article has it."""
    return not unit.named and not unit.frozen and unit.size == 1 and is_a(unit.type, EVENT)


def happening(
    member: Profile, of: Callable[[str], Unit | None], name: Callable[[str], str], is_a: IsA, part: PartOf
) -> Happening:
    """Return an event as its article has it; `of` gives the unit of an own id of the article."""
    made = Happening(member.type, member.own.article)
    for fact in (*member.facts, *member.claims):
        kind = part(fact.relation) if fact.outward else ""
        if fact.value:
            number = _number(fact.other) if kind == "number" else None
            if number is not None:
                made.numbers[fact.relation].add(number)
            elif kind == "time":
                made.times.add(fact.other)
            continue
        other = of(fact.other) if kind else None
        if other is not None and other.named:
            made.entities[kind][name(other.id)] = other.type
            if kind == "doer" and fact in member.facts:
                made.asserted.add(name(other.id))
        elif other is not None and kind in ("place", "affected") and is_a(other.type, FACILITY):
            made.sites.add(other.label.casefold().split(" ")[-1])
    return made


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def blocks(event: Happening) -> set[tuple[str, str]]:
    """Return the blocks of an event: a day or month, and as much as two events must share at least to be one.

    That is whom it was done to, two who or what has a part in it, one and about the same number, or a town and the
    noun of a site there; a country and a day are shared by too many.
    """
    dates = {time[: DAY if len(time) >= DAY else MONTH] for time in event.times if len(time) >= MONTH}
    return set(product(dates, _shareable(event))) if dates else set()


def meet(one: Happening, other: Happening) -> bool:
    """Tell whether two events share a block; a month has its days."""
    mine, theirs = _by_what(one), _by_what(other)
    return any(
        first == second or first == second[:MONTH] or first[:MONTH] == second
        for what in mine.keys() & theirs.keys()
        for first, second in product(mine[what], theirs[what])
    )


def _by_what(event: Happening) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for date, what in blocks(event):
        found[what].add(date)
    return found


def _shareable(event: Happening) -> Iterator[str]:
    parts = _parts(event)
    for id_, kinds in parts.items():
        if kinds & {"affected", "harmed"} and (event.type_of(id_) not in AT_LARGE or "actor" in kinds):
            yield id_
        for name, numbers in event.numbers.items():
            size = _size(max(numbers))
            yield from (f"{id_}\t{name}\t{step}" for step in (size, size + 1))
        if _is_town(event, id_, kinds):
            yield from (f"{id_}\t{site}" for site in event.sites - MANY)
    yield from ("\t".join(pair) for pair in combinations(sorted(parts), 2))


def _size(number: Decimal) -> int:
    """Return a step of a scale on which numbers that are about the same stand at most one step apart."""
    return floor(log(number) / log(NEAR)) if number > 0 else NONE


def _pairs(events: Mapping[str, Happening]) -> set[tuple[str, str]]:
    """Return the pairs of two articles that share a block."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for id_, event in events.items():
        for date, what in blocks(event):
            found[what].append((date, id_, event.article))
    return {pair for block in found.values() for pair in paired(block)}


def paired(block: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the pairs to compare of the events (date, id, article) that share something: of two articles and one date.

    A month has its days.
    """
    dates: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for date, id_, article in block:
        dates[date].append((id_, article))
    for date, some in dates.items():
        of_month = dates.get(date[:MONTH], []) if len(date) == DAY else []
        for (one, article), (other, another) in (*combinations(some, 2), *product(some, of_month)):
            if article != another:
                yield min(one, other), max(one, other)


def likeness(first: str, second: str, events: Mapping[str, Happening], is_a: IsA) -> Likeness | None:
    """Return how alike two events are, None unless they are one by class, date, place and people."""
    one, other = events[first], events[second]
    precision = _precision(one.times, other.times)
    if not precision or contradiction(one, other, is_a):
        return None
    shared = list(_shared(one, other))
    points = sum(weight for weight, _ in shared)
    if points < ENOUGH[precision]:
        return None
    score = round(min(LIKELY + STEP * points, SUREST), 4)
    date = min(time for time in one.times | other.times if len(time) == precision)
    because = {f"both are of {date}", *(words for _, words in shared)}
    return Likeness(first, second, score, tuple(sorted(because)))


def _precision(ones: set[str], others: set[str]) -> int:
    """Return to how many characters two sets of dates agree: DAY, MONTH, or 0 where nothing that exact is shared."""
    if any(len(one) >= DAY and one[:DAY] == other[:DAY] for one, other in product(ones, others)):
        return DAY
    return MONTH if any(len(one) >= MONTH and _overlap(one, other) for one, other in product(ones, others)) else 0


def _overlap(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= MONTH and (one.startswith(other) or other.startswith(one))


def _shared(one: Happening, other: Happening) -> Iterator[tuple[float, str]]:
    mine, theirs = _parts(one), _parts(other)
    for id_ in sorted(mine.keys() & theirs.keys()):
        kinds = mine[id_] & theirs[id_]
        large = (one.type_of(id_) in AT_LARGE) or not kinds
        best = max((WEIGHTS[kind] for kind in kinds), default=WEAK)
        yield WEAK if large and "actor" not in kinds else best, f"both name {id_}"
        if _is_town(one, id_, kinds):
            yield from ((WEAK, f"{site} in {id_}") for site in sorted((one.sites & other.sites) - MANY))
    for name in sorted(one.numbers.keys() & other.numbers.keys()):
        low, high = sorted((max(one.numbers[name]), max(other.numbers[name])))
        if high <= low * NEAR:
            yield WEAK, f"{name.partition(':')[2]}: {low} and {high}"


def _is_town(event: Happening, id_: str, kinds: Collection[str]) -> bool:
    """Tell whether it is where an event was, and not so large that it has many markets or bases."""
    return "place" in kinds and event.type_of(id_) not in AT_LARGE


WEIGHTS = {"place": PLACED, "affected": MET, "harmed": MET, "actor": ACTED, "doer": WEAK}


def _parts(event: Happening) -> dict[str, set[str]]:
    """Return what part each entity has; a town that was attacked is also where it happened."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind, filling in event.entities.items():
        for id_ in filling:
            found[id_] |= {kind, "place"} if kind == "affected" else {kind}
    return found


def contradiction(one: Happening, other: Happening, is_a: IsA) -> str:
    """Return what says that two events are two; nothing if nothing does."""
    if not (is_a(one.type, other.type) or is_a(other.type, one.type)):
        return "another class"
    if one.article == other.article:
        return "an article speaks of both"
    days = [{time for time in event.times if len(time) >= MONTH} for event in (one, other)]
    if not any(_overlap(first, second) for first, second in product(*days)):
        return "another date"
    if one.asserted and other.asserted and not one.asserted & other.asserted:
        return "other actors"
    affected = [event.entities.get("affected", {}) for event in (one, other)]
    if all(affected) and not affected[0].keys() & affected[1].keys() and _same_level(affected[0], affected[1], is_a):
        return "done to others"
    if one.sites and other.sites and not one.sites & other.sites:
        return "done to others"
    places = [event.entities.get("place", {}) for event in (one, other)]
    if all(places) and not places[0].keys() & places[1].keys() and _same_level(places[0], places[1], is_a):
        return "another place"
    return "other numbers" if any(_far(one, other, name) for name in one.numbers.keys() & other.numbers.keys()) else ""


def _same_level(ones: Mapping[str, str], others: Mapping[str, str], is_a: IsA) -> bool:
    """Tell whether both have something of one kind: a town and its country, a base and its army, are no two."""
    return bool({_level(one, is_a) for one in ones.values()} & {_level(one, is_a) for one in others.values()})


def _level(class_: str, is_a: IsA) -> str:
    return next((level for level in LEVELS if is_a(class_, level)), class_)


def _far(one: Happening, other: Happening, name: str) -> bool:
    low, high = sorted((max(one.numbers[name]), max(other.numbers[name])))
    return high > low * FAR_APART


def _rivals(found: Sequence[Likeness], events: Mapping[str, Happening], is_a: IsA) -> dict[Likeness, str]:
    """Return the pairs of which one end may as well be a third event, which is not the other."""
    near: dict[str, set[str]] = defaultdict(set)
    for one in found:
        near[one.first].add(one.second)
        near[one.second].add(one.first)
    rivals: dict[Likeness, str] = {}
    for one in found:
        for end, other in ((one.first, one.second), (one.second, one.first)):
            third = sorted(id_ for id_ in near[end] - {other} if contradiction(events[id_], events[other], is_a))
            if third:
                rivals[one] = f"{end} may be {third[0]} as well"
    return rivals
