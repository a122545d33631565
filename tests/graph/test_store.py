"""The store: what goes in comes out, and what is taken out leaves no trace."""

import os
import random
import subprocess
import sys
from dataclasses import replace

import pytest

from kg.errors import QuoteError, StoreError
from kg.graph import journal
from kg.graph.contents import Contents
from kg.graph.store import Store
from kg.model import Entity, Mention, Span, Value, merged
from kg.settling import ledger_of, settle


def test_reading_back_gives_what_was_added(store, articles):
    """An article's values come back equal from its graph."""
    for one in articles:
        store.add(one)
        found = store.extraction(one.article.id)
        assert found.article == one.article
        assert found.entities == tuple(sorted(one.entities, key=lambda entity: entity.id))
        assert list(found.statements) == merged(one.statements)


def test_an_entity_that_only_a_statement_names_is_described(store, articles):
    """A place without a mention of its own stands in the graph as well."""
    store.add(replace(articles[4], entities=()))
    assert store.entity("port-alba").label == "Port Alba"


def test_an_unnamed_entity_of_which_nothing_is_said_is_left_out(store, articles):
    """ "The day" is no node; a nominal that a statement names is one, and so is any name."""
    only, mention = articles[0], Mention(Span(0, 3), "The", "nominal", "owl:Thing")
    day = Entity("day", "day", "owl:Thing", mentions=(mention,))
    army = replace(only.entities[0], mentions=(mention,))
    globex = Entity("globex", "Globex", "news:Company", mentions=(replace(mention, kind="name"),))
    store.add(replace(only, entities=(day, army, globex)))
    assert [entity.id for entity in store.entities()] == ["army", "globex", "port-alba", "red-band"]


def test_an_entity_standing_twice_is_refused(store, articles):
    """An extraction with one id for two entities is a fault that is named."""
    with pytest.raises(StoreError, match="article a1: entity army stands twice"):
        store.add(replace(articles[0], entities=articles[0].entities[:1] * 2))


def test_statements_of_several_articles_are_merged(store, articles):
    """The store yields just what merging all extractions gives."""
    for one in articles:
        store.add(one)
    assert list(store.statements()) == merged(statement for one in articles for statement in one.statements)


def test_adding_twice_changes_nothing(store, articles, lines):
    """A second add of the same article reports no change and leaves the same quads."""
    store.add(articles[0])
    before = lines(store)
    assert store.holds(articles[0].article)
    assert store.add(articles[0]).effects == ()
    assert lines(store) == before


@pytest.mark.parametrize("seed", range(12))
def test_history_leaves_no_trace(tmp_path, articles, lines, seed):
    """Whatever was added, replaced and retracted, in whatever order: the graph is that of the articles it holds."""
    dice, held = random.Random(seed), {}
    with Store.open(tmp_path / "walked", create=True) as walked:
        for _ in range(25):
            one = dice.choice(articles)
            if one.article.id in held and dice.random() < 0.5:
                walked.retract(one.article.id)
                del held[one.article.id]
            else:
                kept = tuple(s for s in one.statements if dice.random() < 0.8)
                held[one.article.id] = replace(one, statements=kept)
                walked.add(held[one.article.id])
        found = lines(walked)
    with Store.open(tmp_path / "straight", create=True) as straight:
        for one in sorted(held.values(), key=lambda one: one.article.id):
            straight.add(one)
        assert found == lines(straight)
        assert list(store_graphs(straight)) == sorted(held)


def store_graphs(store):
    """Yield the ids of the articles that the store lists."""
    return (article.id for article in store.articles())


def test_retracting_everything_leaves_nothing(store, articles, lines):
    """No quad and no graph name is left once all articles are gone."""
    for one in articles:
        store.add(one)
    for one in articles:
        store.retract(one.article.id)
    assert lines(store) == []
    assert list(store.articles()) == []


