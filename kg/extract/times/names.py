"""The words of the calendar: months, weekdays, seasons, units, and the days that have names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kg.ontology import packaged

MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
WEEKDAYS = {name: n for n, name in enumerate("mon tue wed thu fri sat sun".split())}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}


@cache
def fixed_days() -> Mapping[str, str]:
    """Return {name in lower case: "2001-09-11" or "--12-25"}."""
    lines = packaged("fixed-days.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith(("#", "name\t"))]
    return {name.lower(): value for name, value in rows}


def fixed_day_shape() -> str:
    """Return a regular expression of these names, the longest first; a curly apostrophe will do."""
    names = sorted(fixed_days(), key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace("'", "['’]") for name in names)
