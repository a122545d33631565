import pytest
import typer
from typer.testing import CliRunner

from kg.cli.draw import draw
from kg.errors import KgError
from kg.graph.store import Store
from kg.ontology import load
from kg.view.scene import WHOLE, scene_of, surroundings


@pytest.fixture(scope="module")
def place(story, tmp_path_factory):
    """Return the folder of a real store that holds the story."""
    folder = tmp_path_factory.mktemp("graph") / "kg.db"
    with Store.open(folder, create=True) as store:
        for extraction in story.extractions():
            store.add(extraction)
    return folder


def root_of(type_):
    return load().root(type_).rpartition(":")[2]


def around(place, name):
    """Return the picture of what surrounds a name."""
    with Store.open(place, read_only=True) as store:
        title, statements = surroundings(store, name)
        return scene_of(store, root_of, statements, title)


def draw_with(*arguments):
    app = typer.Typer()
    app.command()(draw)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_whole_graph(place, story):
    """All statements of the store are drawn, with the classes' roots and the store's count of sources."""
    with Store.open(place, read_only=True) as store:
        whole = scene_of(store, root_of, store.statements(), WHOLE)
    roots = {node.label: node.root for node in whole.nodes}
    expelled = next(edge for edge in whole.edges if edge.label == "expelled")
    assert {edge.id for edge in whole.edges} == {statement.id for statement in story.statements}
    assert (roots["Ilva Moren"], roots["Northern Front"], roots["Port Selda"]) == ("Person", "Organization", "Place")
    assert expelled.sources == 2


def test_about_draws_the_neighbourhood(place):
    """A name restricts the picture to the entity, its neighbours, and what joins these to one another."""
    near = around(place, "ralf benn")
    assert {node.label for node in near.nodes} == {"Ralf Benn", "Tor Hesk", "Nordal Shipping", "Open Tide"}
    assert near.title == "About Ralf Benn"
    assert {node.label for node in around(place, "Selda Accord").nodes} == {
        "Selda Accord",
        "Marrow",
        "Ministry of Harbours",
    }


def test_about_keeps_what_joins_neighbours(place):
    """Two neighbours that are joined to each other stay joined."""
    near = around(place, "East Reach")
    assert {(edge.source, edge.label, edge.target) for edge in near.edges} >= {
        ("northern-front", "operates in", "marrow")
    }


def test_about_nobody(place):
    """A name that no entity has is an error that says how to look for one."""
    with pytest.raises(KgError, match=r"no entity has this name.*kg show"):
        around(place, "Quux")


@pytest.mark.parametrize(("name", "start"), [("g.html", b"<!doctype"), ("g.svg", b"<svg"), ("g.png", b"\x89PNG")])
def test_draw_writes_the_format(place, tmp_path, name, start):
    """The command writes the format of the suffix, and leaves no other file behind."""
    result = draw_with("--graph", place, "-o", tmp_path / name)
    assert result.exit_code == 0, result.exception
    assert (tmp_path / name).read_bytes().startswith(start)
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_draw_limits(place, tmp_path):
    """Above the limit the less connected names are folded into groups."""
    draw_with("--graph", place, "-o", tmp_path / "g.svg", "--limit", "5")
    assert "4 of 15 names by themselves, the others in 1 group;" in (tmp_path / "g.svg").read_text()


def test_draw_into_no_folder(place, tmp_path):
    """A file that cannot be written is an error that names it."""
    error = draw_with("--graph", place, "-o", tmp_path / "none" / "g.svg").exception
    assert isinstance(error, KgError)
    assert "cannot be written" in str(error)


def test_draw_checks_the_suffix_first(tmp_path):
    """An unknown suffix is reported before a graph is looked for."""
    error = draw_with("--graph", tmp_path / "none", "-o", tmp_path / "g.gif").exception
    assert "names no picture format" in str(error)
