"""Which words of an article tell of the same happening: precision first, a doubtful pair stays apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from kg.extract.events.fillers import Filler
from kg.extract.events.happening import Happening, Known
from kg.extract.events.owners import IsA, is_owner, owner
from kg.extract.events.told import DAY, Telling, standing
from kg.extract.times import within
from kg.extract.tree import Token
from kg.model import EntityRef, Span
from kg.ontology.events import AFFECTED, PLACE, WEAPON, words

WHERE = (PLACE, "news:target")
SIGHT = 12  # sentences back that "the attack" is looked for
LEAD = 2  # sentences that a headline sums up
NEXT = 3  # sentences back to what "12 were killed" goes on
STEM = 4  # letters that "bombing" and "bomb" share
DYING = ("news:victim", "news:deceased")
ONE_OF_MANY = ("news:victim", "news:casualty", "news:deceased")  # different ones may be of one event


def happenings(tellings: Sequence[Telling], is_a: IsA, related: set[frozenset[str]]) -> list[Happening]:
    """Return the happenings in order of their first words.

    `related` are pairs of the article's entities of which it says something together: they are two.
    """
    beside = _by_sentence(tellings)
    owners = {id(one): owner(one, beside[one.sentence.number], is_a) for one in tellings}
    known = Known()
    by_telling: dict[int, Happening] = {}
    left: list[Telling] = []
    for one in sorted(tellings, key=lambda told: owners[id(told)] is not None):
        above = owners[id(one)]
        new = Happening(one)
        recent = known.near(new)
        firm = [other for other in recent if not other.loose]
        if _is_torn(new, firm, is_a, related) or _is_doubtful(new, firm, is_a):
            continue
        old = by_telling.get(id(above)) if above is not None else _same(new, firm, is_a, related)
        old = old or _told_before(new, [other for other in recent if other.loose], is_a, related)
        if old is not None:
            known.join(old, new)
        elif standing(one) or one.harms:
            known.add(new)
        else:
            left.append(one)
            continue
        by_telling[id(one)] = old or new
    for one in left:  # "was hit by drone strikes on Monday": the verb alone tells of one happening
        new = Happening(one)
        firm = [other for other in known.near(new) if not other.loose]
        same = next((other for other in firm if _has_phrase(other, one, one.sentence.number)), None)
        if same is not None and not conflict(same, new, is_a, related):
            known.join(same, new)
    return [one for one in _joined(known.all, is_a, related) if not one.loose]


def _by_sentence(tellings: Sequence[Telling]) -> dict[int, list[Telling]]:
    found: dict[int, list[Telling]] = {}
    for one in tellings:
        found.setdefault(one.sentence.number, []).append(one)
    return found


def _told_before(
    new: Happening, loose: Sequence[Happening], is_a: IsA, related: set[frozenset[str]]
) -> Happening | None:
    """Return what "the accident" calls by its name: "A crane fell on Monday, killing four. The accident ..."."""
    telling = new.tellings[0]
    if telling.entity is None or not telling.definite or not is_owner(telling.frame.type, is_a):
        return None
    near = [one for one in loose if 0 <= telling.sentence.number - one.last <= NEXT]
    return near[0] if len(near) == 1 and not conflict(near[0], new, is_a, related, named=True) else None


def _joined(found: Sequence[Happening], is_a: IsA, related: set[frozenset[str]]) -> list[Happening]:
    """Return the happenings with those as one that, with all their words, tell the same: a headline, and the text."""
    kept = Known()
    for one in sorted(found, key=lambda happening: happening.first):
        retold = [other for other in kept.near(one) if _is_retold(other, one)]
        same = [other for other in retold if not conflict(other, one, is_a, related)]
        if len(same) == 1:
            kept.join(same[0], one)
        else:
            kept.add(one)
    return kept.all


def _is_headline(old: Happening, new: Happening) -> bool:
    """Tell whether a headline tells what the first sentences do."""
    sentence = old.tellings[0].sentence
    return not old.last and sentence.tokens[-1].lower != "." and sentence.number < new.first[0] <= LEAD


# ---------------------------------------------------------------- one article


def _same(new: Happening, found: Sequence[Happening], is_a: IsA, related: set[frozenset[str]]) -> Happening | None:
    """Return the happening of which the new words tell: of the same phrase, a retold one, that of "the attack"."""
    telling = new.tellings[0]
    named = next((one for one in found if _has_phrase(one, telling)), None)
    if named is not None:
        return named
    fitting = [one for one in found if not conflict(one, new, is_a, related)]
    headlines = [one for one in fitting if _is_headline(one, new)]
    if len(headlines) == 1 and standing(telling):
        return headlines[0]
    retold = [one for one in fitting if _is_retold(one, new)]
    if retold:
        return retold[-1] if len(retold) == 1 else None
    real = [one for one in fitting if not one.negated]
    if telling.harms and telling.entity is None:
        return _aftermath(new, real, is_a)
    if not telling.definite or not (telling.partial or _adds_nothing(telling)):
        return None
    near = _clear([one for one in real if telling.sentence.number - one.last <= SIGHT])
    akin = [one for one in near if _is_akin(one, telling.token)]
    close = [one for one in near if telling.sentence.number - one.last <= 1]
    general = telling.partial or telling.token.lemma in words().general or (len(near) == 1 and bool(close))
    meant = akin or (near if general else [])
    return meant[0] if len(meant) == 1 else None


def _clear(near: Sequence[Happening]) -> list[Happening]:
    """Return those that may be meant: of several the ones of which a day, a place or a target with a name is told."""
    told = [one for one in near if any(telling.day for telling in one.tellings) or _is_placed(one)]
    return told if len(near) > 1 and told else list(near)


def _is_placed(happening: Happening) -> bool:
    return any(one.named and one.role.id in WHERE for one in happening.fillers)


def _aftermath(new: Happening, fitting: Sequence[Happening], is_a: IsA) -> Happening | None:
    """Return the only attack, accident or disaster of the last sentences, where the words give but numbers.

    "A bomb exploded in Kabul on Monday. At least 12 people were killed."
    """
    telling = new.tellings[0]
    if any(one.quantity is None for one in telling.fillers) or not telling.fillers or _has_own_cause(telling):
        return None
    near = [one for one in fitting if telling.sentence.number - one.last <= SIGHT and is_owner(one.type, is_a)]
    near = _clear(near)
    if len(near) != 1 or telling.sentence.number - near[0].last > NEXT:
        return None
    return near[0]


def _has_own_cause(telling: Telling) -> bool:
    """Tell whether the words themselves say how it came about, when or where: "12 were killed in the flood"."""
    placed = {one.quote.span for one in telling.fillers}
    for one in telling.verb.children:
        if one.dep in ("prep", "agent"):
            if any(not any(span.covers(inner.span) for span in placed) for inner in one.all("pobj")):
                return True
        elif (one.dep == "advcl" and one.lemma != "be") or (
            one.dep in ("nsubj", "dobj") and not _is_counted(one, placed)
        ):
            return True
    return False


def _is_counted(noun: Token, placed: set[Span]) -> bool:
    return any(noun.span.covers(span) or span.covers(noun.span) for span in placed) or any(
        span.covers(child.span) for child in noun.all("nummod") for span in placed
    )


def _is_akin(happening: Happening, noun: Token) -> bool:
    """Tell whether a word of the happening has the noun's stem: "the bombing" after "a bomb attack"."""
    stem = noun.lemma[:STEM]
    labels = (word for one in happening.tellings for word in (one.entity.label.split() if one.entity else ()))
    tokens = (one.token.lemma for one in happening.tellings)
    return any(word.lower().startswith(stem) for word in (*tokens, *labels))


