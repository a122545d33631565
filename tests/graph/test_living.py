"""A folder that changes, built again and again: what changed replaces, what is gone can be pruned."""

import json
import random

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.graph.store import Store
from kg.pipeline import build
from kg.settling import ledger_of as ledger
from kg.settling import settle
from kg.writers import export_file

STORIES = {
    "expulsion": ("army", "news:expelled", "red-band", "The army expelled Red Band."),
    "works": ("globex", "news:cooperatesWith", "red-band", "Globex works with Red Band."),
    "leads": ("ida-holm", "news:leads", "globex", "Ida Holm leads Globex."),
    "entered": ("army", "news:entered", "port-alba", "The Alban army entered Port Alba."),
    "again": ("army", "news:expelled", "red-band", "Once more the Alban army expelled Red Band."),
}


class Reads:
    """An extractor that knows a few sentences, and notes what it was asked to read."""

    def __init__(self, extraction, says):
        self.extraction, self.says, self.read = extraction, says, []

    def __call__(self, articles, on_error):
        for article in articles:
            self.read.append(article.id)
            yield self.made(article)

    def made(self, article):
        said = [
            self.says(subject, relation, object_, sentence.split()[2])
            for subject, relation, object_, sentence in STORIES.values()
            if sentence == article.text
        ]
        fields = {name: getattr(article, name) for name in ("title", "published", "publisher", "author", "url")}
        return self.extraction(article.id, (article.text, said), **fields)


@pytest.fixture
def reads(extraction, says):
    return Reads(extraction, says)


@pytest.fixture
def folder(tmp_path):
    """Return an empty folder for articles."""
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def put(path, *stories, publisher="Alba Post"):
    """Write a file of JSON Lines, or of one article in HTML."""
    if path.suffix == ".jsonl":
        rows = [{"id": f"{path.stem}-{one}", "text": STORIES[one][3], "publisher": publisher} for one in stories]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    else:
        path.write_text(STORIES[stories[0]][3], encoding="utf-8")


@pytest.fixture
def run(tmp_path, reads):
    """Return a function that builds and settles, and gives the summary and the problems met."""

    def building(*paths, prune=False):
        errors = []
        with Store.open(tmp_path / "kg.db", create=True) as store:
            summary = build([str(path) for path in paths], reads, store, errors.append, lambda _: None, prune=prune)
            settle(store, ledger(store.place), errors.append)
            assert list(store.problems()) == []
            held = [article.text for article in store.articles()]
        return summary, sorted(held), errors

    return building


def texts(*stories):
    return sorted(STORIES[one][3] for one in stories)


def test_what_is_unchanged_is_not_read_again(run, folder, reads):
    """A second build of the same folder asks for no article to be read."""
    put(folder / "a.txt", "expulsion")
    put(folder / "b.jsonl", "works", "leads")
    run(folder)
    reads.read.clear()
    summary, held, _ = run(folder)
    assert (summary.articles, summary.skipped, reads.read) == (0, 3, [])
    assert held == texts("expulsion", "works", "leads")


def test_a_changed_file_replaces_what_it_said(run, folder):
    """The article of the file is another one now; that of the other file stays."""
    put(folder / "a.txt", "expulsion")
    put(folder / "b.txt", "works")
    run(folder)
    put(folder / "a.txt", "entered")
    summary, held, _ = run(folder)
    assert (summary.articles, summary.replaced) == (1, 1)
    assert held == texts("entered", "works")


def test_a_changed_line_with_an_id_replaces_what_it_said(run, folder):
    """The id is the same, and the article is another one."""
    for text in ("The ferry left.", "The ferry stayed."):
        (folder / "a.jsonl").write_text(f'{{"id": "x", "text": "{text}"}}\n')
        summary, held, _ = run(folder)
    assert (summary.articles, summary.replaced) == (1, 1)
    assert held == ["The ferry stayed."]


def test_a_copy_keeps_an_article_alive(run, folder):
    """An article that stands in two files is there until both say something else."""
    put(folder / "a.txt", "expulsion")
    put(folder / "b.txt", "expulsion")
    run(folder)
    put(folder / "a.txt", "entered")
    assert run(folder)[1] == texts("entered", "expulsion")
    (folder / "b.txt").unlink()
    assert run(folder, prune=True)[1] == texts("entered")


