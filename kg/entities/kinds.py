"""Which classes exclude one another, and which relations say where somebody or something belongs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

IsA = Callable[[str, str], bool]

FAMILIES = tuple(
    f"news:{name}"
    for name in "Person Group Organization Facility Place Event Work Product Position Award Disease Language".split()
)
"""Nothing is of two of these families, but where the ontology says so."""

PERSON, ORGANIZATION, PLACE = "news:Person", "news:Organization", "news:Place"
FACILITY, GROUP = "news:Facility", "news:Group"
# "the Kremlin", "the Houthis": readers take one for the other
_NEAR = ({ORGANIZATION, FACILITY}, {ORGANIZATION, GROUP})
_VAGUE = ("news:Organization", "news:GeopoliticalEntity", "news:Place")  # a name of which no more was found out
_AT_LARGE = ("news:Country", "news:Continent", "news:InternationalOrganization", "news:MediaOutlet", "news:Group")
_STATE = tuple(f"news:{name}" for name in "Government Ministry Police ArmedForce".split())
_HOUSES = ("news:Parliament", "news:Court")
_EVERYWHERE = ("news:InternationalOrganization", "news:Company", "news:MediaOutlet", "news:NGO", "news:SportsTeam",
               "news:University", "news:ArmedGroup")  # fmt: skip

BELONGING = frozenset(
    f"news:{name}"
    for name in "nationality presidentOf primeMinisterOf ministerOf governs represents capitalOf locatedIn partOf "
    "headquarteredIn".split()
)
"""Relations to a country of which somebody or something has one."""
BORN_ON, AGE = "news:bornOn", "news:age"


class Kinds:
    """The classes of an ontology, by families."""

    def __init__(self, is_a: IsA) -> None:
        self.is_a = is_a
        self.families = lru_cache(maxsize=None)(self._families)
        self.at_large = lru_cache(maxsize=None)(self._at_large)
        self.of_state = lru_cache(maxsize=None)(self._of_state)
        self.national = lru_cache(maxsize=None)(self._national)

    def _families(self, class_: str) -> frozenset[str]:
        """Return the families of a class, none if it may be anything; the vaguest classes share one of their own."""
        found = frozenset(family for family in FAMILIES if self.is_a(class_, family))
        return found | {"vague"} if class_ in _VAGUE else found

    def _at_large(self, class_: str) -> bool:
        """Tell whether what is of this class is named in articles about anything: countries, news agencies, the UN."""
        return any(self.is_a(class_, one) for one in _AT_LARGE)

    def _of_state(self, class_: str, words: int) -> bool:
        """Tell whether each country has what is of this class, as it has a police, if its name is so many words."""
        return words == 1 or any(self.is_a(class_, one) for one in (_STATE if words > 2 else _STATE + _HOUSES))

    def _national(self, class_: str) -> bool:
        """Tell whether what is of this class belongs to one country, as a ministry does and a company need not."""
        return self.is_a(class_, ORGANIZATION) and not any(self.is_a(class_, one) for one in _EVERYWHERE)


def exclude(one: Iterable[str], other: Iterable[str]) -> bool:
    """Tell whether nothing can be of both sets of families; a set that is empty excludes nothing."""
    first, second = set(one), set(other)
    if not first or not second or first & second:
        return False
    return not any(near & first and near & second for near in _NEAR)
