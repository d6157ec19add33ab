"""Tables and DIMACS files: what is read is what was written, and what is wrong is told with file, line and field."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridor as cr
from corridor.flat import FlatNetwork, columns

NODE = "node_id,x_coord,y_coord\nA,0,0\nB,1,0\nC,2,0\n"
LINK = (
    "link_id,from_node_id,to_node_id,directed,length,free_speed,name\n"
    'ab,A,B,true,30,60,"Long, Street"\n'
    "bc,B,C,false,10,40,\n"
    "cc,C,C,true,1,40,loop\n"
)
CONFIG = "long_length,speed\nmile,mph\n"
GR = "c example\np sp 3 3\na 1 2 5\na 1 2 4\na 2 3 7\n"


def folder(path: Path, node: str = NODE, link: str = LINK, config: str | None = CONFIG) -> Path:
    for name, text in (("node.csv", node), ("link.csv", link), ("config.csv", config)):
        if text is not None:
            (path / name).write_bytes(text.encode())
    return path


def test_gmns_tables_give_length_and_travel_time(tmp_path):
    net = FlatNetwork.read(folder(tmp_path))
    assert (net.node_count, net.link_count, net.loops, net.notes) == (3, 3, 1, ())
    assert net.route("A", "C").totals == {"length_mi": 40, "time_s": 2700.0}
    assert net.route("C", "B").link_ids == ("bc",)
    with pytest.raises(cr.NoItineraryError):
        net.route("B", "A")


def test_units_are_converted_and_what_is_assumed_is_said(tmp_path):
    mixed = FlatNetwork.read(folder(tmp_path, config="long_length,speed\nm,km/h\n"))
    assert mixed.route("A", "B").totals == {"length_m": 30, "time_s": 1.8}
    (tmp_path / "config.csv").unlink()
    bare = FlatNetwork.read(tmp_path)
    assert bare.route("A", "B").totals == {"length": 30, "time_s": 1800.0}
    assert len(bare.notes) == 2
    odd = FlatNetwork.read(folder(tmp_path, config="long_length,speed\nli,li/h\n"))
    assert odd.criteria_names == ("length",)
    assert "li/h" in odd.notes[-1]


def test_columns_may_be_named_and_lines_end_in_any_way(tmp_path):
    (tmp_path / "n.csv").write_bytes(b"id\r\n1\r\n2\r\n")
    (tmp_path / "l.csv").write_bytes(b"u,v,KM\r\n1,2,1.2345\r\n2,1,1e-1\r\n")
    names = {"nodes": "n.csv", "links": "l.csv", "node_id": "id", "from_node": "u", "to_node": "v"}
    net = FlatNetwork.read(tmp_path, {"length_km": "KM"}, {"length_km": 0.0001}, **names)
    assert net.route(1, 2).to_dict()["totals"] == {"length_km": 1.2345}
    assert net.route("2", 1).link_ids == (2,)
    assert net.link_count == 2


def test_ids_with_leading_zeros_are_text(tmp_path):
    node = "node_id\n7\n07\nx\n"
    net = FlatNetwork.read(folder(tmp_path, node, "from_node_id,to_node_id,c\n7,07,3\n", None), ["c"])
    assert net.route("7", "07").totals == {"c": 3}
    with pytest.raises(cr.NoItineraryError):
        net.route("07", "7")


IDS = st.lists(st.one_of(st.integers(-99, 99).map(str), st.sampled_from(["007", "é", "a,b", 'q"', "x y"])), unique=True)
VALUES = st.integers(0, 10**9).map(lambda number: f"{number // 1000}.{number % 1000:03}")


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_what_is_written_is_read(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("flat")
    ids = data.draw(IDS.filter(lambda ids: len(ids) > 1))
    end = st.sampled_from(ids)
    links = data.draw(st.lists(st.tuples(end, end, VALUES).filter(lambda link: link[0] != link[1]), max_size=12))
    with (path / "node.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["node_id"], *[[name] for name in ids]])
    with (path / "link.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["from_node_id", "to_node_id", "c"], *links])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "_BLOCK", 3)
        edges = FlatNetwork.read(path, ["c"], {"c": "0.001"}).to_networkx().edges(data=True)
    assert sorted((str(u), str(v), float(row["c"])) for u, v, row in edges) == sorted(
        (u, v, float(value)) for u, v, value in links
    )


def spoilt(old: str, new: str, file: str = LINK) -> str:
    assert old in file
    return file.replace(old, new, 1)


BAD = {
    "unknown end": ({"link": spoilt("ab,A,B", "ab,A,BB")}, ("N302", "link.csv", 2, "to_node_id")),
    "not a number": ({"link": spoilt("true,30", "true,3O")}, ("V201", "link.csv", 2, "length")),
    "nan": ({"link": spoilt("true,30", "true,NaN")}, ("V201", "link.csv", 2, "length")),
    "inf": ({"link": spoilt("true,30", "true,inf")}, ("V201", "link.csv", 2, "length")),
    "underscore": ({"link": spoilt("true,30", "true,3_0")}, ("V201", "link.csv", 2, "length")),
    "other digits": ({"link": spoilt("true,30", "true,٣")}, ("V201", "link.csv", 2, "length")),
    "empty": ({"link": spoilt("true,30", "true,")}, ("V201", "link.csv", 2, "length")),
    "two lines in a cell": ({"link": spoilt("true,30", 'true,"3\n0"')}, ("V201", "link.csv", 3, "length")),
    "line after a long cell": (
        {"link": spoilt("Long, Street", "Long\nStreet").replace("false,10", "false,x")},
        ("V201", "link.csv", 4, "length"),
    ),
    "negative": ({"link": spoilt("true,30", "true,-30")}, ("V202", "link.csv", 2, "length")),
    "too large": ({"link": spoilt("true,30", "true,1e300")}, ("V202", "link.csv", 2, "length")),
    "sum too large": (
        {"link": spoilt("false,10", "false,6e12").replace("true,30", "true,6e12").replace("free_", "")},
        ("V202", "link.csv", 0, "length_mi"),
    ),
    "no speed": ({"link": spoilt(",60,", ",0,")}, ("V202", "link.csv", 2, "free_speed")),
    "direction": ({"link": spoilt("true", "yes")}, ("V201", "link.csv", 2, "directed")),
    "short row": ({"link": spoilt("40,\n", "40\n")}, ("F110", "link.csv", 3, "")),
    "blank line": ({"link": spoilt("bc,", "\nbc,")}, ("F109", "link.csv", 3, "")),
    "quotation mark": ({"link": spoilt('Street"', "Street")}, ("F111", "link.csv", 0, "")),
    "missing column": ({"link": spoilt("to_node_id", "to_node")}, ("F108", "link.csv", 1, "to_node_id")),
    "column twice": ({"link": spoilt("name", "length")}, ("F108", "link.csv", 1, "length")),
    "mark": ({"link": "\ufeff" + LINK}, ("F104", "link.csv", 1, "")),
    "nothing": ({"link": ""}, ("F107", "link.csv", 0, "")),
    "link twice": ({"link": spoilt("bc,", "ab,")}, ("N301", "link.csv", 3, "link_id")),
    "node twice": ({"node": spoilt("C,2", "A,2", NODE)}, ("N301", "node.csv", 4, "node_id")),
    "empty id": ({"node": spoilt("C,2", ",2", NODE)}, ("V201", "node.csv", 4, "node_id")),
    "control": ({"node": spoilt("C,2", "\x1b[31mC,2", NODE)}, ("V201", "node.csv", 4, "node_id")),
    "direction mark": ({"node": spoilt("C,2", "C\u202ed,2", NODE)}, ("V201", "node.csv", 4, "node_id")),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_table_is_told_with_its_place(tmp_path, name):
    files, expected = BAD[name]
    with pytest.raises(cr.NetworkDataError) as caught:
        FlatNetwork.read(folder(tmp_path, **files))
    assert expected in [(one.code, one.file, one.row, one.field) for one in caught.value.findings], caught.value


def test_an_unknown_end_names_the_nearest_node(tmp_path):
    with pytest.raises(cr.NetworkDataError, match="did you mean Almaty"):
        FlatNetwork.read(folder(tmp_path, spoilt("A,0", "Almaty,0", NODE), LINK.replace(",A,", ",Almatu,")))


def test_missing_files_and_other_encodings(tmp_path):
    with pytest.raises(cr.NetworkDataError) as caught:
        FlatNetwork.read(tmp_path)
    assert {one.code for one in caught.value.findings} == {"F101"}
    folder(tmp_path)
    (tmp_path / "link.csv").write_bytes(LINK.encode().replace(b"Long", b"L\xff"))
    with pytest.raises(cr.NetworkDataError) as caught:
        FlatNetwork.read(tmp_path)
    assert [(one.code, one.row) for one in caught.value.findings] == [("F105", 2)]


def test_dimacs_files_are_matched_arc_by_arc(tmp_path):
    (tmp_path / "x-d.gr").write_text(GR)
    with gzip.open(tmp_path / "x-t.gr.gz", "wt") as file:
        file.write("p sp 3 3\nc among arcs\na 1 2 1\n\na  1 2 9\na 2 3 1")
    net = FlatNetwork.read([tmp_path / "x-d.gr", tmp_path / "x-t.gr.gz"])
    assert net.criteria_names == ("distance", "time")
    assert net.frontier(1, 3, ("distance", "time")).points == [
        {"distance": 11, "time": 10},
        {"distance": 12, "time": 2},
    ]
    assert FlatNetwork.read(tmp_path / "x-d.gr", ["length_m"]).route(1, 3).link_ids == (2, 3)


BAD_GR = {
    "no problem line": ("a 1 2 5\n", ("V201", 1)),
    "only comments": ("c x\n", ("V201", 0)),
    "fraction": (GR.replace("2 4", "2 4.5"), ("V201", 4)),
    "negative": (GR.replace("2 4", "2 -4"), ("V201", 4)),
    "short": (GR.replace("a 1 2 4", "a 1 2"), ("V201", 4)),
    "unknown letter": (GR.replace("a 1 2 4", "e 1 2 4"), ("V201", 4)),
    "fewer arcs": (GR.replace("a 1 2 4\n", ""), ("V201", 2)),
    "node 0": (GR.replace("a 1 2 4", "a 0 2 4"), ("N302", 4)),
    "node 4": (GR.replace("a 1 2 4", "c x\na 1 4 4"), ("N302", 5)),
    "too large": (GR.replace("2 4", "2 99999999999999999"), ("V202", 4)),
}


@pytest.mark.parametrize("name", BAD_GR)
def test_a_bad_graph_is_told_with_its_line(tmp_path, name):
    text, expected = BAD_GR[name]
    (tmp_path / "bad.gr").write_text(text)
    with pytest.raises(cr.NetworkDataError) as caught:
        FlatNetwork.read(tmp_path / "bad.gr")
    assert expected in [(one.code, one.row) for one in caught.value.findings], caught.value


def test_graphs_that_differ_and_broken_archives(tmp_path):
    (tmp_path / "a.gr").write_text(GR)
    for other in ("a 1 3", "a 2 1"):
        (tmp_path / "b.gr").write_text(GR.replace("a 2 3", other))
        with pytest.raises(cr.NetworkDataError, match=r"b\.gr:5: error N303.*a\.gr:5 from 2 to 3"):
            FlatNetwork.read([tmp_path / "a.gr", tmp_path / "b.gr"])
    (tmp_path / "c.gr").write_text("p sp 3 1\na 1 2 3\n")
    with pytest.raises(cr.NetworkDataError, match="1 arcs"):
        FlatNetwork.read([tmp_path / "a.gr", tmp_path / "c.gr"])
    for data in (b"no archive", gzip.compress(GR.encode())[:-9]):
        (tmp_path / "d.gr.gz").write_bytes(data)
        with pytest.raises(cr.NetworkDataError, match="cannot be unpacked"):
            FlatNetwork.read(tmp_path / "d.gr.gz")
    with pytest.raises(cr.QueryError):
        FlatNetwork.read([tmp_path / "a.gr", tmp_path])
