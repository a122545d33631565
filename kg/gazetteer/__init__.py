"""Known names: what a name can stand for, with type and public identifiers, and the word tables of news English."""

from kg.gazetteer.names import Entry, Gazetteer
from kg.gazetteer.words import (
    MatchWord,
    Nominal,
    Title,
    after_names,
    given_name_gender,
    honours,
    match_words,
    name_prefix_class,
    name_suffix_class,
    names_people,
    nominal,
    nominal_class,
    opens_title,
    telling_class,
    title,
    titles,
)

__all__ = [
    "Entry",
    "Gazetteer",
    "MatchWord",
    "Nominal",
    "Title",
    "after_names",
    "given_name_gender",
    "honours",
    "match_words",
    "name_prefix_class",
    "name_suffix_class",
    "names_people",
    "nominal",
    "nominal_class",
    "opens_title",
    "telling_class",
    "title",
    "titles",
]
