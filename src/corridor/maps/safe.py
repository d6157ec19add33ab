"""Text on its way into a map: whatever it holds, it shows literally and runs nowhere.

Folium and branca evaluate every string as a Jinja2 template and most as HTML inside JavaScript template
literals, so data could run code in Python and in the browser; nothing reaches them but through `safe`.
"""

from __future__ import annotations

import html
import re
import unicodedata

_SPECIAL = "\\`${}%#"
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_HIDDEN = {"Cc", "Cf", "Cs", "Co"}


def safe(text: object) -> str:
    """Turn any text into HTML that shows it literally in every place where Folium may put it.

    Control and direction characters become a visible mark; quotation marks, brackets, backslashes,
    backticks, dollar signs, braces, per cent and number signs become character references.

    >>> safe("{{7*7}} <b>")
    '&#123;&#123;7*7&#125;&#125; &lt;b&gt;'
    """
    visible = "".join("\ufffd" if unicodedata.category(char) in _HIDDEN else char for char in str(text))
    escaped = html.escape(visible, quote=True)
    return "".join(f"&#{ord(char)};" if char in _SPECIAL else char for char in _references_kept(escaped))


def _references_kept(escaped: str) -> list[str]:
    """Split into single characters, keeping the references that html.escape has made."""
    return re.findall(r"&(?:amp|lt|gt|quot|#x27);|.", escaped, flags=re.DOTALL)


def safe_colour(text: str) -> str:
    """Let pass a colour such as `#0072b2` and nothing else.

    Raises ValueError otherwise: a colour comes from our code, so anything else is a programmer's mistake.
    """
    if not _COLOUR.fullmatch(text):
        msg = f"not a colour: {text!r}"
        raise ValueError(msg)
    return text
