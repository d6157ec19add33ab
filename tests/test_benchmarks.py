"""The benchmark itself: contestants agree, a wrong one is caught, and its files are read as they are meant."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "benchmarks"

pytest.importorskip("numpy", reason="benchmarks need the extra `large`")


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch):
    """Give a function that imports a module of benchmarks/, which is forgotten afterwards.

    Modules of ours that bear the same names (pytest imports tests/support/graphs.py as `graphs` for its doctests)
    are set aside meanwhile.
    """
    own = {path.stem for path in FOLDER.glob("*.py")} | {"contestants"}

    def taken() -> dict[str, ModuleType]:
        names = [name for name in sys.modules if name.partition(".")[0] in own]
        return {name: sys.modules.pop(name) for name in names}

    others = taken()
    monkeypatch.syspath_prepend(FOLDER)
    yield import_module
    taken()
    sys.modules.update(others)


@pytest.mark.slow
def test_plain_contestants_agree_on_every_question(bench, monkeypatch: pytest.MonkeyPatch):
    contestants = bench("contestants")
    monkeypatch.setattr(contestants, "CORRIDOR", ("corridor_plain",))
    monkeypatch.setattr(contestants, "OTHERS", ("with_networkx", "textbook"))
    questions = bench("questions")
    measured = {title: timed for title, _, timed in questions.ask_all([100], 0.0)}
    assert set(measured) == {questions.BUILDING, *(question.title for question in questions.QUESTIONS)}
    for title in [question.title for question in questions.QUESTIONS]:
        assert "corridor, plain" in measured[title]
        assert len(measured[title]) == 2, title
        assert all(len(timed.seconds) >= 3 for timed in measured[title].values()), title


def test_a_wrong_answer_stops_the_run(bench):
    timing = bench("timing")

    def line(name: str, answer: int, **more: Any) -> Any:
        return timing.Contestant(name, lambda task: task + answer, int, **more)

    right = [line("one", 1), line("two", 1), line("yardstick", 7, is_yardstick=True)]
    assert set(timing.measure(right, [1, 2], 0.0)) == {"one", "two", "yardstick"}
    with pytest.raises(timing.DisagreementError, match=r"three answers \[3, 4\], one \[2, 3\]"):
        timing.measure([*right, line("three", 2)], [1, 2], 0.0)


def test_who_is_foreseen_to_take_too_long_is_marked_and_not_asked(bench):
    timing = bench("timing")
    slow = timing.Contestant("slow", pytest.fail, int, foreseen=timing.LIMIT + 1)
    assert timing.measure([slow], [1], 0.0)["slow"] == timing.Timed((), "left out")


def test_ratios_are_taken_within_rounds(bench):
    timing = bench("timing")
    ours, theirs = timing.Timed((1.0, 10.0, 2.0)), timing.Timed((3.0, 30.0, 6.0))
    assert theirs.ratios(ours) == (3.0, 3.0, 3.0)


def test_grids_have_about_the_size_asked_for_and_suit_a_matrix(bench):
    graphs = bench("graphs")
    for asked in (100, 1_000, 10_000):
        links = graphs.grid(asked)
        assert 0.8 < links.count / asked < 1.25
        assert len(set(zip(links.tails.tolist(), links.heads.tolist(), strict=True))) == links.count
        assert all(column.min() > 0 for column in links.costs)
        assert links.costs[0].tolist() == graphs.grid(asked).costs[0].tolist()


def test_dimacs_files_are_read_and_parallel_links_reduced(bench, tmp_path: Path):
    graphs = bench("graphs")
    for name, costs in (("d", (5, 4, 9)), ("t", (1, 2, 3))):
        lines = [f"a {ends} {cost}\n" for ends, cost in zip(("1 2", "1 2", "2 3"), costs, strict=True)]
        with gzip.open(tmp_path / f"{name}.gr.gz", "wt") as file:
            file.writelines(["c a comment\n", "p sp 3 3\n", *lines])
    links = graphs.dimacs([tmp_path / "d.gr.gz", tmp_path / "t.gr.gz"])
    assert links.node_count == 3
    assert [column.tolist() for column in links.costs] == [[5, 4, 9], [1, 2, 3], [1, 1, 1]]
    cheapest = graphs.cheapest_only(links)
    assert [column.tolist() for column in cheapest.costs] == [[4, 9], [2, 3], [1, 1]]
    assert graphs.cheapest_only(links, 1).costs[0].tolist() == [5, 9]


def test_tables_go_between_their_marks_only(bench, tmp_path: Path):
    pytest.importorskip("numpy")
    report = bench("report")
    page = tmp_path / "page.md"
    begin, end = (mark.format(part="memory") for mark in report.MARKS)
    page.write_text(f"before\n{begin}\nold\n{end}\nafter\n")
    report.write(page, "memory", "new")
    assert page.read_text() == f"before\n{begin}\n\nnew\n\n{end}\nafter\n"
    with pytest.raises(SystemExit, match=re.escape("no <!-- roads: begin -->")):
        report.write(page, "roads", "new")


def test_the_page_holds_the_command_and_its_tables(bench):
    report: ModuleType = bench("report")
    text = (ROOT / "docs" / "performance.md").read_text("utf-8")
    tables = {}
    for part in bench("run").PARTS:
        begin, end = (mark.format(part=part) for mark in report.MARKS)
        tables[part] = text.partition(begin)[2].partition(end)[0]
        assert "uv run --group bench python benchmarks/run.py" in tables[part]
    for question in bench("questions").QUESTIONS:
        assert f"### {question.title}\n" in tables["questions"]


def test_journeys_are_held_against_as_many_numbers_as_they_take(bench, monkeypatch: pytest.MonkeyPatch):
    from corridor.analysis import reliability_draws as draws

    journeys, names = bench("journeys"), set()
    write = draws._write_normals
    monkeypatch.setattr(draws, "_write_normals", lambda *words: names.add(words[1]) or write(*words))
    monkeypatch.setattr(journeys, "DRAWS", (50,))
    found = journeys.drawn(0.0)
    assert found.names == len(names)
    assert found.steps < found.times < found.names
    assert len(found.seconds[50][journeys.OURS].seconds) >= 3
    assert "50 journeys" in bench("report").journeys(found)


@pytest.mark.slow
def test_the_command_runs_at_its_smallest_size(tmp_path: Path):
    words = ["--sizes", "100", "--seconds", "0", "--only", "questions", "memory"]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", FOLDER / "run.py", *words],
        capture_output=True, text=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    wanted = ["corridor, plain", "networkx", "textbook over networkx"]
    wanted += ["corridor, compiled"] if find_spec("numba") else []
    for name in wanted:
        assert f"| {name} " in done.stdout
    assert "Traceback" not in done.stderr
