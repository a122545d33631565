"""Text that is no prose: no crash, no explosion."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize("name", CASES)
def test_any_text_is_read_to_its_end(extract, name):
    """Extraction ends, with quotes that verify and fewer statements than words."""
    text = CASES[name]
    extraction = extract(text)
    assert len(extraction.statements) <= len(text.split())


def test_an_empty_article_gives_nothing(extract):
    """An article of spaces has no sentence."""
    extraction = extract("   \n\n  ")
    assert (extraction.sentences, extraction.statements, extraction.entities) == ((), (), ())
