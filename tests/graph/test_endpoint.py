"""A graph behind a SPARQL endpoint, or in a file, is used like one in a folder; the servers are of other makers."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from typer.testing import CliRunner

from kg.cli import app
from kg.endpoint import Endpoint, place
from kg.errors import KgError
from kg.graph.remote.client import Client
from kg.graph.remote.dataset import Remote
from kg.graph.remote.lock import STORE, WRITER, Writer, read
from kg.graph.remote.opening import VERSION
from kg.graph.sparql import answer
from kg.graph.store import Store
from kg.making import begin
from kg.pipeline import build
from kg.settling import ledger_of, settle
from kg.writers import export_file, format_of

OWN = {"own": "https://own.example/"}
JARS = Path.home() / ".m2" / "repository" / "org" / "apache" / "jena" / "jena-fuseki-server"


def oxigraph(folder):
    """Return the command of Oxigraph's server and the address that it serves."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if not program:
        pytest.skip("needs the server of the package oxigraph")
    port = free_port()
    return [program, "serve", "--location", folder / "quads", "--bind", f"127.0.0.1:{port}"], f"http://127.0.0.1:{port}"


def fuseki(folder, *options):
    """Return the command of Apache Jena Fuseki and the address of its dataset in memory.

    Its jar is $FUSEKI_JAR, or one that Maven has fetched.
    """
    java, jar = shutil.which("java"), os.environ.get("FUSEKI_JAR") or max(JARS.rglob("*.jar"), default=None)
    if not java or not jar:
        pytest.skip("needs Java and the jar of Fuseki: $FUSEKI_JAR")
    port = free_port()
    command = [java, "-Xmx512m", "-jar", jar, "--localhost", f"--port={port}", *options, "--update", "--mem", "/news"]
    return command, f"http://127.0.0.1:{port}/news"


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def running(folder, command, url):
    """Run a server, and give its address once it answers."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            while not answers(url):
                assert process.poll() is None, (folder / "log").read_text()
                time.sleep(0.1)
            yield url
        finally:
            process.terminate()
            process.wait(20)


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except urllib.error.HTTPError as error:
        error.close()
        return True
    except OSError:
        return False


@pytest.fixture(scope="module", params=[oxigraph, fuseki], ids=["oxigraph", "fuseki"])
def server(request, tmp_path_factory):
    """The address of a running server."""
    folder = tmp_path_factory.mktemp(request.param.__name__)
    with running(folder, *request.param(folder)) as url:
        yield url


@pytest.fixture
def empty(server):
    """The address of a server that holds nothing."""
    client = Client(server)
    client.update("DROP ALL")
    client.close()
    return server


def filled(where, extractions):
    """Put articles into the graph at a place, and settle who is who."""
    with Store.open(where, create=True, prefixes=OWN) as store:
        begin(store, "build")
        for one in extractions:
            store.add(one)
        settle(store, ledger_of(where), print)


@pytest.fixture
def told(articles, extraction, says):
    """Five articles, and one that uses an ontology of one's own."""
    own = extraction("own", ("Ida Holm thanked Globex.", [says("ida-holm", "own:thanked", "globex", "thanked")]))
    return [*articles, own]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """The ledger of an endpoint lies where one works; nobody has credentials."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NETRC", str(tmp_path / "no-netrc"))
    for name in ("KG_USER", "KG_PASSWORD", "KG_TOKEN", "KG_GRAPH"):
        monkeypatch.delenv(name, raising=False)


def run(*arguments):
    """Run `kg` and return what it prints; raise what a user would see as one line."""
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout


def exported(where, target):
    """Export a graph, and return the bytes but for the seal, of which an endpoint gives none: others write to it."""
    with Store.open(where, read_only=True, whole=True) as store:
        export_file(store, format_of(target), target)
    return target.read_bytes().partition(SEAL)[0]


def answered(*arguments):
    """Return what `kg` prints, without the seal of an export."""
    return run(*arguments).partition(SEAL.decode())[0]


def test_an_endpoint_holds_the_same_graph_as_a_folder(empty, told, tmp_path):
    """Build and retract there: at each step the export is that of a folder; the server's own notes are not in it."""
    url, folder = Endpoint(empty), tmp_path / "kg.db"
    filled(url, told)
    filled(folder, told)
    assert exported(url, tmp_path / "a.trig") == exported(folder, tmp_path / "b.trig")
    for where in (url, folder):
        run("retract", "a1", "--graph", where)
    assert exported(url, tmp_path / "a.ttl") == exported(folder, tmp_path / "b.ttl")
    with Store.open(url, read_only=True) as store:
        assert store.settled
        assert list(store.problems()) == []
        assert {str(quad) for quad in store.quads()} == set(map(str, Store.open(folder, read_only=True).quads()))


