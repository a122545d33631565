"""Text that is no prose: no crash, no explosion."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from remembered import Remembered

from kg.extract.coreference import resolve
from kg.extract.extractor import hidden_acronyms
from kg.extract.name_types import typed
from kg.extract.names import names
from kg.extract.national_teams import field_teams
from kg.extract.parse import parse
from kg.extract.tree import Sentence, Token
from kg.gazetteer import Gazetteer
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
    "a name of 1,500 words": "The " + "Lumen Front " * 750 + "left.",
    "a name of one letter and 5,000 marks": "A" + "\u0301" * 5000 + "nna Lee left.",
    "a name with marks of direction": "\u202bAnna\u202c \u2067Lee\u2069 met Bob Lane.",
    "a firm's endings": "Lumen" + ", Inc." * 2000 + " grew.",
    "a chain of places": "They came to " + "Paris, " * 2000 + "France.",
    "sixty people who met": ", ".join(
        f"{a} {b}"
        for a in "Ann Bob Carl Dora Eve Fred Gina Hans Ida Jack".split()
        for b in "Berg Reed Lang Holm Braun Stone".split()
    )
    + " and Leo Fox met in Oslo.",
    "pairs of names": "Crete and Malta and " * 1000 + "Cyprus agreed.",
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


@pytest.fixture(scope="module")
def remembering(extractor):
    """The extractor with a parser that remembers."""
    return replace(extractor, model=Remembered(extractor.model))


@pytest.mark.parametrize("view", ["", "binary", "nary"])
@pytest.mark.parametrize("name", CASES)
def test_any_text_is_read_to_its_end(remembering, name, view):
    """Extraction ends, with quotes that verify, fewer statements than words and open ones bounded a sentence."""
    text = CASES[name]
    extraction = next(iter(remembering.extract([Article("t", text)], open_=view)))
    assert len(extraction.statements) <= len(text.split())
    assert len(extraction.open_statements) <= 2 * len(text.split())


@pytest.mark.parametrize("view", ["", "binary", "nary"])
@pytest.mark.parametrize("name", ONE_SENTENCE)
def test_the_cost_of_a_sentence_grows_no_faster_than_its_length(remembering, name, view):
    """Four times the words take well under the sixteen times that work for each pair of words would take."""

    def cost(words):
        seconds = []
        for _ in range(2):
            (parsed,) = parse([Article("t", ONE_SENTENCE[name](words))], remembering.model, hidden_acronyms)
            start = time.process_time()
            remembering.of_parsed(parsed, open_=view)
            seconds.append(time.process_time() - start)
        return min(seconds)

    assert cost(2400) < 9 * cost(600) + 0.05


def test_an_empty_article_gives_nothing(extract):
    """An article of spaces has no sentence."""
    extraction = extract("   \n\n  ")
    assert (extraction.sentences, extraction.statements, extraction.entities) == ((), (), ())


LOOK_ALIKES = [
    ("\u0421hina agreed.", "\u0421hina"),  # a Cyrillic letter
    ("\u039dATO agreed.", "\u039dATO"),  # a Greek one
    ("Fr\u0430nce agreed.", "Fr\u0430nce"),
]


@pytest.mark.parametrize(("text", "name"), LOOK_ALIKES)
def test_look_alike_letters_make_another_name(extract, text, name):
    """A name with a letter of another script is linked to nothing."""
    assert [entity.links for entity in extract(text).entities if name in (entity.label, *entity.aliases)] in ([], [()])


def test_composed_and_decomposed_letters_make_one_name(extract):
    """A letter with its accent and a letter followed by it are the same, and so is who bears them."""
    found = extract("Jos\u00e9 Morel left. Jose\u0301 Morel returned.").entities
    assert len([entity for entity in found if "Morel" in entity.label]) == 1


def test_names_in_other_scripts_stay_apart(extract):
    """Names without a Latin letter get ids of their own."""
    found = extract("Anna met Павел Иванов and Сергей Петров.").entities
    ids = [entity.id for entity in found if not entity.label.isascii()]
    assert len(set(ids)) == len(ids)


def test_fifty_thousand_mentions_cost_linear_time():
    """An article of 25,000 sentences with two names each is read at once; who is named in each is one."""
    gazetteer = Gazetteer.load()
    sentences = list(_meetings(25_000))
    found = typed([phrase for one in sentences for phrase in names(one, gazetteer)], gazetteer)
    field_teams(sentences, found)
    clusters = resolve(found, {}, [], lambda one, other: one == other, gazetteer).clusters
    assert sorted(len(cluster.phrases) for cluster in clusters) == [25_000, 25_000]


def _meetings(count):
    """Yield sentences "Ann Lee met Peru ." as the parser gives them."""
    words = ("Ann", "NNP", "compound", 1), ("Lee", "NNP", "nsubj", 2), ("met", "VBD", "ROOT", None), ("Peru", "NNP",
             "dobj", 2), (".", ".", "punct", 2)  # fmt: skip
    length = sum(len(word) + 1 for word, *_ in words)
    text = "Ann Lee met Peru . " * count
    for number in range(count):
        start, tokens = number * length, []
        for i, (word, tag, dep, _) in enumerate(words):
            pos = "PROPN" if tag == "NNP" else "VERB" if tag == "VBD" else "PUNCT"
            tokens.append(Token(i, word, start, start + len(word), lemma=word.lower(), tag=tag, pos=pos, dep=dep))
            start += len(word) + 1
        for token, (*_, head) in zip(tokens, words, strict=True):
            if head is not None:
                token.head = tokens[head]
                tokens[head].children.append(token)
        sentence = Sentence(tokens, text, number)
        sentence.names = [(0, 1, "PERSON"), (3, 3, "GPE")]
        yield sentence
