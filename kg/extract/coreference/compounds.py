"""Nouns inside nominals that stand for a kind of their own: the iodine in "iodine deficiency"."""

from __future__ import annotations

from kg.extract.coreference.clusters import Cluster, Resolver
from kg.extract.phrases import Phrase


def join_compounds(made: Resolver) -> None:
    """Add to the clusters of bare nouns ("iodine") the same nouns where they qualify another.

    They are mentions of the kind, but no arguments; a noun that never stands alone makes none.
    """
    bare: dict[str, Cluster] = {}
    for phrase in made.phrases:
        cluster = made.cluster(phrase)
        if cluster is not None and not cluster.names and _is_bare(phrase):
            bare.setdefault(phrase.head.lemma, cluster)
    for phrase in [one for one in made.phrases if one.kind == "nominal" and one.last > one.first]:
        for token in phrase.tokens:
            if token.dep in ("compound", "nmod") and token.tag in ("NN", "NNS") and token.head is phrase.head:
                cluster = bare.get(token.lemma)
                if cluster is not None and cluster is not made.cluster(phrase):
                    made.put(Phrase(phrase.sentence, token.i, token.i, token, "nominal"), cluster)


def _is_bare(phrase: Phrase) -> bool:
    """Tell whether the phrase is one noun without a determiner; people are others each time."""
    single = phrase.kind == "nominal" and phrase.first == phrase.last and phrase.head.tag in ("NN", "NNS")
    return single and phrase.type not in ("news:Person", "news:Group") and phrase.head.dep != "attr"
