"""Exports for other programs, each read by the library of those who use it and compared with the store."""

import csv
import io
import json
import zipfile

import duckdb
import networkx
import pyarrow.parquet
import pytest
import rdflib
from followthemoney import model

from kg.cli.export import export
from kg.errors import KgError
from kg.graph.store import Store
from kg.graph.vocabulary import article as article_iri
from kg.model import EntityRef, Value
from kg.ontology import load
from kg.writers import WRITERS, export_file, write
from kg.writers.followthemoney import ACCEPTS, BROADER, _table
from kg.writers.package import Package
from kg.writers.rows import TABLES

OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
CONTEXT = {
    "oa": str(OA), "rdf": str(rdflib.RDF), "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/", "id": "@id", "type": "@type",
    "Annotation": "oa:Annotation", "TextualBody": "oa:TextualBody", "SpecificResource": "oa:SpecificResource",
    "TextQuoteSelector": "oa:TextQuoteSelector", "AnnotationPage": "as:OrderedCollectionPage",
    "describing": "oa:describing", "tagging": "oa:tagging", "linking": "oa:linking",
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "body": {"@type": "@id", "@id": "oa:hasBody"}, "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"}, "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "value": "rdf:value", "format": "dc:format", "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
}  # fmt: skip
"""The part of the W3C's context that is used, since tests fetch nothing."""


def written(store, format_):
    """Return an export as bytes."""
    stream = io.BytesIO()
    write(store, format_, stream)
    return stream.getvalue()


def evidence_of(store):
    """Return (statement, evidence) by the id of the evidence."""
    return {one.id(made.id): (made, one) for made in store.statements() for one in made.evidence}


def test_gexf_is_the_network_that_networkx_reads(store):
    """Each statement is an edge with its id, weight and quotes."""
    data = written(store, "gexf")
    graph = networkx.read_gexf(io.BytesIO(data))
    assert b"lastmodified" not in data
    edges = {row["id"]: (start, row) for start, _, row in graph.edges(data=True)}
    assert set(edges) == {made.id for made in store.statements()}
    for made in store.statements():
        start, row = edges[made.id]
        weight = store.weight(made)
        assert (start, row["relation"], row["label"]) == (made.subject.id, made.relation.id, made.relation.label)
        assert (row["fact"], row["confidence"], row["sources"]) == (weight.fact, weight.confidence, weight.sources)
        assert row["quotes"].splitlines() == [one.sentence.text for one in made.evidence]
    assert graph.nodes["red-band"] == {"label": "Red Band", "type": "news:ArmedGroup"}


@pytest.fixture
def parquet(store, tmp_path):
    """Return a folder of Parquet tables."""
    export_file(store, "parquet", tmp_path / "tables")
    return tmp_path / "tables"


def test_parquet_answers_in_duckdb_as_the_store_does(store, parquet):
    """Statements, evidence, entities and articles join by their ids; claims are told from facts."""
    rows = duckdb.sql(f"""
        SELECT s.id, s.subject_label, s.relation_label, coalesce(s.object_label, s.value), s.fact, s.confidence,
               s.sources, list(e.sentence ORDER BY e.article, e.start, e.id)
        FROM '{parquet}/statements.parquet' s JOIN '{parquet}/evidence.parquet' e ON e.statement = s.id
        JOIN '{parquet}/articles.parquet' a
        ON a.id = e.article AND substring(a.text, e.start + 1, e."end" - e.start) = e.sentence
        GROUP BY ALL ORDER BY s.id""").fetchall()
    expected = []
    for made in store.statements():
        end = made.object.label if isinstance(made.object, EntityRef) else made.object.value
        weight = store.weight(made)
        quotes = [one.sentence.text for one in made.evidence]
        expected.append((made.id, made.subject.label, made.relation.label, end, *vars_of(weight), quotes))
    assert [row[:-1] for row in rows] == [row[:-1] for row in expected]
    assert [sorted(row[-1]) for row in rows] == [sorted(row[-1]) for row in expected]
    said = duckdb.sql(f"SELECT unnest(attributed_to) FROM '{parquet}/evidence.parquet' WHERE modality = 'possible'")
    assert set(said.fetchall()) == {("ida-holm",), ("globex",)}
    links = duckdb.sql(f"SELECT same_as, candidate_links FROM '{parquet}/entities.parquet' WHERE id = 'red-band'")
    assert links.fetchall() == [(["http://www.wikidata.org/entity/Q1"], [])]


