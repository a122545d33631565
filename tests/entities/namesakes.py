"""Made-up articles full of namesakes and near-names, and made-up decisions about these, by a dice."""

from dataclasses import replace

from kg.entities.ledger import Who, made
from kg.identity import Fact, Own, Profile

WHO = Who("A. Reader", "2026-05-01", "it is so")
KINDS = ["news:Person", "news:Person", "news:Company", "news:City", "news:Parliament", "news:Organization", "owl:Thing"]
NAMES = ["Ida Holm", "Idah Holm", "I. Holm", "Ida M. Holm", "Ida K. Holm", "Holm", "Parliament", "Interior Ministry",
         "Jordan", "Acme", "Acme Inc", "Acme Ltd", "World Food Programme", "WFP", "Wide Film Project", "Red Front",
         "Red Front of Alba", "Jordan Person", "Nur Sadiq", "Noor Sadik"]  # fmt: skip
FEW = ["Ida Holm", "I. Holm", "Parliament", "Acme Inc", "Red Front"]
COLLIDING = ["Jordan", "Jordan Person", "Jordan Place", "Jordan Organization", "Jordan Alba", "Parliament",
             "Parliament Alba", "Parliament Belland"]  # fmt: skip
COUNTRIES = ["alba", "belland", "corvia"]
RELATIONS = ["news:metWith", "news:locatedIn", "news:nationality", "news:partOf"]


def slug(name):
    return name.lower().replace(" ", "-").replace(".", "")


def happened(dice, id_, known, number):
    """Return the profile of an event without a name, of a few days and kinds, so that many are alike."""
    when = Fact("sem:hasTimeStamp", True, dice.choice(["2024-05-01"] * 4 + ["2024-05", "2024-06-02"]), True)
    facts = {Fact(role, True, dice.choice(known)) for role in dice.sample(ROLES, 3)} | {when}
    facts |= (
        {Fact("news:numberKilled", True, str(dice.choice([9, 10, 12, 40])), True)} if dice.random() < 0.5 else set()
    )
    claims = (Fact("news:doer", True, dice.choice(known)),) if dice.random() < 0.3 else ()
    label, kind = dice.choice([("attack", "news:Attack"), ("visit", "news:Visit"), ("attack", "news:Event")])
    own = f"{label}-{id_}-{number}"
    return Profile(Own(id_, own), label, kind, (label,), named=False, facts=tuple(sorted(facts)), claims=claims)


ROLES = ["news:doer", "news:affected", "sem:hasPlace", "sem:hasActor", "news:victim"]


def article(dice, id_, names, most=7):
    """Return the profiles of a made-up article that is full of namesakes and near-names."""
    chosen = dice.sample(names, dice.randrange(1, min(most, len(names))))
    setting = dice.choice([*COUNTRIES, ""])
    known = {slug(name): name for name in chosen} | {one: one.capitalize() for one in COUNTRIES if dice.random() < 0.4}
    found = []
    for own, name in known.items():
        kind = "news:Country" if own in COUNTRIES else dice.choice(KINDS)
        facts = [Fact(dice.choice(RELATIONS), True, dice.choice(sorted(known))) for _ in range(dice.randrange(3))]
        facts += [Fact("news:age", True, str(dice.choice([40, 41, 70])), True)] if dice.random() < 0.2 else []
        aliases = {dice.choice(names) for _ in range(dice.randrange(2))} | ({"WFP"} if dice.random() < 0.1 else set())
        label = dice.choice([name, name, name.upper()])
        one = Profile(Own(id_, own), label, kind, tuple(sorted({label, *aliases})), (), dice.randrange(1, 4),
                      dice.random() < 0.9, tuple(sorted(set(facts))), published="2024-05-01", setting=setting,
                      settings=frozenset({setting} - {""}))  # fmt: skip
        found.append(one)
    found += [happened(dice, id_, sorted(known), number) for number in range(dice.choice([0, 1, 1, 2]))]
    inward = {one.own.id: set(one.facts) for one in found}
    for one in found:
        for fact in one.facts:
            if not fact.value:
                inward[fact.other].add(Fact(fact.relation, False, one.own.id))
    return [replace(one, facts=tuple(sorted(inward[one.own.id]))) for one in found]


def rows(dice, held):
    """Return some decisions about what there is, and about what is not."""
    units = [slug(name) for name in NAMES]
    units += [f"attack-a{number}-0" for number in range(9)]
    found = []
    for _ in range(dice.randrange(5)):
        one, other = dice.sample(units, 2)
        mention = f"article:a{dice.randrange(40)}#entity={one}"
        found.append(
            dice.choice(
                [
                    made(f"e:{one}", "skos:exactMatch", f"e:{other}", WHO, negated=dice.random() < 0.5),
                    made(mention, "kg:refersTo", f"e:{dice.choice([other, 'made-up', one + '-person'])}", WHO),
                    made(f"e:{one}", "rdfs:label", "Another", WHO),
                    made(f"e:{one}", "news:metWith", f"e:{other}", WHO, negated=True),
                ]
            )
        )
    return [replace(one, line=line) for line, one in enumerate(found)]
