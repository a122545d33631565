"""The gazetteer: names of places and organizations, looked up by an exact key.

Places come from GeoNames (https://www.geonames.org, CC BY 4.0), Wikidata ids from Wikidata (CC0).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.gazetteer.keys import acronym_key, key
from kg.gazetteer.tables import lines, parts, rows
from kg.gazetteer.words import demonyms, given_name_gender, party_words, stop_names

WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"
COUNTRY, TERRITORY, ORGANIZATION, LARGE, MIDDLING, SMALL, MINOR = range(7)
PLACE_COLUMNS = ("id", "label", "type", "aliases", "acronyms", "wikidata", "geonames", "country", "population",
                 "latitude", "longitude")  # fmt: skip
GEONAMES_COLUMNS = ("id", "label", "type", "country", "division", "rank", "population", "latitude", "longitude",
                    "wikidata", "geonames", "capital", "aliases", "keys")  # fmt: skip
AMBIGUOUS_COLUMNS = ("name", "entries")
ORGANIZATION_COLUMNS = ("id", "label", "type", "aliases", "acronyms", "wikidata", "country")
# "Kunar Province", "Rostov region": the head noun says that a region is meant, not its city.
_REGION_WORDS = frozenset({
    "province", "governorate", "oblast", "region", "state", "district", "county", "prefecture", "canton", "krai",
    "department", "territory",
})  # fmt: skip
_PAPERS = frozenset(("magazine", "newspaper"))
_COMMANDING = frozenset(
    f"news:{name}" for name in ("Agency", "ArmedForce", "ArmedGroup", "GovernmentBody", "Ministry", "Police")
)
_DASH = re.compile(r"\s?[-‐‑–—]\s?")
# "Northern District", "Eastern", "Capital Region": what a country calls its parts says nothing without the country.
_POINTS = frozenset({
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper", "lower",
    "middle", "inner", "outer", "northeast", "northwest", "southeast", "southwest", "capital", "national", "federal",
    "division", "area", "coast", "highlands", "islands",
})  # fmt: skip
_DOMINANCE = 3  # times the inhabitants of the next namesake
_LONGEST_COUNTRY = 3  # words
_DWARFED = 20  # times the inhabitants of a namesake, by which a metropolis wins even where its country is not named
_PERSONAL = 500_000  # "Florence", "Austin": a place whose name people bear needs as many inhabitants to stand alone
REMEMBERED = 4096  # names of which it is remembered what they can stand for


@dataclass(frozen=True, slots=True)
class Entry:
    """A known name: `type` a CURIE, `links` IRIs, `country` ISO 3166-1 alpha-2 or "", latitude/longitude in degrees.

    `rank` orders namesakes, lowest first: country, territory, organization, then cities and regions by size.
    `division` is the GeoNames code of the first-order division a place is or lies in ("US.IN").
    """

    id: str
    label: str
    type: str
    aliases: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    country: str = ""
    population: int = 0
    latitude: float | None = None
    longitude: float | None = None
    rank: int = MINOR
    capital: bool = False
    acronyms: tuple[str, ...] = ()
    division: str = ""


class Gazetteer:
    """The known names; `Gazetteer.load()` gives the one of `ontologies/`.

    The many places of `geonames.tsv` stay lines of text until they are asked for.
    """

    def __init__(
        self, listed: Iterable[Entry], geonames: Sequence[str] = (), defaults: Iterable[tuple[str, str]] = ()
    ) -> None:
        self._entries: dict[str, Entry] = {}
        self._names: dict[str, list[Entry]] = {}
        self._articled: dict[str, list[Entry]] = {}
        self.with_commas: list[str] = []  # names that hold a comma themselves: "University of California, Berkeley"
        self._acronyms: dict[str, list[Entry]] = {}
        self._defaults = dict(defaults)
        self._lines = geonames
        self._line_names = _index(geonames)
        self._found = lru_cache(maxsize=REMEMBERED)(self._find)
        for entry in listed:
            self._add(entry)

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> Gazetteer:
        """Return the gazetteer of `ontologies/`, read once. Raises KgError if a table is missing or malformed."""
        return Gazetteer((*_places(), *_organizations(), *_things()), lines("geonames", GEONAMES_COLUMNS), _defaults())

    def lookup(self, name: str, countries: Collection[str] = ()) -> tuple[Entry, ...]:
        """Return what the name can stand for, likeliest first; nothing for a name that is not listed.

        Case, accents, punctuation and a leading "the" do not count, yet a name needs a capital, and an acronym its
        own: "IS" is found, "is" and "Is" are not. Place names that are also words or names of people ("Nice",
        "Reading", "Jackson") are found only if their country is in `countries` (ISO codes).
        """
        return self._find(name, countries) if countries else self._found(name)

    def _find(self, name: str, countries: Collection[str] = ()) -> tuple[Entry, ...]:
        if not any(map(str.isupper, name)):
            return ()
        words = key(name)
        listed = (*self._acronyms.get(acronym_key(name), ()), *self._names.get(words, ()))
        found = {entry.id: entry for entry in listed}
        if name.startswith("The "):
            found |= {entry.id: entry for entry in self._articled.get(words, ())}
        if len(words) > 3 or not name.isupper():
            for entry in self._lines_called(words):
                if entry.country in countries or not _shy(words, entry):
                    found[entry.id] = entry
        return tuple(sorted(found.values(), key=_order)) if found else self._described(name, countries)

    def best(self, name: str, countries: Collection[str] = ()) -> Entry | None:
        """Return the one entry the name most likely stands for, or None if there is none or the choice is open.

        Listed names come before cities and small regions; among peers those in `countries` first, in that order, then
        the one that clearly has more inhabitants. A town is forgotten for a metropolis of its name ("Paris", "Moscow").
        """
        found = self.lookup(name, countries)
        if not found:
            return None
        peers = [entry for entry in found if _tier(entry) == _tier(found[0])]
        near = [entry for entry in peers if entry.country in countries and not _is_dwarfed(entry, peers[0])]
        if near:
            ordered = countries if isinstance(countries, Sequence) else ()  # a set has no order to go by
            order = {country: place for place, country in enumerate(ordered)}
            return min(near, key=lambda entry: (order.get(entry.country, 0), *_order(entry)))
        bare = name.removesuffix("'s").removesuffix("’s")
        chosen = self._defaults.get(acronym_key(bare)) or self._defaults.get(key(bare))
        if chosen:
            return next((entry for entry in peers if entry.id == chosen), None)
        return peers[0] if _dominates(peers[0], peers[1:]) else None

    def begins(self, word: str) -> bool:
        """Tell whether a listed name may begin with this word; what it denies, `lookup` finds under no longer name."""
        first = key(word).partition(" ")[0]
        known = not first or first == "the" or first in self._first_words or acronym_key(word) in self._acronyms
        return known or key(word) in demonyms()

    @cached_property
    def _first_words(self) -> frozenset[str]:
        return frozenset(
            name.partition(" ")[0] for table in (self._names, self._articled, self._line_names) for name in table
        )

    def demonym(self, word: str) -> Entry | None:
        """Return the country or region that an adjective or noun of origin names: "Libyan", "Briton", "European"."""
        id_ = demonyms().get(key(word)) if word[:1].isupper() else None
        return self.entry(id_) if id_ else None

    def party(self, word: str, countries: Collection[str] = ()) -> Entry | None:
        """Return the party that a word before a politician names, "Republican"; one of `countries` first."""
        ids = party_words().get(key(word), ()) if word[:1].isupper() else ()
        found = [(entry, id_[:1] == "*") for id_ in ids if (entry := self.entry(id_.removeprefix("*"))) is not None]
        for country in countries:
            for entry, _ in found:
                if entry.country == country:
                    return entry
        return next((entry for entry, default in found if default), None)

    def is_shared(self, name: str) -> bool:
        """Tell whether several entries bear the name, by `ambiguous-names.tsv`."""
        return acronym_key(name) in self._defaults or key(name) in self._defaults

    def is_acronym(self, name: str) -> bool:
        """Tell whether the name is a listed acronym, in its own capitals."""
        return acronym_key(name) in self._acronyms

    def entry(self, id_: str) -> Entry | None:
        """Return the entry with this id."""
        if id_ in self._entries:
            return self._entries[id_]
        place = self._line_ids.get(id_)
        return None if place is None else _parse(self._lines[place])

    def entries(self) -> tuple[Entry, ...]:
        """Return the entries of `places.tsv`, `organizations.tsv` and `things.tsv`, sorted by id."""
        return tuple(self._entries[id_] for id_ in sorted(self._entries))

    def division(self, code: str) -> Entry | None:
        """Return the region with this GeoNames code of a first-order division: "US.MA" gives Massachusetts."""
        place = self._divisions.get(code)
        return None if place is None else _parse(self._lines[place])

    @cached_property
    def _divisions(self) -> dict[str, int]:
        regions = ((line.split("\t", 5)[4], n) for n, line in enumerate(self._lines) if "\tnews:Region\t" in line)
        return dict(regions)

    @cached_property
    def _line_ids(self) -> dict[str, int]:
        return {line[: line.index("\t")]: place for place, line in enumerate(self._lines)}

    def _add(self, entry: Entry) -> None:
        self._entries[entry.id] = entry
        for name in (entry.label, *entry.aliases):
            if "," in name:
                self.with_commas.append(name)
            # "The Times" is a newspaper, "Times" not.
            index = self._articled if name.startswith("The ") and name.count(" ") == 1 else self._names
            found = index.setdefault(key(name), [])
            if entry not in found[-1:]:
                found.append(entry)
        for acronym in dict.fromkeys(map(acronym_key, entry.acronyms)):
            self._acronyms.setdefault(acronym, []).append(entry)

    def _lines_called(self, words: str) -> Iterator[Entry]:
        for place in self._line_names.get(words, ()):
            yield _parse(self._lines[place])

    def _described(self, name: str, countries: Collection[str]) -> tuple[Entry, ...]:
        """Return what a name means that is not listed as it stands.

        "Evansville, Indiana" is the Evansville in Indiana, "Kunar province" no city, "Libya's" Libya, "U.S. Forest
        Service" the Forest Service of that country, "Times Magazine" a periodical.
        """
        if name.endswith(("'s", "’s")):
            return self.lookup(name[:-2], countries)
        place, comma, around = name.rpartition(", ")
        if comma:
            return self._within(place, self.lookup(around))
        found = self._national(name) or self._parented(name)
        if found:
            return found
        bare, _, last = name.rpartition(" ")
        if key(last) in _PAPERS:
            named = (*self._named(bare), *self._articled.get(key(bare), ()))
            return tuple(one for one in named if one.type == "news:MediaOutlet")
        if key(last) not in _REGION_WORDS:
            return ()
        named_so = (*self._names.get(key(bare), ()), *self._lines_called(key(bare)))
        regions = (entry for entry in named_so if entry.type == "news:Region")
        bare_only = _POINTS.issuperset(key(bare).split(" "))
        return tuple(sorted((one for one in regions if one.country in countries or not bare_only), key=_order))

    def _national(self, name: str) -> tuple[Entry, ...]:
        """Return the organizations that a country's name or adjective stands before: "Swedish Social Democrats"."""
        words = name.split(" ")
        for length in range(1, min(len(words) - 1, _LONGEST_COUNTRY + 1)):
            before, rest = " ".join(words[:length]), " ".join(words[length:])
            of = self.demonym(before) or next((one for one in self._named(before) if one.rank == COUNTRY), None)
            if of is not None:
                return tuple(one for one in self._named(rest) if one.rank == ORGANIZATION and one.country == of.country)
        return ()

    def _parented(self, name: str) -> tuple[Entry, ...]:
        """Return the force or body of a country that stands behind the one it is part of: "IRGC-Quds Force"."""
        for dash in _DASH.finditer(name):
            parents = {one.country for one in self._named(name[: dash.start()]) if one.type in _COMMANDING}
            found = [one for one in self._named(name[dash.end() :]) if one.type in _COMMANDING]
            if found and found[0].country and found[0].country in parents:
                return (found[0],)
        return ()

    def _named(self, name: str) -> list[Entry]:
        return self._acronyms.get(acronym_key(name), []) + self._names.get(key(name), [])

    def _within(self, place: str, around: Sequence[Entry]) -> tuple[Entry, ...]:
        """Return the places of this name in the first of `around` that has any."""
        for outer in around:
            found = self.lookup(place, (outer.country,)) if outer.country else ()
            inner = [entry for entry in found if entry.country == outer.country]
            if outer.division:
                inner = [entry for entry in inner if entry.division == outer.division]
            if inner:
                return tuple(inner)
        return ()


