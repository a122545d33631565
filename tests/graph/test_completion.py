"""What the shell offers when a person presses the tab key."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def offered(graph, line, *, shell="complete_bash"):
    before, quote, _ = line.partition('"')
    place = {"COMP_WORDS": line, "COMP_CWORD": str(len(before.split()) - (not quote))}
    done = subprocess.run(
        [sys.executable, "-m", "kg"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "KG_GRAPH": str(graph), "_KG_COMPLETE": shell, **place,
             "_TYPER_COMPLETE_ARGS": line},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    return [line for line in done.stdout.split("\n") if line]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("kg show idr", ["idris-kone"]),
        ("kg show Zam", ["Zambara"]),
        ('kg show "Idris K', ["Idris Kone"]),
        ("kg why idris-kone le", ["leads", "left"]),
        ("kg path zambara northern", ["northern-ledger", "northern-liberation-front"]),
        ("kg query who-", ["who-attacked-whom", "who-leads-what", "who-said-what-about"]),
        ("kg nei", ["neighbors"]),
        ("kg show zzz", []),
    ],
)
def test_names_relations_and_queries_are_offered(example_graph, line, expected):
    """Ids for what is typed without quotes, names for what is typed within; relations and saved queries by name."""
    assert sorted(offered(example_graph, line)) == sorted(expected)


def test_zsh_shows_what_an_id_stands_for(example_graph):
    """Where the shell can show it, the name stands beside the id."""
    assert '"idris-kone":"Idris Kone"' in "\n".join(offered(example_graph, "kg show idr", shell="complete_zsh"))


def test_without_a_graph_nothing_is_offered(tmp_path):
    """No graph is no error."""
    assert offered(tmp_path / "none.db", "kg show idr") == []


def test_bash_completes(example_graph):
    """The script that `kg --show-completion bash` prints works in bash itself."""
    kg = f"{sys.executable} -m kg"
    script = (
        f'kg() {{ {kg} "$@"; }}; export -f kg; eval "$({kg} --show-completion bash)"; '
        f'env() {{ command env "${{@:1:$#-1}}" {kg}; }}; '
        'COMP_WORDS=(kg show idr); COMP_CWORD=2; _kg_completion kg; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT), "KG_GRAPH": str(example_graph)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "idris-kone"
