"""What terminals show of the network: paths, neighbours, central actors, numbers; plain, as JSON, and in colour."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import KgError
from kg.graph.centrality import starts_of, top
from kg.graph.network import network
from kg.graph.store import Store
from kg.graph.trust import Trust
from kg.model import Entity, EntityRef, Value

ROOT = Path(__file__).parents[2]
CAST = {id_: Entity(id_, id_.capitalize(), "news:Person") for id_ in "ada ben cem dov eva fay gus".split()}


@pytest.fixture(scope="module")
def kg(example_graph):
    """Return a function that runs `kg` on the graph of the examples and gives what it prints."""

    def run(*arguments):
        done = CliRunner().invoke(app, arguments, env={"KG_GRAPH": str(example_graph)})
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def ring(store, extraction, says):
    """A ring of friends ada-ben-cem-dov-ada, a tail cem-eva, and what is only claimed, denied or a number."""
    said = [("ada", "ben", {}), ("ben", "cem", {}), ("cem", "dov", {}), ("dov", "ada", {}), ("cem", "eva", {}),
            ("eva", "fay", {"attributed_to": ("ada",)}), ("fay", "gus", {"polarity": "negative"})]  # fmt: skip
    sentences = []
    for one, other, more in said:
        if "attributed_to" in more:
            more = {"attributed_to": (EntityRef("ada", "Ada", "news:Person"),)}
        trigger = f"{CAST[one].label} met {CAST[other].label}."
        sentences.append((trigger, [says(one, "news:metWith", other, "met", qualifiers=more)]))
    sentences.append(("Ada is 40.", [says("ada", "news:age", Value("40", "xsd:integer"), "is")]))
    store.add(extraction("a1", *sentences, cast=CAST, publisher="Post"))
    return store


def rows(text):
    """Return the objects of JSON Lines."""
    return [json.loads(line) for line in text.splitlines()]


def test_only_facts_join(ring):
    """A number, a claim and a denial join nothing; what anybody plainly says does once everyone is trusted."""
    assert network(ring).ids == ["ada", "ben", "cem", "dov", "eva"]
    assert network(ring, Trust(everyone=True)).ids == ["ada", "ben", "cem", "dov", "eva", "fay"]
    assert network(ring, without=["cem"]).ids == ["ada", "ben", "dov"]


def test_a_path_is_a_chain_of_sentences(kg):
    """Each step shows a statement, how strong it is, and the sentence that states it most plainly."""
    found = kg("path", "Idris Kone", "Baltic Resources").splitlines()
    assert found[0] == "Idris Kone — Northern Liberation Front — Zambara — Baltic Resources  (3 steps)"
    place = found.index("  Zambara gave to Northern Liberation Front")
    assert re.fullmatch(r"    fact, confidence 0\.\d+, 1 source", found[place + 1])
    assert found[place + 2] == "    “Zambara armed the Front in the winter, and its officers still advise Kone.”"
    assert "    and 3 sentences more" in found


def test_the_shortest_paths_come_best_supported_first(kg):
    """Of equal length the one whose steps are surest is first; a name can be kept out."""
    found = rows(kg("path", "Idris Kone", "Norrland Metals", "--format", "json"))
    assert len({one["length"] for one in found}) == 1
    assert [one["confidence"] for one in found] == sorted((one["confidence"] for one in found), reverse=True)
    assert all(said["fact"] for one in found for step in one["steps"] for said in step["statements"])
    assert all(
        said["evidence"][0]["sentence"]["text"] for one in found for step in one["steps"] for said in step["statements"]
    )
    others = kg("path", "Idris Kone", "Norrland Metals", "--without", "Kestria").splitlines()
    chains = [line for line in others if " — " in line]
    assert chains
    assert not [chain for chain in chains if "Kestria" in chain]


def test_claims_connect_only_when_asked(ring):
    """Fay is reached by what Ada says, Gus, whom Fay is said not to have met, never."""

    def path(*arguments):
        done = CliRunner().invoke(app, ["path", *arguments], env={"KG_GRAPH": str(ring.place)})
        return str(done.exception) if done.exception else done.stdout

    ring.close()
    assert "nothing in the graph connects them; add --claims" in path("Ada", "Fay")
    assert path("Ada", "Fay", "--claims").startswith("Ada — Ben — Cem — Eva — Fay  (4 steps)")
    assert "nothing in the graph connects them; ask kg neighbors" in path("Ada", "Gus", "--claims")
    assert "both names mean this entity" in path("Ada", "ada")


def test_neighbors_come_by_distance(kg):
    """Each stands once, with what joins it to one that is nearer."""
    found = kg("neighbors", "Dario Conti", "--depth", "2").splitlines()
    assert found[:3] == ["1 step away: 1 entity", "  Velmora Shipping  (news:Company, velmora-shipping)",
                         "    Dario Conti owns Velmora Shipping"]  # fmt: skip
    assert "2 steps away: 2 entities" in found
    found = rows(kg("neighbors", "Dario Conti", "--depth", "2", "--format", "json"))
    assert [(row["distance"], row["label"]) for row in found] == [
        (1, "Velmora Shipping"),
        (2, "European Union"),
        (2, "Malta"),
    ]
    assert found[2]["step"]["statements"][0]["relation"]["id"] == "news:headquarteredIn"


def test_measures_of_a_small_network(ring):
    """On the ring with a tail, Cem is joined to most, and half of the other pairs meet through him."""
    central = {one.entity.id: one for one in top(ring, by="betweenness").central}
    assert next(iter(central)) == "cem"
    assert (central["cem"].degree, central["eva"].degree) == (3, 1)
    # Cem is on the paths eva-ben, eva-dov, eva-ada, and on half of ben-dov: 3.5 of the 6 pairs of others
    assert central["cem"].betweenness == pytest.approx(3.5 / 6, abs=1e-6)
    assert sum(one.pagerank for one in central.values()) == pytest.approx(1, abs=1e-5)


def test_pagerank_is_handed_on_by_the_edges(ring):
    """What Eva has is her share of what Cem hands on to three, and of the jumps to five."""
    rank = {one.entity.id: one.pagerank for one in top(ring).central}
    assert next(iter(rank)) == "cem"
    assert rank["eva"] == pytest.approx(0.15 / 5 + 0.85 * rank["cem"] / 3, abs=2e-6)
    assert rank["ben"] == pytest.approx(rank["dov"], abs=2e-6)


def test_top_lists_a_class_by_a_measure(kg):
    """The class takes narrower ones in; the rows are sorted by the measure."""
    found = rows(kg("top", "--class", "organization", "--by", "degree", "--format", "json"))
    assert found[0]["label"] == "Northern Liberation Front"
    assert [row["degree"] for row in found] == sorted((row["degree"] for row in found), reverse=True)
    assert "Person" not in {row["type"] for row in found}
    with pytest.raises(KgError, match="the ontology has no such class; did you mean 'Person'"):
        kg("top", "--class", "Persn")


def test_communities_have_their_best_joined_members(kg):
    """The front and its leader are in one group; each entity is in one group alone."""
    found = rows(kg("top", "--communities", "--format", "json"))
    first = next(row for row in found if row["members"][0]["label"] == "Northern Liberation Front")
    assert "Idris Kone" in {member["label"] for member in first["members"]}
    assert [row["size"] for row in found] == sorted((row["size"] for row in found), reverse=True)


def test_the_same_graph_has_the_same_centre_in_every_process(kg, example_graph):
    """No hash seed changes ranks or groups."""
    other = subprocess.run(
        [sys.executable, "-m", "kg", "top", "--communities"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "KG_GRAPH": str(example_graph), "PYTHONHASHSEED": "1"},
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert other == kg("top", "--communities")


@pytest.mark.parametrize(("size", "starts"), [(100, 100), (20_000, 100), (300_000, 24)])
def test_betweenness_of_a_large_network_is_sampled(size, starts):
    """A small network takes all its nodes as starts, one of 300,000 a few."""
    ring = SimpleNamespace(number_of_nodes=lambda: size, number_of_edges=lambda: size - 1)
    assert starts_of(ring) == starts


def test_stats_count_what_the_graph_holds(kg, example_graph):
    """The numbers are those of the store, and the tallies add up."""
    found = json.loads(kg("stats", "--format", "json"))
    with Store.open(example_graph, read_only=True) as store:
        assert (found["articles"], found["statements"]) == store.count()
        facts = sum(store.weight(one).fact for one in store.statements())
    assert (found["facts"], found["claims"]) == (facts, found["statements"] - facts)
    assert sum(found["relations"].values()) == found["statements"]
    assert sum(found["classes"].values()) == found["entities"]
    assert found["published"] == ["2024-03-04", "2024-06-15"]
    assert "relations, the first 4 of" in kg("stats", "-n", "4")


def test_stats_of_an_empty_graph(store):
    """Nothing is counted as nothing."""
    store.close()
    done = CliRunner().invoke(app, ["stats"], env={"KG_GRAPH": str(store.place)})
    assert done.exit_code == 0
    assert done.stdout.startswith("0  articles")


def test_show_and_why_come_as_json(kg):
    """A portrait holds facts apart from claims; a statement holds its sentences with their places."""
    shown = json.loads(kg("show", "Zambara", "--format", "json"))
    assert {one["relation"]["id"] for one in shown["facts"]} >= {"news:borders", "news:gaveTo"}
    assert [one["remarks"][-1] for one in shown["claims"]] == ["denied, said by Tomas Reyes", "said by Maria Lindqvist"]
    said = json.loads(kg("why", "Zambara", "gaveTo", "?", "--format", "json"))
    assert (said["fact"], said["sources"], len(said["evidence"])) == (True, 1, 4)
    assert {one["polarity"] for one in said["evidence"]} == {"positive", "negative"}


SHOWN = (
    ("show", "Zambara"),
    ("why", "Zambara", "gaveTo", "?"),
    ("timeline", "Zambara"),
    ("path", "Zambara", "Malta"),
    ("neighbors", "Zambara"),
    ("top",),
    ("top", "--communities"),
    ("stats",),
    ("query", "denials"),
)
ALL_SHOWN = """import json, sys
from kg.cli import app
for arguments in json.loads(sys.argv[1]):
    app(arguments, standalone_mode=False)
    print(chr(12), flush=True)
"""


@pytest.fixture(scope="module")
def terminal(example_graph):
    """What a terminal of 60 columns shows of each command, run one after the other in one process."""
    reader, writer = pty.openpty()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "KG_GRAPH": str(example_graph),
        "COLUMNS": "60",
        "TERM": "xterm-256color",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", ALL_SHOWN, json.dumps(SHOWN)], stdout=writer, stderr=subprocess.DEVNULL, env=environment
    )
    os.close(writer)
    shown = b""
    try:
        while part := os.read(reader, 65536):
            shown += part
    except OSError:  # the terminal's other end is closed
        pass
    os.close(reader)
    assert process.wait() == 0
    return dict(zip(SHOWN, shown.decode().split("\f"), strict=False))


@pytest.mark.parametrize("arguments", SHOWN, ids=" ".join)
def test_a_terminal_gets_colour_and_no_line_too_long(terminal, arguments):
    """On a terminal of 60 columns all words are there, coloured, wrapped, and nothing is markup."""
    shown = terminal[arguments]
    assert "\x1b[" in shown
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown).replace("\r", "")
    assert max(len(line.rstrip()) for line in plain.splitlines()) <= 60
    assert "[/" not in plain
