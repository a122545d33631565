"""Dated expressions to EDTF (ISO 8601-2) values: found in a sentence, anchored on the day of publication.

The day of publication is the article's `published`. A dateline in the text only fills it where the file says nothing,
which the readers see to; where both stand and contradict each other, `published` counts.
"""

from kg.extract.times.calendar import Anchor, within
from kg.extract.times.expressions import Expression, datatype, edtf, expressions
from kg.extract.times.sentences import Dated, dated

__all__ = ["Anchor", "Dated", "Expression", "datatype", "dated", "edtf", "expressions", "within"]
