"""Saved queries: those that come along, on the graph of the example articles, and those of one's own."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import QueryError
from kg.graph.queries import packaged_queries, parsed, saved_queries

ASKED = {
    "courts-and-sanctions": ([], ("National Miners Union", "sued", "Amara Copper")),
    "dead-and-injured": (["--least", "20"], ("Market blast in Santa Mira", "23", "Red Cross", "Harbor Post")),
    "denials": (["--by", "Tomas Reyes"], ("Zambara", "trained", "fighters")),
    "disputed-numbers": (["--relation", "numberKilled"], ("14", "23", "Harbor Post")),
    "meetings-between-countries": (["--country", "Austria"], ("Lena Hoffmann", "Grace Mensah", "Kestria")),
    "members": (["--of", "Unity Party"], ("Jonas Temba", "political party", "fact")),
    "most-cited-sources": (["--least", "3"], ("Peter Novak", "3", "2")),
    "ownership-chains": (["--owned", "Amara Copper"], ("Norrland Metals", "Amara Copper")),
    "papers": (["--since", "2024-05"], ("Daily Brief", "3", "2024-05-08")),
    "plans-and-threats": (["--about", "Sofia Almeida"], ("planned", "left", "Amara Copper")),
    "sources-per-statement": (["--least", "3"], ("Idris Kone", "leads", "Northern Liberation Front", "3")),
    "timeline-of-a-place": (["--place", "Kestria", "--until", "2023"], ("2022", "Elena Marsh", "president of")),
    "unconfirmed-claims": (["--by", "Maria Lindqvist"], ("company", "negotiated with", "Zambara")),
    "what-changed-hands": (["--since", "2024-04"], ("Norrland Metals", "acquired", "Amara Copper", "fact")),
    "who-attacked-whom": (["--whom", "Santa Mira"], ("Northern Liberation Front", "bombed", "denied")),
    "who-leads-what": (["--what", "Kestria"], ("Elena Marsh", "president of", "fact")),
    "who-said-what-about": (["--about", "Zambara"], ("Tomas Reyes", "denies", "gave to")),
}


def kg(*arguments, graph=None, code=0, stdin=None):
    done = CliRunner().invoke(app, ["query", *map(str, arguments)], env={"KG_GRAPH": str(graph)}, input=stdin)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == code
    return done.stdout


def table(text):
    return [tuple(row) for row in csv.reader(io.StringIO(text))]


def test_each_query_that_comes_along_is_tried():
    """The table above names all of them, and each has a title and a text for each of its parameters."""
    known = saved_queries()
    assert set(known) == set(ASKED)
    assert all(one.title and all(parameter.help for parameter in one.parameters) for one in known.values())


@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_saved_query_answers_from_the_examples(example_graph, name):
    """Each finds what the example articles say, and less with a parameter than without."""
    given, cells = ASKED[name]
    head, *rows = table(kg(name, *given, "-f", "csv", graph=example_graph))
    assert any(set(cells) <= set(row) for row in rows), rows
    needed = {one.name for one in saved_queries()[name].parameters if one.required}
    left = [word for pair in zip(given[::2], given[1::2], strict=True) if pair[0][2:] in needed for word in pair]
    assert len(table(kg(name, *left, "-f", "csv", graph=example_graph))) >= len(rows) + bool(head)


def test_a_day_bounds_what_happened(example_graph):
    """Months and days are periods: --since takes what may have happened in them, --until what had by their end."""
    whole = kg("who-attacked-whom", graph=example_graph).splitlines()
    early = kg("who-attacked-whom", "--until", "2024-02", graph=example_graph).splitlines()
    late = kg("who-attacked-whom", "--since=2024-03", graph=example_graph).splitlines()
    assert early[1:] + late[1:] == whole[1:]
    assert early[-1].startswith("2024-02\t")


def test_list_shows_titles_and_parameters(example_graph):
    """`--list` prints a paragraph for each query; with a name, the query itself."""
    listed = kg("--list")
    assert "who-attacked-whom  Who attacked whom" in listed
    assert "    --place ENTITY  the place, required" in listed
    assert "    --least INTEGER  only who is behind at least so many statements, 1 if not given" in listed
    assert "VALUES ?since { UNDEF }" in kg("who-attacked-whom", "--list")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["who-attacked-who"], r"no saved query has this name, and it is no SPARQL; did you mean 'who-attacked-whom'"),
        (["who-attacked-whom", "--sinc", "2017"], "no such parameter; it has --since, --until, --who, --whom"),
        (["who-attacked-whom", "--since"], "--since: it has no value"),
        (["who-attacked-whom", "--since", "soon"], "--since 'soon': no date"),
        (["who-attacked-whom", "2017"], "'2017': it is no parameter"),
        (["who-attacked-whom", "--who", "Idris Kane"], "nothing in the graph has this name; did you mean 'Idris Kone'"),
        (["timeline-of-a-place"], "it needs --place: the place; add --place ENTITY"),
        (["dead-and-injured", "--least", "1 } #"], "no whole number"),
        (["disputed-numbers", "--relation", "numberKiled"], "did you mean"),
        (["ASK { ?s ?p ?o }", "--since", "2017"], "no such parameter; it has none"),
        (["nowhere.rq"], "nowhere.rq: cannot be read"),
    ],
)
def test_a_wrong_parameter_is_told(example_graph, arguments, message):
    """The message names the parameter, what it takes and what there is."""
    with pytest.raises(QueryError, match=message):
        kg(*arguments, graph=example_graph)


OWN = """#+ title: Called so
#+ param name: text; a label
#+ param other: text; what {is} never there
SELECT ?id ?name { VALUES ?name { "Zambara" } VALUES ?other { UNDEF } ?id rdfs:label ?name }
"""


def test_queries_of_ones_own_go_by_path_or_by_name(example_graph, tmp_path):
    """A file is a query by its path, and by its name with --queries; a default stands until something is given."""
    (tmp_path / "called.rq").write_text(OWN, encoding="utf-8")
    assert "e:zambara\tZambara" in kg(tmp_path / "called.rq", graph=example_graph)
    named = kg("called", "--queries", tmp_path, "--name", "Amara Copper", "--name", "Tolen", graph=example_graph)
    assert sorted(row.split("\t")[0] for row in named.splitlines()[1:]) == ["e:amara-copper", "e:tolen"]
    assert "called  Called so" in kg("--list", "--queries", tmp_path)


@pytest.mark.parametrize(
    "text", ['x" } } DROP ALL #', "a\\", "'''", "VALUES ?other { UNDEF }", "} UNION { ?s ?p ?o", "\n"]
)
def test_what_is_given_is_a_term_and_never_text(example_graph, tmp_path, text):
    """Quotes, braces and other slots in a value stay within its literal."""
    (tmp_path / "called.rq").write_text(OWN, encoding="utf-8")
    other = ' } BIND(1 AS ?x) "'
    assert kg(tmp_path / "called.rq", "--name", text, "--other", other, graph=example_graph).splitlines()[1:] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("#+ param x\nASK {}", "cannot read the parameter 'x'"),
        ("#+ param x: colour; red\nASK {}", "the kinds are entity, relation, integer"),
        ("#+ param x: text; red\nASK {}", r"write VALUES \?x \{ UNDEF \}"),
    ],
)
def test_a_parameter_without_a_place_is_refused(text, message):
    """A head that declares what the query does not hold is an error of the file."""
    with pytest.raises(QueryError, match=message):
        parsed("own", text, "own.rq")


@pytest.mark.parametrize(
    ("format_", "beginning"),
    [("csv", "who\n"), ("tsv", "?who\n"), ("json", '{"head":{"vars":["who"]}'), ("xml", "<?xml"), ("table", "who\n")],
)
def test_solutions_come_in_each_format(example_graph, format_, beginning):
    """SELECT is printed as the SPARQL 1.1 result formats have it."""
    query = 'SELECT ?who { VALUES ?who { "Idris Kone" } }'
    found = kg("-", "--format", format_, graph=example_graph, stdin=query)
    assert found.startswith(beginning)
    assert "Idris Kone" in found


def test_triples_come_as_turtle_and_as_json_ld(example_graph):
    """CONSTRUCT and DESCRIBE are Turtle with the prefixes they use; other formats of solutions are refused."""
    query = "CONSTRUCT WHERE { ?a news:acquired ?b }"
    assert kg(query, graph=example_graph) == (
        "@prefix news: <https://kg.example/ns/news#> .\n@prefix e: <https://kg.example/e/> .\n"
        "e:norrland-metals news:acquired e:amara-copper .\n"
    )
    assert json.loads(kg(query, "-f", "json", graph=example_graph))
    assert "rdf:RDF" in kg(query, "-f", "xml", graph=example_graph)
    with pytest.raises(QueryError, match="expected table, turtle, json, xml"):
        kg(query, "-f", "csv", graph=example_graph)
    with pytest.raises(QueryError, match="SELECT gives solutions"):
        kg("SELECT * { ?s ?p ?o }", "-f", "turtle", graph=example_graph)


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        (
            "SELECT * { ?a news:atacked ?b }",
            "news:atacked is neither in the graph nor in the ontology; did you mean news:attacked?",
        ),
        ("SELECT * { ?a a news:Persn }", "did you mean news:Person?"),
        ("SELECT * { e:idris-kon ?p ?o }", "did you mean e:idris-kone?"),
        ("SELECT * { <https://kg.example/ns/news#atacked> ?p ?o }", "news:atacked is neither"),
        ("SELECT * { ?a news:shelled ?b FILTER(?b < 3) }", ""),
        ("SELECT * { ?a news:organizer ?b GRAPH ?g { ?c kg:modality kg:question } }", ""),
        ("PREFIX my: <https://my.example/> SELECT * { ?a my:own 'news:atacked' } # news:atacked", ""),
        ("SELECT (xsd:integer('1') AS ?x) { GRAPH <https://kg.example/trusted> { ?a ?b ?c } }", ""),
    ],
)
def test_a_name_that_means_nothing_is_hinted_at(example_graph, query, hint):
    """The answer comes as ever, and stderr names what neither graph nor ontology has."""
    done = CliRunner().invoke(app, ["query", query], env={"KG_GRAPH": str(example_graph)})
    assert done.exit_code == 0
    assert hint in done.stderr
    assert bool(done.stderr) is bool(hint)


def test_a_wrong_query_shows_the_line_and_a_caret(example_graph):
    """Below the message stands the line of the query, and a caret below the word that cannot stand there."""
    query = "SELECT ?who {\n  ?who news:leads ?what .\n  FILTER(?what > )\n}"
    with pytest.raises(QueryError, match="query, line 3, column 18: found '\\)'") as caught:
        kg(query, graph=example_graph)
    assert caught.value.excerpt == ("    FILTER(?what > )", "                   ^")


def test_a_long_line_is_cut_around_the_fault(example_graph):
    """Of a long line only the surroundings are shown, with wide letters counted as two columns."""
    with pytest.raises(QueryError) as caught:
        kg(f"SELECT * {{ ?s ?p '{'x' * 200}', '港港' ] {'. ?a ?b ?c ' * 30} }}", graph=example_graph)
    line, caret = caught.value.excerpt
    assert line.strip()[0] + line.strip()[-1] == "……"
    assert line[caret.index("^") - 2] == "]"
    assert len(line) < 130


def test_an_unknown_prefix_is_told_with_those_there_are(example_graph):
    """The message names a prefix like it, and all that are bound."""
    with pytest.raises(QueryError, match=r"prefix nws: is unknown; did you mean news:.* one of the graph's: dct, e, "):
        kg("SELECT * { ?a nws:leads ?b }", graph=example_graph)


def test_the_readme_lists_each_query_as_it_is():
    """Name, title and parameters of each stand in the table beside the queries."""
    readme = (packaged_queries() / "README.md").read_text(encoding="utf-8")
    for one in saved_queries().values():
        parameters = ", ".join(
            f"`--{parameter.name}`{' (required)' if parameter.required else ''}" for parameter in one.parameters
        )
        assert f"| [`{one.name}`]({one.name}.rq) | {one.title} | {parameters} |" in readme


def test_the_readmes_own_query_works(example_graph, tmp_path):
    """What the README shows as a query of one's own can be asked."""
    readme = (packaged_queries() / "README.md").read_text(encoding="utf-8")
    own = "\n".join(line.strip() for line in readme.splitlines() if line.startswith("    "))
    (tmp_path / "met.rq").write_text(own, encoding="utf-8")
    found = kg(tmp_path / "met.rq", "--who", "Viktor Halasz", "--since", "2024", graph=example_graph)
    assert found.splitlines()[0] == "person\twhen"
    assert len(found.splitlines()) > 1
