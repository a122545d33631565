"""Confidences from measured precision: how often extractions of a relation by the same means proved right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.model import Statement
from kg.ontology.precision import measured


def calibrated(statements: Iterable[Statement]) -> list[Statement]:
    """Return typed statements with the confidence that follows from relation, extractor and surety of each evidence."""
    return [_calibrated(statement) for statement in statements]


def _calibrated(statement: Statement) -> Statement:
    precision, relation = measured(), statement.relation.id
    evidence = (
        replace(one, confidence=precision.confidence(relation, one.extractor, one.confidence))
        for one in statement.evidence
    )
    return replace(statement, evidence=tuple(evidence))
