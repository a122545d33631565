"""Overviews: large pictures with the less connected names in groups."""

import json
import re
import subprocess
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from kg.view.clusters import CONNECTIONS, overview
from kg.view.html import html
from kg.view.layout import LABEL_SIZE, LINE_HEIGHT, layout
from kg.view.lettering import width
from kg.view.picture import GROUP
from kg.view.svg import svg


@pytest.fixture(scope="module")
def crowd(story_of):
    """A story of 400 names."""
    return story_of(400).picture()


def test_a_small_picture_stays_whole(drawn):
    """Nothing is folded where all nodes may be drawn."""
    assert overview(drawn, len(drawn.nodes)) is drawn


def test_every_name_is_drawn_or_in_a_group(crowd):
    """The best connected stand by themselves, the others are counted, and their names can be found."""
    few = overview(crowd, 90)
    groups = [node for node in few.nodes if node.root == GROUP]
    alone = [node for node in few.nodes if node.root != GROUP]
    assert len(few.nodes) <= 90
    assert len(alone) + sum(group.members for group in groups) == len(crowd.nodes)
    degrees = {node.id: node.degree for node in crowd.nodes}
    folded = {node.id for node in crowd.nodes} - {node.id for node in alone}
    assert min(node.degree for node in alone) >= max(degrees[id_] for id_ in folded)
    known = {name for group in groups for name in group.aliases}
    assert {node.label for node in crowd.nodes if node.id in folded} == known


def test_no_statement_is_lost_from_the_counts(crowd):
    """Facts, claims and denials are as many as in the whole, seen or not; lines join drawn nodes, each pair once."""
    few = overview(crowd, 90)
    assert [few.count(one) for one in ("fact", "claim", "denied")] == [
        crowd.count(one) for one in ("fact", "claim", "denied")
    ]
    ids = {node.id for node in few.nodes}
    pairs = Counter(frozenset((edge.source, edge.target)) for edge in few.edges)
    assert len(few.edges) <= CONNECTIONS
    assert max(pairs.values()) == 1
    assert {end for edge in few.edges for end in (edge.source, edge.target)} <= ids


def test_a_line_for_several_is_a_fact_if_one_is(crowd):
    """What holds several statements has the sentences of all, the best standing first, and no arrow."""
    few = overview(crowd, 60)
    several = max(few.edges, key=lambda edge: edge.statements)
    assert several.label == f"{several.statements} statements"
    stated = [passage.fact for passage in several.passages]
    assert stated == sorted(stated, reverse=True)
    assert {True, False} == set(stated)
    assert several.standing == "fact"
    drawn_lines = re.findall(r"<path d=[^>]*>", svg(few).decode().partition('id="edges"')[2].partition("</g>")[0])
    assert sum("marker-end" not in line for line in drawn_lines) == sum(edge.statements > 1 for edge in few.edges)


def test_the_same_groups_in_every_process():
    """No hash seed changes which names are together."""
    code = (
        "import sys, hashlib, importlib.util as u; s = u.spec_from_file_location('c', sys.argv[1]);"
        "c = u.module_from_spec(s); s.loader.exec_module(c); from kg.view.clusters import overview;"
        "print(hashlib.sha256(repr(overview(c.grown(150).picture(), 50)).encode()).hexdigest())"
    )
    here = Path(__file__)
    runs = {
        subprocess.run(
            [sys.executable, "-c", code, here.with_name("conftest.py")],
            capture_output=True, text=True, check=True, cwd=here.parents[2], env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(runs) == 1


def lettered(spot):
    """Return the left, top, right and bottom of a node with its name above or below it."""
    half = max(spot.width, *(width(line, LABEL_SIZE) for line in spot.lines)) / 2
    name, tall = LINE_HEIGHT * len(spot.lines), spot.height / 2
    above, below = (tall + name, tall) if spot.side == "above" else (tall, tall + name)
    return spot.x - half, spot.y - above, spot.x + half, spot.y + below


def test_names_of_an_overview_do_not_collide(crowd):
    """No two nodes of the overview overlap with their names."""
    boxes = [lettered(spot) for spot in layout(overview(crowd, 60)).spots]
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_a_page_tells_that_it_is_an_overview(crowd):
    """The page holds the notice, the counts of what is folded, and how many statements a line stands for."""
    page = html(overview(crowd, 60)).decode()
    held = json.loads(re.search(r'<script type="application/json" id="picture">(.*?)</script>', page, re.DOTALL)[1])
    assert held["notice"].endswith("strongest connections")
    assert max(edge["statements"] for edge in held["edges"]) > 1
    assert held["folded"]
