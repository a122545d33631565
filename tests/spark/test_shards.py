"""Articles by shard: the same on every machine, each id once, and no other shard for most when some come."""

import shutil
from dataclasses import replace

import pytest

from kg import making
from kg.addresses import Folder
from kg.gazetteer.tables import folder
from kg.model import Article, Extraction
from kg.spark.reading import Found, once, shard_of, shards_of
from kg.spark.shards import Reading, extracted


@pytest.mark.parametrize(
    ("characters", "shards"), [(0, 2), (999_999, 2), (1_000_000, 2), (2_000_000, 4), (3_999_999, 4), (4_000_000, 8)]
)
def test_shards_double_as_they_grow(characters, shards):
    """None holds more than a million characters or so, and few kinds of numbers occur."""
    assert shards_of(characters) == shards


def test_an_id_has_its_shard_everywhere():
    """It depends on nothing but the id; lone surrogates are ids as well."""
    assert [shard_of(id_, 8) for id_ in ("a1", "ä", "\ud800")] == [3, 3, 0]


def test_each_id_stands_once_in_a_shard():
    """Of different articles with one id the first file's is kept, and the other is named; equal ones are no error."""
    first, other = Article("a", "One."), Article("a", "Two.")
    found = [Found(2, 0, "c.txt", first), Found(1, 0, "b.txt", other), Found(0, 5, "a.jsonl:6", first)]
    kept, faults = once(found)
    assert kept == [first]
    assert [str(fault.error).partition(";")[0] for fault in faults] == [
        "b.txt: the id 'a' is that of another article, in a.jsonl:6"
    ]


class Silent:
    """An extractor that finds nothing."""

    def extract(self, articles):
        return (Extraction(one, (), (), ()) for one in articles)


def test_a_shard_is_read_again_when_a_word_list_has_changed(tmp_path, monkeypatch):
    """Words, like the program, are part of what a shard is named by; with those of before it is found again."""
    words = tmp_path / "ontologies"
    shutil.copytree(folder(), words)
    monkeypatch.setattr(making, "folder", lambda: words)
    found = [Found(0, 0, "a.txt", Article("a", "The army left the town on Monday morning, officials said."))]
    reading = Reading((making.program(),), Silent, {})

    def read(how):
        done = extracted(Folder(str(tmp_path / "out")), how, lambda: 0, 0, found)
        return done.name, done.summary.articles, done.summary.skipped

    name, *counts = read(reading)
    assert counts == [1, 0]
    assert read(replace(reading, versions=(making.program(),))) == (name, 0, 1)
    with (words / "honours.tsv").open("a") as file:
        file.write("# one more\n")
    other, *counts = read(replace(reading, versions=(making.program(),)))
    assert (other != name, counts) == (True, [1, 0])
