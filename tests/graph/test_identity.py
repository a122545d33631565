"""Who is who in a graph: articles keep what they say, whatever is merged, and no history leaves a trace."""

import random
from dataclasses import replace

import pytest
import rdflib
from pyoxigraph import NamedNode

from kg.entities.ledger import SAME, Who, made, parsed, read
from kg.graph.store import Store
from kg.model import Entity, merged
from kg.ontology import packaged
from kg.settling import are_one, decide, in_step, settle, unsettled

WHO = Who("A. Reader", "2026-05-01", "it is so")
PERSON, COMPANY = "news:Person", "news:Company"


@pytest.fixture
def people(cast):
    """Return a cast in which some are called otherwise in other articles."""
    return {
        **cast,
        "globex-inc": Entity("globex-inc", "Globex Inc", COMPANY),
        "idah-holm": Entity("idah-holm", "Idah Holm", PERSON),
        "ida-m-holm": Entity("ida-m-holm", "Ida M. Holm", PERSON),
    }


@pytest.fixture
def world(extraction, says, people, articles):
    """Return the articles of the graph tests, and some in which the same and others bear other names."""
    lead = ("Ida Holm leads Globex.", [says("ida-holm", "news:leads", "globex", "leads")])
    other = ("Idah Holm leads Globex Inc.", [says("idah-holm", "news:leads", "globex-inc", "leads")])
    middle = ("Ida M. Holm leads Globex.", [says("ida-m-holm", "news:leads", "globex", "leads")])
    place = {**people, "ida-holm": Entity("ida-holm", "Ida Holm", "news:City")}
    town = ("The Alban army left Ida Holm.", [says("army", "news:left", "ida-holm", "left")])
    return [
        *articles,
        extraction("d6", lead, cast=people, publisher="Alba Post"),
        extraction("d7", other, cast=people, published="2024-06-01"),
        extraction("d8", middle, cast=people),
        extraction("d9", town, cast=place),
    ]


POOL = [
    made("e:army", "skos:exactMatch", "e:red-band", WHO),
    made("e:globex", "skos:exactMatch", "e:globex-inc", WHO),
    made("e:globex", "skos:exactMatch", "e:globex-inc", WHO, negated=True),
    made("e:ida-holm", "skos:exactMatch", "e:idah-holm", WHO, negated=True),
    made("e:ida-m-holm", "skos:exactMatch", "e:port-alba", WHO),
    made("article:a2#entity=red-band", "kg:refersTo", "e:red-band-2", WHO),
    made("article:b%2F4%20%C3%A4#entity=globex", "kg:refersTo", "e:ida-holm", WHO),
    made("e:army", "rdfs:label", "The Albans", WHO),
    made("e:red-band", "rdf:type", "news:PoliticalParty", WHO),
    made("e:globex-inc", "rdfs:label", "Globex AG", WHO),
    made("e:army", "news:expelled", "e:red-band", WHO, negated=True),
    made("e:army", "news:casualties", '"23"^^xsd:integer', WHO, negated=True),
    made("e:nobody", "skos:exactMatch", "e:army", WHO),
]


def settled(store, decisions=()):
    """Settle a store by rules and decisions, and return what the ledger does wrong."""
    errors = []
    settle(store, ledger_of(store, decisions), errors.append)
    return [str(error) for error in errors]


def ledger_of(store, decisions):
    """Return a ledger that is in no file."""
    return parsed(store.place, "").changed(decisions)


@pytest.mark.parametrize("seed", range(12))
def test_history_leaves_no_trace(tmp_path, world, lines, seed):
    """Whatever was added, replaced, retracted, decided and settled: the graph is that of its articles and ledger."""
    dice, held, decisions = random.Random(seed), {}, []
    with Store.open(tmp_path / "walked", create=True) as walked:
        for _ in range(30):
            one, what = dice.choice(world), dice.random()
            if what < 0.2:
                decisions = [row for row in POOL if dice.random() < 0.3]
                settled(walked, decisions)
            elif one.article.id in held and what < 0.5:
                walked.retract(one.article.id)
                del held[one.article.id]
            else:
                kept = tuple(s for s in one.statements if dice.random() < 0.8)
                held[one.article.id] = replace(one, statements=kept)
                walked.add(held[one.article.id])
        settled(walked, decisions)
        found = lines(walked)
        assert list(walked.problems()) == []
        assert not [line for line in unsettled(walked, ledger_of(walked, decisions)) if "contradict" not in line]
    with Store.open(tmp_path / "straight", create=True) as straight:
        for one in sorted(held.values(), key=lambda one: one.article.id):
            straight.add(one)
        settled(straight, decisions)
        assert found == lines(straight)
        settled(straight)
        unruled = lines(straight)
    with Store.open(tmp_path / "walked") as walked:
        settled(walked)
        assert lines(walked) == unruled


