"""What a script sees of the command line: exit codes, and the answer on stdout with all else on stderr."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from corridor.cli import app, options
from corridor.cli.app import run
from corridor.data.load import reference_folder
from tests.data.builder import TinyNetwork, tiny


class Said(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny().write(tmp_path_factory.mktemp("cli") / "net")


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], folder: Path) -> Callable[..., Said]:
    """Give a function that runs the command line on the tiny network."""

    def ask(*words: str, network: str | None = str(folder)) -> Said:
        capsys.readouterr()
        code = run([*words, *(["--network", network] if network else [])])
        return Said(code, *capsys.readouterr())

    return ask


def corridor(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-c", MAIN]
    return subprocess.run(
        [*command, *words], check=False, capture_output=True, env=os.environ | environment, timeout=300
    )


MAIN = "import sys; from corridor.cli.app import main; main(sys.argv[1:])"


def test_an_answer_is_on_stdout_and_nothing_on_stderr(say: Callable[..., Said]):
    said = say("route", "Xi'an", "Kars")
    assert said.code == 0
    assert "Xi'an → Kars" in said.out
    assert said.err == ""


NO_WAY = ("route", "Xi'an", "Kars", "--modes", "road")


def test_no_itinerary_is_three_with_the_reason_on_stderr(say: Callable[..., Said]):
    said = say(*NO_WAY)
    assert said.code == 3
    assert said.out == ""
    assert "No itinerary from Xi'an to Kars" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("words", [("--json",), ("--format", "json")])
@pytest.mark.parametrize("verb", ["route", "explain"])
def test_no_itinerary_as_json_is_three_with_the_reason_on_stdout(
    say: Callable[..., Said], verb: str, words: tuple[str]
):
    said = say(verb, *NO_WAY[1:], *words)
    assert said.code == 3
    document = json.loads(said.out)
    assert document["itineraries"] == []
    assert document["reason"]
    assert document["query"]["origin"] == "cn-xian"
    assert document["schema_version"] == 1


def test_no_itinerary_as_json_goes_to_the_file_that_is_named(say: Callable[..., Said], tmp_path: Path):
    target = tmp_path / "answer.json"
    said = say(*NO_WAY, "-o", str(target))
    assert said.code == 3
    assert said.out == "", "with -o the answer, such as it is, belongs in the file"


@pytest.mark.parametrize(
    "option", ["--avoid=KZ", "--max-hours=10", "--max-cost=10", "--max-transfers=2", "--avoid=Alat"]
)
def test_what_blocks_the_way_is_named(say: Callable[..., Said], option: str):
    said = say("route", "Xi'an", "Kars", option, "--json")
    assert said.code == 3
    assert len(json.loads(said.out)["blocking"]) == 1
    assert option.split("=", maxsplit=1)[0] in json.loads(said.out)["blocking"][0]


USAGE = [
    ("route",),
    ("route", "Aktau"),
    ("route", "Aktau", "Kars", "Poti"),
    ("rout", "Aktau", "Kars"),
    ("route", "Aktau", "Kars", "--minimise", "time"),
    ("route", "Aktau", "Kars", "--minimize", "speed"),
    ("route", "Aktau", "Kars", "--cargo", "box"),
    ("route", "Aktau", "Kars", "--units", "many"),
    ("route", "Aktau", "Kars", "--units", "0"),
    ("route", "Aktau", "Kars", "--units", "1.5"),
    ("route", "Aktau", "Kars", "--tonnes", "nan"),
    ("route", "Aktau", "Kars", "--tonnes", "inf"),
    ("route", "Aktau", "Kars", "--tonnes", "-1"),
    ("route", "Aktau", "Kars", "--value", "1e99"),
    ("route", "Aktau", "Kars", "--date", "tomorrow"),
    ("route", "Aktau", "Kars", "--date", "2026-02-30"),
    ("route", "Aktau", "Kars", "--date", "2026-03-01T25:00"),
    ("route", "Aktau", "Kars", "--modes", "rail,boat"),
    ("route", "Aktau", "Kars", "--avoid", "KZ"),
    ("route", "Aktau", "Kars", "--avoid", "Kars"),
    ("route", "Aktau", "Kars", "--via", "Alat", "--avoid", "AZ"),
    ("route", "Aktau", "Aktau"),
    ("route", "Aktau", "Актау"),
    ("route", "Aktau", "Kars", "--max-hours", "nan"),
    ("route", "Aktau", "Kars", "--max-cost", "-1"),
    ("route", "Aktau", "Kars", "--max-transfers", "-1"),
    ("route", "Aktau", "Kars", "--max-transfers", "2.5"),
    ("route", "Aktau", "Kars", "--vot", "-3"),
    ("route", "Aktau", "Kars", "--format", "xml"),
    ("route", "Aktau", "Kars", "--json", "--format", "csv"),
    ("route", "Aktau", "Kars", "--scenario", "baselin"),
    ("route", "Aktau", "Kars", "--scenario", "../baseline"),
    ("route", "Aktau", "Kars", "--commodity", "crude"),
    ("explain", "Aktau", "Kars", "--format", "geojson"),
    ("network", "chek"),
    ("scenario", "show", "baselin"),
]


@pytest.mark.parametrize("words", USAGE, ids=" ".join)
def test_a_question_that_cannot_be_asked_is_two_in_one_message(say: Callable[..., Said], words: tuple[str, ...]):
    said = say(*words, network=None) if words[0] in {"scenario", "network"} else say(*words)
    assert said.code == 2
    assert said.out == ""
    assert said.err.strip()
    assert "Traceback" not in said.err
    assert "Unexpected" not in said.err


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (("rout", "Aktau", "Kars"), "route"),
        (("route", "Aktau", "Kars", "--minimise", "time"), "--minimize"),
        (("route", "Aktau", "Kars", "--max-hour", "9"), "--max-hours"),
        (("route", "Aktau", "Kars", "--scenario", "baselin"), "baseline"),
        (("route", "Aktau", "Kars", "--modes", "rial"), "rail"),
        (("network", "chek"), "check"),
    ],
    ids=" ".join,
)
def test_a_misspelt_word_is_answered_with_the_nearest(say: Callable[..., Said], words: tuple[str, ...], nearest: str):
    said = say(*words, network=None) if words[0] == "network" else say(*words)
    assert said.code == 2
    assert nearest in said.err


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (("route", "Aktua", "Kars"), "Aktau"),
        (("route", "Aktau", "Karz"), "Kars"),
        (("route", "Aktau", "Kars", "--via", "Tiblisi"), "Tbilisi"),
        (("route", "Aktau", "Kars", "--avoid", "Tiblisi"), "Tbilisi"),
        (("route", "Aktau", "Kars", "--avoid", "Azerbaijn"), "Azerbaijan"),
        (("place", "Aktua"), "Aktau"),
        (("place", "Актаю"), "Актау"),
        (("explain", "Aktua", "Kars"), "Aktau"),
        (("map", "Aktua", "Kars"), "Aktau"),
    ],
    ids=" ".join,
)
def test_an_unknown_place_is_five_with_the_nearest_names(
    say: Callable[..., Said], words: tuple[str, ...], nearest: str
):
    said = say(*words)
    assert said.code == 5
    assert said.out == ""
    assert nearest in said.err


@pytest.mark.parametrize("place", ["", "   ", "?", "\0", "x" * 10_000, "{{7*7}}", "\x1b[31m", "-", "💥"])
def test_a_place_that_is_no_name_is_five(say: Callable[..., Said], place: str):
    said = say("route", "Aktau", place)
    assert said.code in {2, 5} if place == "-" else said.code == 5
    assert "\x1b" not in said.err


def test_a_name_of_two_places_is_five_with_both_ids(
    capsys: pytest.CaptureFixture[str], net: TinyNetwork, tmp_path: Path
):
    net.add("name", node_id="tr-kars", language="en", name="Harbour")
    net.add("name", node_id="az-alat", language="en", name="Harbour")
    code = run(["route", "Harbour", "Aktau", "--network", str(net.write(tmp_path / "net"))])
    said = capsys.readouterr()
    assert code == 5
    assert "tr-kars" in said.err
    assert "az-alat" in said.err


@pytest.mark.parametrize("verb", ["route", "explain", "map"])
def test_a_bad_network_is_four_with_the_findings(
    capsys: pytest.CaptureFixture[str], net: TinyNetwork, tmp_path: Path, verb: str
):
    net.row("node", node_id="kz-aktau")["x_coord"] = "east"
    code = run([verb, "Aktau", "Kars", "--network", str(net.write(tmp_path / "net"))])
    said = capsys.readouterr()
    assert code == 4
    assert said.out == ""
    assert "node.csv:6" in said.err


@pytest.mark.parametrize("folder", ["/nowhere", "/dev/null", "", "a\0b", "x" * 5000])
@pytest.mark.parametrize("words", [("route", "Aktau", "Kars"), ("network", "check"), ("network", "show")], ids=" ".join)
def test_a_folder_that_is_none_is_four(say: Callable[..., Said], words: tuple[str, ...], folder: str):
    said = run_on(say, words, folder)
    assert said.code == 4
    assert "Traceback" not in said.err


def run_on(say: Callable[..., Said], words: tuple[str, ...], folder: str) -> Said:
    return say(*words, "--network", folder, network=None)


def test_network_check_is_zero_when_sound_and_four_when_not(say: Callable[..., Said], net: TinyNetwork, tmp_path: Path):
    assert say("network", "check") == Said(0, "", "0 errors, 0 warnings, 0 remarks\n")
    net.row("speed", mode="rail")["high"] = "190"
    net.drop("service", service_id="svc-feeder")
    said = say("network", "check", network=str(net.write(tmp_path / "net")))
    assert said.code == 4
    assert said.err == "1 errors, 1 warnings, 0 remarks\n"
    assert [line.split()[2].rstrip(":") for line in said.out.splitlines()] == ["N441", "N445"]


def test_network_check_counts_warnings_only_when_strict(say: Callable[..., Said], net: TinyNetwork, tmp_path: Path):
    net.drop("service", service_id="svc-feeder")
    folder = str(net.write(tmp_path / "net"))
    assert say("network", "check", network=folder).code == 0
    assert say("network", "check", "--strict", network=folder).code == 4


def test_network_check_as_json_gives_the_findings_with_their_fields(
    say: Callable[..., Said], net: TinyNetwork, tmp_path: Path
):
    net.row("speed", mode="rail")["high"] = "190"
    said = say("network", "check", "--json", network=str(net.write(tmp_path / "net")))
    (finding,) = json.loads(said.out)["findings"]
    assert set(finding) == {"code", "severity", "file", "row", "field", "value", "message", "hint"}
    assert (finding["code"], finding["file"], finding["field"]) == ("N441", "speed.csv", "high")


def test_network_check_writes_a_finding_that_is_no_unicode(net: TinyNetwork, tmp_path: Path):
    """JSON may hold half a surrogate pair; what is said about it must still be written."""
    folder = net.write(tmp_path / "net")
    path = folder / "geometry.geojson"
    line = '"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}},\n'
    odd = '{"type":"Feature","properties":{"geometry_id":"\\ud800"},' + line
    path.write_text(path.read_text().replace("[\n", "[\n" + odd, 1))
    for more in ((), ("--json",)):
        done = corridor("network", "check", "--network", str(folder), *more)
        assert done.returncode in {0, 4}, done.stderr
        assert b"geometry" in done.stdout


@pytest.mark.parametrize(("verb", "name"), [("route", "x.html"), ("explain", "x.md"), ("map", "x.html")])
def test_a_target_that_cannot_be_written_is_one_clear_message(
    say: Callable[..., Said], tmp_path: Path, verb: str, name: str
):
    (tmp_path / name).mkdir()
    said = say(verb, "Aktau", "Kars", "-o", str(tmp_path / name))
    assert said.code == 1
    assert said.err.startswith("Cannot write")
    assert said.err.count("\n") == 1


def test_an_unexpected_error_is_one_without_a_traceback(say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch):
    def fail(_: object) -> None:
        msg = "the \x1b[31m sky fell"
        raise RuntimeError(msg)

    monkeypatch.setattr(options, "load_network", fail)
    monkeypatch.delenv("CORRIDOR_DEBUG", raising=False)
    said = say("route", "Aktau", "Kars")
    assert said.code == 1
    assert said.err.startswith("Unexpected error: RuntimeError")
    assert "CORRIDOR_DEBUG" in said.err
    assert "\x1b" not in said.err
    monkeypatch.setenv("CORRIDOR_DEBUG", "1")
    with pytest.raises(RuntimeError):
        run(["route", "Aktau", "Kars"])


SLEEPER = """
import sys, time
import corridor.cli.answers, corridor.cli.options as options
from corridor.cli.app import main
def sleep(folder):
    print("ready", file=sys.stderr, flush=True)
    time.sleep(30)
