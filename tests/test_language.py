"""Only English is extracted from."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.language import foreign
from kg.model import Article

GERMAN = "Die Armee hat am Montag die Stadt eingenommen, sagte ein Sprecher der Regierung in der Hauptstadt."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        ("Армия взяла город в понедельник, сказал представитель правительства в столице страны вечером.", "ru"),
        ("قال الجيش إنه دخل المدينة يوم الاثنين وقال متحدث باسم الحكومة في العاصمة", "ar"),
        ("The army took the town on Monday, said a spokesman of the government in the capital of the country.", ""),
        ("THE ARMY TOOK THE TOWN ON MONDAY, SAID A SPOKESMAN OF THE GOVERNMENT IN THE CAPITAL OF THE COUNTRY.", ""),
        ("Boris Ivanov (Russian: Борис Иванов; Ukrainian: Борис Іванов) was born in the village in April 1932.", ""),
        ("Hans Müller and Jürgen Weiß of Köln met the chief executive of the company on Monday morning.", ""),
        ("Die Armee.", ""),
    ],
)
def test_a_language_is_told_by_its_words(text, language):
    """Names and asides in another script do not make an article foreign; a few words are no ground to go by."""
    assert foreign(Article("a", text)) == language


def test_an_article_is_taken_at_its_word():
    """A stated language needs no guess."""
    assert foreign(Article("a", "Anything at all", language="fr-CA")) == "fr"
    assert foreign(Article("a", "The army left.", language="en-GB")) == ""


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The army has taken the town, said a spokesman of the government that was formed with the rebels.", False),
        ("Rebels drive army out of Sirte, seize port, airport, oil terminal, police say.", True),
        (GERMAN, True),
    ],
)
def test_plain_english_needs_no_model(text, asked):
    """It takes half a second to load; what is hard to tell still goes by it."""
    ask = (
        "import sys; from kg.language import foreign; from kg.model import Article; "
        "foreign(Article('a', sys.argv[1])); print('py3langid' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", ask, text], capture_output=True, text=True, check=True)
    assert done.stdout == f"{asked}\n"
