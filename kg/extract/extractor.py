"""Articles to extractions: the stages of this folder in their order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.language import Language

from kg.extract.calibrated import calibrated
from kg.extract.claims import Saying, by_sentence, sayings
from kg.extract.combined import combined
from kg.extract.coreference import Cluster, Resolver, resolve
from kg.extract.events import events
from kg.extract.extents import Extents
from kg.extract.name_types import typed
from kg.extract.names import names
from kg.extract.naming import entity, origin, reference
from kg.extract.national_teams import field_teams
from kg.extract.noun_phrases import noun_phrases
from kg.extract.open_statements import open_statements
from kg.extract.parse import Parsed, parse
from kg.extract.patterns import Binding, PatternIndex
from kg.extract.phrases import Phrase
from kg.extract.propositions import Propositions
from kg.extract.referents import Referents
from kg.extract.relations import UNNAMED, Context, statements
from kg.extract.repair import repair
from kg.extract.retyping import retype
from kg.extract.times import dated
from kg.extract.tree import Sentence, Token
from kg.extract.whole_names import NAMED_AFTER_KIND
from kg.gazetteer import Gazetteer
from kg.gazetteer.keys import key
from kg.model import (
    Article,
    Claim,
    Entity,
    EntityRef,
    Extraction,
    Quote,
    Rejection,
    Source,
    Span,
    Statement,
    verify,
)
from kg.ontology import Ontology

INTRODUCED = re.compile(r"\(([A-Z]{2,6})\)")
WORDS = frozenset(  # acronyms that are also words which change a sentence's parse
    "is it as at an am be do so no on or we he me us was who what how can may will did has had are all any but not out "
    "up off own per via yet".split()
)
KNOWN = ("IS", "WHO")  # such acronyms that news uses without introducing them


@dataclass(frozen=True, slots=True)
class Extractor:
    """All that extraction needs, loaded once: parser, ontology, its compiled phrases and the gazetteer."""

    model: Language
    ontology: Ontology
    index: PatternIndex
    gazetteer: Gazetteer

    def extract(self, articles: Iterable[Article], *, open_: str = "") -> Iterator[Extraction]:
        """Yield one Extraction an article, in the order given, with every quote verified.

        With `open_` ("binary" or "nary": the view) the propositions that no relation covers come too.
        """
        for parsed in parse(articles, self.model, hidden_acronyms):
            yield self.of_parsed(parsed, open_=open_)

    def of_parsed(self, parsed: Parsed, *, open_: str = "") -> Extraction:
        """Return the extraction of one parsed article."""
        article, sentences = parsed.article, parsed.sentences
        entities, propositions, matches, context = self.prepared(parsed)
        made: list[Statement] = []
        rejected: list[Rejection] = []
        for one, bindings in zip(propositions, matches, strict=True):
            for result in statements(one, bindings, context):
                if isinstance(result, Rejection):
                    rejected.append(result)
                else:
                    made.append(result)
        happened = events(propositions, [one for one in made if one.object is not None], entities, context)
        opened: list[Statement] = []
        if open_:  # all lines are on one scale, that of the open ones
            made, opened = combined(made, open_statements(propositions, context, open_))
        else:
            made = calibrated(made)
        named = [one for one in made if one.subject is not None and one.object is not None]
        nameless = [one for one in made if one.subject is None or one.object is None]
        extraction = Extraction(
            article,
            tuple(sentence.span for sentence in sentences),
            tuple(sorted(entities, key=lambda e: e.id)),
            tuple(named),
            (*nameless, *opened),
            tuple(_claims(context)),
            tuple(rejected),
            tuple(happened),
        )
        verify(extraction)
        return extraction

    def prepared(self, parsed: Parsed) -> tuple[list[Entity], list[Propositions], list[list[Binding]], Context]:
        """Return the entities of an article, and of each sentence propositions and matches, and their context."""
        article, sentences = parsed.article, parsed.sentences
        known = {token.lower for one in sentences for token in one.tokens[1:] if token.tag == "NNP"}
        for sentence in sentences:
            repair(sentence, known)
        found = typed([phrase for one in sentences for phrase in names(one, self.gazetteer)], self.gazetteer)
        field_teams(sentences, found)
        propositions = [Propositions(sentence) for sentence in sentences]
        bindings = [list(self.index.matches(one)) for one in propositions]
        retype(found, bindings, self.ontology)
        said = sayings(article.text, sentences, propositions)
        resolver = resolve(
            [*found, *_others(sentences, found)], introduced(found), said, self.ontology.is_a, self.gazetteer
        )
        entities, referents = self._entities(resolver, article)
        near: dict[int, list[Saying]] = {}
        for number, saying in by_sentence(sentences, said):
            near.setdefault(number, []).append(saying)
        dates = dated(sentences, article.published, self.ontology.is_a)
        return entities, propositions, bindings, Context(article, self.ontology, referents, said, near, dates)

    def _entities(self, resolver: Resolver, article: Article) -> tuple[list[Entity], Referents]:
        made: dict[str, Entity] = {}
        refs = {}
        clusters: dict[int, Cluster] = {}
        phrases: dict[tuple[int, int], Phrase] = {}
        for cluster in resolver.clusters:
            one = entity(cluster, article.id, self.ontology.is_a)
            if one.id in made:  # two clusters of one name: one entity, by the id's definition
                one = _joined(made[one.id], one)
            made[one.id] = one
            refs[id(cluster)] = one.id
            for phrase in cluster.phrases:
                clusters[id(phrase)] = cluster
        origins = {}
        for phrase in resolver.phrases:
            places = range(phrase.first, phrase.last + 1) if phrase.kind == "name" else (phrase.head.i,)
            for i in places:
                phrases[phrase.sentence.number, i] = phrase
            if phrase.origin and phrase.entry is not None:
                one = origin(phrase.entry)
                made.setdefault(one.id, one)
                origins[phrase.entry.id] = reference(made[one.id])
        by_cluster = {number: reference(made[id_]) for number, id_ in refs.items()}
        return list(made.values()), Referents(phrases, clusters, by_cluster, origins)


def hidden_acronyms(article: Article) -> frozenset[str]:
    """Return the acronyms of an article that its parser would take for words: "IS", and introduced ones like "(IT)"."""
    introduced_ = {word for word in INTRODUCED.findall(article.text) if word.lower() in WORDS}
    known = {word for word in KNOWN if re.search(rf"\b{word}\b", article.text)}
    return frozenset(introduced_ | known)


def introduced(phrases: Sequence[Phrase]) -> dict[str, str]:
    """Return {key of another name: key of the full one} for "Islamic State (IS)" and "IS (Islamic State)".

    "the Supreme Court (Høyesterett Norge)": so is a name in another language that has an article elsewhere, as no
    person's has; its phrases are given the class of the first.
    """
    found: dict[str, str] = {}
    by_name: dict[str, list[Phrase]] = defaultdict(list)
    for one in phrases:
        by_name[key(one.text)].append(one)
    for one, other in pairwise(phrases):
        if one.sentence is not other.sentence or other.first != one.last + 2:
            continue
        tokens = one.sentence.tokens
        if tokens[one.last + 1].text != "(" or other.last + 1 >= len(tokens) or tokens[other.last + 1].text != ")":
            continue
        full, short = (one, other) if one.last > one.first else (other, one)
        letters = [c for c in short.text if c.isalpha()]
        if short.first == short.last and letters and sum(c.isupper() for c in letters) * 2 >= len(letters):
            initials = {word[0].casefold() for word in full.text.split() if word}
            if letters[0].casefold() in initials and full.type != "news:Person":  # "Ann Lee (SPD)": her party
                found[key(short.text)] = key(full.text)
        elif one.first < one.last and not other.entry and one.type in NAMED_AFTER_KIND and _is_unplaced(other):
            same = by_name[key(other.text)]
            if other.first < other.last and any(map(_has_article, same)):
                found[key(other.text)] = key(one.text)
                for translated in same:
                    translated.type = one.type
    return found


def _has_article(name: Phrase) -> bool:
    return name.first > 0 and name.sentence.tokens[name.first - 1].lower == "the"


def _is_unplaced(name: Phrase) -> bool:
    """Tell whether a name is by its class a person's or nothing's, as the recognizer takes those in other languages."""
    return name.kind == "name" and name.type in ("", "news:Person", "owl:Thing")


def _others(sentences: Sequence[Sentence], found: Sequence[Phrase]) -> Iterator[Phrase]:
    by_sentence: dict[int, list[Phrase]] = {}
    for phrase in found:
        by_sentence.setdefault(phrase.sentence.number, []).append(phrase)
    for sentence in sentences:
        yield from noun_phrases(sentence, by_sentence.get(sentence.number, ()))


def _joined(one: Entity, other: Entity) -> Entity:
    aliases = {*one.aliases, *other.aliases, other.label} - {one.label}
    return replace(one, aliases=tuple(sorted(aliases)), mentions=tuple(sorted({*one.mentions, *other.mentions})))


def _claims(context: Context) -> Iterator[Claim]:
    text = context.article.text
    extents: dict[int, Extents] = {}
    for saying in context.sayings:
        if not saying.told:
            continue
        named = []
        for head, sentence in ((saying.source, saying.source_sentence), (saying.addressee, saying.sentence)):
            if head is not None and sentence.number not in extents:
                extents[sentence.number] = Extents(sentence)
            named.append(
                _named(head, sentence, extents[sentence.number], context, saying.cue) if head is not None else None
            )
        yield Claim(
            context.article.id, named[0], Quote(saying.cue.span, saying.cue.text),
            Quote(saying.content, saying.content.of(text)), saying.kind, saying.stance, named[1],
            saying.parts if len(saying.parts) > 1 else (),
        )  # fmt: skip


def _up_to(cue: Token, head: Token, words: Sequence[Token]) -> Iterator[Token]:
    """Yield the words of a source's phrase that come before a participle which is, or holds, the cue."""
    first = next((one for one in (cue, *cue.ancestors()) if one.head is head and one.dep in ("acl", "relcl")), None)
    cut = first.subtree()[0].i if first is not None else None
    return (word for word in words if cut is None or word.i < cut or word.i <= head.i)


def _named(head: Token, sentence: Sentence, extents: Extents, context: Context, cue: Token) -> Source:
    """Return who is meant by the phrase with this head; one that stands for no known entity is named by its words.

    The quote is a name, or all of the phrase, without the cue: "a security source in the ministry" that is "saying so".
    """
    referents = context.referents.of(sentence, head)
    words = [*_up_to(cue, head, extents.noun(head, "long"))]
    phrase = Quote(Span(words[0].start, words[-1].end), sentence.words(words))
    if not referents:
        return Source(EntityRef(UNNAMED.id, phrase.text, UNNAMED.type), phrase)
    return Source(referents[0].entity, phrase if head.pos == "NOUN" else referents[0].quote)