def _index(table: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return the numbers of the lines by each key of their last cell."""
    index: dict[str, tuple[int, ...]] = {}
    for place, line in enumerate(table):
        for name in line[line.rindex("\t") + 1 :].split("|"):
            index[name] = (*index[name], place) if name in index else (place,)
    return index


def _order(entry: Entry) -> tuple[int, int, str]:
    return entry.rank, -entry.population, entry.id


def _tier(entry: Entry) -> int:
    """Return 0 for countries and territories, 1 for organizations, 2 for the rest."""
    return 0 if entry.rank <= TERRITORY else 1 if entry.rank == ORGANIZATION else 2


def _shy(words: str, entry: Entry) -> bool:
    """Tell whether a place's name is too common a word to stand for it without its country."""
    if entry.rank <= TERRITORY:
        return False
    if entry.type == "news:Region" and _POINTS.union(_REGION_WORDS).issuperset(words.split(" ")):
        return True
    return words in stop_names() or (entry.population < _PERSONAL and given_name_gender(words) is not None)


def _is_dwarfed(entry: Entry, metropolis: Entry) -> bool:
    return metropolis.rank == LARGE and 0 < entry.population * _DWARFED < metropolis.population


def _dominates(first: Entry, others: Sequence[Entry]) -> bool:
    """Tell whether a name stands for `first` rather than for its peers.

    The region around a city of the same name is no rival; a country is none to its peers.
    """
    rivals = [other for other in others if other.country != first.country or other.type == first.type]
    if not rivals or first.rank == COUNTRY < rivals[0].rank:
        return True
    if first.type != "news:City":
        return first.rank < rivals[0].rank
    regions = [other.rank for other in rivals if other.type != "news:City"]
    return first.population >= _DOMINANCE * rivals[0].population and all(first.rank <= rank for rank in regions)


@lru_cache(maxsize=1 << 12)
def _parse(line: str) -> Entry:
    cells = line.split("\t")
    id_, label, type_, country, division, rank, population, latitude, longitude = cells[:9]
    wikidata, geonames, capital, aliases = cells[9:13]
    return Entry(
        id_, label, type_, parts(aliases), links(wikidata, geonames), country, int(population),
        _degrees(latitude), _degrees(longitude), int(rank), bool(capital), (),
        division,
    )  # fmt: skip


def _places() -> Iterator[Entry]:
    for row in rows("places", PLACE_COLUMNS):
        id_, label, type_, aliases, acronyms, wikidata, geonames, country, population, latitude, longitude = row
        yield Entry(
            id_, label, type_, parts(aliases), links(wikidata, geonames), country, int(population or 0),
            _degrees(latitude), _degrees(longitude), COUNTRY if type_ == "news:Country" else TERRITORY,
            acronyms=parts(acronyms),
        )  # fmt: skip


def _organizations(table: str = "organizations") -> Iterator[Entry]:
    for id_, label, type_, aliases, acronyms, wikidata, country in rows(table, ORGANIZATION_COLUMNS):
        yield Entry(
            id_, label, type_, parts(aliases), links(wikidata), country, rank=ORGANIZATION, acronyms=parts(acronyms)
        )


def _things() -> Iterator[Entry]:
    return _organizations("things")


def _defaults() -> Iterator[tuple[str, str]]:
    """Yield the key of each ambiguous name with the entry it stands for where nothing else speaks: "-" if with none."""
    for name, entries in rows("ambiguous-names", AMBIGUOUS_COLUMNS):
        yield acronym_key(name) if name.isupper() else key(name), parts(entries)[0]


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None


def links(wikidata: str, geonames: str = "") -> tuple[str, ...]:
    """Return the IRIs of the public ids that are given, Wikidata first."""
    found = (f"{WIKIDATA}{wikidata}" if wikidata else "", f"{GEONAMES}{geonames}/" if geonames else "")
    return tuple(iri for iri in found if iri)
