"""The page that the first graph was built for; it is not part of the project."""

from __future__ import annotations

import pytest

from kg.readers import read

PAGE = "dev/articles/000_9c32f812ae2cc951.txt"


@pytest.fixture(scope="module")
def extraction(extractor, shared):
    articles = list(read([str(shared / PAGE)], pytest.fail))
    return next(iter(extractor.extract(articles)))


@pytest.fixture(scope="module")
def triples(extraction):
    """Return {(subject label, relation, object label): statement}."""
    return {
        (s.subject.label, s.relation.id.removeprefix("news:"), getattr(s.object, "label", "")): s
        for s in extraction.statements
    }


@pytest.mark.parametrize(
    ("subject", "relation", "object_"),
    [
        ("Libyan army", "expelled", "Islamic State"),
        ("Libyan army", "expelled", "Ansar al-Sharia"),
        ("Khalifa Hafer", "leads", "Libyan army"),
        ("Abu-Bakr al-Baghdadi", "memberOf", "Media Center"),
        ("Suleiman al-Obeidi", "memberOf", "Islamic State"),
        ("Islamic State", "operatesIn", "Libya"),
        ("United Nations", "supports", "UN-backed unity government"),
    ],
)
def test_the_page_states(triples, subject, relation, object_):
    """What the article itself says is a fact."""
    assert triples[subject, relation, object_].evidence[0].qualifiers.fact


def test_a_capture_is_dated(triples):
    """Forces took Sirte in December 2016."""
    statement = next(s for (_, relation, place), s in triples.items() if relation == "captured" and place == "Sirte")
    assert "forces" in statement.subject.label
    assert statement.evidence[0].qualifiers.time.value == "2016-12"
    assert statement.evidence[0].qualifiers.fact


def test_the_page_never_states(extraction, triples):
    """What parties refuse to do, whose name he bears, and what stands around the article."""
    amended = [
        s
        for s in extraction.statements
        if s.evidence[0].trigger.text.startswith("amend") and s.evidence[0].qualifiers.polarity == "positive"
    ]
    assert not amended
    assert ("Abu-Bakr al-Baghdadi", "memberOf", "Islamic State") not in triples
    text = extraction.article.text
    for furniture in ("Back to Top", "AFP Photo", "Editor:"):
        assert furniture not in text


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("Islamic State", {"IS"}),
        ("Libyan army", {"The Libyan army", "The army"}),
        ("Abu-Bakr al-Baghdadi", {"Abu-Bakr al-Baghdadi", "al-Baghdadi"}),
    ],
)
def test_the_page_has_one_entity_for(extraction, label, names):
    """Acronym and full name, "army" and "Libyan army", surname and full name are one."""
    owners = {name: {e.label for e in extraction.entities if any(m.text == name for m in e.mentions)} for name in names}
    assert owners == {name: {label} for name in names}


def test_an_agency_is_no_person(extraction):
    """Xinhua, to whom people talk, is a news agency."""
    assert [e.type for e in extraction.entities if e.label == "Xinhua"] == ["news:NewsAgency"]


def test_each_sentence_is_evidence_once(extraction):
    """The page holds its body twice, the article once."""
    text = extraction.article.text
    sentences = [span.of(text) for span in extraction.sentences]
    assert len(sentences) == len(set(sentences))
