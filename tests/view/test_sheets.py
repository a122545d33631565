"""Timelines, maps, PDF, and what `kg draw` chooses to draw."""

import struct
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import KgError
from kg.view.atlas import Pin, map_svg
from kg.view.sheet import page_size, pdf_of
from kg.view.svg import pdf
from kg.view.timeline import MOST, Happening, timeline_svg
from kg.view.told import Sheet, page_of
from kg.view.world import projected

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</title><script>alert(1)</script>\x00\ud800 & "it\'s"'


def happening(when, first, last=None, *, told=False, standing="fact", text="Ada met Ben"):
    return Happening(when, first, last or first, told, standing, text, "Post", "Ada met Ben.")


@pytest.fixture
def draw(example_graph, tmp_path):
    """Return a function that draws the examples with some options and gives what was written."""

    def run(name, *arguments):
        done = CliRunner().invoke(
            app, ["draw", "-o", str(tmp_path / name), *arguments], env={"KG_GRAPH": str(example_graph)}
        )
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == 0, done.stderr
        return (tmp_path / name).read_bytes()

    return run


def words(drawing):
    """Return the text that a drawing shows."""
    root = ElementTree.fromstring(drawing)
    return [" ".join("".join(one.itertext()).split()) for one in root.iter(f"{SVG}text")]


def test_pdf_is_one_page_of_the_pictures_size(drawn):
    """The same picture gives the same bytes, without a date, and its text can be found."""
    made = pdf(drawn)
    assert made == pdf(drawn)
    assert made.startswith(b"%PDF-")
    assert b"CreationDate" not in made
    pdfium = pytest.importorskip("pypdfium2")
    page = pdfium.PdfDocument(made)[0]
    assert "Northern" in page.get_textpage().get_text_range()


def test_a_page_of_pdf_is_no_larger_than_readers_take():
    """A drawing of 100,000 pixels becomes a page of 200 inches."""
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="100000" height="10"></svg>'
    assert page_size(drawing) == pytest.approx((14_000, 1.4))
    assert pdf_of(drawing, "wide").startswith(b"%PDF-")


def test_a_timeline_stands_on_an_axis_and_in_a_list():
    """What lasts is a bar, what happened a dot; years are named; what has no time comes under its own heading."""
    shown = words(timeline_svg("Timeline of Ada", [
        happening("2011/2016", "2011-01-01", "2016-12-31", text="Ada led the union"),
        happening("2017-05-04", "2017-05-04", standing="claim"),
        happening("2019/..", "2019-01-01", "9999-12-31", standing="denied"),
        happening("2020-01-01", "2020-01-01", told=True),
    ]))  # fmt: skip
    assert shown[:2] == ["Timeline of Ada", "2 facts · 1 claims · 1 denied"]
    assert {"2012", "2016", "2018"} <= set(shown)
    assert shown.index("Without a time, by publication") > shown.index("denied · Post")
    assert "4 May 2017" in shown


@pytest.mark.parametrize(
    ("days", "ticks"),
    [
        (("1789-07-14", "2024-01-01"), {"1800", "2000"}),
        (("2023-11-20", "2024-04-02"), {"December 2023", "April 2024"}),
        (("2024-03-04", "2024-03-04"), {"4 March 2024"}),
        (("0000-01-01", "9999-12-31"), set()),
    ],
)
def test_the_axis_names_years_months_or_days(days, ticks):
    """As fits the span; a time without bounds breaks nothing."""
    assert ticks <= set(words(timeline_svg("T", [happening("x", days[0]), happening("y", days[1])])))


def test_a_long_timeline_is_cut_and_says_so():
    """Of very many the first are drawn."""
    many = [happening(f"{1000 + number}", f"{1000 + number}-01-01") for number in range(MOST + 20)]
    assert "20 later ones left out" in words(timeline_svg("T", many))[1]


def test_a_map_names_places_without_collisions():
    """Each place has a dot; names that find no room are left out of the map, and all stand in the list."""
    pins = [
        Pin(f"Town {number}", *projected(40 + number / 50, 20), 9 - number, ("Ada visited it",)) for number in range(9)
    ]
    root = ElementTree.fromstring(map_svg("Places", pins, 2))
    assert len(list(root.iter(f"{SVG}circle"))) == 9
    shown = words(map_svg("Places", pins, 2))
    assert "9 places · 2 whose place is not known" in shown
    assert shown.count("Town 0") == 2
    times = [shown.count(f"Town {number}") for number in range(9)]
    assert set(times) == {1, 2}


def test_a_map_without_places_is_drawn():
    """Nothing to show is a map of the world."""
    assert "0 places" in words(map_svg("Places", [], 0))


