"""Every bad scenario file is refused with its file, its line, the value and what was probably meant."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from corridor.cli.app import run
from corridor.errors import NetworkDataError, ScenarioConflictError, ScenarioError
from corridor.model.network import Network
from corridor.scenarios.apply import altered, apply_scenario
from corridor.scenarios.read import read_scenario

NO_PLACE = {"kind": None, "country": None, "activity": None}
HEAD = 'title = "T"\ndescription = "D"\n'
GOOD = {
    "id": '"rail-az-horadiz-az-mincivan"',
    "status": '"open"',
    "source": '"estimate"',
    "as_of": '"2026-11"',
    "confidence": '"B"',
}
FIGURE = {
    "kind": '"border"',
    "country": '"AM"',
    "multiply": "0.5",
    "source": '"estimate"',
    "as_of": '"2026-11"',
    "confidence": '"B"',
}
SET = FIGURE | {"activity": '"border_entry"', "set": "4", "unit": '"h"', "multiply": None}


class Bad(NamedTuple):
    """One bad file: its text, and what the finding must say."""

    name: str
    text: str
    row: int
    field: str
    said: str
    hint: str = ""


def block(table: str = "link", base: dict[str, str | None] | None = None, /, **changes: str | None) -> str:
    """Write an entry on the lines from 3: the header first, then the keys in order."""
    told = {**(GOOD if base is None else base), **changes}
    return f"[[{table}]]\n" + "".join(f"{key} = {value}\n" for key, value in told.items() if value is not None)


def bad(name: str, text: str, row: int, field: str, said: str, hint: str = "") -> Bad:
    return Bad(name, HEAD + text, row, field, said, hint)


CASES = [
    Bad("not TOML", HEAD + "[[link]\n", 3, "", "not TOML"),
    Bad("not a table", "link = 3\n" + HEAD, 1, "link", "not a list of entries", "write [[link]]"),
    Bad("no title", 'description = "D"\n', 0, "title", "is missing", "`title` and `description`"),
    Bad("no description", 'title = "T"\n', 0, "description", "is missing"),
    Bad("title of two lines", 'title = """a\nb"""\ndescription = "D"\n', 1, "title", "line break"),
    Bad("unknown key at the top", "titel = 1\n" + HEAD, 1, "titel", "unknown key", "did you mean title?"),
    bad("unknown table", "[[lnik]]\nid = 1\n", 3, "lnik", "unknown key", "did you mean link?"),
    bad("single brackets", "[link]\nid = 1\n", 3, "link", "not a list of entries", "write [[link]]"),
    bad("unknown key", block(stauts='"open"'), 9, "stauts", "unknown key of [[link]]", "did you mean status?"),
    bad("key of another table", block(multiply="2"), 9, "multiply", "unknown key of [[link]]", "multiply_cost?"),
    bad("no source", block(source=None), 3, "source", "is missing", "every entry says its source"),
    bad("no date", block(as_of=None), 3, "as_of", "is missing"),
    bad("no confidence", block(confidence=None), 3, "confidence", "is missing"),
    bad("unknown confidence", block(confidence='"D"'), 8, "confidence", "is not known", "one of: A, B, C"),
    bad("a TOML date", block(as_of="2026-11-22"), 7, "as_of", "is not text", "in quotes"),
    bad("no date of the calendar", block(as_of='"2026-02-30"'), 7, "as_of", "not a day of the calendar"),
    bad("a date to come", block(as_of='"2099"'), 7, "as_of", "in the future"),
    bad("unknown status", block(status='"opened"'), 5, "status", "is not known", "did you mean open?"),
    bad("status of a number", block(status="1"), 5, "status", "is not text"),
    bad("unknown link", block(id='"rail-az-horadiz-az-minciwan"'), 4, "id", "no such link", "horadiz-az-mincivan?"),
    bad("unknown link in a list", block(id='[\n "rail-az-horadiz-az-mincivan",\n "x"]'), 4, "id", "no such link"),
    bad("pattern that fits nothing", block(id=None, match='"rail-xx-*"'), 8, "match", "fits nothing"),
    bad("unknown node", block(id=None, node='"az-horadis"'), 8, "node", "no such node", "did you mean az-horadiz?"),
    bad("unknown country", block(id=None, country='"ZZ"'), 8, "country", "no such country"),
    bad("unknown mode", block(id=None, mode='"rial"'), 8, "mode", "no such mode", "did you mean rail?"),
    bad("nothing of the one with the other", block(id=None, country='"AM"', mode='"sea"'), 3, "", "selects nothing"),
    bad("one word of several that adds nothing", block(country='["AZ", "IR"]'), 9, "country", "nothing of what"),
    bad("no selector", block(id=None), 3, "", "selects nothing", "name one of id"),
    bad("an empty selector", block(id="[]"), 4, "id", "selects nothing"),
    bad("no change", block(status=None), 3, "", "changes nothing", "give one of status"),
    bad("unknown source", block(source='"estimat"'), 6, "source", "no such source", "did you mean estimate?"),
    bad("unknown lever", "[levers]\nopening = 'x'\n" + block(lever='"openning"'), 11, "lever", "[levers]", "opening?"),
    bad("a lever in capitals", block(lever='"Opening"'), 9, "lever", "not of the form"),
    bad("a bad opening", block(status=None, opens='"summer"'), 8, "opens", "not of the form"),
    bad("openings out of order", block(status=None, opens='"2050"'), 3, "opens", "out of order"),
    bad("a delay of what has no date", block(id='"rail-tr-kars-tr-dogukapi"', status=None, delay_months="12"), 8,
        "delay_months", "no expected opening"),
    bad("part of a month", block(status=None, delay_months="1.5"), 8, "delay_months", "not a whole number"),
    bad("a length of zero", block(status=None, length_km="0"), 8, "length_km", "at least 0.01", "in km"),
    bad("a length that is NaN", block(status=None, length_km="nan"), 8, "length_km", "not a finite number"),
    bad("a length that is true", block(status=None, length_km="true"), 8, "length_km", "is not a number"),
    bad("hours and a speed", block(hours="3", speed_kmh="30"), 3, "", "hours said twice"),
    bad("an estimate without a range", block(status=None, hours="3", confidence='"C"', note='"n"'), 8, "hours",
        "an estimate without a range", "give hours_low and hours_high"),
    bad("an estimate without a note", block(confidence='"C"'), 3, "note", "is missing"),
    bad("a range out of order", block(hours="3", hours_low="4", hours_high="5"), 9, "hours", "not between"),
    bad("a range of nothing", block(hours_low="4"), 9, "hours_low", "a range without hours"),
    bad("not a day", block(id=None, expected_by='"2030"'), 8, "expected_by", "is not a day", "2030-12-31"),
    bad("set and multiply", block("dwell", SET, multiply="2"), 6, "multiply", "exclude each other"),
    bad("no unit", block("dwell", SET, unit=None), 3, "unit", "is missing"),
    bad("a wrong unit", block("dwell", SET, unit='"d"'), 11, "unit", "is in h", "did you mean h?"),
    bad("a unit of a factor", block("dwell", FIGURE, unit='"h"'), 10, "unit", "a factor has no unit"),
    bad("a factor below 0", block("dwell", FIGURE, multiply="-1"), 6, "multiply", "at least 0"),
    bad("unknown kind", block("dwell", FIGURE, kind='"boarder"'), 4, "kind", "no such kind", "did you mean border?"),
    bad("unknown activity", block("dwell", FIGURE, activity='"border_exid"'), 10, "activity", "no such", "_exit?"),
    bad("unknown subject", block("charge", FIGURE, subject='"bd-rail"'), 10, "subject", "no such"),
    bad("unknown parameter", block("parameter", {k: v for k, v in FIGURE.items() if k not in {"kind", "country"}},
        parameter='"empty_return_shar"'), 8, "parameter", "no such parameter", "did you mean empty_return_share?"),
    bad("a speed beyond all", block("speed", {k: v for k, v in FIGURE.items() if k != "kind"}, mode='"rail"',
        multiply="50"), 3, "value", "would be", "from 0.1 to 200"),
    bad("a row to add with a pattern", block("dwell", SET, subject='"bd-*"', add="true"), 12, "subject", "a pattern"),
    bad("a row to add by its node", block("dwell", SET, node='"am-meghri"', add="true"), 12, "node", "go with add"),
    bad("a row to add without its columns", block("tariff", SET | {"kind": None, "activity": None}, add="true"), 3,
        "cargo_unit", "must not be empty"),
    bad("a season of a default", block("dwell", SET, months='"12 1"', add="true"), 12, "months", "needs a subject"),
    bad("months that are none", block("dwell", SET, months='"13"', add="true"), 12, "months", "not of the form"),
    bad("a factor to add", block("dwell", FIGURE, add="true"), 10, "add", "only what is set can be added"),
    bad("to open a transfer", block("transfer", GOOD, id='"bd-rail-az-am-aghband"'), 5, "status", "is not known",
        "one of: closed"),
    bad("a price by km behind one by unit", block("tariff", SET | NO_PLACE, basis='"per_km"', cargo_unit='"feu"',
        link_id='"sea-az-alat-kz-aktau-feeder"', unit='"USD/feu-km"', add="true"), 9, "basis", "goes before"),
    bad("a source that is another's", '[[source]]\nsource_id = "estimate"\ntitle = "T"\npublisher = "P"\n', 3,
        "source_id", "another source has this id"),
    bad("a source without a title", '[[source]]\nsource_id = "s"\npublisher = "P"\n', 3, "title", "must not be empty"),
    bad("a source with an unknown key", '[[source]]\nsource_id = "s"\ntitle = "T"\npublisher = "P"\nlink = "x"\n', 7,
        "link", "unknown key"),
    bad("an escape in a note", block(note='"a\\u001b[31m"'), 9, "note", "control"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_bad_file_is_refused_by_line_field_and_nearest_name(case: Bad, tmp_path: Path, reference: Network):
    path = tmp_path / "mine.toml"
    path.write_text(case.text, "utf-8")
    with pytest.raises(ScenarioError) as caught:
        apply_scenario(reference, path)
    told = [str(finding) for finding in caught.value.findings]
    found = [item for item in caught.value.findings if item.field == case.field and case.said in item.message]
    assert found, told
    assert found[0].file == "mine.toml"
    assert found[0].row == case.row, told
    assert case.hint in found[0].hint, told
    assert found[0].severity == "error"
    assert isinstance(caught.value, NetworkDataError)


def test_the_entries_that_the_cases_spoil_are_sound(tmp_path: Path, reference: Network):
    for number, text in enumerate((block(), block("dwell", FIGURE), block("dwell", SET))):
        path = tmp_path / f"good{number}.toml"
        path.write_text(HEAD + text, "utf-8")
        assert apply_scenario(reference, path).scenario == f"good{number}"


def test_all_findings_come_at_once(tmp_path: Path, reference: Network):
    path = tmp_path / "mine.toml"
    path.write_text(HEAD + block(status='"opne"', as_of="1") + block(confidence='"X"', source=None), "utf-8")
    with pytest.raises(ScenarioError) as caught:
        apply_scenario(reference, path)
    assert [(item.row, item.field) for item in caught.value.findings] == [
        (7, "as_of"), (5, "status"), (9, "source"), (13, "confidence"),
    ]  # fmt: skip
    path.write_text(HEAD + block(id='"a"', source='"b"') + block(id='"c"'), "utf-8")
    with pytest.raises(ScenarioError) as caught:
        apply_scenario(reference, path)
    assert [(item.row, item.field, item.value) for item in caught.value.findings] == [
        (6, "source", "b"), (4, "id", "a"), (10, "id", "c"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xef\xbb\xbftitle", "F104"), (b"\xff", "F105"), (b'title = "\x1b"', "F106"), (b"a = " + b"[" * 5000, "S101")],
)
def test_bytes_that_are_no_text_are_refused(content: bytes, code: str, tmp_path: Path):
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    with pytest.raises(ScenarioError) as caught:
        read_scenario(path)
    assert caught.value.findings[0].code == code


def test_lines_are_found_beside_long_strings_and_lists(tmp_path: Path):
    text = (
        'title = "T"\ndescription = """\n[[link]]\nid = "x"\n"""\n'
        "[[link]]\nid = [\n  'rail-az-*', # [[dwell]]\n  \"a = '''\",\n]\n"
        "note = '''[[link]]'''\nstatus = 'opne'\nsource = 'estimate'\nas_of = '2026'\nconfidence = 'B'\n"
    )
    path = tmp_path / "mine.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ScenarioError) as caught:
        read_scenario(path)
    assert [(item.row, item.field) for item in caught.value.findings] == [(12, "status")]


CONFLICTS = {
    "open against close": (block(), block(id=None, match='"rail-az-horadiz-*"', status='"closed"'), "status of link"),
    "a node against a link": (block(), block("node", id='"az-horadiz"', status='"closed"'), "status of link"),
    "two figures for one row": (block("dwell", SET), block("dwell", SET, set="5"), "is 4 h there and 5 h here"),
    "hours against a speed": (block(status=None, hours="3"), block(status=None, speed_kmh="30"), "running_time"),
    "two openings": (block(status=None, opens='"2027-10"'), block(status=None, opens='"2028-02"'), "opens of link"),
}  # fmt: skip


@pytest.mark.parametrize("name", CONFLICTS)
def test_entries_that_cannot_both_hold_are_named_both(name: str, tmp_path: Path, reference: Network):
    one, other, said = CONFLICTS[name]
    for file, text in (("a", one), ("b", other), ("c", one + other)):
        (tmp_path / f"{file}.toml").write_text(HEAD + text, "utf-8")
    first, second, both = (read_scenario(tmp_path / f"{file}.toml") for file in "abc")
    altered(reference, [first])
    altered(reference, [second])
    for order in ([first, second], [second, first]):
        with pytest.raises(ScenarioConflictError) as caught:
            altered(reference, order)
        (finding,) = caught.value.findings
        assert (finding.file, finding.row) == ("b.toml", 3)
        assert "contradicts a.toml:3" in finding.message
        assert said in finding.message
    with pytest.raises(ScenarioConflictError, match=r"contradicts c\.toml:3"):
        altered(reference, [both])


def test_entries_that_say_the_same_agree(tmp_path: Path, reference: Network):
    for file in "ab":
        (tmp_path / f"{file}.toml").write_text(HEAD + block() + block("dwell", SET), "utf-8")
    scenarios = [read_scenario(tmp_path / f"{file}.toml") for file in "ab"]
    assert len(altered(reference, scenarios)[1]) == len(altered(reference, scenarios[:1])[1])


def test_the_command_line_says_so_and_exits_with_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "mine.toml"
    path.write_text(HEAD + block(id='"rail-az-horadiz-az-minciwan"'), "utf-8")
    for words in (
        ["route", "Baku", "Kars", "--scenario"],
        ["scenario", "show"],
        ["compare", "Baku", "Kars", "--scenarios"],
    ):
        assert run([*words, str(path)]) == 4
        said = capsys.readouterr()
        assert said.out == ""
        assert "mine.toml:4: error S111: there is no such link" in said.err
        assert "did you mean rail-az-horadiz-az-mincivan?" in said.err
