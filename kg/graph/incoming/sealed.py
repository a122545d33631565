"""A graph whose file is as this program wrote it: what it holds was checked then, and need not be made anew.

A seal is easily forged, so every quote is still cut from its text. Whether facts, names and numbers are those that the
articles give, `kg check` tells of any graph.
"""

from __future__ import annotations

from kg.errors import StoreError
from kg.graph import vocabulary as v
from kg.graph.incoming.checked import REMEDY
from kg.graph.reading import Reader
from kg.model import Quote


def slice_again(reader: Reader) -> int:
    """Cut every quote from its text, and return the number of articles; raise StoreError on a quote that is wrong."""
    articles = reader.article_nodes()
    for article in articles:
        text = reader.object(article, v.TEXT, article)
        for sentence, _, words, _ in reader.match(None, v.ANCHOR, None, article):
            fault = Quote(v.span_of(sentence), words.value).fault(text.value if text else "")
            if fault:
                raise StoreError(f"article {v.local(article, v.ARTICLE)}", fault, "", REMEDY)
    return len(articles)
