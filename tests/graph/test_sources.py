"""Sources counted honestly: copies, excerpts and what one agency says again count once."""

import random
from itertools import permutations

import pytest

from kg.graph import copies
from kg.graph.credit import agency, credit
from kg.graph.sources import kinship, provenance, provenance_of, sources, witness
from kg.graph.store import Store
from kg.model import Article, EntityRef

WORDS = [f"word{number}" for number in range(500)]


def story(seed, length=300):
    """Return the text of an article of its own."""
    dice = random.Random(seed)
    return ". ".join(" ".join(dice.choices(WORDS, k=12)) for _ in range(length // 12)) + "."


def edited(text, share, seed=7):
    """Return a copy in which a share of the words was replaced, in stretches, as editors do."""
    dice, words = random.Random(seed), text.split()
    for _ in range(int(share * len(words) / 10)):
        start = dice.randrange(len(words) - 10)
        words[start : start + 10] = dice.choices(WORDS, k=10)
    return " ".join(words)


def sketched(text):
    """Return the sketch of a text."""
    return copies.sketch(text)


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        (story(1), True),
        (story(1).upper().replace(". ", ' "'), True),
        (edited(story(1), 0.1), True),
        (edited(story(1), 0.2), True),
        (" ".join(story(1).split()[:220]), True),
        (f"{story(2, 60)} {story(1)}", True),
        (edited(story(1), 0.8), False),
        (story(2), False),
        (f"{story(2)} {' '.join(story(1).split()[:60])}", False),
        ("too short to tell", False),
    ],
    ids="same other-case a-tenth a-fifth cut longer-head most-of-it another quotes-much short".split(),
)
def test_copies_are_alike(text, alike):
    """Edited, cut and decorated copies are; another story and one that quotes some of it are not."""
    assert copies.alike(sketched(story(1)), sketched(text)) is alike
    different = {sketched(story(1)), sketched(text)}
    assert len(list(copies.Index().pairs(different))) == (2 if alike and len(different) == 2 else 0)


def test_a_sketch_does_not_change_with_library_or_machine():
    """The bytes are written into graphs, so they are fixed for good."""
    assert copies.written(sketched(story(1)))[:40] == "0MOTrKl9D/UjP/eKsW1+/TH9jj1nlOtolNLbsjXl"
    assert copies.read(copies.written(sketched(story(1)))) == sketched(story(1))
    assert len(sketched(story(1))) == 160


def test_few_are_compared_among_many():
    """Bands leave fewer comparisons than there are stories, and just the copies are joined."""
    made = [sketched(story(seed)) for seed in range(300)]
    copied = [sketched(edited(story(seed), 0.1)) for seed in range(5)]
    index = copies.Index()
    pairs = {frozenset(pair) for pair in index.pairs({*made, *copied})}
    assert pairs == {frozenset(pair) for pair in zip(made, copied, strict=False)}
    assert index.compared < 300


def test_an_index_that_begins_anew_tells_the_same():
    """What it forgot it compares again."""
    made = [sketched(edited(story(seed % 4), 0.1, seed)) for seed in range(20)]
    small, large = copies.Index(holds=6), copies.Index()
    for start in range(0, 16, 4):
        some = set(made[start : start + 5])
        assert set(small.pairs(some)) == set(large.pairs(some))


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("a b c d e f g h i j k l", "x a b c d e f g h i j k l y", True),
        ("p q r a b c d e f g h i j k l m", "a b c d e f g h i j k l z z z z", True),
        ("a b c d e f g h i", "x a b c d e f g h i y z", False),
        ("a b c d e f x h i j k l", "a b c d e f g h i j k l", False),
    ],
)
def test_twelve_words_in_a_row_are_the_same_words(one, other, shared):
    """Shorter runs, such as names of offices, are not."""
    assert bool(set(copies.runs(one.split())) & set(copies.runs(other.split()))) is shared


