"""An ontology's phrases, compiled by the parser that reads the articles, and its examples, tried out.

Compiling takes seconds, so the result is kept in the user's cache folder under a hash of ontology, model and rules.
"""

from __future__ import annotations

import itertools
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from spacy.language import Language

from kg.errors import OntologyError
from kg.extract.compiling import compiled
from kg.extract.extractor import Extractor
from kg.extract.parse import Parsed, parse
from kg.extract.patterns import Node, Pattern, PatternIndex, Step
from kg.extract.repair import repair
from kg.gazetteer import Gazetteer
from kg.model import Article, digest
from kg.ontology import Ontology, RelationType, packaged

FILLERS: dict[str, tuple[str, ...]] = {
    "news:Person": ("Angela Merkel", "John Smith"),
    "news:Organization": ("Microsoft", "the army"),
    "news:Place": ("Paris", "Germany"),
    "news:Event": ("the election",),
    "news:Work": ("the treaty",),
    "news:Product": ("the rocket",),
    "news:Position": ("the presidency",),
    "owl:Thing": ("the project",),
    "xsd:date": ("1998", "May 2, 2017"),
    "xsd:gYear": ("1998",),
    "xsd:gYearMonth": ("May 2017",),
    "xsd:integer": ("12",),
    "xsd:decimal": ("12", "7.2"),
    "kg:money": ("$5 million", "12 million euros"),
    "kg:percentage": ("12%", "12 percent"),
    "kg:length": ("12 miles", "12 km"),
    "kg:area": ("12 square miles", "12 hectares"),
    "kg:duration": ("12 years", "12 days"),
    "xsd:string": ("the project",),
}
FRAMES = {  # sentences around a noun phrase, by how the phrase begins
    "{": [("", "."), ("", " waited.")],
    "": [("They discussed the ", "."), ("The ", " continued.")],
}
CARRIERS = frozenset("waited continued discussed they".split())
TABLES = (  # on which the result depends, besides the modules of this folder
    "after-names.tsv",
    "factuality.tsv",
    "general-words.tsv",
    "nominals.tsv",
    "verb-senses.tsv",
)
MOST_FILLINGS = 4  # of one phrase
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
Filled = tuple[RelationType, str, str, dict[str, tuple[int, int]]]  # relation, phrase, text, places of the fillers


def extractor(ontology: Ontology, model: Language) -> Extractor:
    """Return an Extractor whose phrases are compiled and whose ontology keeps its word.

    Raises OntologyError for a phrase that does not compile, an example from which its relation is not extracted, and a
    counter-example from which it is extracted as a fact.
    """
    gazetteer = Gazetteer.load()
    place = _cache_place(ontology, model)
    known = _cached(place)
    if known is not None:
        return Extractor(model, ontology, PatternIndex(known), gazetteer)
    patterns = list(compile_phrases(ontology, model))
    made = Extractor(model, ontology, PatternIndex(patterns), gazetteer)
    problem = next(failures(made), None)
    if problem is not None:
        raise problem
    _keep(place, patterns)
    return made


def compile_phrases(ontology: Ontology, model: Language) -> Iterator[Pattern]:
    """Yield the patterns of all phrases; raise OntologyError for a phrase that has none."""
    found: dict[tuple[str, str], set[Pattern]] = defaultdict(set)
    filled = [one for relation in ontology.relations.values() for one in _filled(relation, ontology)]
    nominal = []
    for one, parsed in zip(filled, _parsed([text for _, _, text, _ in filled], model), strict=True):
        relation, phrase, _, places = one
        key = relation.id, phrase
        if _is_clause(parsed, places):
            found[key] |= _patterns(relation, phrase, parsed, places)
        else:
            nominal.append(one)
    carried = [one for each in nominal for one in _carried(each)]
    for (relation, phrase, _, places), parsed in zip(
        carried, _parsed([text for _, _, text, _ in carried], model), strict=True
    ):
        found[relation.id, phrase] |= _patterns(relation, phrase, parsed, places)
    for relation in ontology.relations.values():
        for phrase in relation.phrases:
            if not found[relation.id, phrase]:
                raise OntologyError(
                    relation.place, f"phrase {phrase!r} of {relation.id} does not connect its subject and object",
                    "plain English in which words link {subject} and {object}", "word it differently",
                )  # fmt: skip
            yield from sorted(found[relation.id, phrase])


def failures(extractor: Extractor) -> Iterator[OntologyError]:
    """Yield an error for each example that lacks its relation and each counter-example that gives it as a fact."""
    rows = [
        (relation, text, wanted)
        for relation in extractor.ontology.relations.values()
        for wanted, texts in ((True, relation.examples), (False, relation.counter_examples))
        for text in texts
    ]
    articles = [Article(str(n), text, published="2024-05-15") for n, (_, text, _) in enumerate(rows)]
    for (relation, text, wanted), extraction in zip(rows, extractor.extract(articles), strict=True):
        given = [s for s in extraction.statements if s.relation.id == relation.id]
        if wanted and not given:
            reasons = sorted({r.reason for r in extraction.rejections if r.relation == relation.id})
            yield OntologyError(
                relation.place, f"example of {relation.id} does not give the relation: {text!r}"
                + (f" ({'; '.join(reasons)})" if reasons else ""),
                "an example that one of its phrases covers", "add the phrase, or change the example",
            )  # fmt: skip
        if not wanted and any(s.evidence[0].qualifiers.fact for s in given):
            yield OntologyError(
                relation.place, f"counter-example of {relation.id} gives the relation as a fact: {text!r}",
                "a sentence that does not", "make the phrases or classes narrower",
            )  # fmt: skip


