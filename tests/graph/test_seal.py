"""An export that is as it was written comes back without being made anew; any other is checked as if it were new."""

import gzip
import hashlib
import re

import pytest
from exports import exported, run

from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.making import begin
from kg.settling import ledger_of, settle

SEALED = ("nq", "trig", "ttl")
SEAL = re.compile(rb"# kg \S+: graph format \d+, who is who by rules \S+, sha256 (\w{64})\n\Z")


def sealed_anew(content):
    """Return an export with a seal that fits what it holds."""
    body, _, seal = content[:-1].rpartition(b"\n")
    return body + b"\n" + re.sub(rb"\w{64}", hashlib.sha256(body + b"\n").hexdigest().encode(), seal) + b"\n"


@pytest.fixture
def made(tmp_path, articles):
    """Return the place of a settled graph of a few articles, two of whose names people took for one."""
    place = tmp_path / "made.db"
    with Store.open(place, create=True) as store:
        begin(store, "build")
        for one in articles:
            store.add(one)
        settle(store, ledger_of(place), print)
    run("merge", "Ida Holm", "Port Alba", "--graph", place)
    return place


@pytest.fixture
def nothing_anew(monkeypatch):
    """Have it fail to make an article, or who is who, anew."""
    with monkeypatch.context() as patched:
        patched.setattr("kg.graph.incoming.checked.side_of", lambda *_: pytest.fail("an article was made anew"))
        patched.setattr("kg.settling.settle", lambda *_: pytest.fail("who is who was settled anew"))
        yield


@pytest.fixture
def looked_at(monkeypatch):
    """Return the articles that were made anew."""
    from kg.graph.incoming import checked

    seen, own = [], checked.side_of
    monkeypatch.setattr(checked, "side_of", lambda reader, node: seen.append(node.value) or own(reader, node))
    return seen


@pytest.mark.parametrize("suffix", [*SEALED, "nq.gz"])
def test_what_is_as_it_was_written_is_taken_over(made, tmp_path, nothing_anew, suffix):
    """The same bytes come out again, with who is who and the decisions."""
    plain, file, copy = tmp_path / f"a.{suffix.removesuffix('.gz')}", tmp_path / f"a.{suffix}", tmp_path / "copy.db"
    content = exported(made, plain)
    assert SEAL.search(content)
    if file != plain:
        file.write_bytes(gzip.compress(content))
    said = run("load", file, "--graph", copy)
    assert "5 articles, 1 decision, 1 entity merged into others" in said
    assert exported(copy, tmp_path / f"b.{plain.suffix[1:]}") == content
    assert (tmp_path / "copy.ledger.tsv").read_text() == (tmp_path / "made.ledger.tsv").read_text()


def test_what_was_taken_over_can_be_gone_on_with(made, tmp_path, articles):
    """What changes next is worked out as in the graph that it came from, and so are decisions."""
    exported(made, tmp_path / "a.trig")
    run("load", tmp_path / "a.trig", "--graph", tmp_path / "copy.db")
    assert not (tmp_path / "copy.db" / "identity.db").exists()
    for place in (made, tmp_path / "copy.db"):
        run("retract", articles[0].article.id, "--graph", place)
        run("split", "Port Alba", "--graph", place)
        run("rename", "Globex", "Globex Works", "--author", "Ada", "--graph", place)
    assert exported(tmp_path / "copy.db", tmp_path / "b.nq") == exported(made, tmp_path / "a.nq")
    with Store.open(tmp_path / "copy.db", read_only=True) as store:
        assert list(store.problems(shapes=True)) == []


@pytest.mark.parametrize("suffix", SEALED)
def test_other_bytes_are_checked(made, tmp_path, looked_at, suffix):
    """Without a seal, with a stale one and with one of other rules each article is made anew; the graph is the same."""
    content = exported(made, tmp_path / f"a.{suffix}")
    body = SEAL.sub(b"", content)
    others = (body, b"# mine\n" + content, content + b"# mine\n", sealed_anew(content.replace(b"kg 0", b"kg 99.0")))
    for number, other in enumerate(others):
        (tmp_path / f"b.{suffix}").write_bytes(other)
        looked_at.clear()
        run("load", tmp_path / f"b.{suffix}", "--graph", tmp_path / f"{number}.db")
        assert len(looked_at) == 5
        assert exported(tmp_path / f"{number}.db", tmp_path / f"c.{suffix}") == content


def test_verify_does_without_the_seal(made, tmp_path, looked_at):
    """Whoever does not trust where a file comes from has all of it checked."""
    exported(made, tmp_path / "a.nq")
    run("load", tmp_path / "a.nq", "--graph", tmp_path / "one.db")
    assert looked_at == []
    run("load", tmp_path / "a.nq", "--graph", tmp_path / "two.db", "--verify")
    assert len(looked_at) == 5


