"""Where the places of the tables are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from kg.gazetteer.names import GEONAMES, GEONAMES_COLUMNS, PLACE_COLUMNS, WIKIDATA
from kg.gazetteer.tables import rows

TABLES = (("places", PLACE_COLUMNS), ("geonames", GEONAMES_COLUMNS))


@lru_cache(maxsize=1)
def coordinates() -> Mapping[str, tuple[float, float]]:
    """Return (latitude, longitude) in degrees for the GeoNames and Wikidata IRIs of known places."""
    found: dict[str, tuple[float, float]] = {}
    for table, columns in TABLES:
        latitude, longitude = columns.index("latitude"), columns.index("longitude")
        ids = (columns.index("geonames"), GEONAMES, "/"), (columns.index("wikidata"), WIKIDATA, "")
        for cells in rows(table, columns):
            if cells[latitude] and cells[longitude]:
                point = float(cells[latitude]), float(cells[longitude])
                found.update({f"{base}{cells[column]}{end}": point for column, base, end in ids if cells[column]})
    return found
