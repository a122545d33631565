"""What happened when, as SVG: an axis on which all of it stands, and below it a list with the sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.view.elements import FONTS, INK, PAPER, SOFT, dot, field_of, marked, safe, text
from kg.view.lettering import shortened, width, wrapped
from kg.view.palette import LINES, line
from kg.view.picture import Standing
from kg.view.wording import day

WIDE, EDGE = 1080, 48
AXIS_TOP, LANE, LANES = 92, 13, 12
LEFT = 190
RAIL = LEFT - 18
TEXT = WIDE - LEFT - EDGE
ROW, LINE = 22, 17
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
FEWEST_TICKS, MOST_TICKS = 4, 11
MOST = 250


@dataclass(frozen=True, slots=True)
class Happening:
    """A statement in time: `first` and `last` are ISO 8601 days, "" where nothing is known.

    `when` is how its time is written; `told` says that this is only the day of publication; `item` is the key of what
    its marks show in a page.
    """

    when: str
    first: str
    last: str
    told: bool
    standing: Standing
    text: str
    source: str
    sentence: str
    item: str = ""


def timeline_svg(title: str, happenings: Sequence[Happening]) -> bytes:
    """Return the drawing of what happened, in the order given; of more than 250 the first."""
    shown = happenings[:MOST]
    return "\n".join(_svg(title, shown, len(happenings) - len(shown))).encode()


def _svg(title: str, shown: Sequence[Happening], left_out: int) -> Iterator[str]:
    axis, axis_high = _axis([one for one in shown if not one.told and one.first])
    rows = list(_rows(shown, AXIS_TOP + axis_high + 34))
    high = (rows[-1][1] if rows else AXIS_TOP + axis_high + 40) + 70
    counts = " · ".join(
        f"{sum(one.standing == each.standing for one in shown):,} {each.plural.lower()}"
        for each in LINES
        if any(one.standing == each.standing for one in shown)
    )
    more = f" · {left_out:,} later ones left out" if left_out else ""
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{high}" viewBox="0 0 {WIDE} {high}" '
        f'font-family="{FONTS}"><title>{safe(shortened(title, 80))}</title>'
    )
    yield f'<rect width="{WIDE}" height="{high}" fill="{PAPER}"/>'
    yield f'<text x="{EDGE}" y="56" font-size="22" font-weight="600" fill="{INK}">{safe(shortened(title, 70))}</text>'
    yield f'<text x="{EDGE}" y="78" font-size="13" fill="{SOFT}">{counts or "nothing is said of it"}{more}</text>'
    yield from axis
    yield from (text for text, _ in rows)
    yield f'<g transform="translate({EDGE} {high - 30})" font-size="12" fill="{SOFT}">{"".join(_legend())}</g>'
    yield "</svg>\n"


def _axis(dated: Sequence[Happening]) -> tuple[list[str], int]:
    """Return the axis with a mark for each happening, stacked where they meet, and how high it is."""
    days = [one for happening in dated for one in (_days(happening.first), _days(happening.last)) if one is not None]
    if not days:
        return [], 0
    begin, end = min(days), max(days)
    span = max(1, end - begin)

    def at(number: int) -> float:
        return EDGE + (number - begin) / span * (WIDE - 2 * EDGE)

    lanes: list[float] = []
    marks = []
    for one in sorted(dated, key=lambda each: (each.first, each.last)):
        first, last = _days(one.first), _days(one.last)
        start = at(first if first is not None else begin)
        stop = max(start, at(last if last is not None else end))
        lane = next((number for number, used in enumerate(lanes) if used < start - 6), len(lanes))
        lane = min(lane, LANES - 1)
        lanes[lane:] = [stop] if lane == len(lanes) else [max(lanes[lane], stop), *lanes[lane + 1 :]]
        marks.append((one, start, stop, lane, first is None, last is None))
    base = AXIS_TOP + LANE * len(lanes) + 12
    drawn = [marked(_mark(*mark, base=base), mark[0].item) for mark in marks]
    ticks = [
        f'<path d="M{at(number):.1f} {base} v6" stroke="{SOFT}"/>'
        + text(at(number), base + 20, words, 'text-anchor="middle"', size=11)
        for number, words in _ticks(begin, end)
    ]
    return [f'<path d="M{EDGE} {base} H{WIDE - EDGE}" stroke="{INK}"/>', *ticks, *drawn], LANE * len(lanes) + 40


def _mark(one: Happening, start: float, stop: float, lane: int, before: bool, after: bool, *, base: int) -> str:
    """Return a dot, or a bar for what lasts; an end that is not known has no stop."""
    y = base - 10 - LANE * lane
    title = f"{one.when}: {one.text}"
    if stop - start < 8 and not (before or after):
        return dot((start + stop) / 2, y, 4.5, one.standing, title)
    look = line(one.standing)
    dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
    ends = ("" if before else f"M{start:.1f} {y - 4} v8 ") + ("" if after else f"M{stop:.1f} {y - 4} v8")
    return (
        f'<path d="M{start:.1f} {y} H{stop:.1f}" stroke="{look.light}" stroke-width="4"{dash} opacity=".75">'
        f"<title>{safe(shortened(title, 200))}</title></path>"
        f'<path d="{ends}" stroke="{look.light}" stroke-width="1.6"/>'
    )


def _days(iso: str) -> int | None:
    """Return the number of a day; None for one that stands for no bound at all."""
    try:
        found = date.fromisoformat(iso[:10])
    except ValueError:
        return None
    return None if found.year in (1, 9999) else found.toordinal()


def _ticks(begin: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the days that the axis names: years where there are several, else months, else days."""
    first, last = date.fromordinal(begin), date.fromordinal(end)
    years = last.year - first.year
    if years >= FEWEST_TICKS:
        step = next(one for one in STEPS if years / one <= MOST_TICKS)
        for year in range(first.year + (-first.year) % step, last.year + 1, step):
            if (number := date(year, 1, 1).toordinal()) >= begin:
                yield number, str(year)
        return
    months = [(year, month) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    starts = [date(year, month, 1) for year, month in months]
    inside = [one for one in starts if begin <= one.toordinal() <= end]
    if len(inside) >= FEWEST_TICKS:
        step = next(one for one in (1, 2, 3, 6, 12) if len(inside) / one <= MOST_TICKS)
        yield from ((one.toordinal(), day(one.isoformat()[:7])) for one in inside if (one.month - 1) % step == 0)
        return
    step = max(1, -(-(end - begin) // MOST_TICKS))
    yield from ((number, day(date.fromordinal(number).isoformat())) for number in range(begin, end + 1, max(step, 14)))


def _rows(shown: Sequence[Happening], top: float) -> Iterator[tuple[str, int]]:
    """Yield each happening as a row of the list, and where the next one begins."""
    y, undated = round(top), False
    for number, one in enumerate(shown):
        heading = ""
        if one.told and not undated:
            undated = True
            heading = text(LEFT, y + 8, "Without a time, by publication", 'font-weight="600"')
            y += 34
        lines, high = _lines(one, y + 5)
        follows = number + 1 < len(shown) and shown[number + 1].told == one.told
        rail = f'<path d="M{RAIL} {y} V{y + high}" stroke="#d5dae1" stroke-width="2"/>' if follows else ""
        when = text(RAIL - 16, y + 5, shortened(day(one.when), 24), 'text-anchor="end"', fill=INK)
        entry = dot(RAIL, y, 6, one.standing) + when + lines
        field = field_of(EDGE, y - 14, WIDE - 2 * EDGE, high - 6) if one.item else ""
        y += high
        yield heading + rail + marked(field + entry, one.item), y


def _lines(one: Happening, top: int) -> tuple[str, int]:
    """Return what happened, who says so and the sentence, and how high all of it is."""
    words = wrapped(one.text, 15, TEXT, lines=2)
    quote = wrapped(one.sentence if one.sentence[:1] in '"“' else f"“{one.sentence}”", 12.5, TEXT, lines=3)
    manner = "" if one.standing == "fact" else f"{one.standing} · "
    parts = [text(LEFT, top + ROW * number, part, 'font-weight="600"', 15, INK) for number, part in enumerate(words)]
    below = top + ROW * len(words) - 3
    parts.append(text(LEFT, below, manner + shortened(one.source, 110), size=12))
    parts += [
        text(LEFT, below + LINE * number, part, 'font-style="italic"', 12.5)
        for number, part in enumerate(quote, start=1)
    ]
    return "".join(parts), ROW * len(words) + LINE * (len(quote) + 1) + 20


def _legend() -> Iterator[str]:
    x = 0.0
    for one in LINES:
        yield dot(x + 6, -4, 5, one.standing) + f'<text x="{x + 18:.0f}">{one.plural}</text>'
        x += 44 + width(one.plural, 12)
