"""Outcomes that are kept for all that follow from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pyspark import RDD

Value = TypeVar("Value")


def kept(values: RDD[Value]) -> RDD[Value]:
    """Have a stage's outcome kept for all that follow from it, on disk where memory is short."""
    from pyspark import StorageLevel

    return values.persist(StorageLevel.MEMORY_AND_DISK)