@pytest.mark.parametrize("seal", [lambda content: content, sealed_anew, lambda content: SEAL.sub(b"", content)])
def test_a_quote_that_was_edited_is_refused_by_name(made, tmp_path, seal):
    """With a stale seal, with a forged one, and without any."""
    content = exported(made, tmp_path / "a.nq")
    old, new = (f'anchorOf> "The {who} expelled Red'.encode() for who in ("army", "navy"))
    assert old in content
    edited = content.replace(old, new)
    (tmp_path / "a.nq").write_bytes(seal(edited))
    said = run("load", tmp_path / "a.nq", "--graph", tmp_path / "copy.db")
    assert re.match(r"kg: article a1: \[0, 54\) quotes 'The navy .*' but holds 'The army .*; nothing was loaded", said)
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize("more", [b"", b" More."])
def test_sentences_without_the_one_text_of_their_article_are_refused(made, tmp_path, more):
    """Under a forged seal: an article has no text any more, or has two."""
    content = exported(made, tmp_path / "a.nq")
    (text,) = re.findall(rb"<\S+/article/a1> <\S+#isString> .*\n", content)
    texts = text + text.replace(b'soldiers."', b'soldiers.%s"' % more) if more else b""
    (tmp_path / "a.nq").write_bytes(sealed_anew(content.replace(text, texts)))
    said = run("load", tmp_path / "a.nq", "--graph", tmp_path / "copy.db")
    assert "nothing was loaded" in said
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize("suffix", SEALED)
def test_a_file_that_may_be_cut_off_is_told_of_whatever_is_asked(made, tmp_path, suffix):
    """What is left of one that is cut between two lines can be read, and answers would look whole."""
    whole, cut = tmp_path / f"whole.{suffix}", tmp_path / f"cut.{suffix}"
    cut.write_bytes(exported(made, whole).rpartition(b"# kg ")[0])
    assert run("stats", "--graph", whole) == ""
    assert run("stats", "--graph", cut) == (
        f"kg: hint: {cut}: no seal ends it, so it may be cut off, or changed since it was written; "
        f"kg check --graph {cut} tells\n"
    )


@pytest.mark.parametrize("cut", [1, 40, 200, 5_000])
def test_an_export_without_its_end_has_no_seal(made, tmp_path, cut):
    """Wherever it was cut off; what is whole without its seal is loaded all the same."""
    content = exported(made, tmp_path / "a.nq")
    (tmp_path / "a.nq").write_bytes(content[:-cut])
    said = run("load", tmp_path / "a.nq", "--graph", tmp_path / "copy.db")
    if content[:-cut].endswith(b".\n") or b"\n#" in content[:-cut]:
        assert exported(tmp_path / "copy.db", tmp_path / "b.nq") == content
    else:
        assert "nothing was loaded" in said
        assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize("arguments", [(), ("--verify",)])
@pytest.mark.parametrize("subject", ["https://kg.example/e/globex", "https://elsewhere.example/globex"])
def test_a_fact_that_no_article_states_is_refused(made, tmp_path, arguments, subject):
    """Also under a seal that was made for it."""
    content = exported(made, tmp_path / "a.nq")
    fact = f"<{subject}> <https://kg.example/ns/news#leads> <https://kg.example/e/army> .\n".encode()
    (tmp_path / "a.nq").write_bytes(sealed_anew(fact + content))
    said = run("load", tmp_path / "a.nq", "--graph", tmp_path / "copy.db", *arguments)
    assert "comes from no article" in said or "news:leads <https://kg.example/e/army> is stated by no evidence" in said
    assert not (tmp_path / "copy.db").exists()


def test_what_is_only_claimed_is_no_fact_under_any_seal(made, tmp_path):
    """A statement that somebody else makes is there, but none of its evidence states it."""
    content = exported(made, tmp_path / "a.nq")
    with Store.open(made, read_only=True) as store:
        claim = next(one for one in store.statements() if not any(each.qualifiers.fact for each in one.evidence))
        relation = store.names.iri(claim.relation.id).value
    fact = (
        f"<https://kg.example/e/{claim.subject.id}> <{relation}> <https://kg.example/e/{claim.object.id}> .\n".encode()
    )
    assert fact not in content
    (tmp_path / "a.nq").write_bytes(sealed_anew(fact + content))
    assert "is stated by no evidence" in run("load", tmp_path / "a.nq", "--graph", tmp_path / "copy.db")