def test_retract_tells_what_was_lost_weakened_and_kept(store, articles):
    """The change names what the article alone said, and what others say as well."""
    for one in articles[:3]:
        store.add(one)
    change = store.retract("a3")
    assert [effect.statement.relation.id for effect in change.weakened] == ["news:expelled"]
    change = store.retract("a1")
    assert [effect.statement.object for effect in change.lost] == [Value("23", "xsd:integer")]
    assert {effect.statement.relation.id for effect in change.kept} == {"news:expelled", "news:operatesIn"}
    assert store.retract("a2").entities_lost == ("Alban army", "Globex", "Ida Holm", "Port Alba", "Red Band")


def test_a_fact_falls_back_to_a_claim(store, extraction, says, sentences):
    """With the article that asserts it gone, a statement stays as a claim and its plain triple goes."""
    fact = ("The army expelled Globex.", [says("army", "news:expelled", "globex", "expelled")])
    store.add(extraction("x", fact))
    store.add(extraction("y", sentences["claim"]))
    plain = "ASK { e:army news:expelled e:globex }"
    assert bool(store.query(plain))
    assert store.retract("x").weakened[0].after.fact is False
    assert not bool(store.query(plain))
    assert len(list(store.statements(relation="news:expelled"))) == 1


def test_an_article_with_the_same_id_replaces_the_old_one(store, extraction, sentences, lines, tmp_path):
    """A corrected article leaves nothing of its first version."""
    store.add(extraction("x", sentences["expulsion"], sentences["count"], publisher="Alba Post"))
    corrected = extraction("x", sentences["denial"], publisher="Alba Post")
    assert not store.holds(corrected.article)
    store.add(corrected)
    with Store.open(tmp_path / "other", create=True) as other:
        other.add(corrected)
        assert lines(store) == lines(other)


def test_two_spellings_of_a_number_share_their_triple(store, extraction, says):
    """ "023" and "23" are two statements and one triple, which stays until both are gone."""
    for id_, number in (("x", "023"), ("y", "23")):
        count = says("army", "news:casualties", Value(number, "xsd:integer"), "lost")
        store.add(extraction(id_, (f"The army lost {number} soldiers.", [count])))
    assert {s.object.value for s in store.statements()} == {"023", "23"}
    store.retract("y")
    assert bool(store.query("ASK { e:army news:casualties 23 }"))
    assert [s.object.value for s in store.statements()] == ["023"]
    store.retract("x")
    assert not bool(store.query("ASK { e:army news:casualties 23 }"))


def test_what_is_told_of_entities_is_what_the_graph_says(store, articles, extraction, says):
    """As an article is written its profiles are put aside, as they are read back later; they go with it."""
    number = says("army", "news:numberKilled", Value("023", "xsd:integer"), "killed")
    came = [*articles, extraction("n", ("The army killed 023 people.", [number]))]
    for one in came:
        store.add(one)
    for one in came:
        assert store.journal.told(one.article.id) == list(Contents.profiles_in(store, one.article.id)) != []
    store.retract("n")
    assert store.journal.told("n") is None
    settle(store, ledger_of(store.place), pytest.fail)
    assert store.journal.told(articles[0].article.id) is None


def test_what_is_not_put_aside_is_read_from_the_graph(store, articles, lines, monkeypatch, tmp_path):
    """Once so many bytes are noted of what articles say, others are read back; the graph is the same."""
    monkeypatch.setattr(journal, "MOST_TOLD", 1)
    for one in articles:
        store.add(one)
    assert [store.journal.told(one.article.id) is None for one in articles] == [False, *[True] * 4]
    monkeypatch.undo()
    with Store.open(tmp_path / "told.db", create=True) as other:
        for one in articles:
            other.add(one)
        for opened in (store, other):
            settle(opened, ledger_of(opened.place), pytest.fail)
        assert lines(store) == lines(other)


@pytest.mark.parametrize(
    ("exactness", "upper", "counted"),
    [
        ("exact", "", "soldiers"),
        ("at least", "", "soldiers"),
        ("between", "30", "brave soldiers"),
        ("less than", "", "soldiers"),
    ],
)
def test_a_number_keeps_its_exactness_and_unit(store, extraction, says, exactness, upper, counted):
    """Unit, exactness, the end of a range and what is counted come back as they went in."""
    count = says("army", "news:casualties", Value("23", "unit:CCY_USD"), "lost", quantity=(exactness, upper, counted))
    added = extraction("x", ("The army lost 23 brave soldiers.", [count]))
    store.add(added)
    assert list(store.extraction("x").statements) == list(added.statements)