@pytest.mark.parametrize("decisions", [[], POOL[:1], POOL[4:7], POOL])
def test_an_article_is_read_back_as_it_was_extracted(store, world, decisions):
    """Own entities and statements come back equal, with the same evidence ids, whatever they were merged with."""
    for one in world:
        store.add(one)
    before = {evidence.id(s.id) for s in store.statements() for evidence in s.evidence}
    settled(store, decisions)
    for one in world:
        found = store.extraction(one.article.id)
        assert found.entities == tuple(sorted(one.entities, key=lambda entity: entity.id))
        assert list(found.statements) == merged(one.statements)
    assert {evidence.id(s.id) for s in store.statements() for evidence in s.evidence} == before


def test_what_shares_a_neighbour_is_merged_and_what_contradicts_comes_apart(store, world):
    """Spellings of one leader's name meet, a form of the company's name too; a town of the leader's name does not."""
    for one in world:
        store.add(one)
    assert settled(store) == []
    assert store.canonical("globex") == store.canonical("globex-inc") == "globex-inc"
    assert store.canonical("ida-holm") == store.canonical("ida-m-holm") == "ida-m-holm"
    assert store.entity("ida-holm-place").type == "news:City"
    leads = [s for s in store.statements(relation="news:leads") if s.subject.id == "ida-m-holm"]
    assert [len(one.evidence) for one in leads] == [2]


def test_a_new_article_follows_the_known_mapping(store, world, extraction, says, people):
    """Before all is settled anew, what an article names by a replaced id is the entity that replaced it."""
    for one in world:
        store.add(one)
    settled(store)
    store.add(
        extraction("z", ("Globex sold Port Alba.", [says("globex", "news:sold", "port-alba", "sold")]), cast=people)
    )
    assert [s.subject.id for s in store.statements(relation="news:sold")] == ["globex-inc"]
    assert store.settled == ""


def test_a_rejected_statement_is_no_fact(store, articles):
    """Its plain triple goes, its confidence is 0 and its sentences stay; taken back, all is as it was."""
    for one in articles:
        store.add(one)
    settled(store)
    before = sorted(map(str, store.quads()))
    settled(store, [POOL[10]])
    statement = next(store.statements("army", "news:expelled", "red-band"))
    assert store.rejected(statement)
    assert (store.weight(statement).fact, store.weight(statement).confidence, len(statement.evidence)) == (False, 0, 3)
    assert not bool(store.query("ASK { e:army news:expelled e:red-band }"))
    settled(store)
    assert sorted(map(str, store.quads())) == before


def test_decisions_are_exported_as_provenance(store, articles):
    """Each says who decided what, when and why, and what it was about."""
    store.add(articles[0])
    settled(store, [POOL[7], POOL[10]])
    rows = store.query(
        "SELECT ?what ?who ?when ?why { GRAPH <https://kg.example/ledger> { ?d a kg:Decision, prov:Activity ; "
        "rdfs:label ?what ; prov:wasAssociatedWith/rdfs:label ?who ; prov:endedAtTime ?when ; rdfs:comment ?why ; "
        "prov:used e:army } } ORDER BY ?what"
    )
    assert [tuple(cell.value for cell in row) for row in rows] == [
        ("reject: e:army not news:expelled e:red-band", "A. Reader", "2026-05-01T00:00:00Z", "it is so"),
        ("rename: e:army rdfs:label The Albans", "A. Reader", "2026-05-01T00:00:00Z", "it is so"),
    ]
    assert bool(store.query("ASK { ?st kg:rejectedBy/prov:wasAssociatedWith ?who }")) is False  # two graphs
    assert bool(store.query("ASK { ?st kg:rejectedBy ?d GRAPH ?g { ?d prov:wasAssociatedWith ?who } }"))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([POOL[1], POOL[2]], "lines 11, 12: e:globex and e:globex-inc are one and are two: they contradict each other"),
        ([POOL[12]], "line 11: no article speaks of 'nobody'; it is kept for when one does"),
        ([made("e:army", "news:left", "e:globex", WHO, negated=True)], "line 11: no article makes this statement"),
        (
            [POOL[7], made("e:army", "rdfs:label", "Albans", WHO)],
            "lines 11, 12: rename army to 'Albans' or 'The Albans'",
        ),
        ([made("article:zz#entity=army", "kg:refersTo", "e:x", WHO)], "line 11: no article 'zz' speaks of 'army'"),
    ],
)
def test_faults_of_a_ledger_are_named_and_the_rest_is_applied(store, world, rows, message):
    """Rows that contradict or name what is gone are told by line; another decision is carried out all the same."""
    for one in world:
        store.add(one)
    found = settled(store, [*rows, POOL[8]])
    assert len(found) == 1
    assert message in found[0]
    assert store.entity("red-band").type == "news:PoliticalParty"


