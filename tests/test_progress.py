"""What a terminal shows of long work."""

from __future__ import annotations

import io
import sys
import time

import pytest

from kg.cli.progress import progress


class Terminal(io.StringIO):
    """Takes down what a terminal would show."""

    def isatty(self):
        return True


def terminal(monkeypatch):
    """Put a wide terminal in the place of stderr, and return it."""
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "160")
    return shown


def test_the_bar_tells_articles_words_a_second_and_the_time_left(monkeypatch):
    """Two of four articles are done, which took a moment, and so it will again."""
    shown = terminal(monkeypatch)
    with progress("reading", lambda: 4, lambda piece: len(piece.split())) as advance:
        advance("one two three")
        time.sleep(0.12)
        advance("four five")
        time.sleep(0.12)
    for part in ("reading", "2/4", "words/s", "0:00:0"):
        assert part in shown.getvalue()


def test_no_words_are_shown_where_none_are_counted(monkeypatch):
    """What is no text has a rate of its own pieces alone."""
    shown = terminal(monkeypatch)
    with progress("checking", lambda: 2) as advance:
        advance(object())
        time.sleep(0.12)
    assert "words/s" not in shown.getvalue()


def test_nothing_is_counted_where_nobody_looks_on(monkeypatch):
    """In a pipe neither the pieces nor their words are looked at."""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress("reading", lambda: pytest.fail("counted"), lambda _: pytest.fail("counted")) as advance:
        advance("one")
    assert sys.stderr.getvalue() == ""