def test_the_log_and_its_days_are_those_of_a_folder(empty, told, tmp_path, monkeypatch):
    """What was added when, and taken out since, is written beside each article; the graph of a day is made of it."""
    days = {"1767261600": told[:4], "1767348000": told[3:]}
    for where in (Endpoint(empty), tmp_path / "kg.db"):
        for epoch, some in days.items():
            monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
            filled(where, some)
        run("retract", "a1", "--graph", where)
    for options in (("--log",), ("--as-of", "2026-01-01")):
        places = (empty, tmp_path / "kg.db")
        there, here = (answered("export", "-f", "nquads", *options, "--graph", one) for one in places)
        assert there == here
        assert there.count("NewsArticle") == (len(told) - 1 if options == ("--log",) else 3)
    assert run("diff", empty, tmp_path / "kg.db") == ""


def test_a_query_is_put_to_the_graphs_that_are_named(empty, told):
    """They take the place of all, as the protocol has it."""
    filled(Endpoint(empty), told)
    with Store.open(Endpoint(empty), read_only=True) as store:
        node = store.reader.article_nodes()[0]
        asked = "SELECT ?s { ?s a schema:NewsArticle }", store.names.prefixes
        assert [row["s"] for row in answer(store.reader.quads, *asked, default=[node])] == [node]
        assert list(answer(store.reader.quads, *asked)) == []


def test_what_needs_a_folder_says_so(tmp_path):
    """The server reads its own files."""
    (tmp_path / "graph.trig").touch()
    for where in ("http://127.0.0.1:9/news", tmp_path / "graph.trig"):
        with pytest.raises(
            KgError, match=r"it cannot be served; expected the folder of a graph; load .*kg load .*trig"
        ):
            run("serve", "--graph", where)


LONG = (
    "In the hills north of the town the rains came late this year, farmers waited for weeks beside empty wells, shops "
    "shut before noon and the old mill by the river stood still, while in the valley people spoke of little else."
)
TOLD = [
    "The army expelled Red Band.",
    "The army expelled Red Band at last.",
    "The army has expelled Red Band.",
    "The army expelled Red Band in the night.",
    "The army also expelled Red Band.",
    "The army expelled Red Band once more.",
]


@pytest.fixture
def reads(extraction, says):
    """Return what extracts from articles that end with one of a few sentences."""

    def extract(articles, on_error):
        for one in articles:
            sentence = next(known for known in TOLD if one.text.endswith(known))
            rest = one.text.removesuffix(sentence).rstrip()
            said = (sentence, [says("army", "news:expelled", "red-band", "expelled")])
            parts = [(rest, []), said] if rest else [said]
            yield extraction(one.id, *parts, published=one.published, publisher=one.publisher, title=one.title)

    return extract


