"""`kg relations` as a user runs it."""

import json

import pytest
import typer
from typer.testing import CliRunner

from kg.cli.relations import relations
from kg.errors import KgError

APP = typer.Typer()
APP.command()(relations)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(APP, arguments)
    if result.exception:
        raise result.exception
    return result.output


def test_one_relation_is_shown_in_full():
    """Domain, range, phrases, examples and counter-examples are printed."""
    lines = run("expelled").splitlines()
    assert lines[0] == "news:expelled  (expelled)  news:Agent -> news:Agent"
    assert "    {subject} expelled {object}" in lines
    assert any(line.startswith("    yes: ") for line in lines)
    assert any(line.startswith("    no:  ") for line in lines)


def test_json_has_one_relation_a_line():
    """Every line is an object with the parts of a relation."""
    rows = [json.loads(line) for line in run("--format", "json").splitlines()]
    assert len(rows) >= 60
    assert {"id", "label", "domain", "range", "phrases", "examples", "counter_examples"} <= rows[0].keys()


def test_a_word_finds_the_relations_that_use_it():
    """A name that is no relation is looked for in the phrases."""
    assert "news:shelled" in run("shelling")


def test_an_unknown_name_suggests_near_ones():
    """A slip of the pen is answered with the right name."""
    with pytest.raises(KgError, match=r'none is called or worded "accusde"; .*did you mean accused'):
        run("accusde")


def test_another_ontology_can_be_listed(tmp_path):
    """--ontology takes the place of the packaged file."""
    path = tmp_path / "own.ttl"
    path.write_text(
        """@prefix own: <https://own.example/#> .
@prefix kg: <https://kg.example/ns/kg#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
own:painted a owl:ObjectProperty ; rdfs:label "painted" ; rdfs:domain owl:Thing ; rdfs:range owl:Thing ;
    kg:phrase "{subject} painted {object}" ; skos:example "Picasso painted Guernica." ;
    kg:counterExample "Picasso never painted Paris." .
"""
    )
    assert run("--ontology", str(path)).startswith("own:painted  (painted)  owl:Thing -> owl:Thing\n")
