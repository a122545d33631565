"""Score events against the happenings annotated in events.jsonl: which are found, and what fills their roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from measures import Measure, pairs

HAPPENED = "happened"
DETERMINER = re.compile(r"^(?:the|an?|its|his|her|their)\s+", re.I)


def score_events(rows: Sequence[dict], printed: dict[str, list[dict]]) -> dict[str, Measure]:
    """Return the measures of events (one each, of its class) and of what fills the roles of those found.

    An event that the gold has as optional is neither wanted nor beyond it.
    """
    events, roles = Measure(), Measure()
    for row in rows:
        given = printed.get(row["id"], [])
        found = pairs(fits_of(row, given))
        events.errors += errors_of(row, given, found)
        events.given += len(given) - sum(bool(row["events"][left].get("optional")) for left in found)
        for left, gold in enumerate(row["events"]):
            if gold.get("optional"):
                continue
            events.wanted, events.right = events.wanted + 1, events.right + (left in found)
            right, wanted, others, errors = compared(gold, given[found[left]] if left in found else None)
            roles.right, roles.wanted, roles.given = (
                roles.right + right,
                roles.wanted + wanted,
                roles.given + right + others,
            )
            roles.errors += [f"{row['id']} {gold['type'][0]} {one}" for one in errors]
    return {"events": events, "what fills their roles": roles}


def role_of(row: dict) -> str:
    """Return the name of a role without its prefix."""
    return str(row["role"]).partition(":")[2]


def words_told(event: dict) -> list[tuple[int, int]]:
    """Return where an event as printed is mentioned or told of."""
    said = (one["trigger"] for role in event["roles"] for one in role["said"])
    return [(one["start"], one["end"]) for one in (*event["mentions"], *said)]


def shared(gold: dict, event: dict) -> int:
    """Return how many of the gold's words the event has; 0 where its class is another."""
    if event["type"] not in gold["type"]:
        return 0
    told = words_told(event)
    return sum(any(start < b and a < end for a, b in told) for start, end, _ in gold["told"])


def plain(words: str) -> str:
    return DETERMINER.sub("", " ".join(words.split())).casefold()


def fills(wanted: dict, given: dict) -> bool:
    """Tell whether a printed role is one that the gold has: the role, and value, label or words of what fills it."""
    filler = given["filler"]
    named = (
        {filler["value"]}
        if "value" in filler
        else {filler["label"], *(one["mention"]["text"] for one in given["said"])}
    )
    return role_of(given) in wanted["role"] and bool(
        {plain(one) for one in named} & {plain(one) for one in wanted["as"]}
    )


def told_role(given: dict) -> str:
    filler = given["filler"]
    return f"{role_of(given)} {filler.get('value', filler.get('label'))}"


def compared(gold: dict, event: dict | None) -> tuple[int, int, int, list[str]]:
    """Return how many wanted fillers are found, how many are wanted, how many others are given, and the errors.

    What the gold has as optional is neither wanted nor wrong.
    """
    given = [one for one in event["roles"] if role_of(one) != HAPPENED] if event else []
    others = [one for one in given if not any(fills(wanted, one) for wanted in gold["roles"])]
    wanted = [one for one in gold["roles"] if not one.get("optional")]
    missed = [one for one in wanted if not any(fills(one, other) for other in given)]
    errors = [f"MISSED {'/'.join(one['role'])} {one['as'][0]}" for one in missed if event]
    errors += [f"WRONG {told_role(one)}" for one in others]
    return len(wanted) - len(missed), len(wanted), len(others), errors


def fits_of(row: dict, events: Sequence[dict]) -> list[list[int]]:
    """Return for each event of the gold the printed ones that tell of it, those first that share most words."""
    scored = ([(shared(gold, event), n) for n, event in enumerate(events)] for gold in row["events"])
    return [[n for count, n in sorted(one, key=lambda both: (-both[0], both[1])) if count] for one in scored]


def told_words(gold: dict) -> str:
    return f"{gold['type'][0]} ({', '.join(word for _, _, word in gold['told'])})"


def errors_of(row: dict, events: Sequence[dict], found: dict[int, int]) -> Iterator[str]:
    """Yield the events that are missing, and those beyond the gold."""
    for n, gold in enumerate(row["events"]):
        if n not in found and not gold.get("optional"):
            yield f"{row['id']} MISSED {told_words(gold)}"
    for n, event in enumerate(events):
        if n not in found.values():
            roles = "; ".join(told_role(one) for one in event["roles"] if role_of(one) != HAPPENED)
            yield f"{row['id']} SPURIOUS {event['type']} {event['label']}: {roles}"