# ---------------------------------------------------------------- filling phrases


def _filled(relation: RelationType, ontology: Ontology) -> Iterator[Filled]:
    subjects, objects = (_fillers(classes, ontology) for classes in (relation.domain, relation.range))
    pairs = [(a, b) for a, b in itertools.product(subjects, objects) if a != b]
    pairs = sorted(pairs, key=lambda pair: (subjects.index(pair[0]) + objects.index(pair[1]), pair))[:MOST_FILLINGS]
    for phrase in relation.phrases:
        for subject, object_ in pairs:
            text, places = _fill(phrase, subject, object_)
            yield relation, phrase, text, places


def _fillers(classes: Sequence[str], ontology: Ontology) -> list[str]:
    found: dict[str, None] = {}
    rows = [(root, words) for root, words in FILLERS.items() for one in classes
            if root == one or ontology.is_a(root, one) or ontology.is_a(one, root)]  # fmt: skip
    rows = [row for row in rows if row[0] != "owl:Thing"] or [("owl:Thing", FILLERS["owl:Thing"])]
    for n in range(2):
        for _, words in rows:
            if n < len(words):
                found.setdefault(words[n])
    return list(found)


def _fill(
    phrase: str, subject: str, object_: str, before: str = "", after: str = "."
) -> tuple[str, dict[str, tuple[int, int]]]:
    text, places = before, {}
    at = 0
    for slot in sorted(("subject", "object"), key=lambda s: phrase.index(f"{{{s}}}")):
        start = phrase.index(f"{{{slot}}}")
        text += phrase[at:start]
        words = subject if slot == "subject" else object_
        words = words[0].upper() + words[1:] if not text else words
        places[slot] = (len(text), len(text) + len(words))
        text += words
        at = start + len(slot) + 2
    text += phrase[at:] + after
    return text, places


def _carried(one: Filled) -> Iterator[Filled]:
    """Yield a noun phrase inside sentences: "They discussed the expulsion of X by Y.", "X member Y waited."."""
    relation, phrase, text, places = one
    subject, object_ = (text[slice(*places[slot])] for slot in ("subject", "object"))
    for before, after in FRAMES["{" if phrase.startswith("{") else ""]:
        yield relation, phrase, *_fill(phrase, subject, object_, before, after)


def _parsed(texts: Sequence[str], model: Language) -> Iterator[Parsed]:
    for parsed in parse((Article(str(n), text) for n, text in enumerate(texts)), model, lambda _: frozenset()):
        for sentence in parsed.sentences:
            repair(sentence)
        yield parsed


def _is_clause(parsed: Parsed, places: dict[str, tuple[int, int]]) -> bool:
    return any(
        token.tag in FINITE
        and token.dep not in ("compound", "amod")
        and not any(a <= token.start < b for a, b in places.values())
        for sentence in parsed.sentences
        for token in sentence.tokens
        if token.dep in ("ROOT", "ccomp", "aux", "auxpass", "conj", "relcl", "advcl", "acl")
    )


def _patterns(relation: RelationType, phrase: str, parsed: Parsed, places: dict[str, tuple[int, int]]) -> set[Pattern]:
    if len(parsed.sentences) != 1:
        return set()
    own = set(phrase.lower().split())
    carrier = {token.i for token in parsed.sentences[0].tokens if token.lower in CARRIERS - own}
    return set(compiled(relation.id, phrase, parsed.sentences[0], places, carrier))  # type: ignore[arg-type]


# ---------------------------------------------------------------- keeping the result


def _cache_place(ontology: Ontology, model: Language) -> Path:
    rules = "".join(one.read_text(encoding="utf-8") for one in sorted(Path(__file__).parent.rglob("*.py")))
    words = "".join(packaged(name).read_text(encoding="utf-8") for name in TABLES)
    meta = model.meta
    name = digest(ontology.digest, f"{meta['name']} {meta['version']} {version('spacy')}", rules, words)[:20]
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "kg" / f"phrases-{name}.json"


def _cached(place: Path) -> list[Pattern] | None:
    try:
        rows = json.loads(place.read_text(encoding="utf-8"))
        return [Pattern(relation, phrase, _node(root), slot) for relation, phrase, root, slot in rows]
    except (OSError, ValueError, TypeError):  # none yet, or half-written: compile again
        return None


def _keep(place: Path, patterns: Sequence[Pattern]) -> None:
    rows = [(p.relation, p.phrase, _row(p.root), p.root_slot) for p in patterns]
    half = place.with_suffix(f".{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        half.write_text(json.dumps(rows), encoding="utf-8")
        half.replace(place)
    except OSError:  # no home, a read-only one: compile every time
        return


def _row(node: Node) -> list[object]:
    return [node.lemma, node.kind, [[s.roles, s.slot, _row(s.node) if s.node else None] for s in node.steps]]


def _node(row: Sequence[object]) -> Node:
    lemma, kind, steps = row
    return Node(
        str(lemma), str(kind),
        tuple(Step(tuple(roles), slot, _node(inner) if inner else None) for roles, slot, inner in steps),  # type: ignore[attr-defined]
    )  # fmt: skip
