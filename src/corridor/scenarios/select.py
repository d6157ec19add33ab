"""Which links, places, transfers, services or rows an entry means; a word that fits nothing is a fault."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import product
from typing import get_args

from corridor.data.column import Column, fields_of
from corridor.data.rows import LINE_CLASSES
from corridor.data.tables import table
from corridor.errors import Finding, nearest
from corridor.model.link import EXPECTED, Status
from corridor.model.network import Network
from corridor.model.parameter import Key
from corridor.model.state import MODES
from corridor.model.transfer import TransferKind
from corridor.planning.admit import opening
from corridor.scenarios.check import Fault, suggestion, text_fault
from corridor.scenarios.entry import Entry
from corridor.scenarios.facts import FactBook, Facts, columns_of, parameter_table, words_of
from corridor.scenarios.readentry import is_pattern
from corridor.scenarios.schema import PARAMETER_TABLES

_WHAT = {
    "id": "{kind}",
    "match": "{kind}",
    "node": "node",
    "link": "link",
    "link_id": "link",
    "subject": "transfer or service",
}


_TELLING = {"tariff": 4, "dwell": 5, "charge": 5}
"""Where the columns begin by which rows of one link, transfer or service are told apart."""


class Selector:
    """Finds what entries mean in one network; faults are added to `found`."""

    def __init__(self, network: Network, found: list[Finding]) -> None:
        self.network, self.found, self.book = network, found, FactBook(network)

    def keys(self, entry: Entry) -> list[Key]:
        """Give the keys that an entry selects, in the order of the network."""
        if entry.change.get("add"):
            return self._named_rows(entry)
        facts = self.book.of(entry.kind)
        before = len(self.found)
        for selector, words in entry.select.items():
            for word in words:
                self._check_word(entry, facts, selector, word)
        if len(self.found) > before:
            return []
        chosen = [key for key, item in facts.items() if self._fits(entry, key, item)]
        self._check_used(entry, {key: facts[key] for key in chosen})
        return chosen

    def fault(self, entry: Entry, field: str, value: object, message: str, hint: str = "") -> None:
        """Add a fault of an entry to what was found."""
        line = entry.lines.get(field, entry.line)
        self.found.append(Finding("S111", "error", entry.file, line, field, str(value)[:80], message, hint))

    def _fits(self, entry: Entry, key: Key, facts: Facts) -> bool:
        for selector, words in entry.select.items():
            if selector == "expected_by":
                if not self._is_expected(key[0], words[0]):
                    return False
            elif selector == "except":
                if any(_word_fits(word, key[0]) for word in words):
                    return False
            elif not any(_word_fits(word, fact) for word in words for fact in facts.get(selector, ())):
                return False
        return True

    def _is_expected(self, link_id: str, day: str) -> bool:
        link = self.network.links[link_id]
        return link.status in EXPECTED and bool(link.opens) and opening(link.opens) <= date.fromisoformat(day)

    def _check_word(self, entry: Entry, facts: Mapping[Key, Facts], selector: str, word: str) -> None:
        if selector == "expected_by" or not word:
            return
        known = frozenset(key[0] for key in facts) if selector == "except" else self._known(entry.kind, facts, selector)
        if is_pattern(word):
            if not any(fnmatchcase(item, word) for item in known):
                self.fault(entry, selector, word, "the pattern fits nothing", _nearest_hint(word, known))
        elif word not in known:
            what = _WHAT.get(selector, selector).format(kind=entry.kind)
            self.fault(entry, selector, word, f"there is no such {what}", _nearest_hint(word, known))

    def _known(self, kind: str, facts: Mapping[Key, Facts], selector: str) -> frozenset[str]:
        """Give the words that a selector may use."""
        fixed = self._of_network.get(selector)
        if selector == "subject" and kind == "capacity":
            fixed = None
        if selector == "kind" and kind == "transfer":
            fixed = frozenset(get_args(TransferKind))
        if fixed is not None:
            return fixed
        column = _columns(kind).get(selector) if kind in PARAMETER_TABLES else None
        if column is not None and column.one_of:
            return frozenset(column.one_of)
        return frozenset((*words_of(facts, selector), *(MODES if selector == "mode" else ())))

    @cached_property
    def _of_network(self) -> dict[str, frozenset[str]]:
        """Give the words of the selectors that mean the same in every kind of entry."""
        network = self.network
        links, countries = frozenset(network.links), frozenset(network.countries)
        return {
            "node": frozenset(network.nodes),
            "link": links,
            "link_id": links,
            "subject": frozenset((*network.transfers, *network.services)),
            "country": countries,
            "from_country": countries,
            "to_country": countries,
            "with_status": frozenset(get_args(Status)),
            "line_class": frozenset(LINE_CLASSES),
        }

    def _check_used(self, entry: Entry, chosen: Mapping[Key, Facts]) -> None:
        """Find words of which nothing comes, so that nobody believes that they had an effect."""
        if not chosen:
            said = ", ".join(f"{name}={'|'.join(words)}" for name, words in entry.select.items())
            self.fault(entry, "", "", f"selects nothing ({said})", self._why_nothing(entry))
            return
        for selector, words in entry.select.items():
            if selector in {"expected_by", "except"}:
                continue
            met = frozenset(words_of(chosen, selector))
            for word in words:
                if not any(_word_fits(word, fact) for fact in met):
                    self.fault(entry, selector, word, "nothing of what the other selectors fit has this")

    def _why_nothing(self, entry: Entry) -> str:
        if entry.kind not in {"link", "node", "transfer", "service"} and "set" in entry.change:
            return "to give a row that is not there, say add = true"
        return "each selector fits something, but nothing fits all of them"

    def _named_rows(self, entry: Entry) -> list[Key]:
        """Give the keys of the rows that an entry names in full, whether they are there or not."""
        columns = _columns(entry.kind)
        before = len(self.found)
        for name, column in columns.items():
            for word in entry.select.get(name, ("",)):
                self._check_cell(entry, name, column, word)
        if (
            entry.kind == "dwell"
            and any(entry.select.get("months", ()))
            and not all(entry.select.get("subject", ("",)))
        ):
            self.fault(entry, "months", entry.select["months"][0], "a season needs a subject", "name its transfers")
        if len(self.found) > before:
            return []
        named = product(*(entry.select.get(name, ("",)) for name in columns_of(entry.kind)))
        return list(dict.fromkeys(self._same_row(entry, key) for key in named))

    def _same_row(self, entry: Entry, key: Key) -> Key:
        """Give the key of the row that says the same of one link or transfer already, else the key itself."""
        telling = slice(_TELLING.get(entry.kind, len(key)), None)
        for known, _ in parameter_table(self.network, entry.kind).of(key[0]) if key[0] else ():
            if known[telling] == key[telling]:
                return known if key[1 : telling.start] == ("",) * (telling.start - 1) else key
            if entry.kind == "tariff" and known[5:] == (key[5], "per_unit"):
                message = f"{key[0]} has a price per_unit for a {key[5]}, which goes before one per_km"
                self.fault(entry, "basis", key[6], message, "did you mean per_unit?")
        return key

    def _check_cell(self, entry: Entry, name: str, column: Column, word: str) -> None:
        fault = text_fault(word, column)
        if fault is None and word and not column.one_of and name in {"link_id", "subject", "country"}:
            known = self._known(entry.kind, {}, name)
            if entry.kind == "capacity" and name == "subject":
                known = frozenset((*self.network.links, *self.network.nodes))
            if word not in known and not word.startswith("corridor:"):
                fault = Fault(f"there is no such {_WHAT.get(name, name)}", _nearest_hint(word, known))
        if fault:
            hint = fault.hint
            if not hint and column.one_of:
                hint = suggestion(word, column.one_of)
            self.fault(entry, name, word, fault.message, hint)


def _columns(kind: str) -> dict[str, Column]:
    item = table(kind)
    return {field.name: field.column for field in fields_of(item.row_class) if field.name in item.key}


def _word_fits(word: str, fact: str) -> bool:
    return fnmatchcase(fact, word) if is_pattern(word) else fact == word


def _nearest_hint(word: str, known: frozenset[str]) -> str:
    near = nearest(word, sorted(item for item in known if item), 1)
    return f"did you mean {near[0]}?" if near else ""
