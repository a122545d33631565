"""Known names: what a name can stand for, with type and public identifiers, and the word tables of news English."""

from kg.gazetteer.names import Entry, Gazetteer
from kg.gazetteer.words import (
    Nominal,
    Title,
    given_name_gender,
    name_suffix_class,
    nominal,
    nominal_class,
    title,
    titles,
)

__all__ = [
    "Entry",
    "Gazetteer",
    "Nominal",
    "Title",
    "given_name_gender",
    "name_suffix_class",
    "nominal",
    "nominal_class",
    "title",
    "titles",
]
