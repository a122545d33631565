"""What the parser is shown instead of the text, and the way back."""

from __future__ import annotations

import pytest

from kg.extract.standins import shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A cell of IS fled.", "A cell of ISIS fled."),
        ("This is not IS's work.", "This is not ISIS's work."),
        ("said Omar al-Farouk", "said Omar Alfarouk"),
        ("Abu-Salim and El-Hadi", "Abusalim and Elhadi"),
        ("an al-fresco lunch", "an al-fresco lunch"),
        ("He co-founded it.", "He cofounded it."),
        ("“We won’t,” she said", '"We won\'t," she said'),
        ("``Never'' again", '"Never" again'),
    ],
)
def test_words_the_parser_stumbles_on_are_replaced(text, expected):
    """Known acronyms, Arabic articles, prefixes and typographic quotes get a form the parser reads well."""
    assert shown(text, {"IS"}).text == expected


def test_headlines_in_capitals_are_left_alone():
    """In a line of capitals "IS" is more likely the verb."""
    assert shown("WAR IS OVER", {"IS"}).text == "WAR IS OVER"


@pytest.mark.parametrize("text", ["IS and al-Farouk, then IS’s “co-chair” IS.", "al-Hadi", "no change at all", "IS"])
def test_every_word_leads_back_to_its_own_place(text):
    """Each word of the shown text maps to the words it stands for, and neighbours never overlap."""
    view = shown(text, {"IS"})
    places, at = [], 0
    for word in view.text.split(" "):
        places.append(view.back(at, at + len(word)))
        at += len(word) + 1
    assert [text[start:end] for start, end in places] == text.split(" ")