def test_a_folder_of_files_is_kept_up_to_date_at_a_server(empty, tmp_path, reads):
    """Copies and agencies count once; a changed file replaces its article, a lost one is pruned: as in a folder."""
    news = tmp_path / "news"
    news.mkdir()
    rows = [
        {"id": "a", "text": f"{LONG} {TOLD[0]}", "publisher": "Alba Post", "published": "2026-01-02"},
        {"id": "b", "text": f"{LONG} Nobody slept. {TOLD[1]}", "publisher": "Coast News", "published": "2026-01-03"},
        {"id": "c", "text": f"ALBA (Reuters) - {TOLD[2]}", "publisher": "Daily Gull", "published": "2026-01-03"},
        {"id": "d", "text": f"ALBA (Reuters) - Then {TOLD[3]}", "publisher": "Bay Echo", "published": "2026-01-04"},
    ]
    (news / "list.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (news / "x.txt").write_text(f"{TOLD[4]}\n")

    def built(where, *, prune=False):
        with Store.open(where, create=True) as store:
            done = build([str(news)], reads, store, print, lambda _: None, prune=prune)
            settle(store, ledger_of(where), print)
            found = [store.weight(statement).sources for statement in store.statements()]
        return (done.articles, done.skipped, done.replaced, done.pruned), found

    def both(prune=False):
        there, here = (built(where, prune=prune) for where in (Endpoint(empty), tmp_path / "kg.db"))
        assert there == here
        assert exported(Endpoint(empty), tmp_path / "a.nq") == exported(tmp_path / "kg.db", tmp_path / "b.nq")
        return there

    assert both() == ((5, 0, 0, 0), [3])
    (news / "x.txt").write_text(f"{TOLD[5]}\n")
    assert both() == ((1, 4, 1, 0), [3])
    (news / "list.jsonl").write_text(json.dumps(rows[0]) + "\n")
    assert both(prune=True) == ((0, 2, 0, 3), [2])
    for where in (empty, tmp_path / "kg.db"):
        (news / "x.txt").unlink(missing_ok=True)
        assert "1 weakened" in run("retract", news / "x.txt", "--graph", where)
    assert both() == ((0, 1, 0, 0), [1])


def test_a_server_s_graph_has_one_writer(empty, tmp_path):
    """A second one is refused with the number of the first, who lets go whatever ends it; readers are let in."""
    url, refusal = Endpoint(empty), rf"process {os.getpid()} on .* is writing to it; .*kg unlock --graph {empty}$"
    with Store.open(url, create=True) as store:
        begin(store, "build")
        with pytest.raises(KgError, match=refusal):
            Store.open(url)
        with pytest.raises(KgError, match=refusal):
            run("retract", "a1", "--graph", empty)
        with Store.open(url, read_only=True) as reader:
            assert reader.count() == (0, 0)
    with pytest.raises(KeyboardInterrupt), Store.open(url, create=True):
        raise KeyboardInterrupt
    Store.open(url, create=True).close()


def test_who_is_killed_while_it_writes_to_a_server_is_followed_by_the_next(empty):
    """On the same machine that needs no word: its process is gone."""
    program = (
        "import os, sys; from kg.endpoint import Endpoint; from kg.graph.store import Store\n"
        "store = Store.open(Endpoint(sys.argv[1]), create=True); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", program, empty], check=False)
    client = Client(empty)
    assert [one.is_gone() for one in writers(client)] == [True]
    Store.open(Endpoint(empty), create=True).close()
    assert writers(client) == []
    client.close()


def test_the_lock_of_another_machine_stays_until_it_is_unlocked(empty, told):
    """Nobody here can tell whether that process lives."""
    filled(Endpoint(empty), told[:1])
    other = Writer("far-away", os.getpid(), "1", "its own", "2026-01-02T03:04:05Z", "ab12").written()
    client = Client(empty)
    client.update(f"INSERT DATA {{ GRAPH {STORE} {{ {STORE} {WRITER} {other} }} }}")
    client.close()
    with pytest.raises(KgError, match=r"on far-away \(since 2026-01-02T03:04:05Z\) is writing to it"):
        run("retract", "a1", "--graph", empty)
    assert "Globex" not in run("export", "-f", "nquads", "--graph", empty)
    told_ = CliRunner().invoke(app, ["unlock", "--graph", empty]).stderr
    assert told_ == f"{empty}: process {os.getpid()} on far-away (since 2026-01-02T03:04:05Z) had it locked\n"
    run("retract", "a1", "--graph", empty)
    with pytest.raises(KgError, match="no lock that outlives a writer"):
        run("unlock", "--graph", "kg.db")


def writers(client):
    """Return who has a graph locked."""
    return [read(quad.object) for quad in Remote(client).quads_for_pattern(STORE, WRITER, None, STORE)]


