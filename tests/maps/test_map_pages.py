"""A map is one page that asks for nothing, evaluates nothing it was given, and is the same every time."""

from __future__ import annotations

import re
import threading
from html.parser import HTMLParser
from pathlib import Path

import pytest

import corridor as cr
from tests.data.builder import TinyNetwork
from tests.maps.hostile import NAMED, PAYLOADS, hostile_itinerary

SOURCES = Path(cr.__file__).parent


@pytest.fixture
def itinerary(net: TinyNetwork, tmp_path: Path) -> cr.Itinerary:
    return cr.route(cr.load_network(net.write(tmp_path / "net")), "Xi'an", "Kars")


@pytest.fixture
def page(itinerary: cr.Itinerary) -> str:
    return cr.maps.draw(itinerary).html()


class Tags(HTMLParser):
    """The tags of a page, and its text outside scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - as HTMLParser calls it
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside not in {"script", "style"}:
            self.text.append(data)


def parsed(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    return tags


def test_a_page_says_where_how_long_and_how_much(page: str, itinerary: cr.Itinerary):
    text = " ".join(parsed(page).text)
    assert "Xi'an to Kars" in text
    assert f"USD {itinerary.cost_usd:,.0f}" in text
    assert f"{itinerary.hours / 24:.1f} days" in text
    assert "Caspian weather" in text
    assert "ISO 14083-structured estimate" in text
    assert "borders" in text


def test_no_element_of_a_page_refers_to_anything_outside(page: str):
    for tag, attributes in parsed(page).tags:
        assert tag not in {"link", "iframe", "object", "embed", "base", "form"}
        for name in ("src", "href", "data", "action", "srcset", "poster", "background"):
            address = attributes.get(name) or ""
            assert not address or address.startswith(("data:image/", "#")), f"<{tag} {name}={address[:80]}>"


def test_no_style_of_a_page_refers_to_anything_outside(page: str):
    for address in re.findall(r"url\(([^)]*)\)", page):
        assert address.strip("'\"").startswith(("data:image/", "#")), address[:80]
    assert "@import" not in page


def test_the_addresses_in_a_page_are_namespaces_and_attributions(page: str):
    harmless = ("http://www.w3.org/", "https://leafletjs.com")
    for address in set(re.findall(r"""(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s"'<>)\\]*""", page)):
        assert address.startswith(harmless) or f"//{address}" in page or is_comment(page, address), address


def is_comment(page: str, address: str) -> bool:
    """Say whether an address stands only in comments of the page."""
    bare = re.sub(r"/\*.*?\*/|<!--.*?-->", "", page, flags=re.DOTALL)
    return address not in bare


def test_a_policy_forbids_the_browser_to_fetch_before_any_script_runs(page: str):
    tags = parsed(page).tags
    kinds = [tag for tag, _ in tags]
    policy = next(at for at, (tag, given) in enumerate(tags) if given.get("http-equiv") == "Content-Security-Policy")
    assert tags[policy][1]["content"].startswith("default-src 'none'")
    for word in ("http:", "https:", "*", "unsafe-eval", "connect-src", "frame-src"):
        assert word not in tags[policy][1]["content"]
    assert policy < kinds.index("script")


def test_the_same_itinerary_gives_the_same_bytes(itinerary: cr.Itinerary, page: str):
    assert cr.maps.draw(itinerary).html() == page


def test_maps_drawn_at_the_same_time_are_the_same(itinerary: cr.Itinerary, page: str):
    made: list[str] = []
    threads = [threading.Thread(target=lambda: made.append(cr.maps.draw(itinerary).html())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [page] * 4


def test_ids_of_folium_are_random_again_after_a_drawing(page: str):
    from branca.element import Element

    assert Element().get_name() != Element().get_name()
    assert re.fullmatch(r"element_[0-9a-f]{32}", Element().get_name())


def test_a_saved_page_is_the_page(itinerary: cr.Itinerary, page: str, tmp_path: Path):
    path = cr.maps.draw(itinerary).save(tmp_path / "maps" / "a.html")
    assert path.read_text("utf-8") == page
    assert [found.name for found in path.parent.iterdir()] == ["a.html"]


def test_a_page_is_small_enough_to_mail(page: str):
    assert len(page.encode()) < 1_000_000


@pytest.mark.parametrize("payload", [*PAYLOADS, *NAMED])
def test_a_hostile_network_is_drawn_and_nothing_of_it_is_evaluated(tmp_path: Path, payload: str, page: str):
    itinerary = hostile_itinerary(tmp_path / "hostile", payload)
    made = cr.maps.draw(itinerary).html()
    assert cr.maps.draw(itinerary).html() == made
    if set(payload) & set("{}`$\\<>\"'"):
        assert payload not in made
    assert not re.search(r"\b49 n\d", made), "a template was evaluated"
    assert "window.__pwned=1</script>" not in made
    assert "<img" not in made
    assert not Path("pwned").exists()
    assert payload.strip() in " ".join(parsed(made).text), "the title shows the name literally"


@pytest.mark.parametrize("payload", PAYLOADS[:4] + PAYLOADS[7:13])
def test_a_hostile_network_adds_no_element_to_the_page(tmp_path: Path, page: str, payload: str):
    made = cr.maps.draw(hostile_itinerary(tmp_path / "hostile", payload)).html()
    assert {tag for tag, _ in parsed(made).tags} <= {tag for tag, _ in parsed(page).tags}
    assert made.count("<script") == page.count("<script")


def test_only_the_maps_floor_imports_folium():
    pattern = re.compile(r"^\s*(?:from|import)\s+(?:folium|branca|xstatic|jinja2)\b", re.MULTILINE)
    users = {
        path.relative_to(SOURCES).parts[0] for path in SOURCES.rglob("*.py") if pattern.search(path.read_text("utf-8"))
    }
    assert users == {"maps"}


def test_no_module_of_maps_hands_text_to_folium_without_safe():
    """Tooltips, popups and icons take only names that hold the result of `safe`, or constants."""
    for path in (SOURCES / "maps").glob("*.py"):
        for call in re.findall(r"folium\.(?:Tooltip|Popup|DivIcon)\(([^\n]*)", path.read_text("utf-8")):
            assert re.match(r"html\b|html=f?['\"][^{]*\{safe\(", call), f"{path.name}: {call}"