def vars_of(weight):
    return weight.fact, weight.confidence, weight.sources


def test_parquet_keeps_its_types(parquet):
    """Each column has the kind that the table says, also in an empty graph."""
    for name, table in TABLES.items():
        schema = pyarrow.parquet.read_schema(parquet / f"{name}.parquet")
        assert schema.names == list(table.columns)
    types = {field.name: str(field.type) for field in pyarrow.parquet.read_schema(parquet / "evidence.parquet")}
    assert (types["start"], types["fact"], types["confidence"]) == ("int64", "bool", "double")
    assert types["attributed_to"] == "list<element: string>"


KINDS = {"long": int, "double": float, "boolean": {"true": True, "false": False}.__getitem__, "string": str}


class Neo4j:
    """Reads node and relationship files by the rules of neo4j-admin database import, and refuses what that refuses."""

    def __init__(self, folder):
        self.nodes, self.relationships = {}, []
        files = {
            path.name: list(csv.reader(io.StringIO(path.read_bytes().decode(), newline="")))
            for path in folder.iterdir()
        }
        for head, *rows in (rows for rows in files.values() if ":LABEL" in rows[0]):
            assert head[0] == "id:ID"
            for row in rows:
                assert len(row) == len(head)
                assert row[0] not in self.nodes, "an id stands twice"
                self.nodes[row[0]] = self.properties(head, row)
        for head, *rows in (rows for rows in files.values() if ":TYPE" in rows[0]):
            for row in rows:
                found = self.properties(head, row)
                assert found[":START_ID"] in self.nodes
                assert found[":END_ID"] in self.nodes
                assert found[":TYPE"]
                self.relationships.append(found)

    def properties(self, head, row):
        found = {}
        for field, cell in zip(head, row, strict=True):
            name, _, kind = field.rpartition(":") if ":" in field[1:] else (field, "", "string")
            if field in (":START_ID", ":END_ID", ":TYPE") or kind == "ID":
                found[field if kind != "ID" else name] = cell
            elif field == ":LABEL":
                found[field] = set(cell.split(";"))
            elif kind.endswith("[]"):
                found[name] = [KINDS[kind[:-2]](one) for one in cell.split(";")] if cell else []
            elif cell:
                found[name] = KINDS[kind](cell)
        return found


def test_neo4j_files_follow_the_rules_of_its_import(store, tmp_path):
    """Facts are relationships of entities; each statement leads to its evidence, and that to its article."""
    export_file(store, "neo4j", tmp_path / "csv")
    graph = Neo4j(tmp_path / "csv")
    assert graph.nodes["e:red-band"][":LABEL"] == {"Entity", "ArmedGroup"}
    assert graph.nodes["e:red-band"]["aliases"] == ["RB"]
    facts = {one["statement"]: one for one in graph.relationships if "statement" in one}
    assert set(facts) == {made.id for made in store.statements() if store.weight(made).fact}
    (expelled,) = (one for one in facts.values() if one[":TYPE"] == "EXPELLED")
    assert (expelled[":START_ID"], expelled[":END_ID"]) == ("e:army", "e:red-band")
    assert (expelled["confidence"], expelled["sources"]) == (0.9, 2)
    links = {(one[":START_ID"], one[":TYPE"], one[":END_ID"]) for one in graph.relationships}
    for id_, (made, one) in evidence_of(store).items():
        assert {(made.id, "DERIVED_FROM", id_), (id_, "IN_ARTICLE", f"article:{one.article}")} <= links
        assert graph.nodes[id_]["sentence"] == one.sentence.text
        assert {(id_, "ATTRIBUTED_TO", f"e:{who.id}") for who in one.qualifiers.attributed_to} <= links
    value = next(made.object for made in store.statements() if isinstance(made.object, Value))
    assert graph.nodes[f'"{value.value}"^^{value.datatype}']["value"] == value.value


def test_a_zip_holds_what_the_folder_does(store, tmp_path):
    """The same files, packed with the same bytes each time."""
    export_file(store, "neo4j", tmp_path / "csv")
    export_file(store, "neo4j", tmp_path / "csv.zip")
    with zipfile.ZipFile(tmp_path / "csv.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            path.name: path.read_bytes() for path in (tmp_path / "csv").iterdir()
        }
    assert (tmp_path / "csv.zip").read_bytes() == written(store, "neo4j")


