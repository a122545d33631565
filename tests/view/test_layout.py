import subprocess
import sys
from pathlib import Path

import pytest

from kg.view.layout import layout
from kg.view.lettering import shortened, width, wrapped
from kg.view.picture import limited
from kg.view.wording import day, web_address


@pytest.mark.parametrize("count", [0, 1, 15, 90])
def test_no_two_shapes_overlap(story_of, count):
    """However many nodes there are, none stands on another."""
    spots = layout(story_of(count).picture()).spots
    close = [
        (one.node.id, other.node.id)
        for one in spots
        for other in spots
        if one.node.id < other.node.id
        and abs(one.x - other.x) < (one.width + other.width) / 2
        and abs(one.y - other.y) < (one.height + other.height) / 2
    ]
    assert close == []


def test_layout_repeats(drawn, story_of):
    """The places do not depend on what was laid out before in the same process."""
    first = layout(drawn)
    layout(story_of(40).picture())
    assert layout(drawn) == first


def test_parallel_edges_part(paper):
    """Edges between the same two nodes, either way, get curves of their own."""
    for name in ("a", "b"):
        paper.entity(name, name.upper(), "Person")
    for one, relation, other in (("a", "praised", "b"), ("a", "met", "b"), ("b", "thanked", "a")):
        paper.say(one, relation, other, "{s:One} {t:did} {o:another}.")
    curves = layout(paper.picture()).curves
    offsets = [curve.bend if curve.edge.source == "a" else -curve.bend for curve in curves]
    assert len(set(offsets)) == 3


def test_graphviz_is_quiet():
    """Graphviz's notes about its own build do not reach the terminal."""
    code = (
        "from kg.view.picture import *; from kg.view.layout import layout;"
        "nodes = tuple(Node(str(n), str(n), 'x:Person', 'Person', 1) for n in range(20));"
        "layout(Picture('t', nodes, (), ()))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert done.stderr == ""


def test_limited_layout_of_many(story_of):
    """A limited picture is laid out with just the nodes that are left."""
    few = limited(story_of(120).picture(), 50)
    assert len(layout(few).spots) == len(few.nodes) <= 50


@pytest.mark.parametrize(
    "text", ["Port Selda", "Ministry of Harbours and Inland Waterways of Marrow", "x" * 10_000, ""]
)
def test_wrapped_lines_fit(text):
    """A label has at most two lines, none wider than asked."""
    lines = wrapped(text, 13, 124)
    assert 1 <= len(lines) <= 2
    assert all(width(line, 13) <= 124 for line in lines)


def test_shortened():
    """A long text ends in an ellipsis, a short one stays, white space closes up."""
    assert (shortened("a  b\nc", 9), shortened("abcdefghij", 5)) == ("a b c", "abcd…")


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2017-06-28T20:00:36", "28 June 2017"),
        ("2017-06-08", "8 June 2017"),
        ("2016-12", "December 2016"),
        ("2016", "2016"),
        ("2016-13", "2016-13"),
        ("2016~", "2016~"),
        ("", ""),
    ],
)
def test_day(iso, words):
    """A date is written out with as much as is known of it."""
    assert day(iso) == words


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/x?b=1", True),
        ("HTTP://a.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        (" https://a.example", False),
        ("https:///x", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_linked(url, shown):
    """Only http and https addresses become links."""
    assert web_address(url) == (url if shown else "")


def test_parts_do_not_mix(paper):
    """What is not joined stands apart: the largest part on top, the pairs in a row below it."""
    for number in range(14):
        paper.entity(f"e{number:02}", f"Name {number}", "Person")
    for one, other in [*((0, other) for other in range(1, 10)), (10, 11), (12, 13)]:
        paper.say(f"e{one:02}", "met", f"e{other:02}", "{s:One} {t:met} {o:another}.")
    spots = layout(paper.picture()).spots
    large, first, second = spots[:10], spots[10:12], spots[12:]
    assert max(spot.y for spot in large) < min(spot.y for spot in (*first, *second))
    assert max(spot.x for spot in first) < min(spot.x for spot in second)
