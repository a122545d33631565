"""Articles to sentences: spaCy's parse of each paragraph, with offsets into the article's text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.lexicon import verb_classes
from kg.extract.parser_model import LONGEST, passing
from kg.extract.standins import Shown, shown
from kg.extract.tree import Sentence, Token
from kg.model import Article

BATCH = 128  # paragraphs parsed at once; more gain nothing on two cores
HELD = 50_000  # characters from which fewer are: what a batch takes of memory grows with its words
PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=\s*\n[^\S\n]*\n|\s*\Z)", re.S)
DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Za-z.'’ -]{1,40}?)(?:,\s*(?P<region>[A-Z][A-Za-z. ]{1,30}?))?"
    r"(?:,?\s+(?P<date>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}))?(?:,?\s+\d{4})?"
    r"\s*(?:\((?P<agency>[A-Z][^()]{1,40})\)\s*)?(?:--|—|–|-)\s+(?=\S)"
)


@dataclass(slots=True)
class Parsed:
    """An article with its sentences in order."""

    article: Article
    sentences: list[Sentence] = field(default_factory=list)


def parse(
    articles: Iterable[Article], model: Language, acronyms: Callable[[Article], frozenset[str]]
) -> Iterator[Parsed]:
    """Yield each article with its sentences, in the order given; the parser works on batches across articles.

    `acronyms` names the acronyms of an article that are shown to the parser as a stand-in.
    """
    waiting: list[Parsed] = []
    batch: list[tuple[str, tuple[Parsed, Shown, int, int]]] = []
    held = 0
    for article in articles:
        parsed = Parsed(article)
        waiting.append(parsed)
        hidden = acronyms(article)
        for number, (start, text) in enumerate(paragraphs(article.text)):
            view = shown(text, hidden)
            batch.append((view.text, (parsed, view, start, number)))
            held += len(view.text)
        if len(batch) >= BATCH or held >= HELD:
            yield from _parsed(batch, waiting, model)
            batch, waiting, held = [], [], 0
    yield from _parsed(batch, waiting, model)


def _parsed(
    batch: list[tuple[str, tuple[Parsed, Shown, int, int]]], waiting: list[Parsed], model: Language
) -> list[Parsed]:
    with passing(model):
        for doc, (parsed, view, start, number) in model.pipe(batch, as_tuples=True, batch_size=BATCH):
            parsed.sentences.extend(_sentences(doc, view, start, number, parsed))
    return waiting


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, text) of each paragraph without its dateline; blank lines divide paragraphs.

    A paragraph beyond LONGEST characters is cut at a sentence's end or a space.
    """
    for match in PARAGRAPH.finditer(text):
        start, end = match.span()
        dateline = DATELINE.match(text, start, min(end, start + 120))
        if dateline and (dateline["agency"] or dateline["date"] or dateline["place"].isupper()):
            start = dateline.end()
        while end - start > LONGEST:
            cut = max(text.rfind(". ", start, start + LONGEST) + 1, 0) or text.rfind(" ", start, start + LONGEST)
            cut = cut if cut > start else start + LONGEST
            yield start, text[start:cut]
            start = cut
        yield start, text[start:end]


def _lemma(word: str, lemma: str) -> str:
    """Return the lemma, with the final "e" that the lemmatizer takes off a known verb: "hoped" is no form of "hop"."""
    if word == lemma + "ped" or not word.endswith(("ed", "es", "ing")) or verb_classes(lemma):
        return lemma
    longer = f"{word[:-3]}e" if word.endswith("ing") else word[:-1]
    return longer if verb_classes(longer) else lemma


def _sentences(doc: Doc, view: Shown, offset: int, paragraph: int, parsed: Parsed) -> Iterator[Sentence]:
    text = parsed.article.text
    number = len(parsed.sentences)
    for span in doc.sents:
        tokens: list[Token] = []
        by_index: dict[int, Token] = {}
        words = [word for word in span if not word.is_space]
        for word in words:
            first, last = view.back(word.idx, word.idx + len(word))
            first, last = first + offset, last + offset
            lemma = _lemma(word.lower_, word.lemma_.lower()) if word.tag_ != "NNS" else word.lemma_.lower()
            by_index[word.i] = token = Token(
                len(tokens), text[first:last], first, last,
                lemma=lemma, tag=word.tag_, pos=word.pos_, dep=word.dep_, ent=word.ent_type_,
            )  # fmt: skip
            tokens.append(token)
        if not tokens:
            continue
        for word in words:
            head = word.head
            if head.i != word.i and head.i in by_index:
                token = by_index[word.i]
                token.head = by_index[head.i]
                token.head.children.append(token)
        sentence = Sentence(tokens, text, number, paragraph)
        sentence.names = [
            (by_index[ent.start].i, by_index[ent.end - 1].i, ent.label_)
            for ent in span.ents
            if ent.start in by_index and ent.end - 1 in by_index
        ]
        number += 1
        yield sentence
