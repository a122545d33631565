"""Own entities of the same id, put together unless what the articles say of them contradicts.

"Jordan" is a country here and a basketball player there; "the Interior Ministry" is another one in each country.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.entities.kinds import AGE, BELONGING, BORN_ON, ORGANIZATION, PERSON, Kinds, exclude
from kg.entities.names import all_common, built_on_a_noun, posted_abroad
from kg.identity import Fact, Own, Profile, slug
from kg.model import digest

COMPANIONS = 2  # that two articles must share to speak of the same
MOST_GROUPS = 200  # of one id: that many different sets of facts are noise, and are not told apart


@dataclass(slots=True)
class Unit:
    """Own entities that are one before anything is compared: an id, and what all their articles say together.

    `facts` have the ids of units at their other end. `births` are years. `frozen` if people said who belongs to it.
    """

    id: str
    members: list[Profile]
    names: tuple[str, ...] = ()
    families: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    births: frozenset[int] = frozenset()
    settings: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    national: bool = False
    frozen: bool = False
    facts: frozenset[Fact] = field(default_factory=frozenset)

    @property
    def named(self) -> bool:
        """Tell whether it has a name that tells it from others; a surname, and "the army", do not."""
        return any(member.named for member in self.members)

    @property
    def label(self) -> str:
        counts = Counter(member.label for member in self.members)
        return min(counts, key=lambda label: (-counts[label], label))


def units(profiles: Iterable[Profile], kinds: Kinds, pinned: Mapping[Own, str]) -> dict[str, Unit]:
    """Return the units by id, whatever the order of the profiles; `pinned` says where people put an own entity."""
    profiles = list(profiles)
    company = Company(profiles, kinds)
    by_id: dict[str, list[Profile]] = defaultdict(list)
    placed: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        place = placed[pinned[profile.own]] if profile.own in pinned else by_id[profile.own.id]
        place.append(profile)
    found: dict[str, Unit] = {}
    taken = {*by_id, *placed}
    for id_ in sorted(by_id):
        groups = _groups(sorted(by_id[id_], key=lambda profile: profile.own), kinds, company)
        for name, members in _named(id_, groups, kinds, taken):
            found[name] = Unit(name, members)
    for id_ in sorted(placed):
        free = id_ not in found
        unit = found.setdefault(id_, Unit(id_, []))
        unit.members = sorted([*unit.members, *placed[id_]], key=lambda profile: profile.own)
        unit.frozen = free
    _describe(found, kinds)
    return found


def _describe(found: Mapping[str, Unit], kinds: Kinds) -> None:
    """Fill in what the articles say of each unit."""
    of = {member.own: unit for unit in found.values() for member in unit.members}
    for unit in found.values():
        members = unit.members
        unit.names = tuple(sorted({name for member in members for name in member.names}))
        unit.families = _commonest(classes(member, kinds) for member in members)
        unit.links = frozenset(link.iri for member in members for link in member.links)
        unit.countries = frozenset(country for member in members for country in _countries(member))
        unit.births = frozenset(year for member in members for year in _births(member))
        unit.settings = frozenset(member.setting for member in members if member.setting)
        unit.articles = frozenset(member.own.article for member in members)
        unit.national = all(_is_national(member, kinds) for member in members)
        unit.facts = frozenset(fact for member in members for fact in _told(member, of))


def _commonest(families: Iterable[frozenset[str]]) -> frozenset[str]:
    counts = Counter(one for one in families if one)
    return min(counts, key=lambda one: (-counts[one], sorted(one)), default=frozenset())


def _told(member: Profile, of: Mapping[Own, Unit]) -> Iterator[Fact]:
    """Yield what an article says of an entity, with units at the other ends; what bears no name is left out."""
    for fact in member.facts:
        if fact.value:
            yield fact
            continue
        other = of.get(Own(member.own.article, fact.other))
        if other is not None and other.named:
            yield fact._replace(other=other.id)


def _groups(members: Sequence[Profile], kinds: Kinds, company: Company) -> list[list[Profile]]:
    """Return the profiles of one id in groups without contradiction."""
    found = [[member] for member in members if not member.named]
    for family in _by_family([member for member in members if member.named], kinds):
        if any(member.links for member in family):
            found.append(family)
        elif all(PERSON in classes(member, kinds) for member in family):
            found += _by_facts(family, company)
        elif all(_is_national(member, kinds) for member in family):
            strict = any(_is_common(member, kinds) for member in family)
            found += _by_facts(family, company, of_country=True, strict=strict)
        else:
            found.append(family)
    return found


def classes(member: Profile, kinds: Kinds) -> frozenset[str]:
    """Return the families of classes of a profile; none where a name made of nouns was misread: "Parliament"."""
    found = kinds.families(member.type)
    return frozenset() if ORGANIZATION not in found and built_on_a_noun(member.label) else found


def _by_family(members: Sequence[Profile], kinds: Kinds) -> list[list[Profile]]:
    """Return the profiles parted by families of classes that exclude one another; what may be any joins the most."""
    sets: dict[frozenset[str], list[Profile]] = defaultdict(list)
    for member in members:
        sets[classes(member, kinds)].append(member)
    open_ = sets.pop(frozenset(), [])
    groups: list[tuple[list[frozenset[str]], list[Profile]]] = []
    for families in sorted(sets, key=lambda one: (-len(sets[one]), sorted(one))):
        fitting = (group for group in groups if not any(exclude(families, other) for other in group[0]))
        group = next(fitting, None)
        if group is None:
            groups.append(([families], list(sets[families])))
        else:
            group[0].append(families)
            group[1].extend(sets[families])
    if not groups:
        return [open_] if open_ else []
    max(groups, key=lambda group: len(group[1]))[1].extend(open_)
    return [sorted(group, key=lambda member: member.own) for _, group in groups]


@dataclass(slots=True)
class _Sort:
    """Profiles with the same countries and years of birth, and all else that is said of them."""

    countries: frozenset[str]
    births: frozenset[int]
    members: list[Profile]
    settings: set[str]
    facts: set[Fact]

    def contradicts(self, other: _Sort) -> bool:
        if self.births and other.births and not near(self.births, other.births):
            return True
        if not self.countries or not other.countries or self.countries & other.countries:
            return False
        return not (self.countries & other.settings or other.countries & self.settings or self.facts & other.facts)

    def join(self, other: _Sort) -> None:
        self.countries, self.births = self.countries | other.countries, self.births | other.births
        self.members += other.members
        self.settings |= other.settings
        self.facts |= other.facts


def near(births: Iterable[int], others: Iterable[int]) -> bool:
    """Tell whether two years of birth, reckoned from ages, may be one."""
    return any(abs(one - other) <= 1 for one in births for other in others)


def _by_facts(
    members: Sequence[Profile], company: Company, *, of_country: bool = False, strict: bool = False
) -> list[list[Profile]]:
    """Return the profiles parted where country or year of birth contradict.

    Of a body `of_country` that of which the article is mostly about is taken for its own. Those of which nothing is
    known stay together while there is nothing to tell apart, unless the name is so common that it must be `strict`;
    else they go where they are in the same company, or stay alone.
    """
    sorts: dict[tuple[frozenset[str], frozenset[int]], _Sort] = {}
    for member in members:
        own = frozenset(_countries(member)) or frozenset({member.setting} - {""} if of_country else ())
        births = frozenset(_births(member))
        one = sorts.setdefault((own, births), _Sort(own, births, [], set(), set()))
        one.members.append(member)
        one.settings |= set() if strict else member.settings
        one.facts |= {fact for fact in member.facts if not fact.value}
    silent = sorts.pop((frozenset(), frozenset()), None)
    if len(sorts) > MOST_GROUPS:
        return [list(members)]
    groups: list[_Sort] = []
    for key in sorted(sorts, key=lambda one: (-len(sorts[one].members), sorted(one[0]), sorted(one[1]))):
        fitting = next((group for group in groups if not group.contradicts(sorts[key])), None)
        if fitting is None:
            groups.append(sorts[key])
        else:
            fitting.join(sorts[key])
    found = [group.members for group in groups]
    rest = silent.members if silent else []
    if rest and not strict and len(found) < 2:
        return [[member for group in found for member in group] + rest]
    return _in_company(found, rest, company)


def _in_company(groups: list[list[Profile]], rest: Sequence[Profile], company: Company) -> list[list[Profile]]:
    """Return the groups with the rest of the profiles: each where it is in the same company, or alone."""
    known: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for member in group:
            for name in company.of(member):
                known[name].add(number)
    for member in rest:
        shared = Counter(number for name in company.of(member) for number in known[name])
        best = min(shared, key=lambda number: (-shared[number], number), default=-1)
        if best < 0 or shared[best] < COMPANIONS:
            best = len(groups)
            groups.append([])
        groups[best].append(member)
        for name in company.of(member):
            known[name].add(best)
    return groups


class Company:
    """Who and what is named in each article, but for what many articles name, and for what is at home everywhere."""

    def __init__(self, profiles: Iterable[Profile], kinds: Kinds) -> None:
        self._named: dict[str, set[str]] = defaultdict(set)
        for one in profiles:
            if one.named and not kinds.at_large(one.type):
                self._named[one.own.article].add(one.own.id)
        counts = Counter(name for names in self._named.values() for name in names)
        self._common = max(4, len(self._named) // 50)
        self._counts = counts

    def of(self, member: Profile) -> list[str]:
        """Return the ids of what is named beside an entity, sorted."""
        there = self._named.get(member.own.article, ())
        return sorted(one for one in there if one != member.own.id and self._counts[one] <= self._common)


def _countries(member: Profile) -> Iterator[str]:
    return (fact.other for fact in member.facts if fact.outward and not fact.value and fact.relation in BELONGING)


def _births(member: Profile) -> Iterator[int]:
    """Yield the years in which somebody was born, as told or reckoned from the age on the day of publication."""
    for fact in member.facts:
        year = fact.other[:4]
        if fact.relation == BORN_ON and year.isdigit():
            yield int(year)
        elif fact.relation == AGE and fact.value and fact.other.isdigit() and member.published[:4].isdigit():
            yield int(member.published[:4]) - int(fact.other[:4])


def _is_national(member: Profile, kinds: Kinds) -> bool:
    """Tell whether it is a body of one country or another, "the Parliament", though it may be taken for its house."""
    known = kinds.national(member.type) or not classes(member, kinds)
    return known and not member.links and (built_on_a_noun(member.label) or posted_abroad(member.label))


def _is_common(member: Profile, kinds: Kinds) -> bool:
    """Tell whether so many bodies bear its name that nothing follows from an equal one."""
    words = len(member.label.split())
    return posted_abroad(member.label) or (kinds.of_state(member.type, words) and all_common(member.label))


def _named(
    id_: str, groups: Sequence[list[Profile]], kinds: Kinds, taken: set[str]
) -> Iterator[tuple[str, list[Profile]]]:
    """Yield each group with its id: the best attested keeps what they share, the others get what tells them apart.

    Ids that are given out are added to those `taken`.
    """
    if len(groups) == 1:
        yield id_, groups[0]
        return
    ranked = sorted(groups, key=lambda one: (-_linked(one), -len(one), -sum(m.mentions for m in one), one[0].own))
    yield id_, ranked[0]
    marks = [_mark(group, ranked[0], kinds) for group in ranked[1:]]
    for group, mark in zip(ranked[1:], marks, strict=True):
        name = f"{id_}-{mark}"
        if not mark or marks.count(mark) > 1 or name in taken:
            name = f"{id_}-{digest(*min(member.own for member in group))[:8]}"
        taken.add(name)
        yield name, group


def _linked(group: Sequence[Profile]) -> bool:
    return any(member.links for member in group)


def _mark(group: Sequence[Profile], keeper: Sequence[Profile], kinds: Kinds) -> str:
    """Return what tells a group from the keeper: its family of classes, else its country, else nothing."""
    families = min(classes(member, kinds) for member in group)
    if exclude(families, classes(keeper[0], kinds)):
        return slug(min(families).partition(":")[2])
    countries = {country for member in group for country in _countries(member)} or {m.setting for m in group} - {""}
    return min(countries) if len(countries) == 1 else ""
