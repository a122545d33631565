import hashlib
import json
import re
import struct
import subprocess
import sys
from base64 import b64encode
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.errors import KgError
from kg.view import DRAWERS, drawer
from kg.view.html import html
from kg.view.svg import png, svg

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "</script><img src=x onerror=alert(1)>",
    "<!-- <script>",
    "\"quotes\" & 'more' {{picture}} \\u003c",
    "مرفأ سلدا",
    "long " * 2000,
    "\x00\x08\ufffe\u2028\ud800",
    "",
]


def content(page):
    return json.loads(re.search(r'<script type="application/json" id="picture">(.*?)</script>', page, re.DOTALL)[1])


@pytest.fixture
def hostile(paper):
    for number, label in enumerate(HOSTILE):
        paper.entity(f"e{number}{label[:40]}", label, "Person")
    ids = list(paper.entities)
    for one, other in pairwise(ids):
        paper.say(one, "</title><svg onload=alert(2)>", other, '{s:<b>One</b>} {t:"did"} {o:another]]>}.')
    return paper.picture(title="</title><script>alert(3)</script>")


def test_pictures_are_the_same_in_every_process(tmp_path):
    """The same graph gives the same bytes, whatever the hash seed."""
    code = (
        "import sys, hashlib, importlib.util as u; s = u.spec_from_file_location('c', sys.argv[1]);"
        "c = u.module_from_spec(s); s.loader.exec_module(c); from kg.view import html, svg; p = c.told().picture();"
        "print(hashlib.sha256(html(p)).hexdigest(), hashlib.sha256(svg(p)).hexdigest())"
    )
    here = Path(__file__)
    runs = {
        subprocess.run(
            [sys.executable, "-c", code, here.with_name("conftest.py")],
            capture_output=True,
            text=True,
            check=True,
            cwd=here.parents[2],
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_page_allows_only_its_own_scripts(drawn):
    """The policy names the hash of each script and style in the page, and of nothing else."""
    page = html(drawn).decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1]
    inline = [
        *re.findall(r"<script>(.*?)</script>", page, re.DOTALL),
        *re.findall(r"<style[^>]*>(.*?)</style>", page, re.DOTALL),
    ]
    hashes = {f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inline}
    assert hashes == set(re.findall(r"'sha256-[^']*'", policy))
    assert policy.startswith("default-src 'none';")


def test_page_calls_nobody(drawn):
    """The page's own markup and style hold no address to load from."""
    page = html(drawn).decode()
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert re.findall(r"""(?:src|href)="(?!data:,)[^"]*"|url\(|@import""", markup) == []


def test_page_holds_what_was_said(drawn):
    """The embedded JSON has the sentence, cut at the marked words, with publisher, date and attribution."""
    held = content(html(drawn).decode())
    edge = next(edge for edge in held["edges"] if edge["label"] == "controls")
    passage, article = edge["passages"][0], held["articles"][edge["passages"][0]["article"]]
    assert [piece for piece in passage["pieces"] if piece[1]] == [
        ["The group", "subject"],
        ["controls", "trigger"],
        ["East Reach", "object"],
    ]
    assert (passage["by"], article["publisher"], article["day"]) == (["Dana Okri"], "Selda Courier", "8 March 2024")


def test_page_drops_script_addresses(drawn):
    """An address that is not http or https is not in the page at all."""
    assert b"javascript:" not in html(drawn).split(b'id="picture">')[1].split(b"</script>")[0]


def test_hostile_labels_stay_in_the_json(hostile):
    """Labels with markup neither end the script element nor change on the way."""
    page = html(hostile).decode()
    labels = {node["label"] for node in content(page)["nodes"]}
    assert {label.encode("utf-8", "replace").decode() for label in HOSTILE} == labels
    assert "<img" not in page
    assert page.count("<script") == 3


def test_hostile_labels_are_well_formed_xml(hostile):
    """Labels with markup, quotes or control characters leave the SVG well-formed and without foreign elements."""
    tags = {element.tag.removeprefix(SVG) for element in ElementTree.fromstring(svg(hostile)).iter()}
    assert tags <= {"svg", "title", "defs", "marker", "path", "rect", "g", "text", "tspan", "polygon"}


def test_svg_draws_each_statement(drawn):
    """The SVG has one path for each statement, dashed for claims, and a legend."""
    root = ElementTree.fromstring(svg(drawn))
    edges = root.find(f"{SVG}g[@id='edges']")
    dashed = [path for path in edges if path.get("marker-end") == "url(#claim)" and path.get("stroke-dasharray")]
    assert (len(edges), len(dashed)) == (len(drawn.edges), drawn.count("claim"))
    assert "Facts" in "".join(root.find(f".//{SVG}g[@id='legend']").itertext())


def test_svg_draws_a_loop(paper):
    """A statement about oneself is drawn as a loop."""
    paper.entity("a", "Alda Rin", "Person")
    paper.say("a", "praised", "a", "{s:Rin} {t:praised} {o:herself}.")
    assert b" C" in svg(paper.picture())


def test_png_is_twice_the_svg(drawn):
    """The PNG has twice the width of the SVG."""
    wide = int(ElementTree.fromstring(svg(drawn)).get("width"))
    image = png(drawn)
    assert image.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">I", image[16:20])[0] == 2 * wide


def test_empty_graph_is_drawn(paper):
    """A graph without statements still gives a page and a picture."""
    empty = paper.picture()
    assert (content(html(empty).decode())["edges"], ElementTree.fromstring(svg(empty)).tag) == ([], f"{SVG}svg")


@pytest.mark.parametrize(
    ("name", "suffix"), [("g.html", ".html"), ("G.SVG", ".svg"), ("a.b.png", ".png"), ("a.PDF", ".pdf")]
)
def test_suffix_chooses_the_format(name, suffix):
    """The suffix chooses the format, whatever its case."""
    assert drawer(Path(name)) is DRAWERS[suffix]


@pytest.mark.parametrize(
    ("name", "found"), [("g.docx", "the suffix '.docx'"), ("graph", "no suffix"), (".", "no suffix")]
)
def test_unknown_suffix(name, found):
    """Another suffix is an error that names the known ones."""
    with pytest.raises(KgError, match=rf"{re.escape(name)}: {found}.*\.html, \.svg, \.png, \.pdf; write to g.*\.html"):
        drawer(Path(name))
