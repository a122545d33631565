"""The commands that decide who is who, as a user runs them."""

import json

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.entities.ledger import COLUMNS
from kg.errors import KgError
from kg.graph.store import Store
from kg.model import (
    Article,
    Entity,
    EntityRef,
    Evidence,
    Extraction,
    Mention,
    Qualifiers,
    Quote,
    Relation,
    Span,
    Statement,
)
from kg.settling import ledger_of, settle

NAMES = {"ida-holm": ("Ida Holm", "news:Person"), "idah-holm": ("Idah Holm", "news:Person"),
         "acme": ("Acme", "news:Company"), "acme-inc": ("Acme Inc", "news:Company"),
         "red-band": ("Red Band", "news:ArmedGroup")}  # fmt: skip


def told(article, subject, verb, object_):
    """Return the extraction of an article of one sentence."""
    text = f"{NAMES[subject][0]} {verb} {NAMES[object_][0]}."
    start = text.index(NAMES[object_][0], len(NAMES[subject][0]))
    ends = [Span(0, len(NAMES[subject][0])), Span(start, start + len(NAMES[object_][0]))]
    entities = tuple(
        Entity(id_, *NAMES[id_], mentions=(Mention(span, span.of(text), "name", NAMES[id_][1]),))
        for id_, span in zip((subject, object_), ends, strict=True)
    )
    at = text.index(verb)
    quotes = [Quote(span, span.of(text)) for span in (Span(0, len(text)), Span(at, at + len(verb)), *ends)]
    evidence = Evidence(article, *quotes, Qualifiers(), 0.8, "clauses")
    one, other = (EntityRef(entity.id, entity.label, entity.type) for entity in entities)
    statement = Statement(one, Relation(f"news:{verb}", verb), other, (evidence,))
    return Extraction(Article(article, text), (Span(0, len(text)),), entities, (statement,))


@pytest.fixture
def place(tmp_path):
    """Return the place of a settled graph in which Acme is Acme Inc, and two spellings of a name are in doubt."""
    with Store.open(tmp_path / "kg.db", create=True) as store:
        store.add(told("a1", "ida-holm", "leads", "acme"))
        store.add(told("a2", "red-band", "attacked", "acme-inc"))
        store.add(told("a3", "idah-holm", "praised", "red-band"))
        settle(store, ledger_of(store.place), print)
    return tmp_path / "kg.db"


@pytest.fixture
def kg(place):
    """Return a function that runs `kg` on the graph and gives what it prints."""

    def run(*arguments, code=0, stdin=None):
        environment = {"KG_GRAPH": str(place), "SOURCE_DATE_EPOCH": "1777600000"}
        done = CliRunner().invoke(app, arguments, env=environment, input=stdin)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == code
        return done.stdout

    return run


@pytest.fixture
def export(kg):
    """Return a function that gives the graph as N-Quads."""
    return lambda: kg("export", "-f", "nquads")


@pytest.fixture
def rows(place):
    """Return a function that gives the rows of the ledger."""
    return lambda: [text for _, text in ledger_of(place).rows]


BY = ("--author", "A. Reader", "--why", "I know them")


def test_merge_writes_a_row_and_split_undoes_it_exactly(kg, export, rows):
    """The ledger is beside the graph; after the split graph and ledger are what they were."""
    before = export()
    assert kg("merge", "Ida Holm", "idah-holm", *BY).startswith("+ e:ida-holm\tskos:exactMatch\t\te:idah-holm\t")
    assert rows()[0].endswith("\tA. Reader\t2026-05-01\tI know them")
    assert "Idah Holm" in kg("show", "ida-holm")
    assert kg("check") == ""
    kg("split", "ida-holm", "a3#entity=idah-holm", *BY)
    assert rows() == []
    assert export() == before


def test_split_denies_a_merge_by_rule_and_merge_takes_that_back(kg, export, rows):
    """What the rules put together comes apart for good, until somebody puts it together again."""
    before = export()
    assert kg("split", "acme-inc").splitlines() == [
        "a1#entity=acme  Acme  (1 mention)", "a2#entity=acme-inc  Acme Inc  (1 mention)",
    ]  # fmt: skip
    kg("split", "acme", "a1#char=15,19", *BY)
    assert rows()[0].startswith("e:acme\tskos:exactMatch\tNot\te:acme-inc\t")
    assert [kg("show", name).splitlines()[0] for name in ("acme", "acme-inc")] == [
        "Acme  (news:Company, acme)", "Acme Inc  (news:Company, acme-inc)",
    ]  # fmt: skip
    kg("merge", "acme", "acme-inc", *BY)
    assert rows() == []
    assert export() == before


