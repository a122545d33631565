"""Score claims, factuality and time values against the articles annotated in gold.jsonl, events against events.jsonl.

    python tests/gold/score.py --part tune --errors

Reads the texts from the development data beside the project, runs `kg claims`, `kg extract --open` and `kg events` on
them, and prints one table. README.md beside this file says what is annotated, and how the two are compared.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shlex
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from happened import score_events
from measures import Measure, pairs

from kg.readers import read

HERE = Path(__file__).parent
GOLD, EVENTS = HERE / "gold.jsonl", HERE / "events.jsonl"
SHARED = HERE.parents[2] / "shared"
AFTER_HEAD = re.compile(r"\s*(?:[,;:(–—-]\s|\b(?:of|in|at|for|from|on|with|by|to|who|whom|which|that)\b)", re.I)

Span = Sequence[int]


# ---------------------------------------------------------------- gold and texts


def gold_rows(part: str = "all", path: Path = GOLD) -> list[dict]:
    """Return the annotated articles of a part: tune, check or all."""
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in found if part in ("all", row["part"])]


def texts(rows: Iterable[dict], shared: Path = SHARED) -> dict[str, str]:
    """Return the text of each annotated article by id, as `kg articles` prints it; those changed since are left out."""
    wanted = {row["id"]: row for row in rows}
    folder = shared / "dev"
    found = {article.id: article.text for article in read([str(folder / "gum-news" / "articles.jsonl")], print)}
    for row in wanted.values():
        if row["file"].endswith(".txt"):
            found[row["id"]] = next(article.text for article in read([str(folder / row["file"])], print))
    return {name: text for name, text in found.items() if name in wanted and digest(text) == wanted[name]["sha256"]}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# ---------------------------------------------------------------- who says what


def words_at(text: str, places: Iterable[Span]) -> dict[int, str]:
    """Return the words of the places, by where each begins in the text."""
    return {m.start() + start: m.group() for start, end in places for m in re.finditer(r"\w+", text[start:end])}


def mostly_same(one: dict[int, str], other: dict[int, str]) -> bool:
    """Tell whether at least half of all words of both are shared."""
    return bool(one) and 2 * len(one.keys() & other.keys()) >= len(one.keys() | other.keys())


def head_at(text: str, place: Span) -> int | None:
    """Return where the head begins: the last word before the first comma, preposition or relative pronoun."""
    phrase = text[place[0] : place[1]]
    end = AFTER_HEAD.search(phrase, 1)
    kept = re.sub(r"['’]s?$", "", phrase[: end.start()] if end else phrase)
    starts = [match.start() for match in re.finditer(r"\w+", kept)]
    return place[0] + starts[-1] if starts else None


def same_place(text: str, gold: Sequence[Span], given: Sequence[Span]) -> bool:
    """Tell whether both are empty, share half of their words, or the head of one lies in the other."""
    if not gold or not given:
        return not gold and not given
    one, other = words_at(text, gold), words_at(text, given)
    return mostly_same(one, other) or head_at(text, gold[0]) in other or head_at(text, given[0]) in one


def same_claim(text: str, gold: dict, claim: dict, roles: Sequence[str]) -> bool:
    """Tell whether the claim has the gold's content and, of source and cue, those of the roles."""
    if not mostly_same(words_at(text, gold["content"]), words_at(text, places(claim, "content"))):
        return False
    if "source" in roles and not same_place(text, gold["source"], places(claim, "source")):
        return False
    return "cue" not in roles or not gold["cue"] or same_place(text, gold["cue"], places(claim, "cue"))


def places(claim: dict, role: str) -> list[Span]:
    part = claim.get(role)
    return [(part["start"], part["end"])] if part and "start" in part else []


def score_claims(rows: Sequence[dict], claims: dict[str, list[dict]], by_id: dict[str, str]) -> dict[str, Measure]:
    """Return the measures by the roles compared: content, with source, with cue as well; and kind and stance."""
    result = {"content": ("content",), "content + source": ("content", "source")}
    result["content + source + cue"] = ("content", "source", "cue")
    measures = {name: Measure() for name in result}
    kind, stance = Measure(), Measure()
    for row in rows:
        text, given = by_id[row["id"]], claims.get(row["id"], [])
        for name, roles in result.items():
            fits = [
                [n for n, claim in enumerate(given) if same_claim(text, gold, claim, roles)]
                for gold in row["attributions"]
            ]
            found, measure = pairs(fits), measures[name]
            measure.right += len(found)
            measure.wanted += len(fits)
            measure.given += len(given)
            if name == "content + source":
                measure.errors += claim_errors(row, given, found, text)
                for left, right in found.items():
                    gold, claim = row["attributions"][left], given[right]
                    for label, part in (("kind", kind), ("stance", stance)):
                        part.wanted, part.given = part.wanted + 1, part.given + 1
                        part.right += gold[label] == claim[label]
                        if gold[label] != claim[label]:
                            part.errors.append(f"{row['id']} {told(gold)}: {gold[label]}, not {claim[label]}")
    return measures | {"kind, where paired": kind, "stance, where paired": stance}


