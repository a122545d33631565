"""Where there can be one at a time, and sources name several: how many died, who controls a town."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations

from kg.graph.amounts import agree, amount, extent_of
from kg.graph.disputes.asked import Asked
from kg.graph.disputes.positions import Dispute, Kind, at_once, dated, in_order, opposed, position, successive
from kg.graph.saying import Saying
from kg.graph.wording import end, number
from kg.model import Value

Options = Mapping[str, Sequence[Saying]]
Test = Callable[[Sequence[Saying], Sequence[Saying]], bool]


def values(asked: Asked) -> Iterator[Dispute]:
    """Yield the subjects to which sources give several objects where there can be one."""
    for relation in asked.ontology.relations.values():
        if not relation.one_object_for:
            continue
        for group in asked.groups(relation.id, relation.one_object_for, by_subject=True):
            options = _options(group, lambda one: number(one.statement, one.evidence))
            about = f"{group[0].statement.subject.label} {relation.label} …" if group else ""  # type: ignore[union-attr]
            yield from _dispute("values", about, options, _differ)


def holders(asked: Asked) -> Iterator[Dispute]:
    """Yield the objects to which sources give several subjects where there can be one at a time."""
    for relation in asked.ontology.relations.values():
        if not relation.one_subject_for:
            continue
        for group in asked.groups(relation.id, relation.one_subject_for, by_subject=False):
            present = [one for one in group if not _is_over(one)]
            told = _options(present, lambda one: one.statement.subject.id)  # type: ignore[union-attr]
            options = {key: [one for one in said if one.time or one.day] or said for key, said in told.items()}
            about = f"… {relation.label} {end(present[0].statement)}" if present else ""
            yield from _dispute("holders", about, options, partial(_compete, asked))


def _options(group: Sequence[Saying], key: Callable[[Saying], str]) -> Options:
    options: dict[str, list[Saying]] = {}
    for one in group:
        options.setdefault(key(one), []).append(one)
    return options


def _dispute(kind: Kind, about: str, options: Options, differ: Test) -> Iterator[Dispute]:
    """Yield the dispute of those options that differ from another one, if any do."""
    disputed: set[str] = set()
    for one, other in combinations(options, 2):
        if opposed(options[one], options[other]) and differ(options[one], options[other]):
            disputed |= {one, other}
    positions = in_order(position(_words(kind, options[one]), options[one]) for one in disputed)
    if positions:
        yield Dispute(kind, about, positions, successive(positions) and not _lasts(positions[0].sayings[0]))


def _words(kind: Kind, sayings: Sequence[Saying]) -> str:
    first = sayings[0].statement
    if kind == "values":
        return number(first, sayings[0].evidence)
    return first.subject.label if first.subject else ""


def _lasts(saying: Saying) -> bool:
    """Tell whether the object is a date: when somebody was born does not change."""
    return isinstance(saying.statement.object, Value) and extent_of(saying.statement.object) is not None


def _differ(first: Sequence[Saying], second: Sequence[Saying]) -> bool:
    """Tell whether the objects of two statements cannot both be right."""
    one, other = first[0].statement.object, second[0].statement.object
    if not (isinstance(one, Value) and isinstance(other, Value)):
        return one != other
    days = extent_of(one), extent_of(other)
    if days[0] and days[1]:
        return not days[0].overlaps(days[1])
    numbers = amount(one, first[0].evidence.quantity), amount(other, second[0].evidence.quantity)
    return bool(numbers[0] and numbers[1] and not agree(numbers[0], numbers[1]))


def _compete(asked: Asked, first: Sequence[Saying], second: Sequence[Saying]) -> bool:
    """Tell whether two hold the same at one time: undated articles may speak of any."""
    return dated(first, second) and at_once(first, second) and asked.apart(first, second)


def _is_over(saying: Saying) -> bool:
    """Tell whether a sentence says only that it was so once: "the former president"."""
    time = saying.evidence.qualifiers.time
    return time is not None and time.value.startswith(("../", "/"))
