"""Who says what: reported speech, quotations, requests, attitudes and "according to", as spans of the text.

A statement whose trigger lies in what is said is that source's, not the article's.
"""

from kg.extract.claims.saying import Saying
from kg.extract.claims.sayings import by_sentence, sayings

__all__ = ["Saying", "by_sentence", "sayings"]