def test_hostile_words_stay_words():
    """Markup and control characters in names and sentences leave the XML well-formed and without foreign elements."""
    bad = Happening(HOSTILE, "2020-01-01", "2020-01-01", False, "claim", HOSTILE, HOSTILE, HOSTILE)
    for drawing in (timeline_svg(HOSTILE, [bad]), map_svg(HOSTILE, [Pin(HOSTILE, 100, 100, 1, (HOSTILE,))], 0)):
        tags = {one.tag.removeprefix(SVG) for one in ElementTree.fromstring(drawing).iter()}
        assert tags <= {"svg", "title", "rect", "path", "g", "text", "circle", "clipPath"}
        page = page_of(Sheet(drawing, HOSTILE.replace("\ud800", ""))).decode()
        assert page.count("<script") == 2
        assert "alert(1)</script>" not in page
        assert "default-src 'none'" in page


def test_draw_a_timeline_in_each_format(draw):
    """The suffix chooses the format, as for the graph."""
    assert "Timeline of Daniel Okoro" in words(draw("t.svg", "--timeline", "Daniel Okoro"))
    assert draw("t.html", "--timeline", "Daniel Okoro").startswith(b"<!doctype html>")
    assert draw("t.pdf", "--timeline", "Daniel Okoro").startswith(b"%PDF-")
    wide = struct.unpack(">I", draw("t.png", "--timeline", "Daniel Okoro")[16:20])[0]
    assert wide == 2 * 1080


def test_draw_a_map(draw):
    """The known places of the examples, and how many are not known."""
    shown = words(draw("m.svg", "--map"))
    assert shown[0] == "Places"
    assert {"Oslo", "Brussels", "Amara Copper headquartered in Oslo"} <= set(shown)
    part = words(draw("m.svg", "--map", "--about", "Amara Copper"))
    assert "Oslo" in part
    assert "Portugal" not in part


def test_draw_a_path_from_left_to_right(draw):
    """The ends stand at the two sides, each step further right."""
    drawing = draw("p.svg", "--path", "Idris Kone", "Baltic Resources")
    root = ElementTree.fromstring(drawing)
    names = {"".join(one.itertext()): float(one[0].get("x")) for one in root.find(f"{SVG}g[@id='names']")}
    assert sorted(names, key=names.get) == ["Idris Kone", "Northern LiberationFront", "Zambara", "Baltic Resources"]


@pytest.mark.parametrize(
    ("arguments", "nodes", "edges"),
    [
        (["--query", "what-changed-hands", "--since", "2024-05"], {"Zambara", "Northern LiberationFront", "army"}, 2),
        (["--query", "SELECT ?a ?b { ?a news:metWith ?b ; news:ministerOf ?c }"], {"Grace Mensah", "Lena Hoffmann"}, 1),
        (["--query", "CONSTRUCT WHERE { ?a news:acquired ?b }"], {"Norrland Metals", "Amara Copper"}, 1),
        (["--query", "SELECT ?e { VALUES ?e { e:malta e:oslo-no } }"], {"Malta", "Oslo"}, 0),
        (["--about", "Dario Conti", "--depth", "2"], {"Dario Conti", "Velmora Shipping", "Malta"}, 4),
    ],
)  # fmt: skip
def test_draw_what_a_query_chooses(draw, arguments, nodes, edges):
    """Saved queries with parameters, entities with what joins them, triples, entities by themselves, surroundings."""
    root = ElementTree.fromstring(draw("q.svg", *arguments))
    names = {"".join(one.itertext()) for one in root.find(f"{SVG}g[@id='names']")}
    assert nodes <= names
    assert len(root.find(f"{SVG}g[@id='edges']")) >= edges


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--query", "ASK { ?s ?p ?o }"], "ASK chooses nothing"),
        (["--query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"], "its result has no entity or statement"),
        (["--query", "CONSTRUCT { ?a news:knows ?b } WHERE { ?a news:acquired ?b }"], "no article states a triple"),
        (["--timeline", "Nobody"], "nothing in the graph has this name"),
        (["--path", "Idris Kone", "Nobody"], "nothing in the graph has this name"),
        (["--since", "2024"], "kg draw has no such option"),
    ],
)
def test_draw_tells_what_is_wrong(draw, arguments, message):
    """Each fault is one line that names it."""
    with pytest.raises(KgError, match=message):
        draw("x.svg", *arguments)


def test_draw_takes_one_choice(example_graph, tmp_path):
    """Two choices at once are wrong usage."""
    done = CliRunner().invoke(
        app,
        ["draw", "-o", str(tmp_path / "x.svg"), "--about", "Malta", "--timeline", "Malta"],
        env={"KG_GRAPH": str(example_graph)},
    )
    assert done.exit_code == 2
    assert "--about and --timeline exclude each other" in done.stderr
