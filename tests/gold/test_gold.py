"""The annotated articles, and the scorer that reads them."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from kg.ontology.events import roles

HERE = Path(__file__).parent
SPEC = importlib.util.spec_from_file_location("gold_score", HERE / "score.py")
score = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = score
SPEC.loader.exec_module(score)

ROWS = score.gold_rows()
EVENTS = score.gold_rows(path=score.EVENTS)
REASONS = {"polarity", "planned", "possible", "conditional", "ordered", "question", "attributed"}
NAMES = {f"news:{name.partition(':')[2]}" for name in roles()}
DATE = r"\d{4}(?:-\d\d(?:-\d\d)?)?~?"
VALUE = re.compile(rf"{DATE}|{DATE}/{DATE}|{DATE}/\.\.|(?:\.\.)?/{DATE}")
TEXT = "The army left, police said. Mayor Ann Lee, 40, denied it on May 2."


@pytest.fixture(scope="module")
def by_id(shared):
    return score.texts(ROWS, shared)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_each_quoted_word_is_what_the_offsets_hold(row, by_id):
    """The text is the one annotated, and every span of the gold slices to the words beside it."""
    assert row["id"] in by_id, "the reader makes another text than the one annotated"
    text = by_id[row["id"]]
    for one in [*row["factuality"], *row["times"], *(time["trigger"] for time in row["times"] if "trigger" in time)]:
        assert text[one["start"] : one["end"]] == one["text"]
    for one in row["attributions"]:
        for role, quoted in one["words"].items():
            held = [" ".join(text[start:end].split()) for start, end in one[role]]
            assert len(held) == len(quoted)
            for whole, words in zip(held, quoted, strict=True):
                first, _, last = words.partition(" … ")
                assert whole.startswith(first)
                assert whole.endswith(last or first)


@pytest.mark.parametrize("row", EVENTS, ids=lambda row: row["id"])
def test_each_word_that_tells_of_an_event_is_what_the_offsets_hold(row, shared):
    """The text is the one annotated; classes and roles are those of the ontology; each event has words and fillers."""
    text = score.texts([row], shared)[row["id"]]
    for event in row["events"]:
        assert event["told"]
        assert all(text[start:end] == word for start, end, word in event["told"])
        assert {f"news:{name}" for one in event["roles"] for name in one["role"]} <= NAMES
        assert all(one["as"] for one in event["roles"])
        assert event.get("optional") or sum(not one.get("optional") for one in event["roles"]) >= 2


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_an_article_is_annotated_throughout(row):
    """Claims have content and known labels; 25 triggers and more are judged once each; values are EDTF."""
    assert all(one["content"] for one in row["attributions"])
    assert {one["kind"] for one in row["attributions"]} <= {"direct", "indirect", "mixed"}
    assert {one["stance"] for one in row["attributions"]} <= {"states", "denies", "doubts", "asks", "orders"}
    triggers = Counter((one["start"], one["end"]) for one in row["factuality"])
    assert len(triggers) >= 25
    assert set(triggers.values()) == {1}
    for one in row["factuality"]:
        assert one["fact"] == (not one.get("why"))
        assert set(one.get("why", ())) <= REASONS
    for one in row["times"]:
        assert all(VALUE.fullmatch(value) for value in (one["value"], *one.get("also", ())) if "W" not in value)


def test_a_third_of_the_articles_is_held_out():
    """Rules are made on the part "tune" and only tried on "check"."""
    parts = Counter(row["part"] for row in ROWS)
    assert parts["tune"] == 2 * parts["check"] >= 20


def claim(source: str, cue: str, content: str) -> dict:
    roles = {"source": source, "cue": cue, "content": content}
    return {
        role: {"text": words, "start": TEXT.index(words), "end": TEXT.index(words) + len(words)}
        for role, words in roles.items()
        if words
    }


def gold(source: str, cue: str, content: str) -> dict:
    found = claim(source, cue, content)
    return {
        role: [[found[role]["start"], found[role]["end"]]] if role in found else [] for role in found | {"source": 0}
    }


@pytest.mark.parametrize(
    ("wanted", "given", "same"),
    [
        (("police", "said", "The army left"), ("police", "said", "The army left"), True),
        (("police", "said", "The army left"), ("police", "said", "army left"), True),
        (("Mayor Ann Lee, 40", "denied", "it"), ("Ann Lee", "denied", "it"), True),
        (("police", "said", "The army left"), ("police", "said", "left"), False),
        (("police", "said", "The army left"), ("Mayor", "said", "The army left"), False),
        (("", "said", "The army left"), ("police", "said", "The army left"), False),
        (("", "said", "The army left"), ("", "said", "The army left"), True),
    ],
)
def test_claims_agree_by_half_the_content_and_the_head_of_the_source(wanted, given, same):
    """The same rule as in `claims.py` of the development data."""
    assert score.same_claim(TEXT, gold(*wanted), claim(*given), ("content", "source")) is same


def test_every_claim_pairs_once():
    """Two claims that fit one another crosswise both find a partner."""
    assert score.pairs([[0, 1], [0]]) == {0: 1, 1: 0}


def statement(words: str, *, polarity: str = "positive", time: tuple[str, str] | None = None) -> dict:
    start = TEXT.index(words)
    row = {"trigger": {"start": start, "end": start + len(words)}, "polarity": polarity, "modality": "asserted"}
    row |= {"attributed_to": [], "time": None}
    if time:
        at = TEXT.index(time[0])
        row["time"] = {"start": at, "end": at + len(time[0]), "value": time[1]}
    return row


def trigger(words: str, **labels: object) -> dict:
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), "text": words, **labels}


@pytest.mark.parametrize(
    ("statements", "right", "given"),
    [
        ([], 0, 0),
        ([statement("left")], 1, 1),
        ([statement("army left")], 1, 1),
        ([statement("left", polarity="negative")], 0, 1),
        ([statement("left", polarity="negative"), statement("army left")], 0, 1),
        ([statement("left", polarity="negative"), statement("left")], 1, 1),
    ],
)
def test_the_statement_of_the_trigger_judges_it(statements, right, given):
    """Just its words before longer ones; one statement as a fact is enough; none is not covered."""
    row = {"id": "a", "factuality": [trigger("left", fact=True)]}
    measure = score.score_facts([row], {"a": statements}, {"a": TEXT})["all"]
    assert (measure.right, measure.given, measure.wanted) == (right, given, 1)


@pytest.mark.parametrize(("value", "right"), [("2020-05-02", True), ("2020-05", True), ("2019-05-02", False)])
def test_a_time_is_right_with_the_value_or_one_of_those_beside_it(value, right):
    """The expression and the trigger that carries it are counted apart."""
    time = trigger("May 2", value="2020-05-02", also=["2020-05"], trigger=trigger("denied"))
    found = score.score_times([{"id": "a", "times": [time]}], {"a": [statement("denied", time=("May 2", value))]})
    assert [one.right for one in found.values()] == [right] * 3
    assert [one.given for one in found.values()] == [1] * 3


def event(type_: str, words: str, **roles_: str) -> dict:
    start = TEXT.index(words)
    said = [{"trigger": {"start": start, "end": start + len(words)}, "mention": {"text": "x"}}]
    filled = [{"role": f"news:{name}", "filler": {"label": label}, "said": said} for name, label in roles_.items()]
    return {"type": type_, "label": words, "mentions": [], "roles": filled}


@pytest.mark.parametrize(
    ("printed", "events", "fillers"),
    [
        ([event("Visit", "left", visitor="The army", hasPlace="Rome")], (1, 1), (1, 2)),
        ([event("Visit", "left", doer="army")], (1, 1), (0, 1)),
        ([event("Attack", "left", visitor="army")], (0, 1), (0, 0)),
        ([event("Visit", "denied", visitor="army")], (0, 1), (0, 0)),
        ([event("Visit", "left", visitor="army"), event("Visit", "left", visitor="army")], (1, 2), (1, 1)),
        ([event("Visit", "left", visitor="army"), event("Meeting", "said", hasActor="army")], (1, 1), (1, 1)),
    ],
)
def test_events_pair_by_class_and_word(printed, events, fillers):
    """Each once; what the gold has as optional is neither wanted nor wrong; fillers agree without determiner."""
    told = [[TEXT.index("left"), TEXT.index("left") + 4, "left"]]
    said = [[TEXT.index("said"), TEXT.index("said") + 4, "said"]]
    wanted = [{"role": ["visitor"], "as": ["the army"]}, {"role": ["hasTimeStamp"], "as": ["2020"]}]
    row = {"id": "a", "events": [{"type": ["Visit"], "told": told, "roles": wanted},
                                 {"type": ["Meeting"], "told": said, "roles": [], "optional": True}]}  # fmt: skip
    found = score.score_events([row], {"a": printed})
    one, other = found["events"], found["what fills their roles"]
    assert (one.right, one.given, one.wanted) == (*events, 1)
    assert (other.right, other.given, other.wanted) == (*fillers, 2)