@pytest.mark.parametrize(
    "value", ["2014/..", "../2018-03-01", "1900~", "199X", "2016-22", "/2017-06-28", "2016-05-06T19:45:00"]
)
def test_a_time_of_any_form_comes_back(store, extraction, says, value):
    """Open intervals, approximate dates, seasons and decades are written as EDTF and read back the same."""
    said = says("army", "news:expelled", "red-band", "expelled", time=(value, "then"))
    added = extraction("x", ("The army expelled Red Band then.", [said]))
    store.add(added)
    assert list(store.extraction("x").statements) == list(added.statements)


def test_statements_are_found_by_each_argument(store, articles):
    """Subject, relation and object narrow the search, alone and together."""
    for one in articles:
        store.add(one)
    assert {s.object.id for s in store.statements(subject="army", relation="news:expelled")} == {"red-band", "globex"}
    assert {s.relation.id for s in store.statements(object="red-band")} == {"news:expelled", "news:cooperatesWith"}
    assert len(list(store.statements(object=Value("23", "xsd:integer")))) == 1
    assert list(store.statements(subject="nobody")) == []


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("red band", ["red-band"]),
        ("RB", ["red-band"]),
        ("army", ["army"]),
        ("Alba", ["army"]),
        ("ALB", ["army"]),
        ("lba", ["army", "port-alba"]),
        ("port-alba", ["port-alba"]),
        ("Gull", []),
        ("", []),
    ],
)
def test_names_are_found(store, articles, name, ids):
    """An id or whole name comes before its beginning, that before any part."""
    for one in articles[:2]:
        store.add(one)
    assert [entity.id for entity in store.find(name)] == ids


def test_mentions_say_where(store, articles):
    """Each mention comes with its article and re-slices to its words."""
    for one in articles:
        store.add(one)
    texts = {article.id: article.text for article in store.articles()}
    mentions = list(store.mentions("red-band"))
    assert len(mentions) == 5
    assert all(mention.span.of(texts[article]) == mention.text for article, mention in mentions)


def test_a_wrong_quote_is_refused(store, articles, lines):
    """An extraction whose offsets do not fit adds nothing."""
    moved = replace(articles[0], article=replace(articles[0].article, text="x" + articles[0].article.text))
    with pytest.raises(QuoteError, match="article a1"):
        store.add(moved)
    assert lines(store) == []


def test_an_unknown_prefix_is_refused(store, extraction, says, lines):
    """The error names the prefix and what to do."""
    said = says("army", "mil:expelled", "globex", "expelled")
    with pytest.raises(StoreError, match=r"mil:expelled.*prefix is unknown.*declare it"):
        store.add(extraction("x", ("The army expelled Globex.", [said])))
    assert lines(store) == []


def test_prefixes_of_an_ontology_are_kept(tmp_path, extraction, says):
    """A graph built with another ontology reads back without it, and refuses a prefix that means something else."""
    said = says("army", "mil:expelled", "globex", "expelled")
    one = extraction("x", ("The army expelled Globex.", [said]))
    with Store.open(tmp_path / "g", create=True, prefixes={"mil": "https://mil.example/ns#"}) as store:
        store.add(one)
    with Store.open(tmp_path / "g", read_only=True) as store:
        assert next(store.statements()).relation.id == "mil:expelled"
        assert bool(store.query("ASK { e:army <https://mil.example/ns#expelled> e:globex }"))
    with pytest.raises(StoreError, match="prefix mil:"):
        Store.open(tmp_path / "g", prefixes={"mil": "https://other.example/"})


@pytest.mark.parametrize("text", ["half a pair \ud800", "\udfff"])
def test_half_a_surrogate_pair_is_refused(store, extraction, text, lines):
    """Text that UTF-8 cannot hold is an error of the input, not a crash."""
    with pytest.raises(StoreError, match="half a surrogate pair"):
        store.add(extraction("x", (text, [])))
    assert lines(store) == []


