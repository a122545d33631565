"""Confidence from counts of judged extractions."""

import pytest

from kg.ontology.precision import Precision, measured, surety_class


@pytest.fixture
def counts():
    """A relation that is mostly right, one that is mostly wrong, one that was hardly judged."""
    made = Precision()
    for row in [
        ("r:good", "clauses", "plain", 190, 200),
        ("r:bad", "clauses", "plain", 40, 200),
        ("r:bad", "nominals", "doubtful", 10, 40),
        ("r:rare", "clauses", "plain", 0, 1),
    ]:
        made.count(*row)
    return made


def test_confidence_follows_the_precision_of_the_relation(counts):
    """Many judged cases decide; few leave it near that of the extractor."""
    good, bad, rare, never = (
        counts.confidence(f"r:{name}", "clauses", 0.9) for name in ("good", "bad", "rare", "none")
    )
    assert bad < rare < never < good
    assert never - rare < 0.05
    assert abs(good - 190 / 200) < 0.06


def test_confidence_follows_surety_and_extractor(counts):
    """Arguments that were hard to find make it less; an extractor without a count has the precision of all."""
    assert counts.confidence("r:good", "clauses", 0.7) < counts.confidence("r:good", "clauses", 0.9)
    assert counts.confidence("r:bad", "nominals", 0.9) < counts.confidence("r:none", "other", 0.9)


@pytest.mark.parametrize(
    ("surety", "name"), [(0.9, "plain"), (0.855, "indirect"), (0.8, "indirect"), (0.77, "doubtful")]
)
def test_sureties_have_three_classes(surety, name):
    """Names that a sentence joins; a noun or pronoun; more than one of these."""
    assert surety_class(surety) == name


def test_nothing_is_certain_or_hopeless():
    """Confidence stays between 0.05 and 0.99, also without any count."""
    always, never = Precision(), Precision()
    always.count("r:x", "clauses", "plain", 10**6, 10**6)
    never.count("r:x", "clauses", "plain", 0, 10**6)
    assert always.confidence("r:x", "clauses", 0.9) == 0.99
    assert never.confidence("r:x", "clauses", 0.9) == 0.05
    assert Precision().confidence("r:x", "clauses", 0.9) == 0.5


def test_the_packaged_counts_are_sound():
    """There are some for each extractor, and never more right than judged."""
    found = measured()
    assert all(found.right[group] <= found.judged[group] for group in found.judged)
    assert found.judged[()] > 1000
    assert found.of("news:livesIn") == (found.right["news:livesIn", ""], found.judged["news:livesIn", ""])
    assert {("clauses",), ("nominals",), ("brackets",)} <= set(found.judged)


def test_an_extraction_has_the_confidence_of_its_relation(extractor):
    """What `kg extract` prints, and the graph holds, is the calibrated figure; open lines keep their own scale."""
    from kg.model import Article

    def made(open_):
        article = Article("x", "Angela Merkel lives in Berlin.")
        (found,) = extractor.extract([article], open_=open_)
        return next(s.evidence[0] for s in found.statements if s.relation.id == "news:livesIn")

    plain = made("")
    assert plain.confidence == measured().confidence("news:livesIn", plain.extractor, 0.9)
    assert made("binary").confidence != plain.confidence