def test_a_part_of_what_bears_one_name_can_be_split_off(kg, export, place, rows):
    """One article's Red Band is another one: it gets an id of its own, and merging both undoes it."""
    before = export()
    kg("split", "red-band", "a3#entity=red-band", *BY)
    (row,) = rows()
    assert row.startswith("article:a3#entity=red-band\tkg:refersTo\t\te:red-band-")
    with Store.open(place, read_only=True) as store:
        assert len(store.find("Red Band")) == 2
        new = next(entity.id for entity in store.find("Red Band") if entity.id != "red-band")
    kg("merge", "red-band", new, *BY)
    assert rows() == []
    assert export() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["split", "acme-inc", "a1"], "no mention"),
        (["split", "acme-inc", "a9#entity=acme"], "has no such mention; list them with kg split acme-inc"),
        (["split", "acme-inc", "a1#entity=acme", "a2#entity=acme-inc"], "all of it would be taken"),
        (["merge", "acme", "acme-inc"], "both are acme-inc already"),
        (["merge", "Acme", "Nobody"], "nothing in the graph has this name"),
        (["retype", "acme", "Compny"], "no class has this name; did you mean news:Company"),
        (["retype", "acme", "own:Company"], "prefix is unknown"),
        (["rename", "acme", " "], "an empty name; expected a word at least"),
        (["reject", "st-0"], "no statement has this id"),
        (["reject", "Red Band", "?"], "2 words"),
        (["reject", "?", "?", "?"], "3 statements are called so: st-"),
        (["why-same", "Acme", "Nobody"], "nothing in the graph has this name"),
    ],
)
def test_what_cannot_be_decided_is_told_and_changes_nothing(kg, export, rows, arguments, message):
    """One line says what is wrong; graph and ledger stay as they are."""
    before = export()
    with pytest.raises(KgError, match=message):
        kg(*arguments)
    assert export() == before
    assert rows() == []


def test_a_decision_against_an_older_one_by_way_of_others_is_refused(kg, rows):
    """The rows that contradict are shown, and none is written."""
    kg("merge", "ida-holm", "idah-holm", *BY)
    kg("split", "ida-holm", "a3#entity=idah-holm", *BY)
    kg("review", *BY, stdin="n\n")
    kg("merge", "ida-holm", "red-band", *BY)
    before = rows()
    with pytest.raises(KgError, match=r"they contradict each other; the rows would be: .*; nothing changed"):
        kg("merge", "idah-holm", "red-band", *BY)
    assert rows() == before


def test_rename_and_retype_replace_what_was_given_before(kg, rows):
    """The label that articles use becomes an alias; the last decision stands."""
    kg("rename", "acme", "Acme Industries", *BY)
    kg("rename", "acme-inc", "ACME", *BY)
    kg("retype", "acme", "Bank", *BY)
    assert len(rows()) == 2
    assert kg("show", "acme").splitlines()[:2] == ["ACME  (news:Bank, acme-inc)", "  also: Acme, Acme Inc"]
    assert kg("check") == ""


def test_reject_leaves_the_sentence_and_no_fact(kg, place):
    """By names or by id; the decision names both ends, so that it survives merging."""
    kg("reject", "Red Band", "attacked", "Acme", *BY)
    assert kg("why", "Red Band", "attacked", "?").splitlines()[1] == "  rejected, confidence 0, 1 source"
    assert "rejected, confidence 0, 1 source" in kg("show", "red-band")
    kg("split", "acme-inc", "a1#entity=acme", *BY)
    assert kg("why", "Red Band", "attacked", "?").splitlines()[1].startswith("  rejected")
    with Store.open(place, read_only=True) as store:
        id_ = next(store.statements(relation="news:leads")).id
    kg("reject", id_, *BY)
    assert "rejected" in kg("why", "Ida Holm", "leads", "?")
    assert kg("check") == ""


def test_review_shows_both_and_writes_each_answer(kg, rows):
    """The sentences of both are shown; "n" is a row, "s" and "q" are none, and what was decided is not asked again."""
    shown = kg("review", *BY, stdin="what\ns\n")
    assert "“Ida Holm” and “Idah Holm” are spellings of one name" in shown
    assert "“Ida Holm leads Acme.”" in shown
    assert "“Idah Holm praised Red Band.”" in shown
    assert shown.count("one? (y one, n two, s skip, q quit)") == 2
    assert rows() == []
    kg("review", *BY, stdin="")
    assert rows() == []
    kg("review", *BY, stdin="n\n")
    assert rows()[0].startswith("e:ida-holm\tskos:exactMatch\tNot\te:idah-holm\t")
    assert kg("review", *BY, stdin="y\n") == ""


