"""`kg build` on many machines: the readers, the extractor and the rules of who is who, spread out by Spark.

session      Spark, begun and ended                  places     files by path or address
reading      files -> articles by shard              shards     articles -> what each says, kept from run to run
units        own entities -> units                   likes      units -> pairs that are alike
components   pairs -> what hangs together            events     units -> events, and pairs of them
identity     all of it -> who is who                 graph      what articles say -> quads and tables
cluster      shards, and what belongs to them        keeping    outcomes that are kept for several uses
build        the wiring

A shard holds the articles whose ids have one remainder: equal ids meet in it, whatever files they stand in. All that
is decided is decided by functions of `kg.entities` and `kg.graph`, which a single machine calls as well.
"""
