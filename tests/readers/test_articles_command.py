"""`kg articles` as a program."""

import json
import subprocess
import sys


def run(*arguments: str, piped: bytes = b""):
    """Return the finished process."""
    return subprocess.run([sys.executable, "-m", "kg", "articles", *arguments], input=piped, capture_output=True)


def test_articles_are_printed_as_json_lines_that_can_be_read_again(tmp_path):
    """What the command prints, piped in again, is printed unchanged."""
    (tmp_path / "a.txt").write_text("Ferry returns\n\nMay 4, 2018\n\nThe ferry returned to Northport on Monday.\n")
    first = run(str(tmp_path))
    assert first.returncode == 0
    assert json.loads(first.stdout)["text"] == "Ferry returns\n\nThe ferry returned to Northport on Monday."
    assert run("-", piped=first.stdout).stdout == first.stdout


def test_a_bad_input_is_one_line_and_exit_code_1(tmp_path):
    """The others are printed."""
    (tmp_path / "a.txt").write_text("The ferry returned to Northport on Monday.\n")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01")
    done = run(str(tmp_path), str(tmp_path / "gone.txt"))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert [line.split(b": ")[0] for line in done.stderr.splitlines()] == [b"kg", b"kg"]
