"""The ledger is a plain file: what it says is read, and nothing in it is lost."""

import re

import pytest

from kg.entities.ledger import (
    COLUMNS,
    LedgerError,
    Who,
    entity_id,
    made,
    of_entity,
    of_own,
    own,
    parsed,
    read,
    written,
)
from kg.identity import Own

WHO = Who("A. Reader", "2026-05-01", "because\tof\nthis")
HEAD = "\t".join(COLUMNS)


def row(subject, predicate, modifier, object_, *, date="2026-05-01"):
    """Return a row of a ledger."""
    return "\t".join((subject, predicate, modifier, object_, "semapv:ManualMappingCuration", "me", date, "so"))


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("e:a", "skos:exactMatch", "", "e:b"), "merge"),
        (("e:a", "skos:exactMatch", "Not", "e:b"), "differ"),
        (("article:x%20y#entity=a", "kg:refersTo", "", "e:b"), "split"),
        (("e:a", "rdfs:label", "", "A new name"), "rename"),
        (("e:a", "rdf:type", "", "news:Company"), "retype"),
        (("e:a", "news:leads", "Not", "e:b"), "reject"),
        (("e:a", "news:casualties", "Not", '"23"^^xsd:integer'), "reject"),
    ],
)
def test_each_row_says_one_thing(tmp_path, cells, kind):
    """Six kinds of decisions are told by predicate and modifier, and written as they were read."""
    (one,) = parsed(tmp_path, f"{HEAD}\n{row(*cells)}\n").decisions
    assert (one.kind, one.author, one.date, one.why, one.line) == (kind, "me", "2026-05-01", "so", 2)
    assert written(one) == row(*cells)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("<<<<<<< HEAD", "1 cells; expected 8"),
        (row("e:a", "skos:exactMatch", "", "e:a"), "nothing that a ledger can say"),
        (row("e:a", "skos:exactMatch", "", "b"), "nothing that a ledger can say"),
        (row("e:a", "news:leads", "", "e:b"), "nothing that a ledger can say"),
        (row("e:a", "rdfs:label", "", ""), "nothing that a ledger can say"),
        (row("e:a", "rdf:type", "", "Company"), "nothing that a ledger can say"),
        (row("article:x", "kg:refersTo", "", "e:b"), "nothing that a ledger can say"),
        (row("e:a", "skos:exactMatch", "not", "e:b"), "the modifier 'not'; expected Not"),
        (row("e:a", "skos:exactMatch", "", "e:b", date="yesterday"), "the date 'yesterday'"),
    ],
)
def test_a_bad_row_is_named_and_kept(tmp_path, bad, message):
    """A row that says nothing is a fault of its line; the others count, and none is lost when the ledger is written."""
    path = tmp_path / "l.tsv"
    path.write_text(f"# mine\n{HEAD}\n{bad}\n{row('e:a', 'skos:exactMatch', '', 'e:b')}\r\n", encoding="utf-8")
    ledger = read(path)
    assert [(fault.lines, message in fault.found) for fault in ledger.faults] == [((3,), True)]
    assert [one.kind for one in ledger.decisions] == ["merge"]
    ledger.changed([made("e:c", "rdfs:label", "C", WHO)]).write()
    text = path.read_text(encoding="utf-8")
    assert bad in text.splitlines()
    assert [line for line in text.splitlines() if line.startswith(("e:a", "e:c"))] == sorted(
        line for line in text.splitlines() if line.startswith(("e:a", "e:c"))
    )


def test_writing_is_sorted_and_repeats_nothing(tmp_path):
    """In whatever order decisions come, the file is the same; a tab or a line end in a reason becomes a space."""
    rows = [made("e:b", "rdfs:label", "B", WHO), made("e:a", "skos:exactMatch", "e:b", WHO)]
    texts = set()
    for order in (rows, rows[::-1], rows * 2):
        parsed(tmp_path / "l.tsv", "").changed(order).write()
        texts.add((tmp_path / "l.tsv").read_text(encoding="utf-8"))
    (text,) = texts
    assert text.endswith("\t2026-05-01\tbecause of this\n")
    assert read(tmp_path / "l.tsv").changed().digest() == read(tmp_path / "l.tsv").digest()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a\tb\n", "line 1: no head of a ledger"),
        (b"\xff\xfe", "not UTF-8"),
        (b"# x\n\nsubject_id\n", "line 3: no head"),
    ],
)
def test_what_is_no_ledger_is_refused(tmp_path, content, message):
    """A file of something else is left alone."""
    (tmp_path / "l.tsv").write_bytes(content)
    with pytest.raises(LedgerError, match=message):
        read(tmp_path / "l.tsv")
    assert (tmp_path / "l.tsv").read_bytes() == content


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    """Nothing is written, and the message says what to do."""
    with pytest.raises(LedgerError, match=r"cannot be written.*--ledger"):
        parsed(tmp_path / "nowhere" / "l.tsv", "").write()


@pytest.mark.parametrize("id_", ["a", "a/b#c d", "é-ß", "%41", "名前", "x\ty"])
def test_any_id_can_be_written(id_):
    """Ids of any shape come back from a ledger."""
    assert entity_id(of_entity(id_)) == id_
    assert own(of_own(Own(id_, id_))) == Own(id_, id_)
    assert not re.search(r"\s", of_own(Own(id_, id_)))


def test_an_impossible_decision_is_refused():
    """What a ledger cannot say is an error of the one who says it."""
    with pytest.raises(LedgerError, match="nothing that a ledger can say"):
        made("e:a", "skos:exactMatch", "e:a", WHO)
    with pytest.raises(LedgerError, match="a tab or the end of a line"):
        made("e:a", "news:alias", '"two\nlines"^^xsd:string', WHO, negated=True)