options.load_network = sleep
main(["route", "Aktau", "Kars"])
"""


def test_an_interruption_is_a_hundred_and_thirty_without_a_traceback():
    asked = subprocess.Popen([sys.executable, "-c", SLEEPER], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert asked.stderr is not None
    assert asked.stderr.readline() == b"ready\n"
    time.sleep(0.1)
    asked.send_signal(signal.SIGINT)
    out, err = asked.communicate(timeout=120)
    assert asked.returncode == 130
    assert out == b""
    assert b"Traceback" not in err


def test_a_reader_that_has_gone_is_no_error(folder: Path):
    words = [sys.executable, "-c", MAIN, "explain", "Xi'an", "Kars", "--json", "--network", str(folder)]
    for lines in ("-n 1", "-c 1"):
        shell = f'"$@" | head {lines} > /dev/null; echo ${{PIPESTATUS[0]}}'
        done = subprocess.run(["bash", "-c", shell, "bash", *words], check=True, capture_output=True)
        assert done.stderr == b""
        assert done.stdout in {b"0\n", b"141\n"}


@pytest.mark.parametrize("words", [("--help",), ("route", "--help"), ("network", "check", "--help")], ids=" ".join)
def test_help_to_a_reader_that_has_gone_is_no_error(words: tuple[str, ...]):
    done = subprocess.run(
        ["bash", "-c", '"$@" | true', "bash", sys.executable, "-c", MAIN, *words], check=False, capture_output=True
    )
    assert done.stderr == b""


def test_a_full_device_is_an_error_and_not_a_traceback(folder: Path):
    words = [sys.executable, "-c", MAIN, "route", "Aktau", "Kars", "--network", str(folder)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(words, check=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode not in {0, 120}
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


# -------------------------------------------------------------------------------------------- surroundings


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
        {"NO_COLOR": "1"},
        {"TERM": "dumb"},
        {"COLUMNS": "20"},
        {"TZ": "Pacific/Kiritimati"},
    ],
    ids=str,
)
@pytest.mark.parametrize("shown", ["table", "json"])
def test_no_locale_breaks_an_answer(folder: Path, environment: dict[str, str], shown: str):
    done = corridor("explain", "Horgos", "Kars", "--format", shown, "--network", str(folder), **environment)
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stdout
    assert b"\x1b" not in done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_no_locale_breaks_an_error_message(folder: Path, encoding: str):
    done = corridor("route", "霍尔果", "Ələtt", "--network", str(folder), PYTHONIOENCODING=encoding)
    assert done.returncode == 5
    assert b"No place called" in done.stderr


@pytest.mark.parametrize("words", [("--help",), ("route", "--help")], ids=" ".join)
def test_no_locale_breaks_the_help(words: tuple[str, ...]):
    done = corridor(*words, PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("shown", ["table", "json", "csv", "geojson", "md"])
def test_the_same_question_gives_the_same_bytes(folder: Path, shown: str):
    words = ("route", "Xi'an", "Kars", "--format", shown, "--network", str(folder))
    answers = {corridor(*words, PYTHONHASHSEED=seed).stdout for seed in ("0", "4242")}
    assert len(answers) == 1
    assert answers.pop()


def test_the_version_is_that_of_the_package():
    import corridor as package

    assert corridor("--version").stdout.decode().strip() == package.__version__


def test_what_is_not_needed_is_not_imported(folder: Path):
    heavy = ["geopandas", "pandas", "folium", "branca", "jinja2", "networkx", "pyproj", "shapely", "numpy"]
    script = (
        "import sys; from corridor.cli.app import run; code = run(sys.argv[2:]); "
        "print(sorted(set(sys.argv[1].split(',')) & set(sys.modules)), file=sys.stderr); sys.exit(code)"
    )
    words = ["route", "Aktau", "Kars", "--network", str(folder)]
    done = subprocess.run([sys.executable, "-c", script, ",".join(heavy), *words], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr.decode().strip() == "[]"


@pytest.mark.skipif(not (reference_folder() / "datapackage.json").exists(), reason="no stamped reference network yet")
def test_a_route_over_the_stamped_reference_network_imports_no_validator():
    script = (
        "import sys; from corridor.cli.app import run; code = run(sys.argv[1:]); "
        "heavy = {'pydantic', 'geopandas', 'pandas', 'folium', 'networkx', 'pyproj', 'shapely'};"
        "print(sorted(heavy & set(sys.modules)),"
        " file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "route", "Xi'an", "Istanbul"], check=False, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.decode().strip() == "[]"


def test_the_exit_codes_are_those_that_the_module_states():
    assert "0 found, 1 unexpected, 2 usage, 3 no itinerary, 4 network data invalid, 5 unknown" in " ".join(
        (app.__doc__ or "").split()
    )
