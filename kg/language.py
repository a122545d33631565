"""Whether an article is in English, the only language that is extracted from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.errors import OnError, ReadError
from kg.model import Article

SHORTEST = 12  # words; less is no ground to go by
SAMPLE = 4000  # characters that are looked at
# How much likelier, a word, another language must be (log probability): English passages full of foreign names
# stay below 1.5 on the development data, prose in other languages above 8.
MARGIN = 4.0
# Words of English alone, and how many of a hundred words are among them in what is plainly English: news has 12 to 20,
# other languages hardly one. To ask no further spares half a second and 75 MB for the model of languages.
ENGLISH = frozenset(
    "the and that with from has was were have been which said their they this would after who its when about into than "
    "could being because against".split()
)
PLAIN = 0.08
ASIDES = re.compile(r"\([^()]*\)|[^\x00-\u024f]+")  # "(Russian: …)" and other scripts in an English text


def english(articles: Iterable[Article], on_error: OnError) -> Iterator[Article]:
    """Yield the English articles; any other goes to `on_error`, by its own word or by its letters."""
    for article in articles:
        language = foreign(article)
        if language:
            on_error(
                ReadError(
                    f"article {article.id}",
                    f"its language is {language!r}",
                    "expected English ('en')",
                    "leave it out, or translate it first",
                )
            )
        else:
            yield article


def foreign(article: Article) -> str:
    """Return the ISO 639-1 code of an article's language if that is not English, else ""."""
    stated = article.language.lower().partition("-")[0]
    if stated not in ("", "en"):
        return stated
    sample = article.text[:SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    if letters and sum(c > "\u024f" for c in letters) * 2 > len(letters):
        return _rank(sample)[0][0]
    sample = ASIDES.sub(" ", sample)
    words = sample.lower().split()
    if len(words) < SHORTEST or sum(word in ENGLISH for word in words) >= PLAIN * len(words):
        return ""
    ranked = dict(_rank(sample))
    best = max(ranked, key=lambda code: (ranked[code], code))
    return best if best != "en" and (ranked[best] - ranked["en"]) / len(words) > MARGIN else ""


def _rank(text: str) -> list[tuple[str, float]]:
    import py3langid  # its model takes a while to load, and short texts do without

    found: list[tuple[str, float]] = py3langid.rank(text)
    return found