def claim_errors(row: dict, given: Sequence[dict], found: dict[int, int], text: str) -> Iterator[str]:
    """Yield what is missing, with its nearest claim, and what is given beyond the gold."""
    free = [n for n in range(len(given)) if n not in found.values()]
    for left, gold in enumerate(row["attributions"]):
        if left not in found:
            near = [n for n in free if same_claim(text, gold, given[n], ("content",))]
            near = near or [n for n in free if same_cue(text, gold, given[n])]
            why = f"  given: {told_claim(given[near[0]])}" if near else "  nothing given"
            yield f"{row['id']} MISSED {told(gold)}{why}"
    yield from (f"{row['id']} SPURIOUS {told_claim(given[n])}" for n in free)


def same_cue(text: str, gold: dict, claim: dict) -> bool:
    return bool(words_at(text, gold["cue"]).keys() & words_at(text, places(claim, "cue")).keys())


def told(gold: dict) -> str:
    return " | ".join(" & ".join(gold["words"][role]) or "-" for role in ("source", "cue", "content"))


def told_claim(claim: dict) -> str:
    return " | ".join(shortened((claim.get(role) or {}).get("text", "-")) for role in ("source", "cue", "content"))


def shortened(phrase: str) -> str:
    found = phrase.split()
    return phrase if len(found) < 9 else " ".join([*found[:4], "…", *found[-4:]])


# ---------------------------------------------------------------- fact or not


def judging(gold: dict, statements: Iterable[dict]) -> list[dict]:
    """Return the statements of the gold's trigger; those that only overlap it where none has just its words."""
    over = [one for one in statements if overlaps(one["trigger"], gold)]
    exact = [one for one in over if one["trigger"]["start"] == gold["start"] and one["trigger"]["end"] == gold["end"]]
    return exact or over


def said_as_fact(statement: dict) -> bool:
    """Tell whether the article itself asserts it; `fact` is false on every open line, since none enters the graph."""
    return (
        statement["polarity"] == "positive" and statement["modality"] == "asserted" and not statement["attributed_to"]
    )


def overlaps(one: dict, other: dict) -> bool:
    return one["start"] < other["end"] and other["start"] < one["end"]


def score_facts(rows: Sequence[dict], statements: dict[str, list[dict]], by_id: dict[str, str]) -> dict[str, Measure]:
    """Return accuracy over the triggers that have statements, by the gold's first reason; wanted counts all triggers.

    One statement that puts the trigger as a fact is enough. "none = no fact" judges the others too.
    """
    measures: dict[str, Measure] = {"all": Measure(), "all, none = no fact": Measure()}
    for row in rows:
        for gold in row["factuality"]:
            found = judging(gold, statements.get(row["id"], []))
            right = any(said_as_fact(one) for one in found) == gold["fact"]
            why = "fact" if gold["fact"] else gold["why"][0]
            for name in ("all", "all, none = no fact", why):
                measure = measures.setdefault(name, Measure())
                measure.wanted += 1
                if found or "none" in name:
                    measure.given, measure.right = measure.given + 1, measure.right + right
            where = f"{row['id']} {around(by_id[row['id']], gold)}: {'+'.join(gold.get('why', ['fact']))}"
            if not found:
                measures["all"].errors.append(f"{where}, NOT COVERED")
            elif not right:
                measures["all"].errors.append(f"{where}, not {told_status(found[0])}")
    return measures


def told_status(statement: dict) -> str:
    sources = ", ".join(source["label"] for source in statement["attributed_to"])
    return f"{statement['polarity']} {statement['modality']}" + (f" by {sources}" if sources else "")


def around(text: str, gold: dict) -> str:
    start, end = gold["start"], gold["end"]
    before, after = text[max(0, start - 45) : start], text[end : end + 35]
    return " ".join(f"{before}[{text[start:end]}]{after}".split())


# ---------------------------------------------------------------- when