@pytest.mark.parametrize(
    "text", ["a\\u0041 \\", "quote \" and ' and '''", "\0\x08\x0c\x7f", "\u2028\ufffe😀", "a\r\nb\tc"]
)
def test_any_text_survives(store, extraction, text):
    """Escapes, control characters and emoji come back as they went in."""
    store.add(extraction(text, (text, []), title=text))
    assert store.article(text).text == text
    assert store.article(text).title == text


@pytest.mark.parametrize("id_", ["a/b#c d", "é-ß", "%41", "..", "x&class=y", "名前", "a²"])
def test_any_id_survives(store, extraction, sentences, cast, id_):
    """An id of any shape comes back from its IRI."""
    odd = {**cast, "army": replace(cast["army"], id=id_)}
    one = extraction(id_, ("The army rests.", []), cast=odd)
    one = replace(one, entities=(odd["army"],))
    store.add(one)
    assert [article.id for article in store.articles()] == [id_]
    assert store.entity(id_).label == "Alban army"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda place: None, "no graph is there.*kg build"),
        (lambda place: place.mkdir(), "not a graph"),
        (lambda place: place.write_text("x"), "not a graph"),
        (lambda place: (place.mkdir(), (place / "kg.json").write_text('{"format": 99, "prefixes": {}}')), "version 99"),
        (lambda place: (place.mkdir(), (place / "kg.json").write_text("{}")), "not a graph"),
    ],
)
@pytest.mark.parametrize("read_only", [True, False])
def test_what_is_no_store_is_refused(tmp_path, make, message, read_only):
    """Each wrong place has its own message."""
    place = tmp_path / "kg.db"
    make(place)
    with pytest.raises(StoreError, match=message):
        Store.open(place, read_only=read_only)


def test_a_folder_of_other_things_is_left_alone(tmp_path):
    """Creating a store in a folder that holds something else is refused."""
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(StoreError, match="not a graph"):
        Store.open(tmp_path, create=True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_answers_go_on_after_the_store_was_opened_anew(store, articles, lines):
    """Who has the reader asks the same graph; an answer that nobody reads to its end is no obstacle for long."""
    for one in articles:
        store.add(one)
    before, reader = lines(store), store.reader
    left = reader.match(None, None, None, None)
    next(left)
    circle = [left]
    circle.append(circle)
    del left, circle
    store.ease()
    assert lines(store) == before
    assert len(reader.article_nodes()) == len(articles)
    store.retract("a1")
    assert lines(store) != before


def test_opening_anew_leaves_nothing_behind(store, articles):
    """RocksDB would keep a diary of each opening, up to a thousand."""
    for one in articles:
        store.add(one)
        store.ease()
    assert not list(store.place.rglob("LOG.old.*"))


def test_a_second_writer_is_refused(store):
    """Another process that wants to write is told who is in the way; a reader is let in."""
    program = (
        "import sys; from pathlib import Path; from kg.graph.store import Store\n"
        "Store.open(Path(sys.argv[1]), read_only=True).close()\n"
        "Store.open(Path(sys.argv[1]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(store.place)], capture_output=True, text=True, check=False
    )
    assert f"another process ({os.getpid()}) is writing to it" in done.stderr.splitlines()[-1]
    assert done.returncode == 1


def test_a_store_survives_a_kill(tmp_path, articles):
    """What was added is there after the process is killed without closing."""
    program = (
        "import os, sys; from pathlib import Path; from kg.graph.store import Store; from kg.model import *\n"
        "store = Store.open(Path(sys.argv[1]), create=True)\n"
        "store.add(Extraction(Article('x', 'Words.'), (), (), ()))\n"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "g")], check=False)
    with Store.open(tmp_path / "g", read_only=True) as store:
        assert store.article("x").text == "Words."


def test_an_article_that_is_not_there_is_an_error(store):
    """Retracting or reading an unknown article says so."""
    with pytest.raises(StoreError, match="no article 'x'"):
        store.retract("x")
    with pytest.raises(StoreError, match="no article 'x'"):
        store.article("x")


def test_a_closed_store_says_so(store):
    """Using a store after closing it is an error, not a crash."""
    store.close()
    with pytest.raises(StoreError, match="was closed"):
        store.quads()
