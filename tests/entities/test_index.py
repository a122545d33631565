"""What is kept of who is who, and brought up to date article by article, is what resolving everything gives."""

import random
from itertools import groupby

import pytest
from identity import profiles
from namesakes import COLLIDING, FEW, NAMES, article, rows, slug

from kg.entities.index import Index, likes
from kg.entities.resolve import resolve
from kg.identity import Fact, Own, Profile
from kg.ontology import load
from kg.ontology.events import part


class Kept:
    """What an index says, followed by its changes alone."""

    def __init__(self, place, is_a):
        self.index, self.new = Index(place, is_a, part), True
        self.refers, self.likenesses, self.replaced = {}, set(), set()

    def settle(self, articles, decisions):
        """Put in what articles say now (None: they are gone), and return the faults."""
        self.index.begin(anew=self.new)
        self.new = False
        for id_, members in articles.items():
            self.index.replace(id_, members or ())
        settling, faults = self.index.settle(decisions)
        for id_, refers in settling.moved:
            self.refers[id_] = dict(refers)
        self.likenesses.difference_update(settling.lost)
        self.likenesses.update(settling.gained)
        self.replaced.difference_update(settling.forgotten)
        self.replaced.update(settling.replaced)
        self.count = self.index.finish("x")
        self.decisions, self.curation = settling.decisions, settling.curation
        return sorted(faults)


def compared(kept, held, decisions, faults, is_a):
    """Check that what was kept is what resolving everything gives."""
    identity, wrong = resolve([one for members in held.values() for one in members], is_a, decisions, part)
    refers = {id_: {} for id_ in held}
    for own, id_ in identity.canonical.items():
        if own.id != id_:
            refers[own.article][own.id] = id_
    assert {id_: kept.refers.get(id_, {}) for id_ in held} == refers
    pairs = [("merge", one) for one in identity.merges] + [("doubt", one) for one in identity.doubts]
    assert sorted(kept.likenesses) == sorted(pairs)
    assert dict(kept.replaced) == identity.replaced
    assert kept.count == (len(identity.replaced), len(identity.doubts))
    assert (kept.decisions, kept.curation) == (identity.decisions, identity.curation)
    assert faults == sorted(wrong)


@pytest.fixture(scope="module")
def is_a():
    return load().is_a


@pytest.mark.parametrize("seed", range(36))
def test_any_history_gives_what_resolving_everything_gives(tmp_path, is_a, seed):
    """Articles come, change and go, and people decide this and that: after each step nothing is different."""
    dice, held, decisions = random.Random(seed), {}, []
    names = [NAMES, FEW, COLLIDING][seed % 3]
    articles, most = [(40, 7), (14, 7), (9, 3)][seed // 3 % 3]
    kept = Kept(tmp_path, is_a)
    for _ in range(12):
        changes = {}
        for _ in range(dice.choice([1, 1, 2, 12])):
            id_ = f"a{dice.randrange(articles)}"
            changes[id_] = None if id_ in held and dice.random() < 0.4 else article(dice, id_, names, most)
        held = {id_: one for id_, one in {**held, **changes}.items() if one is not None}
        if dice.random() < 0.3:
            decisions = rows(dice, held)
        compared(kept, held, decisions, kept.settle(changes, decisions), is_a)


def test_large_blocks_and_many_names(tmp_path, is_a):
    """With so many namesakes that not all are paired, and with so many articles that company counts otherwise."""
    dice = random.Random(7)
    made_up = {id_: list(ones) for id_, ones in groupby(profiles(1200), key=lambda one: one.own.article)}
    surnames = [f"{first}{middle} Holm" for first in ("Ida", "Ina", "Ilse", "Ivo") for middle in "abcdefghijklmnopqr"]
    for number in range(60):
        made_up[f"h{number}"] = article(dice, f"h{number}", surnames + NAMES)
    kept, held = Kept(tmp_path, is_a), dict(made_up)
    compared(kept, held, [], kept.settle(held, []), is_a)
    for _ in range(25):
        gone = dict.fromkeys(dice.sample(sorted(held), dice.choice([1, 1, 2, 9])))
        away = sorted(set(made_up) - set(held))
        back = {id_: made_up[id_] for id_ in dice.sample(away, min(2, len(away)))}
        held = {id_: one for id_, one in {**held, **gone, **back}.items() if one is not None}
        compared(kept, held, [], kept.settle({**gone, **back}, []), is_a)


@pytest.mark.parametrize("count", [300, 1_200])
def test_comparisons_grow_with_those_who_bear_like_names(tmp_path, is_a, monkeypatch, count):
    """All at once, and one more later: each person of a common name is compared with a few others."""
    asked = []
    likeness = likes.likeness
    monkeypatch.setattr(likes, "likeness", lambda *units: asked.append(units) or likeness(*units))
    names = [f"Al{vowel} {one}{other}{third}on Hassan" for vowel in "aei" for one in "BCDFGHKLMN" for other in "aeiou"
             for third in "bdfgklmn"]  # fmt: skip
    made = {f"a{number}": [Profile(Own(f"a{number}", slug(name)), name, "news:Person", (name,))]
            for number, name in enumerate(names[:count])}  # fmt: skip
    last = made.popitem()
    kept = Kept(tmp_path, is_a)
    kept.settle(made, [])
    assert len(made) < len(asked) <= 10 * count
    asked.clear()
    kept.settle(dict([last]), [])
    assert len(asked) < 100


def test_company_that_comes_to_be_known_to_all_tells_nothing(tmp_path, is_a):
    """Who went with one namesake for the company they share comes apart when many others write of that company."""

    def named(id_, *names, country=""):
        belongs = (Fact("news:nationality", True, country),) if country else ()
        ones = [Profile(Own(id_, slug(name)), name, "news:Company", (name,)) for name in names]
        return [Profile(Own(id_, "ida-holm"), "Ida Holm", "news:Person", ("Ida Holm",), facts=belongs), *ones]

    held = {"a": named("a", "Acme", "Globex", country="alba"), "b": named("b", "Initech", country="belland"),
            "c": named("c", "Acme", "Globex")}  # fmt: skip
    kept, units = Kept(tmp_path, is_a), []
    compared(kept, held, [], kept.settle(held, []), is_a)
    for number in range(4):
        more = {f"d{number}": named(f"d{number}", "Acme")[1:]}
        held |= more
        compared(kept, held, [], kept.settle(more, []), is_a)
        units.append(bool(kept.refers["c"]) or len(kept.likenesses))
    assert len(set(units)) == 2
    for number in range(4):
        del held[f"d{number}"]
        compared(kept, held, [], kept.settle({f"d{number}": None}, []), is_a)
