"""What the README shows works as shown."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from kg.cli import app
from kg.writers import SUFFIXES, WRITERS

ASKING = (
    "show why query timeline says denies disputes path neighbors top stats why-same draw export tables check".split()
)
CHANGING = "retype rename merge split reject retract".split()
ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.S | re.M)


def commands() -> list[str]:
    """Return the commands of the README in order; one in quotes may run over several lines."""
    shell = "".join(text for language, text in BLOCKS if language == "sh")
    return re.findall(r'^kg (?:"[^"]*"|[^"\n])*', shell, re.M)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the examples and the README's ontology."""
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", place / "examples")
    ontology = next(text for language, text in BLOCKS if language == "turtle")
    (place / "own.ttl").write_text(ontology, encoding="utf-8")
    return place


def test_every_command_of_the_readme_works(folder, program):
    """Run from top to bottom, each ends well and prints something."""
    shown = commands()
    assert len(shown) >= 15
    for command in shown:
        done = program(*shlex.split(command, comments=True)[1:], folder=folder)
        assert done.returncode == 0, (command, done.stderr)
        assert done.stdout or done.stderr or " -o " in command, command


def test_the_readmes_own_relation_is_found(folder, program):
    """The five-line relation extracts something from the examples."""
    done = program("extract", "--ontology", "own.ttl", "examples/articles", folder=folder)
    assert b'"own:advised"' in done.stdout


def test_what_the_readme_shows_is_what_is_printed(workplace, monkeypatch):
    """Where a command on the graph is shown with its answer, that is the answer."""
    shown = [text for language, text in BLOCKS if language == "console" and text.startswith("$ kg why")]
    monkeypatch.chdir(workplace)
    assert shown
    for command, answer in (text.removeprefix("$ kg ").split("\n", 1) for text in shown):
        assert CliRunner().invoke(app, shlex.split(command)).stdout == answer


@pytest.mark.parametrize("path", re.findall(r"\]\(([\w./-]+)\)", README))
def test_every_link_of_the_readme_leads_somewhere(path):
    """Pictures and files that the README names exist."""
    assert (ROOT / path).exists()


@pytest.mark.parametrize("command", ["", *sorted(get_command(app).commands)])
def test_every_command_has_help_with_an_example(command):
    """Help opens with a verb and, but for the program itself, shows a command that can be run."""
    done = CliRunner().invoke(app, [*command.split(), "--help"])
    assert done.exit_code == 0
    assert not command or f"Example: kg {command}" in " ".join(done.stdout.split())


def test_the_help_of_export_names_every_format():
    """A format or a suffix that is added to the tables of the writers stands in the help as well."""
    words = set(re.findall(r"[\w.]+", get_command(app).commands["export"].help))
    assert {*WRITERS, *SUFFIXES} <= words


@pytest.fixture(scope="module")
def workplace(example_graph, tmp_path_factory):
    """A folder with the examples and a graph of them that may be changed."""
    place = tmp_path_factory.mktemp("workplace")
    shutil.copytree(example_graph, place / "kg.db")
    shutil.copytree(ROOT / "examples", place / "examples")
    return place


@pytest.mark.parametrize("command", [*ASKING, *CHANGING])
def test_the_example_in_the_help_works(command, workplace, monkeypatch):
    """What the help of a command on the graph shows can be tried on the example articles."""
    monkeypatch.chdir(workplace)
    example = re.search(r"^Example: kg (.*)$", get_command(app).commands[command].help, re.M)[1]
    done = CliRunner().invoke(app, shlex.split(example))
    assert (done.exit_code, done.exception) == (0, None), example
    assert done.output or " -o " in example