def _has_phrase(happening: Happening, telling: Telling, sentence: int | None = None) -> bool:
    """Tell whether the noun stands for the happening elsewhere, or in a sentence."""
    told = (one for one in happening.tellings if sentence is None or one.sentence.number == sentence)
    return telling.entity is not None and any(one.entity is telling.entity for one in told)


def _is_torn(new: Happening, found: Sequence[Happening], is_a: IsA, related: set[frozenset[str]]) -> bool:
    """Tell whether a noun is taken for one that it contradicts: what it stands for is in doubt."""
    return any(_has_phrase(one, new.tellings[0]) and conflict(one, new, is_a, related) for one in found)


def _is_doubtful(new: Happening, found: Sequence[Happening], is_a: IsA) -> bool:
    """Tell whether a bare "the attack" is taken for one although the article has spoken of another attack since."""
    telling = new.tellings[0]
    same = next((one for one in found if _has_phrase(one, telling)), None)
    if same is None or not telling.definite or telling.fillers:
        return False
    return any(one.last > same.last and _is_kind(one.type, new.type, is_a) for one in found if one is not same)


def _adds_nothing(telling: Telling) -> bool:
    """Tell whether the phrase only points back: "the attack", "the bombing"; not "the attack on the second base"."""
    if any(one.role.id not in (PLACE, WEAPON) for one in telling.fillers):
        return False
    placed = {one.quote.span for one in telling.fillers}
    time = telling.qualifiers.time
    exact = time is not None and len(time.value) >= DAY  # not "this year's summit"
    modifiers = (one for one in telling.token.children if one.dep in MODIFYING and not _is_aside(one, telling))
    return all(_is_circumstance(child, placed, exact) for child in modifiers if not telling.plural or child.tag != "CD")