def test_a_folder_is_replaced_whole(store, tmp_path, monkeypatch):
    """An earlier export goes; a failing one leaves it; a folder of something else is not touched."""
    place = tmp_path / "out" / "csv"
    place.mkdir(parents=True)
    export_file(store, "neo4j", place)
    before = {path.name: path.read_bytes() for path in place.iterdir()}

    def broken(store, folder):
        (folder / "facts.csv").write_text("half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setitem(WRITERS, "neo4j", Package(broken, WRITERS["neo4j"].names))
        with pytest.raises(KeyboardInterrupt):
            export_file(store, "neo4j", place)
    export_file(store, "neo4j", place)
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before
    assert [path.name for path in place.parent.iterdir()] == ["csv"]
    (place / "thesis.doc").touch()
    with pytest.raises(KgError, match=r"'thesis.doc' is there, which is no part of this format"):
        export_file(store, "neo4j", place)
    assert (place / "thesis.doc").exists()


def test_several_files_do_not_go_to_standard_output(store):
    """The message says what to name."""
    with pytest.raises(KgError, match=r"parquet is several files.*name it with -o"):
        export("parquet", None, store.place)


@pytest.fixture
def followed(tmp_path, extraction, says, cast, articles):
    """Return the FollowTheMoney entities of a graph with links and values of every kind, by id, and the graph."""
    told = [
        says("ida-holm", "news:leads", "globex", "leads"),
        says("ida-holm", "news:memberOf", "red-band", "leads"),
        says("globex", "news:owns", "port-alba", "leads"),
        says("ida-holm", "news:bornOn", Value("1970", "xsd:gYear"), "leads"),
        says("ida-holm", "news:bornIn", "port-alba", "leads"),
        says("ida-holm", "news:siblingOf", "ida-holm", "leads"),
        says("ida-holm", "own:likes", "globex", "leads", qualifiers={"polarity": "negative"}),
    ]
    text = "Ida Holm, born 1970 in Port Alba, leads Globex and Red Band."
    with Store.open(tmp_path / "ftm.db", create=True, prefixes={"own": "https://own.example/"}) as store:
        for one in (*articles, extraction("told", (text, told), url="https://post.example/9", published="2024-05-03")):
            store.add(one)
        entities = [json.loads(line) for line in written(store, "followthemoney").splitlines()]
        yield {one["id"]: one for one in entities}, store
        assert len({one["id"] for one in entities}) == len(entities)


def test_followthemoney_accepts_every_entity(followed):
    """Its own model finds all values valid, all required ones there, and all references to what a property accepts."""
    entities, _ = followed
    for one in entities.values():
        schema = model.get(one["schema"])
        schema.validate(one)
        assert set(schema.required) <= set(one["properties"]), one
        proxy = model.get_proxy(one, cleaned=False)
        assert {name: set(cells) for name, cells in proxy.to_dict()["properties"].items()} == {
            name: set(cells) for name, cells in one["properties"].items()
        }
        for property_, value in proxy.itervalues():
            if property_.type.name == "entity":
                assert model.get(entities[value]["schema"]).is_a(property_.range), (one, property_)


def test_followthemoney_links_facts_with_their_proof(followed):
    """Relations become the schemas of the table; what fits none is an UnknownLink; a claim is nothing."""
    entities, store = followed
    links = {one["schema"]: one for one in entities.values() if one["id"].startswith("st-")}
    lead = links["Directorship"]["properties"]
    assert (lead["director"], lead["organization"], lead["role"]) == (["ida-holm"], ["globex"], ["leads"])
    assert (lead["proof"], lead["sourceUrl"]) == (["article-told"], ["https://post.example/9"])
    assert lead["summary"] == ["Ida Holm, born 1970 in Port Alba, leads Globex and Red Band."]
    assert links["Membership"]["properties"]["organization"] == ["red-band"]
    assert "Ownership" not in links, "a port is no asset to it"
    ida = entities["ida-holm"]["properties"]
    assert (ida["birthDate"], ida["birthPlace"], ida["alias"]) == (["1970"], ["Port Alba"], ["Holm"])
    assert entities["army"]["properties"]["notes"] == ["casualties: 23"]
    assert entities["red-band"]["properties"]["wikidataId"] == ["Q1"]
    facts = {made.id for made in store.statements() if store.weight(made).fact and isinstance(made.object, EntityRef)}
    assert {id_ for id_ in entities if id_.startswith("st-")} < facts


def test_the_table_of_followthemoney_names_what_there_is():
    """Every class, relation, schema and property of the table exists; schemas are what the code takes them for."""
    known = load()
    for term, rule in _table().items():
        assert term in known.classes or term in known.relations or term == "owl:Thing"
        for name in (rule.subject, rule.object) if rule.schema else ():
            assert not name or name in model.get(rule.schema).properties
    classes = {rule.schema for term, rule in _table().items() if term in known.classes or term == "owl:Thing"}
    assert not {one for name in classes for one in model.get(name).required} - {"name"}
    for schema, broader in BROADER.items():
        used = {*ACCEPTS.values()} - {schema}
        assert broader == {one for one in used if model.get(schema).is_a(one)}
    for rule in _table().values():
        for name in (rule.subject, rule.object) if rule.schema else ():
            assert not name or model.get(rule.schema).get(name).range.name == ACCEPTS[name]


def test_plover_codes_what_is_said_to_happen(store):
    """One line for each sentence that says so, with PLOVER's type, and what is only possible in its context."""
    rows = list(csv.DictReader(io.StringIO(written(store, "plover").decode())))
    known = evidence_of(store)
    for row in rows:
        made, one = known[row["Event ID"].rpartition("-")[0]]
        assert (row["Actor Name"], row["Recipient Name"]) == (made.subject.label, made.object.label)
        assert row["Event Text"] == one.sentence.text
        assert one.qualifiers.polarity == "positive"
    expelled = [row for row in rows if row["Relation"] == "news:expelled"]
    assert {row["Event Type"] for row in expelled} == {"SANCTION"}
    assert {row["Quad Code"] for row in expelled} == {"material conflict"}
    assert {(row["Event Date"], row["Contexts"], row["Told By"]) for row in expelled} == {
        ("2024-05", "", ""),
        ("", "hypothetical", "Ida Holm; Globex"),
    }
    assert {row["Wikidata Recipient ID"] for row in expelled if row["Recipient Name"] == "Red Band"} == {"Q1"}
    assert not [row for row in rows if row["Relation"] == "news:cooperatesWith"], "it was denied"


def test_every_plover_type_has_its_quad_class():
    """The types that the ontology names are those of the table."""
    from kg.writers.plover import TYPES, _quads

    named = {match for one in load().relations.values() for match in one.matches if match.startswith(TYPES)}
    assert {one.removeprefix(TYPES) for one in named} <= set(_quads())


def test_web_annotations_find_the_sentence_on_its_page(store, monkeypatch):
    """As RDF each evidence is an oa:Annotation whose quote, with what stands around it, is in the article once."""
    data = json.loads(written(store, "annotations"))
    assert data["@context"] == "http://www.w3.org/ns/anno.jsonld"
    graph = rdflib.Graph().parse(data=json.dumps({**data, "@context": CONTEXT}), format="json-ld")
    known = evidence_of(store)
    found = set(graph.subjects(rdflib.RDF.type, OA.Annotation))
    assert {str(one).rpartition("/")[2] for one in found} == {id_.removeprefix("ev-") for id_ in known}
    for annotation in found:
        made, one = known[f"ev-{str(annotation).rpartition('/')[2]}"]
        target = graph.value(annotation, OA.hasTarget)
        selector = graph.value(target, OA.hasSelector)
        assert graph.value(selector, rdflib.RDF.type) == OA.TextQuoteSelector
        exact, before, after = (str(graph.value(selector, OA[name])) for name in ("exact", "prefix", "suffix"))
        article = store.article(one.article)
        assert article.text.count(before + exact + after) == 1
        assert exact == one.sentence.text
        page = article.url if article.url.startswith("https://") else article_iri(article.id).value
        assert str(graph.value(target, OA.hasSource)) == page
        bodies = list(graph.objects(annotation, OA.hasBody))
        tags = [graph.value(body, rdflib.RDF.value) for body in bodies if (body, OA.hasPurpose, OA.tagging) in graph]
        assert [str(tag) for tag in tags] == ["fact" if one.qualifiers.fact else "claim"]
        assert any(str(node).endswith(made.id.removeprefix("st-")) for node in graph.objects(None, OA.hasSource))
