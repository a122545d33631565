"""What an ontology file holds, as frozen values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

THING = "owl:Thing"
PLOVER = "https://kg.example/ns/plover#"
ROOTS = ("news:Person", "news:Organization", "news:Place", "news:Event", "news:Work")
DATATYPES = frozenset(
    {
        "kg:area",
        "kg:duration",
        "kg:length",
        "kg:money",
        "kg:percentage",
        "xsd:anyURI",
        "xsd:boolean",
        "xsd:date",
        "xsd:dateTime",
        "xsd:decimal",
        "xsd:duration",
        "xsd:gYear",
        "xsd:gYearMonth",
        "xsd:integer",
        "xsd:string",
    }
)


@dataclass(frozen=True, slots=True)
class Class:
    """A kind of thing; `id` and `parents` are CURIEs ("news:Person"), `matches` IRIs of the same kind elsewhere."""

    id: str
    iri: str
    label: str
    comment: str
    parents: tuple[str, ...]
    matches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation that can be extracted, with its wording and its tests.

    `domain` and `range` are CURIEs of classes (range also of XML Schema datatypes), any one of which will do.
    Each phrase holds {subject} and {object} once. `parents` are the more general relations that it implies.
    `inverse` is the id of the property that reads backwards, `inverse_label` its label, `inverse_matches`
    the IRIs of the same backward property elsewhere: employedBy has employs, "employs".
    `when_planned` and `when_refused` are the relations that hold already when the subject commits itself to this one,
    or refuses it: who promises to meet has pledged something, who will not meet has refused it.
    A subject of one of the classes `one_object_for` has one object at a time, an object of
    `one_subject_for` one subject.
    Subject and object of a relation that is `one_side` act as one; and the subject may blame the object
    for something of the classes `accuses_of`, or say that it stands itself in the relation `says_of_itself`.
    `place` is the file that declares it, for messages.
    """

    id: str
    iri: str
    label: str
    comment: str
    parents: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    inverse: str | None
    inverse_label: str
    inverse_matches: tuple[str, ...]
    symmetric: bool
    phrases: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    matches: tuple[str, ...]
    when_planned: str | None
    when_refused: str | None
    one_object_for: tuple[str, ...]
    one_subject_for: tuple[str, ...]
    one_side: bool
    says_of_itself: str | None
    accuses_of: tuple[str, ...]
    place: str

    @property
    def literal(self) -> bool:
        """Tell whether the object is a value, such as a date, and no entity."""
        return self.range[0] in DATATYPES

    def meaning(self) -> str:
        """Return all of it but the file it came from, as one string."""
        return repr(tuple(getattr(self, name) for name in self.__slots__ if name != "place"))


@dataclass(frozen=True, slots=True)
class Ontology:
    """Classes and relations by CURIE, in the order of the files.

    `digest` changes with any class, relation or phrase, but not with layout, comments or the order of files.
    `lineages` gives each class with all that stand above it, nearest first and itself first of all.
    """

    classes: Mapping[str, Class]
    relations: Mapping[str, RelationType]
    prefixes: Mapping[str, str]
    digest: str
    lineages: Mapping[str, tuple[str, ...]]

    def is_a(self, cls: str, ancestor: str) -> bool:
        """Tell whether each `cls` is an `ancestor`: anything is an owl:Thing, an unknown class is nothing else."""
        return ancestor == THING or ancestor in self.lineages.get(cls, ())

    def accepts(self, classes: Iterable[str], cls: str) -> bool:
        """Tell whether something of class `cls` fits a domain or range."""
        return any(self.is_a(cls, one) for one in classes)

    def root(self, cls: str) -> str:
        """Return the nearest of ROOTS above `cls`, else owl:Thing: what a picture colours by."""
        return next((one for one in self.lineages.get(cls, ()) if one in ROOTS), THING)

    def plover(self, cls: str) -> tuple[str, ...]:
        """Return the PLOVER types of events of class `cls`, or of the nearest class above that has any: "ASSAULT"."""
        for one in self.lineages.get(cls, ()):
            matches = self.classes[one].matches if one in self.classes else ()
            found = [match.removeprefix(PLOVER) for match in matches if match.startswith(PLOVER)]
            if found:
                return tuple(sorted(found))
        return ()

    def below(self, relation: str) -> list[str]:
        """Return a relation and all that imply it: "killed", "murdered"."""
        found = [relation]
        for one in found:
            found += [below.id for below in self.relations.values() if one in below.parents and below.id not in found]
        return found

    def find(self, name: str) -> list[RelationType]:
        """Return the relation of this id ("news:expelled", "expelled") or label, else all that use the word."""
        name = name.casefold()
        exact = [
            one
            for one in self.relations.values()
            if name in (one.id.casefold(), one.id.partition(":")[2].casefold(), one.label.casefold())
        ]
        return exact or [one for one in self.relations.values() if any(name in text for text in _wording(one))]

    def expand(self, curie: str) -> str:
        """Return the IRI of a CURIE; KeyError for a prefix that no file declares."""
        prefix, _, name = curie.partition(":")
        return self.prefixes[prefix] + name


def _wording(relation: RelationType) -> list[str]:
    return [text.casefold() for text in (relation.id, relation.label, relation.inverse_label, *relation.phrases)]
