"""`safe` makes any text harmless wherever Folium may put it, and shows it as it was."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Template

from corridor.maps.safe import safe, safe_colour
from tests.maps.hostile import PAYLOADS


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_shown_literally(payload: str):
    assert html.unescape(safe(payload)) == payload


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_holds_nothing_that_a_template_or_a_browser_acts_on(payload: str):
    text = safe(payload)
    assert not set("{}`$\\<>\"'%") & set(text)
    assert re.fullmatch(r"(?:[^&#]|&(?:#\d+|#x27|amp|lt|gt|quot);)*", text, flags=re.DOTALL)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_jinja_leaves_a_payload_alone_however_often_it_is_rendered(payload: str):
    text = safe(payload)
    assert Template(text).render() == text
    assert Template(Template(text).render()).render() == text


@pytest.mark.parametrize(
    "hidden", ["\x00", "\x1b", "\u202e", "\u2066", "\u200f", "\u200b", "\ufeff", "\ud800", "\u0085"]
)
def test_hidden_characters_become_a_visible_mark(hidden: str):
    assert safe(f"A{hidden}B") == "A\ufffdB"
    safe(hidden).encode()


def test_what_is_no_text_is_shown_as_text():
    assert safe(1.5) == "1.5"
    assert safe(None) == "None"


@given(st.text())
def test_any_text_is_shown_literally_and_holds_nothing_dangerous(text: str):
    made = safe(text)
    assert not set("{}`$\\<>\"'%") & set(made)
    assert Template(made).render() in {made, made.removesuffix("\n")}
    shown = html.unescape(made)
    assert len(shown) == len(text)
    assert all(there in {here, "\ufffd"} for here, there in zip(text, shown, strict=True))


@pytest.mark.parametrize("colour", ["#0072b2", "#ffffff"])
def test_a_colour_passes(colour: str):
    assert safe_colour(colour) == colour


@pytest.mark.parametrize("colour", ["red", "#FFF", "#0072B2", "#0072b2;", "#0072b2\n", "{{7*7}}", "", "url(x)"])
def test_what_is_no_colour_is_a_mistake(colour: str):
    with pytest.raises(ValueError, match="not a colour"):
        safe_colour(colour)