@pytest.mark.parametrize(
    ("text", "fields", "name"),
    [
        ("PORT ALBA, May 3 (Reuters) - The army left.", {}, "Reuters"),
        ("Army leaves\n\nPORT ALBA (AP) — The army left.", {}, "Associated Press"),
        ("AFP - The army left.", {}, "Agence France-Presse"),
        ("PORT ALBA, AFP – The army left.", {}, "Agence France-Presse"),
        ("Army leaves\nBy Ida Holm, Associated Press\nThe army left.", {}, "Associated Press"),
        ("Army leaves\nXinhua\nThe army left.", {}, "Xinhua"),
        ("The army left.\nIt was late. (AFP)", {}, "Agence France-Presse"),
        ("The army left.\n- Reuters", {}, "Reuters"),
        ("The army left.\n© 2024 The Associated Press. All rights reserved.", {}, "Associated Press"),
        ("The army left.\n(Reporting by Ida Holm; Editing by Bo Ek)", {}, "Reuters"),
        ("The army left.", {"author": "Ida Holm, AP"}, "Associated Press"),
        ("The army left.", {"publisher": "the Associated Press"}, "Associated Press"),
        ("The Associated Press (AP) said that the army left.", {}, ""),
        ("Reuters reported that the army left.", {}, ""),
        ("The army left.\nIda Holm/Reuters", {}, ""),
        ("Photo: Reuters\nThe army left.", {}, ""),
        ("The army left, said the Associated Press (AP).", {}, ""),
        ("The army left.", {"author": "Ida Apfel"}, ""),
        ("The army left.", {"publisher": "Alba Post"}, ""),
    ],
)
def test_an_agency_is_credited_where_papers_do_so(text, fields, name):
    """Dateline, byline, last line, author and publisher name it; what a sentence says of it is no credit."""
    assert credit(Article("x", text, **fields)) == name


@pytest.mark.parametrize(
    ("name", "found"), [("AP", "Associated Press"), ("ap", ""), ("THE ASSOCIATED PRESS", "Associated Press"), ("", "")]
)
def test_agencies_have_several_names(name, found):
    """Acronyms count in their own capitals only."""
    assert agency(name) == found


def row(article, publisher="", sentence="", day="", credited="", text="", told=""):
    """Return a witness; without a sentence it has one of its own."""
    made = provenance(article, publisher, day, credited, sketched(text) if text else b"")
    return witness(made, sentence or f"sentence of {article}", told == "", 0.5, told)


@pytest.mark.parametrize(
    ("witnesses", "count"),
    [
        ([row("a", "P", text=story(1)), row("b", "Q", text=edited(story(1), 0.1))], 1),
        ([row("a", "P", text=story(1)), row("b", "Q", text=story(2))], 2),
        ([row("a", "P", credited="Reuters"), row("b", "Q", credited="Reuters")], 1),
        ([row("a", "P", credited="Reuters"), row("b", "Q", credited="Xinhua")], 2),
        ([row("a", "P", credited="Reuters"), row("b", "P")], 2),
        ([row("a", "P", credited="Reuters", text=story(1)), row("b", "Q", text=story(1)), row("c", "Q")], 2),
        ([row("a", "P", "s", "2024-05-01"), row("b", "Q", "s", "2024-05-02"), row("c", "Q"), row("d", "P")], 2),
        ([row("a", "P", "s"), row("b", "Q", "s"), row("c", "Q"), row("d", "P")], 1),
        ([row("a", "P", told="Reuters"), row("b", "Q", told="Reuters")], 1),
        ([row("a", "P", told="Reuters"), row("b", "Q", credited="Reuters")], 1),
        ([row("a", "P", "“The army left the town at night, and nobody knows where it went,” he said.", "2024-05-01"),
          row("b", "Q", "The army left the town at night, and nobody knows where it went.", "2024-05-02")], 1),
        ([row("a"), row("b"), row("c")], 3),
    ],
    ids="copies two-stories one-agency two-agencies agency-and-own uncredited-copy first-is-the-source "
    "who-was-first told-by-one told-and-credited an-excerpt nobody-knows".split(),
)  # fmt: skip
def test_only_independent_originals_count(witnesses, count):
    """In any order, and each article that adds none is told with whom it is one source."""
    orders = list(permutations(witnesses))
    assert {len(sources(order)) for order in orders} == {count}
    told = {tuple(kinship(order)) for order in orders}
    assert len(told) == 1
    assert len(told.pop()) == len(witnesses) - count