def test_what_a_forged_seal_lets_in_is_found_by_check(made, tmp_path):
    """A name that no article gives, under a seal made for it: --verify leaves it out, and `kg check` names it."""
    content = exported(made, tmp_path / "a.nq")
    name = f'<https://kg.example/e/globex> <{v.ALT_LABEL.value}> "Initech" .\n'.encode()
    (tmp_path / "a.nq").write_bytes(sealed_anew(name + content))
    run("load", tmp_path / "a.nq", "--graph", tmp_path / "anew.db", "--verify")
    assert exported(tmp_path / "anew.db", tmp_path / "b.nq") == content
    run("load", tmp_path / "a.nq", "--graph", tmp_path / "copy.db")
    with Store.open(tmp_path / "copy.db", read_only=True) as store:
        assert any("Initech" in problem for problem in store.problems())


def test_other_decisions_settle_it_anew(made, tmp_path):
    """Where a ledger already lies, who is who is what both say."""
    exported(made, tmp_path / "a.trig")
    (tmp_path / "copy.ledger.tsv").write_text((tmp_path / "made.ledger.tsv").read_text())
    run("rename", "Globex", "Globex Works", "--graph", made)
    (tmp_path / "copy.ledger.tsv").write_text((tmp_path / "made.ledger.tsv").read_text())
    run("load", tmp_path / "a.trig", "--graph", tmp_path / "copy.db")
    assert exported(tmp_path / "copy.db", tmp_path / "b.nq") == exported(made, tmp_path / "a.nq")


def test_an_export_of_an_export_has_its_seal(made, tmp_path):
    """Read as a file it is the same graph, and so it is exported; one that was changed has no seal."""
    content = exported(made, tmp_path / "a.nq")
    assert exported(tmp_path / "a.nq", tmp_path / "b.nq") == content
    assert exported(tmp_path / "a.nq", tmp_path / "b.trig") == exported(made, tmp_path / "c.trig")
    (tmp_path / "a.nq").write_bytes(b"# mine\n" + content)
    assert exported(tmp_path / "a.nq", tmp_path / "b.nq") == SEAL.sub(b"", content)


def test_what_nobody_checked_gets_no_seal(made, tmp_path, articles):
    """A graph in which it is not settled who is who, and one that a SPARQL update changed."""
    from kg.serve.snapshot import Snapshot
    from kg.serve.tasks.sparql import update

    with Store.open(tmp_path / "new.db", create=True) as store:
        store.add(articles[0])
    assert not SEAL.search(exported(tmp_path / "new.db", tmp_path / "a.nq"))
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    text = f'INSERT DATA {{ <https://kg.example/e/globex> <{label}> "G" }}'
    update(Snapshot(made, (), tmp_path), text=text, default_graphs=(), named_graphs=())
    assert not SEAL.search(exported(made, tmp_path / "a.nq"))
    with Store.open(made) as store:
        settle(store, ledger_of(made), print)
    assert not SEAL.search(exported(made, tmp_path / "a.nq"))


@pytest.fixture
def parts(made, tmp_path):
    """Return the folder of an export in parts, with their seal."""
    from kg.graph.place import FORMAT
    from kg.graph.seal import Seal, seal_parts

    lines = SEAL.sub(b"", exported(made, tmp_path / "made.nq")).splitlines(keepends=True)
    folder = tmp_path / "parts"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.nq.gz").write_bytes(gzip.compress(b"".join(lines[number::3])))
    digests = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}
    with Store.open(made, read_only=True) as store, (folder / "_SEAL").open("wb") as stream:
        seal_parts(digests, Seal(store.rules, FORMAT), stream)
    return folder


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_parts_have_a_seal_together(made, tmp_path, parts, nothing_anew, scheme):
    """By path and by address; the graph is that of the whole."""
    assert "5 articles" in run("load", f"{scheme}{parts}", "--graph", tmp_path / "copy.db")
    assert exported(tmp_path / "copy.db", tmp_path / "b.nq") == exported(made, tmp_path / "a.nq")


def test_a_part_that_is_another_or_missing_is_noticed(made, tmp_path, parts, looked_at):
    """Repacked, each article is made anew; without one of the parts nothing is loaded."""
    (parts / "1.nq.gz").write_bytes(gzip.compress(gzip.decompress((parts / "1.nq.gz").read_bytes()), 1))
    run("load", parts, "--graph", tmp_path / "copy.db")
    assert len(looked_at) == 5
    assert exported(tmp_path / "copy.db", tmp_path / "b.nq") == exported(made, tmp_path / "a.nq")
    (parts / "1.nq.gz").unlink()
    assert "nothing was loaded" in run("load", parts, "--graph", tmp_path / "other.db")
    assert not (tmp_path / "other.db").exists()


def test_a_missing_address_is_named(tmp_path):
    """A file, a folder and a kind of address that are not there."""
    for place in (f"file://{tmp_path}/no.nq", "nowhere://bucket/no.nq"):
        assert run("load", place, "--graph", tmp_path / "copy.db").startswith(f"kg: {place}: ")
