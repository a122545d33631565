"""How many articles are to come, for bars that show the time left."""

import pytest

from kg.readers import expected


@pytest.mark.parametrize(
    ("files", "count"),
    [
        ({}, 0),
        ({"a.txt": "x", "b.html": "x", "c.md": "x", "notes.xyz": "x"}, 3),
        ({"a.txt": "x", "b.jsonl": '{"text": "x"}\n\n{"text": "y"}\n'}, 3),
        ({"a.txt": "x", "b.rss": "<rss/>"}, None),
    ],
)
def test_pages_and_lines_are_counted(tmp_path, files, count):
    """One a page, one a line of JSON Lines; not known where a file may hold any number."""
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert expected([str(tmp_path)]) == count


def test_standard_input_is_not_counted():
    """What is piped in cannot be counted before it is read."""
    assert expected(["-"]) is None