def test_what_was_copied_is_told():
    """The reason is the closest there is: the whole text, the words, the agency, the publisher."""
    witnesses = [
        row("a", "P", day="2024-05-01", text=story(1)),
        row("b", "Q", day="2024-05-02", text=story(1)),
        row("c", "R", "sentence of a", day="2024-05-03"),
        row("d", "P"),
        row("e", "S", credited="Reuters", day="2024-05-01"),
        row("f", "T", told="Reuters", day="2024-05-02"),
    ]
    assert sorted(kinship(witnesses)) == [
        ("b", "a", "a copy"),
        ("c", "a", "the same words"),
        ("d", "a", "the same publisher"),
        ("f", "e", "also from Reuters"),
    ]


def test_one_article_that_says_it_twice_is_one_source():
    """Two sentences of one article are not two voices."""
    assert len(sources([row("a", sentence="s"), row("a", sentence="t")])) == 1


@pytest.fixture(scope="module")
def texts():
    """Stories of two agencies, copies of them with another sentence about the fact, excerpts, and own reports."""
    return [(story(number), edited(story(number), 0.15)) for number in range(3)]


@pytest.mark.parametrize("seed", range(6))
def test_copies_leave_no_trace(tmp_path, texts, extraction, says, lines, seed):
    """Whatever copies came and went in whatever order: the graph is that of the articles it holds."""
    dice, held, pool = random.Random(seed), {}, []
    for number, (text, copy) in enumerate(texts):
        for place, body in enumerate((text, copy, f"(Reuters) - {copy}")):
            for end in ("now", "then"):
                fact = (
                    f"The army expelled Red Band {end} {place % 2}.",
                    [says("army", "news:expelled", "red-band", "expelled")],
                )
                pool.append(
                    extraction(
                        f"{number}{place}{end}",
                        fact,
                        (body, []),
                        publisher=f"P{place}",
                        published=f"2024-05-0{place + 1}",
                    )
                )
    with Store.open(tmp_path / "walked", create=True) as walked:
        for _ in range(40):
            one = dice.choice(pool)
            if one.article.id in held:
                walked.retract(one.article.id)
                del held[one.article.id]
            else:
                walked.add(one)
                held[one.article.id] = one
        found = lines(walked)
        assert list(walked.problems()) == []
        counted = {walked.weight(statement).sources for statement in walked.statements()}
    with Store.open(tmp_path / "straight", create=True) as straight:
        for _, one in sorted(held.items()):
            straight.add(one)
        assert found == lines(straight)
        assert counted == {straight.weight(statement).sources for statement in straight.statements()}


def test_what_an_agency_is_said_to_report_is_its_word(store, extraction, says, cast):
    """ "Reuters reported ..." in two papers is one source, read from the graph as it was added."""
    agency_ = {**cast, "reuters": cast["globex"].__class__("reuters", "Reuters", "news:NewsAgency")}
    told = says(
        "army", "news:expelled", "red-band", "expelled",
        qualifiers={"attributed_to": (EntityRef("reuters", "Reuters", "news:NewsAgency"),)},
    )  # fmt: skip
    for id_, sentence in (("x", "Reuters reported that the Alban army expelled Red Band."),
                          ("y", "The Alban army expelled Red Band, Reuters said.")):  # fmt: skip
        store.add(extraction(id_, (sentence, [told]), cast=agency_, publisher=f"Paper {id_}"))
    (statement,) = store.statements(relation="news:expelled")
    assert store.weight(statement).sources == 1
    assert store.copied(statement) == {"y": ("x", "also from Reuters")}
    assert list(store.problems()) == []


def test_what_counts_of_an_article_reads_back(store, extraction):
    """Credit and sketch stand in the article's graph, and are there again when who is who is settled."""
    one = extraction("x", (f"PORT ALBA (AP) - {story(1)}", []), publisher="Alba Post", published="2024-05-03")
    store.add(one)
    assert store._reader.provenance(next(iter(store._reader.article_nodes()))) == provenance_of(
        one.article, sketched(one.article.text)
    )
    assert store.extraction("x").sketch == sketched(one.article.text)