def test_an_interrupted_settling_is_noticed_and_finished(store, world, monkeypatch):
    """With half of the articles written anew the graph is sound, says that it is not settled, and settles on."""
    for one in world:
        store.add(one)
    ledger, replace_, done = ledger_of(store, [POOL[0]]), store._replace, []

    def broken(article, new):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(article)
        return replace_(article, new)

    monkeypatch.setattr(store, "_replace", broken)
    with pytest.raises(KeyboardInterrupt):
        settle(store, ledger, print)
    monkeypatch.undo()
    assert list(store.problems()) == []
    found = list(unsettled(store, ledger))
    assert found[0].startswith("it is not settled who is who"), found
    assert any("army refers to army, and should to red-band" in line for line in found), found
    assert settle(store, ledger, print) is not None
    assert list(unsettled(store, ledger)) == []
    assert settle(store, ledger, print) is None


def test_taking_everything_out_leaves_nothing(store, world, lines):
    """Neither merges nor decisions about what is gone stay behind, but for the decisions themselves."""
    for one in world:
        store.add(one)
    settled(store, POOL)
    for one in world:
        store.retract(one.article.id)
    settled(store)
    assert lines(store) == []


def test_a_ledger_in_no_file_is_empty(tmp_path):
    """A graph without a ledger is settled by rules alone."""
    assert read(tmp_path / "none.tsv").rows == ()


def test_every_term_is_declared(store, world):
    """Each kg: term of identity and ledger stands in ontologies/kg.ttl with label and comment."""
    for one in world:
        store.add(one)
    settled(store, [POOL[5], POOL[7], POOL[8], POOL[10]])
    declared = rdflib.Graph().parse(packaged("kg.ttl"))
    terms = {term.value for quad in store.quads() for term in quad.triple if isinstance(term, NamedNode)}
    used = {term for term in terms if term.startswith("https://kg.example/ns/kg#")}
    assert {f"https://kg.example/ns/kg#{name}" for name in ("Merge", "Doubt", "Decision", "givenLabel")} <= used
    for term in sorted(used):
        assert declared.value(rdflib.URIRef(term), rdflib.RDFS.label), term
        assert declared.value(rdflib.URIRef(term), rdflib.RDFS.comment), term


@pytest.mark.parametrize(
    "name", ["x" * 10_000, "محمد علي", "\u202eIda Holm\u202c", "Z̵̡̢̛a̴̧l̸g̷o̶", "Іda Ноlm", "?", "Ida\tHolm\n"]
)
def test_odd_names_can_be_merged_and_taken_apart(store, extraction, says, people, name):
    """Long, right-to-left, combined and look-alike letters go through graph, ledger and back."""
    odd = {**people, "globex": Entity("globex", name, PERSON)}
    one = extraction("x", (f"{name} leads Port Alba.", [says("globex", "news:leads", "port-alba", "leads")]), cast=odd)
    two = extraction(
        "y", ("Globex leads Port Alba.", [says("globex", "news:leads", "port-alba", "leads")]), cast=people
    )
    store.add(one)
    store.add(two)
    settled(store)
    before = sorted(map(str, store.quads()))
    assert len({store.canonical(own) for own in ("globex", "globex-person", "globex-organization")} - {""}) == 2
    settled(store, [made("e:globex", "rdfs:label", " ".join(name.split()), WHO), POOL[8]])
    assert list(store.problems()) == []
    settled(store)
    assert sorted(map(str, store.quads())) == before
    assert store.extraction("x").entities == one.entities


def test_a_decision_does_not_work_out_everything_again(store, world, tmp_path, monkeypatch):
    """Only what hangs together with it is looked at, and nothing is settled by trying a decision out."""
    for one in world:
        store.add(one)
    ledger = parsed(tmp_path / "ledger.tsv", "")
    settle(store, ledger, print)
    held = {str(quad) for quad in store.quads()}
    monkeypatch.setattr("kg.settling.resolve", lambda *_: 1 / 0)
    with in_step(store, ledger, print) as index:
        first, second = [one.id for one in store.entities()][:2]
        assert not are_one(index, ledger, first, second)
        row = made(f"e:{first}", SAME, f"e:{second}", Who("A", "2026-01-01", ""))
        assert are_one(index, ledger.changed([row]), first, second)
        assert index.units(first) == {first: {own for own, _ in store.owned(first)}}
    assert {str(quad) for quad in store.quads()} == held
    changed, _ = decide(store, ledger, lambda known, _, __: known.changed([row]), print)
    assert store.canonical(second) == store.canonical(first)
    assert settle(store, changed, print) is None