def score_times(rows: Sequence[dict], statements: dict[str, list[dict]]) -> dict[str, Measure]:
    """Return the measures of expressions (found with which value) and of triggers (which time they carry)."""
    values, spans, carried = Measure(), Measure(), Measure()
    for row in rows:
        lines = statements.get(row["id"], [])
        given = {(one["time"]["start"], one["time"]["end"], one["time"]["value"]) for one in lines if one.get("time")}
        printed = [{"start": start, "end": end, "value": value} for start, end, value in sorted(given, key=str)]
        printed = [time for time in printed if isinstance(time["start"], int)]
        spans.given += len({(time["start"], time["end"]) for time in printed})
        for gold in row["times"]:
            over = [time for time in printed if overlaps(time, gold)]
            good = any(right_value(gold, time["value"]) for time in over)
            spans.wanted, spans.right = spans.wanted + 1, spans.right + good
            values.wanted, values.given, values.right = (
                values.wanted + 1,
                values.given + bool(over),
                values.right + good,
            )
            if over and not good:
                found = ", ".join(sorted({time["value"] for time in over}))
                values.errors.append(f"{row['id']} {gold['text']}: {gold['value']}, not {found}")
            elif not over:
                spans.errors.append(f"{row['id']} NOT FOUND {gold['start']} {gold['text']} = {gold['value']}")
            if "trigger" in gold:
                score_trigger(row["id"], gold, lines, carried)
        for time in printed:
            if not any(overlaps(time, gold) for gold in row["times"]):
                spans.errors.append(f"{row['id']} SPURIOUS {time['start']} = {time['value']}")
    return {"value of expressions found": values, "expressions": spans, "time of its trigger": carried}


def score_trigger(name: str, gold: dict, lines: Iterable[dict], carried: Measure) -> None:
    """Count the trigger as right where a statement of it has the value."""
    over = [one for one in lines if overlaps(one["trigger"], gold["trigger"])]
    good = any(one.get("time") and right_value(gold, one["time"]["value"]) for one in over)
    carried.wanted, carried.given, carried.right = carried.wanted + 1, carried.given + bool(over), carried.right + good
    if over and not good:
        found = ", ".join(sorted({one["time"]["value"] for one in over if one.get("time")})) or "none"
        carried.errors.append(f"{name} {gold['trigger']['text']} ({gold['text']}): {gold['value']}, not {found}")


def right_value(gold: dict, value: str) -> bool:
    return value in (gold["value"], *gold.get("also", ()))


# ---------------------------------------------------------------- running and printing


def run(command: Sequence[str], arguments: Sequence[str]) -> dict[str, list[dict]]:
    """Return the lines that the command prints, by article."""
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{shlex.join([*command, *arguments])} failed: {done.stderr.strip()}")
    found: dict[str, list[dict]] = defaultdict(list)
    for line in done.stdout.splitlines():
        row = json.loads(line)
        found[row["article"] if "article" in row else row["mentions"][0]["article"]].append(row)
    return found


def outputs(rows: Sequence[dict], by_id: dict[str, str], command: Sequence[str], *asked: str) -> list[dict]:
    """Return by article what each kg command prints; an article is given with its day of publication."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        write(path, ({"id": row["id"], "text": by_id[row["id"]], "published": row["published"]} for row in rows))
        return [run(command, [*one.split(), str(path)]) for one in asked]


def write(path: Path, rows: Iterable[dict]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def table(title: str, measures: dict[str, Measure]) -> None:
    print(f"\n{title:<28}{'P':>6}{'R':>7}{'F1':>7}{'right':>7}{'gold':>6}{'given':>7}")
    for name, one in measures.items():
        if one.wanted:
            figures = f"{one.precision:6.3f} {one.recall:6.3f} {one.f1:6.3f}"
            print(f"  {name:<26}{figures} {one.right:6} {one.wanted:5} {one.given:6}")


def unchanged(rows: list[dict], shared: Path) -> tuple[list[dict], dict[str, str]]:
    """Return the rows whose article has the text that was annotated, and the texts; names the others."""
    by_id = texts(rows, shared)
    changed = sorted({row["id"] for row in rows} - by_id.keys())
    if changed:
        print(f"left out, their text has changed: {', '.join(changed)}", file=sys.stderr)
    return [row for row in rows if row["id"] in by_id], by_id


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("tune", "check", "all"), default="all")
    parser.add_argument("--kg", default=f"{sys.executable} -m kg", help="the command that runs kg")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of development data")
    parser.add_argument("--errors", action="store_true", help="list what is missed or wrong")
    options = parser.parse_args()

    command = shlex.split(options.kg)
    rows, by_id = unchanged(gold_rows(options.part), options.shared)
    claims, statements = outputs(rows, by_id, command, "claims", "extract --open")
    told, told_by_id = unchanged(gold_rows(options.part, EVENTS), options.shared)
    (events,) = outputs(told, told_by_id, command, "events")

    tables = {
        "who says what": score_claims(rows, claims, by_id),
        "fact or not (P: accuracy)": score_facts(rows, statements, by_id),
        "when (P: accuracy)": score_times(rows, statements),
        f"what happened ({len(told)} articles)": score_events(told, events),
    }
    print(f"{len(rows)} articles ({options.part})")
    for title, measures in tables.items():
        table(title, measures)
    if options.errors:
        for title, measures in tables.items():
            for name, one in measures.items():
                for error in one.errors:
                    print(f"\n[{title}: {name}] {error}", end="")
        print()


if __name__ == "__main__":
    main()