MODIFYING = frozenset("amod compound prep relcl acl poss nummod".split())


def _is_aside(child: Token, telling: Telling) -> bool:
    """Tell whether a phrase does not tell which one is meant: "the attack, which ...", "called the attack as such"."""
    before = telling.sentence.tokens[child.subtree()[0].i - 1]
    return child.lower == "as" or (child.dep in ("relcl", "acl") and before.lower == ",")


def _is_circumstance(child: Token, placed: set[Span], exact: bool) -> bool:
    """Tell whether a modifier says when or where: "Monday's attack", "the attack in Aden"."""
    inner = child.child("pobj") if child.dep == "prep" else child if child.dep in ("poss", "compound") else None
    return inner is not None and ((exact and inner.ent == "DATE") or any(span.covers(inner.span) for span in placed))


def _is_retold(old: Happening, new: Happening) -> bool:
    """Tell whether both say the same of somebody with a name: whom it was done to, or two participants alike."""
    shared = [one for one in new.fillers if one.named and one.key in {other.key for other in old.fillers}]
    done_to = _affected(old) & _affected(new)
    actors = [one for one in shared if isinstance(one.value, EntityRef) and one.role.id != PLACE]
    same_day = bool(old.times & new.times)
    same_place = any(one.role.id == PLACE for one in shared)
    return bool(done_to) or len(actors) > 1 or (bool(actors) and same_day) or (same_day and same_place)


def _affected(happening: Happening) -> set[str]:
    """Return the ids of what has a name and was affected, in whatever way: attacked, killed, injured."""
    named = (one for one in happening.fillers if one.named and AFFECTED in one.role.above)
    return {one.value.id for one in named if isinstance(one.value, EntityRef)}


def _dies(one: Happening, other: Happening) -> bool:
    """Tell whether both tell that somebody with a name was killed or died: a person dies once."""
    ids = [
        {filler.value.id for filler in side.fillers if filler.named and filler.role.id in DYING}  # type: ignore[union-attr]
        for side in (one, other)
    ]
    return bool(ids[0] & ids[1])


def conflict(old: Happening, new: Happening, is_a: IsA, related: set[frozenset[str]], *, named: bool = False) -> bool:
    """Tell whether something says that two happenings are two: class, day, place, participants, numbers, a relation.

    `named` where the new words alone give the class.
    """
    if not named and not _is_kind(old.type, new.type, is_a) and not _dies(old, new):
        return True
    if any(not _overlap(one, other) for one, other in product(old.times, new.times)):
        return True
    if _are_related(old, new, related):
        return True
    mine, theirs = ({one.role.id for one in happening.fillers} for happening in (old, new))
    return any(_differ(old, new, role, is_a) for role in sorted(mine & theirs)) or _numbers_differ(old, new)


def _is_kind(one: str, other: str, is_a: IsA) -> bool:
    return is_a(one, other) or is_a(other, one)


def _overlap(one: str, other: str) -> bool:
    return one == other or within(one, other) or within(other, one)


def _are_related(old: Happening, new: Happening, related: set[frozenset[str]]) -> bool:
    ids = [[told.entity.id for told in one.tellings if told.entity is not None] for one in (old, new)]
    return any(frozenset(pair) in related for pair in product(*ids) if pair[0] != pair[1])


def _differ(old: Happening, new: Happening, role: str, is_a: IsA) -> bool:
    """Tell whether both name who or what fills a role, and neither shares any with the other."""
    ones, others = ({k: f for k, f in one.of(role).items() if f.named} for one in (old, new))
    if not ones or not others or role in ONE_OF_MANY or ones.keys() & others.keys():
        return False
    if role != PLACE:
        return True
    # a town and its country are no two places; two towns are
    types = [{f.value.type for f in one.values() if isinstance(f.value, EntityRef)} for one in (ones, others)]
    return bool(types[0] & types[1])


def _numbers_differ(old: Happening, new: Happening) -> bool:
    """Tell whether one and the same voice gives both other exact numbers of the same."""
    for one, other in product(old.tellings, new.tellings):
        if one.qualifiers.attributed_to != other.qualifiers.attributed_to:
            continue
        for mine, theirs in product(one.fillers, other.fillers):
            if mine.role.id != theirs.role.id or mine.quantity is None or theirs.quantity is None:
                continue
            exact = mine.quantity.exactness == theirs.quantity.exactness == "exact"
            if exact and _counted(mine) == _counted(theirs) and mine.key != theirs.key:
                return True
    return False


def _counted(one: Filler) -> str:
    counted = one.quantity.counted if one.quantity else None
    return counted.text.casefold() if counted else ""
