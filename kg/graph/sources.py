"""Independent originals behind a statement: copies, excerpts and what one agency or paper says again count once.

Two articles are one text where they are near copies of each other, or where sentences that make the statement are the
same, or share twelve words in a row. A text is from the news agency that one of its articles credits, else from the
publisher whose article came first; texts from one of these are one source. So what two papers print of an agency's
story is one source, and what one of them reports itself beside it is another.

All of it is blind to order, and looks only at the evidence of the statement: an article that comes or goes changes
nothing but the statements that it makes.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from kg.graph import copies
from kg.graph.credit import agency, credit
from kg.graph.literals import rounded
from kg.model import Article, EntityRef, Evidence, digest

MEDIA = ("news:NewsAgency", "news:MediaOutlet")


@dataclass(frozen=True, slots=True)
class Provenance:
    """What counts of an article: by whom, on which day, from which agency, and the sketch of its text.

    `publisher` is normalised; what is not known is empty.
    """

    article: str
    publisher: str = ""
    day: str = ""
    credit: str = ""
    sketch: copies.Sketch = b""


@dataclass(frozen=True, slots=True)
class Witness:
    """What counts of one evidence when evidence is weighed.

    `sentence` is the digest of its words, `runs` are some of its runs of words as numbers; `told` is the medium that it
    names as its source ("Reuters reported that ...").
    """

    provenance: Provenance
    sentence: str
    fact: bool
    confidence: float
    told: str = ""
    runs: tuple[int, ...] = ()

    @property
    def article(self) -> str:
        return self.provenance.article


def provenance_of(article: Article, sketch: copies.Sketch) -> Provenance:
    """Return what counts of an article, of whose text the sketch is known."""
    return provenance(article.id, article.publisher, article.published, credit(article), sketch)


def provenance(
    article: str, publisher: str, published: str = "", credited: str = "", sketch: bytes = b""
) -> Provenance:
    """Return what counts of an article of which these are known; case and white space make no other publisher."""
    return Provenance(article, _plain(publisher), published[:10] if published[:4].isdigit() else "", credited, sketch)


def witness(by: Provenance, sentence: str, fact: bool, confidence: float, told: str = "") -> Witness:
    """Return what counts of an evidence; case, white space and punctuation make no other sentence."""
    words = copies.words(sentence)
    runs = tuple(copies.runs(words))
    return Witness(by, digest(" ".join(words))[:20], fact, rounded(confidence), told, runs)


def evidence_witness(evidence: Evidence, by: Provenance) -> Witness:
    """Return what counts of an evidence of an article."""
    said, told = evidence.qualifiers, medium(evidence.qualifiers.attributed_to)
    return witness(by, evidence.sentence.text, said.fact, evidence.confidence, told)


def medium(attributed_to: tuple[EntityRef, ...]) -> str:
    """Return the medium whose report a sentence passes on, nothing if it is nobody's or somebody else's word."""
    first = attributed_to[0] if attributed_to else None
    return told_by(first.label, first.type) if first else ""


def told_by(label: str, class_: str) -> str:
    """Return a medium by its name and class: an agency as the gazetteer has it, a publisher; else nothing."""
    return (agency(label) or label) if class_ in MEDIA else ""


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


@dataclass(slots=True)
class Groups:
    """Marks that were joined, directly or through others."""

    leaders: dict[Hashable, Hashable] = field(default_factory=dict)

    def join(self, one: Hashable, other: Hashable) -> None:
        self.leaders[self.leader(one)] = self.leader(other)

    def leader(self, mark: Hashable) -> Hashable:
        """Return the mark that stands for all that are joined with this one, and shorten the way there."""
        foremost = mark
        while (above := self.leaders.setdefault(foremost, foremost)) != foremost:
            foremost = above
        while mark != foremost:
            self.leaders[mark], mark = foremost, self.leaders[mark]
        return foremost

    def of(self, witnesses: Iterable[Witness]) -> list[list[Witness]]:
        """Return the evidence by group, in the order in which each group was met."""
        members: dict[Hashable, list[Witness]] = {}
        for one in witnesses:
            members.setdefault(self.leader(("article", one.article)), []).append(one)
        return list(members.values())


def sources(witnesses: Iterable[Witness]) -> list[list[Witness]]:
    """Return the evidence of one statement in independent groups."""
    everyone = list(witnesses)
    groups = Groups()
    if len({one.article for one in everyone}) < 2:
        return groups.of(everyone)
    _join_texts(groups, everyone)
    for text in groups.of(everyone):
        for name in _from(text):
            groups.join(("article", text[0].article), ("from", name))
    return groups.of(everyone)


def _join_texts(groups: Groups, witnesses: list[Witness]) -> None:
    """Join articles that are one text."""
    sketches: dict[copies.Sketch, str] = {}
    for one in witnesses:
        article = ("article", one.article)
        groups.join(("sentence", one.sentence), article)
        for run in one.runs:
            groups.join(("run", run), article)
        if one.provenance.sketch:
            known = sketches.setdefault(one.provenance.sketch, one.article)
            groups.join(("article", known), article)

    for first, second in _INDEX.pairs(sketches.keys()):
        groups.join(("article", sketches[first]), ("article", sketches[second]))


_INDEX = copies.Index()
"""Of the sketches that this process met: a popular statement is weighed anew with each article that makes it."""


def _from(text: list[Witness]) -> set[str]:
    """Return from whom a text is: the agencies it credits, else the publishers of its first articles, if any.

    An article without a day may have been the first.
    """
    credited = {one.told or one.provenance.credit for one in text} - {""}
    if credited:
        return {_plain(name) for name in credited}
    first = min((one.provenance.day for one in text if one.provenance.day), default="")
    return {one.provenance.publisher for one in text if one.provenance.day in ("", first)} - {""}


def kinship(witnesses: Iterable[Witness]) -> Iterator[tuple[str, str, str]]:
    """Yield (article, article that stands for its source, why they are one source) for each article that adds none.

    The one that stands for a source is the first by day, then by id.
    """
    for group in sources(witnesses):
        by_article: dict[str, list[Witness]] = {}
        for one in sorted(group, key=lambda one: (one.provenance.day or "9999", one.article)):
            by_article.setdefault(one.article, []).append(one)
        first = next(iter(by_article))
        for article in sorted(set(by_article) - {first}):
            others = [(other, rows) for other, rows in by_article.items() if other != article]
            near = [(other, why) for other, rows in others if (why := _why(by_article[article], rows))]
            yield (article, *min(near, key=lambda row: row[0] != first, default=(first, "")))


def _why(some: list[Witness], others: list[Witness]) -> str:
    """Return why two articles are one source; nothing if only through others."""
    if copies.alike(some[0].provenance.sketch, others[0].provenance.sketch):
        return "a copy"
    if _wordings(some) & _wordings(others):
        return "the same words"
    named = _from(some) & _from(others)
    agencies = {one.told or one.provenance.credit for one in (*some, *others)} - {""}
    credited = sorted(name for name in agencies if _plain(name) in named)
    return f"also from {credited[0]}" if credited else "the same publisher" if named else ""


def _wordings(witnesses: list[Witness]) -> set[str | int]:
    return {one.sentence for one in witnesses} | {run for one in witnesses for run in one.runs}