def test_review_merges_what_is_one(kg, rows):
    """The answer y is a row that merges."""
    kg("review", *BY, stdin="y\n")
    assert rows()[0].startswith("e:ida-holm\tskos:exactMatch\t\te:idah-holm\t")
    assert "decided by A. Reader on 2026-05-01: merge" in kg("why-same", "ida-holm", "idah-holm")


def test_why_same_tells_the_shared_evidence_or_what_is_against_it(kg):
    """A merge, a doubt, a contradiction, and two names with nothing in common."""
    assert kg("why-same", "acme", "Acme Inc").splitlines() == [
        "one: Acme (acme-inc)", "  acme and acme-inc: score 0.85",
        "    “Acme” and “Acme Inc” differ in the form of the company",
    ]  # fmt: skip
    doubt = kg("why-same", "ida-holm", "idah-holm").splitlines()
    assert doubt[0] == "two: Ida Holm (ida-holm) and Idah Holm (idah-holm)"
    assert doubt[1] == "  ida-holm and idah-holm: score 0.6"
    assert "one is a Person, the other a Organization" in kg("why-same", "ida-holm", "acme")
    assert "each article has it under the id red-band" in kg("why-same", "red-band", "red-band")


def test_decisions_survive_a_retraction_and_another_build(kg, place, rows, tmp_path):
    """A row that names what is gone is told and kept, fails nothing, and counts again when the article is back."""
    kg("merge", "ida-holm", "idah-holm", *BY)
    kept = rows()
    kg("retract", "a3")
    assert rows() == kept
    with Store.open(place) as store:
        assert store.canonical("idah-holm") == ""
        store.add(told("a3", "idah-holm", "praised", "red-band"))
    kg("retract", "a2")
    with Store.open(place) as store:
        assert store.canonical("idah-holm") == store.canonical("ida-holm") != ""


def test_check_names_contradicting_rows(kg, place):
    """A ledger edited by hand into a contradiction is a problem of the graph; so is one that was not settled yet."""
    ledger = ledger_of(place)
    head = "\t".join(COLUMNS)
    rows = [f"e:acme\tskos:exactMatch\t{modifier}\te:red-band\tx\tme\t\t" for modifier in ("", "Not")]
    ledger.path.write_text("\n".join([head, *rows, "e:acme\trdfs:label\t\tACME\tx\tme\t\t", ""]), encoding="utf-8")
    found = kg("check", code=1)
    assert "lines 2, 3: e:acme and e:red-band are one and are two" in found
    assert "it is not settled who is who" in found
    kg("rename", "red-band", "Reds", *BY, code=1)
    assert kg("show", "acme").startswith("ACME")


def test_another_ledger_can_be_named(kg, tmp_path, rows):
    """With --ledger the decisions stand in that file."""
    kg("rename", "acme", "ACME", "--ledger", str(tmp_path / "mine.tsv"), *BY)
    assert (tmp_path / "mine.tsv").read_text(encoding="utf-8").count("rdfs:label") == 1
    assert rows() == []
    with pytest.raises(KgError, match=r"nine\.tsv: no ledger is there; name the right one"):
        kg("check", "--ledger", str(tmp_path / "nine.tsv"))


def test_exports_carry_the_decisions(kg):
    """JSON-LD and TriG have who decided what and why."""
    kg("merge", "ida-holm", "idah-holm", *BY)
    graphs = [one for one in json.loads(kg("export", "-f", "jsonld")) if one["@id"] == "https://kg.example/ledger"]
    assert "I know them" in json.dumps(graphs)
    assert "prov:wasAssociatedWith" in kg("export", "-f", "trig")
    assert "kg:Merge" in kg("export", "-f", "turtle")


def test_a_ledger_that_is_gone_undoes_nothing(kg, place, export):
    """Without its file nothing is changed and the message says what to do; an empty file undoes all."""
    bare = export()
    kg("merge", "ida-holm", "idah-holm", *BY)
    ledger_of(place).path.unlink()
    before = export()
    for command in (["retract", "a1"], ["rename", "acme", "ACME"], ["check"], ["review"]):
        with pytest.raises(KgError, match="no ledger is there, and the graph holds decisions"):
            kg(*command)
    assert export() == before
    ledger_of(place).path.touch()
    kg("review")
    assert export() == bare
