"""The ledger: what people decided, one row a decision, in a file that can be read, sorted and compared line by line.

The columns are those of SSSOM (https://mapping-commons.github.io/sssom/). A row says one of six things:

    e:A               skos:exactMatch       e:B        merge: A and B are one
    e:A               skos:exactMatch  Not  e:B        differ: A and B are two
    article:X#entity=A  kg:refersTo         e:B        split: what article X calls A is B
    e:A               rdfs:label            a name     rename
    e:A               rdf:type              a class    retype
    e:A               a relation       Not  e:B        reject: the statement is wrong; B may be a value
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from kg.errors import KgError
from kg.identity import Decision, Fault, Own, quoted
from kg.model import digest

COLUMNS = ("subject_id", "predicate_id", "predicate_modifier", "object_id", "mapping_justification", "author_label",
           "mapping_date", "comment")  # fmt: skip
HEAD = (
    "#curie_map:",
    "#  article: https://kg.example/article/",
    "#  e: https://kg.example/e/",
    "#  kg: https://kg.example/ns/kg#",
    "#  news: https://kg.example/ns/news#",
    "#  rdf: http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "#  rdfs: http://www.w3.org/2000/01/rdf-schema#",
    "#  semapv: https://w3id.org/semapv/vocab/",
    "#  skos: http://www.w3.org/2004/02/skos/core#",
)
SAME, REFERS_TO, LABEL, TYPE = "skos:exactMatch", "kg:refersTo", "rdfs:label", "rdf:type"
JUSTIFICATION = "semapv:ManualMappingCuration"
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_BREAK = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CURIE = re.compile(r"[\w.-]+:\S+")


class LedgerError(KgError):
    """A ledger cannot be read or written, or what is to be decided cannot be."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as read: its rows as they stand, each with its line, and the decisions and faults found in them.

    It is `missing`, and empty, where there is no file yet.
    """

    path: Path
    rows: tuple[tuple[int, str], ...] = ()
    decisions: tuple[Decision, ...] = ()
    faults: tuple[Fault, ...] = ()
    missing: bool = False

    def digest(self) -> str:
        """Return what changes with any row."""
        return digest(*(text for _, text in self.rows))

    def changed(self, added: Iterable[Decision] = (), removed: Iterable[Decision] = ()) -> Ledger:
        """Return the ledger with and without these decisions; all other rows stay as they stand."""
        gone = {decision.line for decision in removed}
        kept = (text for line, text in self.rows if line not in gone)
        return parsed(self.path, _text({*kept, *map(written, added)}))

    def write(self) -> None:
        """Put the ledger into its file, all at once; raise LedgerError if that cannot be done."""
        beside = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            beside.write_text(_text(text for _, text in self.rows), encoding="utf-8")
            beside.replace(self.path)
        except OSError as fault:
            beside.unlink(missing_ok=True)
            found = f"cannot be written: {fault.strerror}"
            raise LedgerError(str(self.path), found, "", "choose another file with --ledger; nothing changed") from None


def _text(rows: Iterable[str]) -> str:
    return "".join(f"{row}\n" for row in (*HEAD, "\t".join(COLUMNS), *sorted(rows)))


def read(path: Path) -> Ledger:
    """Return the ledger of a file, an empty one if there is none; raise LedgerError if it is no ledger."""
    try:
        return parsed(path, path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Ledger(path, missing=True)
    except OSError as fault:
        raise LedgerError(str(path), f"cannot be read: {fault.strerror}", "", "choose another with --ledger") from None
    except UnicodeDecodeError:
        raise LedgerError(str(path), "it is not UTF-8", "expected the text of a ledger", "save it as UTF-8") from None


def parsed(path: Path, text: str) -> Ledger:
    """Return the ledger that a text is. Rows that say nothing a ledger can say are faults, and are kept as they are."""
    lines = [(number, line.rstrip("\r")) for number, line in enumerate(text.split("\n"), start=1)]
    rows = [(number, line) for number, line in lines if line.strip() and not line.startswith("#")]
    if not rows:
        return Ledger(path)
    if tuple(rows[0][1].split("\t")) != COLUMNS:
        expected = f"expected the columns {', '.join(COLUMNS)}, parted by tabs"
        raise LedgerError(f"{path}, line {rows[0][0]}", "no head of a ledger", expected, "restore it; nothing changed")
    decisions: list[Decision] = []
    faults: list[Fault] = []
    for number, line in rows[1:]:
        found = decision(line, number)
        if isinstance(found, Decision):
            decisions.append(found)
        else:
            faults.append(Fault((number,), found))
    return Ledger(path, tuple(rows[1:]), tuple(decisions), tuple(faults))


def decision(row: str, line: int = 0) -> Decision | str:
    """Return the decision that a row is, or what is wrong with the row."""
    cells = row.split("\t")
    if len(cells) != len(COLUMNS):
        return f"{len(cells)} cells; expected {len(COLUMNS)}, parted by tabs"
    subject, predicate, modifier, object_, _, author, date, why = (cell.strip() for cell in cells)
    if modifier not in ("", "Not"):
        return f"the modifier {modifier!r}; expected Not, or nothing"
    if date and not _DATE.fullmatch(date):
        return f"the date {date!r}; expected YYYY-MM-DD"
    kind = _kind(subject, predicate, modifier == "Not", object_)
    if not kind:
        words = " ".join(part for part in (subject, modifier, predicate, object_) if part)
        return f"{words!r} is nothing that a ledger can say"
    return Decision(kind, subject, predicate, modifier == "Not", object_, author, date, why, line)


def _kind(subject: str, predicate: str, negated: bool, object_: str) -> str:
    """Return what a row decides, nothing if it is malformed."""
    entity, other = entity_id(subject), entity_id(object_)
    if predicate == REFERS_TO:
        return "split" if own(subject) and other and not negated else ""
    if not entity or not object_:
        return ""
    if predicate == SAME:
        return "" if not other or entity == other else "differ" if negated else "merge"
    if predicate == LABEL:
        return "" if negated else "rename"
    if predicate == TYPE:
        return "retype" if _CURIE.fullmatch(object_) and not negated else ""
    return "reject" if negated and _CURIE.fullmatch(predicate) else ""


def entity_id(written_: str) -> str:
    """Return the id that "e:ID" names; nothing if it names none."""
    return unquote(written_[2:]) if written_.startswith("e:") and not re.search(r"\s", written_) else ""


def own(written_: str) -> Own | None:
    """Return the own entity that "article:ID#entity=OWN" names."""
    article, mark, id_ = written_.removeprefix("article:").partition("#entity=")
    known = written_.startswith("article:") and mark and article and id_
    return Own(unquote(article), unquote(id_)) if known else None


def of_entity(id_: str) -> str:
    """Return how a ledger writes an entity: "e:ID"."""
    return f"e:{quoted(id_)}"


def of_own(one: Own) -> str:
    """Return how a ledger writes an entity of an article: "article:ID#entity=OWN"."""
    return f"article:{quoted(one.article)}#entity={quoted(one.id)}"


class Who(NamedTuple):
    """Who decides, when (YYYY-MM-DD) and why."""

    author: str
    date: str
    why: str = ""


def made(subject: str, predicate: str, object_: str, who: Who, *, negated: bool = False) -> Decision:
    """Return a decision to be written; raise LedgerError if a ledger cannot say it."""
    author, date, why = (" ".join(cell.split()) for cell in who)
    row = Decision("", subject, predicate, negated, object_, author, date, why)
    found = decision(written(row)) if not _BREAK.search(subject + predicate + object_) else "a tab or the end of a line"
    if isinstance(found, str):
        raise LedgerError("ledger", found, "", "nothing changed")
    return found


def written(one: Decision) -> str:
    """Return a decision as a row."""
    modifier = "Not" if one.negated else ""
    cells = (one.subject, one.predicate, modifier, one.object, JUSTIFICATION, one.author, one.date, one.why)
    return "\t".join(cells)
