"""Text that is no prose: no crash, no explosion."""

from __future__ import annotations

import time

import pytest

from kg.extract.extractor import hidden_acronyms
from kg.extract.parse import parse
from kg.model import Article

CASES = {
    "a sentence of 10,000 words": "The army " + "and the army " * 5000 + "left.",
    "a list": "\n".join(f"- item {n}: Paris, Berlin, Rome" for n in range(300)),
    "a table": "\n".join("| Paris | 12 | 13 |" for _ in range(300)),
    "code": "for (int i = 0; i < n; i++) { a[i] = b[i] * c[i]; }\n" * 50,
    "capitals": "THE ARMY EXPELLED HEZBOLLAH FROM PARIS ON MONDAY. " * 20,
    "another language": "Die Armee hat am Montag die Stadt eingenommen. " * 20,
    "noise": "Tne arrny 3xpelled lzzbollah ~~ frorn %% tbe c1ty .. " * 20,
    "quotation marks": '"' * 200 + " said. “““ ” \" ' ’",
    "nothing but punctuation": "?!?! ... ---- ;;;; (((",
    "right-to-left and combining": "قال الجيش إنه دخل المدينة. A\u0301\u0301ngela Merkel said so. \u202eabc",
    "one letter": "a",
    "a name of 10,000 characters": "Mr " + "A" * 10_000 + " met Angela Merkel.",
    "a dateline and nothing else": "PARIS, March 4 (Reuters) -- ",
}


ONE_SENTENCE = {  # words -> a sentence about as long
    "a list of nouns": lambda n: "The army attacked " + "Paris, " * (n // 2) + "and Rome.",
    "a subject that goes on": lambda n: "The army " + "and the army " * (n // 3) + "left.",
    "verbs": lambda n: "The army " + " and ".join(["attacked the town"] * (n // 4)) + ".",
    "lists of names": lambda n: " and ".join(f"Group{i}" for i in range(n // 2)) + " met Angela Merkel.",
    "clauses within clauses": lambda n: "He said " + "that she said " * (n // 3) + "it fell.",
    "phrases within phrases": lambda n: "The head " + "of the head " * (n // 3) + "met Angela Merkel.",
    "relative clauses": lambda n: "The army, " + "which attacked the town, " * (n // 5) + "left.",
    "infinitives": lambda n: "The army " + "tried to help " * (n // 3) + "France.",
    "capitals": lambda n: "THE ARMY EXPELLED HEZBOLLAH FROM PARIS ON MONDAY AND " * (n // 9) + "LEFT.",
    "a table": lambda n: "Paris | 12 | 13 | " * (n // 6) + ".",
    "code": lambda n: "for (int i = 0; i < n; i++) { a[i] = b[i] * c[i]; } " * (n // 20),
}


@pytest.mark.parametrize("view", ["", "binary", "nary"])
@pytest.mark.parametrize("name", CASES)
def test_any_text_is_read_to_its_end(extractor, name, view):
    """Extraction ends, with quotes that verify, fewer statements than words and open ones bounded a sentence."""
    text = CASES[name]
    extraction = next(iter(extractor.extract([Article("t", text)], open_=view)))
    assert len(extraction.statements) <= len(text.split())
    assert len(extraction.open_statements) <= 2 * len(text.split())


@pytest.mark.parametrize("view", ["", "binary", "nary"])
@pytest.mark.parametrize("name", ONE_SENTENCE)
def test_the_cost_of_a_sentence_grows_no_faster_than_its_length(extractor, name, view):
    """Four times the words take well under the sixteen times that work for each pair of words would take."""

    def cost(words):
        seconds = []
        for _ in range(2):
            (parsed,) = parse([Article("t", ONE_SENTENCE[name](words))], extractor.model, hidden_acronyms)
            start = time.process_time()
            extractor.of_parsed(parsed, open_=view)
            seconds.append(time.process_time() - start)
        return min(seconds)

    assert cost(2400) < 9 * cost(600) + 0.05


def test_an_empty_article_gives_nothing(extract):
    """An article of spaces has no sentence."""
    extraction = extract("   \n\n  ")
    assert (extraction.sentences, extraction.statements, extraction.entities) == ((), (), ())
