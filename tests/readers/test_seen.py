"""The ids of all articles of a build are held, and take no memory."""

import tracemalloc

from kg.readers.seen import Seen


def test_the_first_article_with_an_id_counts():
    """Its content and its place are told from then on."""
    seen = Seen()
    assert seen.first("a", b"1", "x.txt") == (b"1", "x.txt")
    assert seen.first("a", b"2", "y.txt") == (b"1", "x.txt")
    assert seen.first("b", b"2", "y.txt") == (b"2", "y.txt")


def test_ids_take_no_memory_of_python():
    """Twenty thousand leave behind less than one byte each."""
    seen = Seen()
    seen.first("first", b"content", "place")
    tracemalloc.start()
    for number in range(20_000):
        seen.first(f"article-{number}", b"content", "news.jsonl:1")
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held < 20_000
    assert seen.first("article-7", b"other", "elsewhere") == (b"content", "news.jsonl:1")