def test_of_many_who_come_at_once_one_writes(empty):
    """Whoever is in has nobody beside; all are served in the end, or refused."""
    inside, served, refused = [], [], []

    def come():
        for _ in range(6):
            try:
                with Store.open(Endpoint(empty), create=True):
                    inside.append(1)
                    served.append(len(inside))
                    time.sleep(0.01)
                    inside.pop()
            except KgError as error:
                refused.append(str(error))

    threads = [threading.Thread(target=come) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert set(served) == {1}
    assert len(served) + len(refused) == 36
    assert all("is writing to it" in one for one in refused)


SEAL = b"# kg "
COMMANDS = [
    ("query", "SELECT ?s ?o { ?s news:expelled ?o } ORDER BY ?s ?o"),
    ("query", "SELECT ?a ?words { GRAPH ?a { ?x nif:anchorOf ?words } } ORDER BY ?a ?words", "--format", "csv"),
    ("query", "SELECT ?o { ?s own:thanked ?o }", "--format", "json"),
    ("query", "ASK { ?s news:expelled ?o }"),
    ("query", "CONSTRUCT { ?s news:drove ?o } WHERE { ?s news:expelled ?o }"),
    ("query", "SELECT ?s ?o { ?s news:cooperatesWith ?o } ORDER BY ?s ?o", "--claims"),
    ("show", "Globex"),
    ("why", "?", "expelled", "?"),
    ("why", "Ida Holm", "thanked", "?"),
    ("says", "Ida Holm"),
    ("disputes",),
    ("timeline", "Globex"),
    ("neighbors", "Globex"),
    ("stats", "--format", "json"),
    ("export", "-f", "trig"),
    ("export", "-f", "plover"),
    ("check",),
]


def test_commands_answer_from_an_endpoint_as_from_a_folder(empty, told, tmp_path):
    """Each prints the same, and a picture is the same."""
    filled(Endpoint(empty), told)
    filled(tmp_path / "kg.db", told)
    for command in COMMANDS:
        there, here = (answered(*command, "--graph", where) for where in (empty, tmp_path / "kg.db"))
        assert there == here, command
        assert there or command[0] in ("check", "disputes"), command
    pictures = []
    for about in ((), ("--about", "Globex")):
        for where in (empty, tmp_path / "kg.db"):
            run("draw", "-o", tmp_path / "g.svg", "--graph", where, *about)
            pictures.append((tmp_path / "g.svg").read_bytes())
    assert pictures[0] == pictures[1] != pictures[2] == pictures[3]


def test_commands_answer_from_an_export_as_from_a_folder(told, tmp_path):
    """A file is read like a graph, also one without named graphs; it is not changed."""
    filled(tmp_path / "kg.db", told)
    for suffix in ("trig", "ttl"):
        file = tmp_path / f"graph.{suffix}"
        exported(tmp_path / "kg.db", file)
        before = file.read_bytes()
        for command in COMMANDS:
            assert run(*command, "--graph", file) == run(*command, "--graph", tmp_path / "kg.db"), command
        with pytest.raises(KgError, match=r"is a file, which is only read; .*kg load .*graph\."):
            run("retract", "a1", "--graph", file)
        assert file.read_bytes() == before


def test_decisions_and_loads_go_into_an_endpoint(empty, told, tmp_path):
    """What people decide, and an export that is loaded, give what they give in a folder."""
    url, folder = Endpoint(empty), tmp_path / "other" / "news.db"
    filled(folder, told)
    exported(folder, tmp_path / "whole.trig")
    run("load", tmp_path / "whole.trig", "--graph", url)
    for where in (url, folder):
        run("reject", "Alban army", "expelled", "Red Band", "--author", "Ada", "--graph", where)
        run("merge", "Ida Holm", "Globex", "--author", "Ada", "--graph", where)
    assert exported(url, tmp_path / "a.nq") == exported(folder, tmp_path / "b.nq")
    ledger = tmp_path / f"{Path(empty).name}.ledger.tsv"
    assert ledger.read_text() == (tmp_path / "other" / "news.ledger.tsv").read_text()


def test_an_export_that_was_put_there_by_other_means_is_read(empty, told, tmp_path):
    """The prefixes of other ontologies are known from it, and it keeps all promises."""
    filled(tmp_path / "kg.db", told)
    data = exported(tmp_path / "kg.db", tmp_path / "a.nq")
    quads = " ".join(_braced(line) for line in data.decode().splitlines())
    client = Client(empty)
    client.update(f"INSERT DATA {{ {quads} }}")
    client.close()
    assert "Globex" in run("why", "Ida Holm", "thanked", "?", "--graph", empty)
    assert exported(Endpoint(empty), tmp_path / "b.nq") == data
    assert run("check", "--graph", empty) == ""


def _braced(line):
    """Return a line of N-Quads as SPARQL writes it."""
    quad = next(iter(parse(line, RdfFormat.N_QUADS)))
    graph = quad.graph_name
    return f"GRAPH {graph} {{ {quad.triple} }}" if isinstance(graph, NamedNode) else f"{quad.triple} ."


def test_the_services_of_a_server_are_found_from_any_of_its_addresses(empty, told):
    """Its base, or its service of queries: updates and graphs lie beside."""
    filled(Endpoint(f"{empty}/query"), told[:1])
    assert "Red Band" in run("show", "Alban army", "--graph", f"{empty}/query")
    assert "Red Band" in run("show", "Alban army", "--graph", f"{empty}/")


def test_a_query_that_is_none_never_reaches_the_server(empty, told):
    """The message is that of a folder's graph, with line and column; writing and asking others is refused."""
    filled(Endpoint(empty), told[:1])
    wrong = {"SELECT {": "line 1", "DROP ALL": "DROP writes", "ASK { SERVICE <urn:x> {} }": "SERVICE asks another"}
    for query, found in wrong.items():
        with pytest.raises(KgError, match=found):
            run("query", query, "--graph", empty)
    assert run("query", "ASK { ?s ?p ?o }", "--graph", empty) == "true\n"


def test_no_graph_and_another_version_are_told_apart(empty):
    """An empty endpoint is no graph to read; one of another version is not touched."""
    with pytest.raises(KgError, match="no graph is there"):
        run("show", "Globex", "--graph", empty)
    client = Client(empty)
    client.update(f"INSERT DATA {{ GRAPH {STORE} {{ {Quad(STORE, VERSION, Literal('1')).triple} }} }}")
    client.close()
    for read_only in (True, False):
        with pytest.raises(KgError, match="a graph of format version 1"):
            Store.open(Endpoint(empty), create=not read_only, read_only=read_only)


def test_credentials_come_from_the_environment_or_netrc(tmp_path, monkeypatch, told):
    """Never from the address; without them the message says where they go."""
    (tmp_path / "passwords").write_text("ada: s3cret\n")
    options = ("--auth=basic", f"--passwd={tmp_path / 'passwords'}")
    with running(tmp_path, *fuseki(tmp_path, *options)) as url:
        with pytest.raises(KgError, match=r"refuses these credentials \(401\); set KG_USER and KG_PASSWORD"):
            run("show", "Globex", "--graph", url)
        monkeypatch.setenv("KG_USER", "ada")
        monkeypatch.setenv("KG_PASSWORD", "s3cret")
        filled(Endpoint(url), told)
        monkeypatch.delenv("KG_USER")
        (tmp_path / "netrc").write_text("machine 127.0.0.1 login ada password s3cret\n")
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
        assert "Globex" in run("show", "Globex", "--graph", url)
        with pytest.raises(KgError, match=r"^http://127\.0\.0\.1:\d+/news: a password in an address is seen"):
            run("show", "Globex", "--graph", url.replace("//", "//ada:s3cret@"))


def test_a_graph_store_gives_graphs_one_by_one(empty, told, tmp_path, monkeypatch):
    """A server that has no word for all quads is asked for each graph; one without a graph store, by queries."""
    filled(Endpoint(empty), told)
    whole = exported(Endpoint(empty), tmp_path / "a.nq")
    monkeypatch.setattr(Client, "everything", lambda client: nullcontext(None))
    with monkeypatch.context() as patched:
        asked, sent = Client.query, []
        patched.setattr(Client, "query", lambda client, sparql, *a: sent.append(sparql) or asked(client, sparql, *a))
        assert exported(Endpoint(empty), tmp_path / "b.nq") == whole
        assert not [sparql for sparql in sent if sparql.startswith("CONSTRUCT")]
    monkeypatch.setattr(Client, "graph", lambda client, iri: nullcontext(None))
    assert exported(Endpoint(empty), tmp_path / "b.nq") == whole


def test_who_does_not_answer_is_named(tmp_path):
    """A closed port, and a server that is no SPARQL endpoint."""
    with pytest.raises(KgError, match=rf"^http://127.0.0.1:{(port := free_port())}/x: it cannot be reached"):
        run("show", "Globex", "--graph", f"http://127.0.0.1:{port}/x")
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    with (
        running(tmp_path, command, f"http://127.0.0.1:{port}") as url,
        pytest.raises(KgError, match="no queries are answered there: it answers 501"),
    ):
        run("show", "Globex", "--graph", url)


def test_a_place_is_an_address_a_file_or_a_folder():
    """An address keeps its slashes."""
    assert str(place("http://localhost:3030/a//b?c")) == "http://localhost:3030/a//b?c"
    assert place("kg.db") == Path("kg.db")
    assert not isinstance(place("http.db"), Endpoint)