def test_pruning_keeps_to_the_paths_it_is_given(run, folder, tmp_path):
    """What came from another folder, or from standard input, stays; a line that is gone goes."""
    for name in ("one", "onemore"):
        (folder / name).mkdir()
        put(folder / name / "a.txt", "expulsion" if name == "one" else "works")
    put(folder / "list.jsonl", "leads", "entered")
    run(folder)
    (folder / "one" / "a.txt").unlink()
    (folder / "onemore" / "a.txt").unlink()
    put(folder / "list.jsonl", "leads")
    assert run(folder / "list.jsonl")[1] == texts("expulsion", "works", "leads", "entered")
    summary, held, _ = run(folder / "one", prune=True)
    assert (summary.pruned, held) == (1, texts("works", "leads", "entered"))
    assert run(folder / "list.jsonl", prune=True)[1] == texts("works", "leads")
    assert run(folder, prune=True)[1] == texts("leads")


def test_what_cannot_be_read_is_not_pruned(run, folder):
    """A file that is damaged, a bad line and a folder that is not there take nothing from the graph."""
    put(folder / "a.txt", "expulsion")
    put(folder / "b.jsonl", "works", "leads")
    run(folder)
    (folder / "a.txt").write_bytes(b"\x00\x01")
    (folder / "b.jsonl").write_text("{not json\n" + json.dumps({"id": "b-leads", "text": STORIES["leads"][3]}))
    summary, held, errors = run(folder, folder / "nowhere", prune=True)
    assert len(errors) == 3
    assert (summary.pruned, held) == (0, texts("expulsion", "works", "leads"))


@pytest.mark.parametrize("seed", range(6))
def test_no_history_leaves_a_trace(tmp_path, folder, run, reads, seed):
    """After any adding, changing, removing, pruning and retracting, the export is that of the files alone."""
    dice = random.Random(seed)
    names = ["a.txt", "b.txt", "c.txt", "d.jsonl", "e.jsonl"]
    for _ in range(8):
        for name in dice.sample(names, 2):
            if dice.random() < 0.3:
                (folder / name).unlink(missing_ok=True)
            else:
                count = 1 if name.endswith("txt") else dice.randrange(1, 4)
                put(folder / name, *dice.sample(sorted(STORIES), count), publisher=dice.choice(["Alba Post", "Gull"]))
        run(folder, prune=dice.random() < 0.4)
        if dice.random() < 0.3 and (folder / "d.jsonl").exists():
            with Store.open(tmp_path / "kg.db") as store:
                for id_ in store.journal.origins.articles(str(folder / "d.jsonl")):
                    store.retract(id_)
    run(folder, prune=True)
    with Store.open(tmp_path / "kg.db", read_only=True) as store:
        export_file(store, "trig", tmp_path / "walked.trig")
    with Store.open(tmp_path / "fresh.db", create=True) as store:
        build([str(folder)], reads, store, print, lambda _: None)
        settle(store, ledger(store.place), print)
        export_file(store, "trig", tmp_path / "fresh.trig")
    assert (tmp_path / "walked.trig").read_bytes() == (tmp_path / "fresh.trig").read_bytes()


def test_a_publisher_is_retracted(run, folder, tmp_path):
    """All its articles go, whatever the case of its name; an unknown one gets near names."""
    put(folder / "a.jsonl", "expulsion", "works", publisher="Gull")
    put(folder / "b.jsonl", "again")
    run(folder)

    def kg(*arguments):
        return CliRunner().invoke(app, ["retract", "--graph", str(tmp_path / "kg.db"), *arguments])

    done = kg("--publisher", "gull")
    assert done.exit_code == 0, done.output
    assert "a-expulsion: 0 statements lost, 1 weakened, 0 kept; 0 entities lost" in done.stdout
    assert "a-works: 1 statement lost, 0 weakened, 0 kept; 1 entity lost" in done.stdout
    assert "did you mean 'Alba Post'" in str(kg("--publisher", "Alba Past").exception)
    assert kg().exit_code == 2
    assert kg("x", "--publisher", "Gull").exit_code == 2


def test_a_file_that_is_gone_can_be_retracted(run, folder, tmp_path):
    """The graph remembers which file gave what, and so a folder works as well."""
    put(folder / "a.txt", "expulsion")
    put(folder / "b.txt", "works")
    run(folder)
    (folder / "a.txt").unlink()
    done = CliRunner().invoke(app, ["retract", "--graph", str(tmp_path / "kg.db"), str(folder / "a.txt")])
    assert "1 statement lost" in done.stdout
    done = CliRunner().invoke(app, ["retract", "--graph", str(tmp_path / "kg.db"), str(folder)])
    assert "1 statement lost" in done.stdout
    with Store.open(tmp_path / "kg.db", read_only=True) as store:
        assert store.count() == (0, 0)
