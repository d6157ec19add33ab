"""Text that has run code in Folium maps, and a network in which every name and note is such a text."""

from __future__ import annotations

from pathlib import Path

import corridor as cr
from tests.data.builder import TinyNetwork, tiny

PAYLOADS: tuple[str, ...] = (
    "{{7*7}}",
    "{{ cycler.__init__.__globals__.os.mkdir('pwned') }}",
    "{% raw %}{{7*7}}{% endraw %}",
    "{% for x in 'ab' %}{{x}}{% endfor %}",
    "50% {% off",
    "a {{ b",
    "Port {# 3 #} Aktau",
    "<script>window.__pwned=1</script>",
    "</script><script>window.__pwned=1</script>",
    "</title><script>window.__pwned=1</script>",
    "</style><script>window.__pwned=1</script>",
    "--><script>window.__pwned=1</script><!--",
    "<img src=x onerror=window.__pwned=1>",
    "<svg onload=window.__pwned=1>",
    "<iframe srcdoc='<script>parent.__pwned=1</script>'>",
    "\"><img src=x onerror='window.__pwned=1'>",
    "' onmouseover='window.__pwned=1",
    "${window.__pwned=1}",
    "$ {window.__pwned=1} #{1} $$",
    "`+(window.__pwned=1)+`",
    "\\`+(window.__pwned=1)+\\`",
    "\\\\`);window.__pwned=1;//",
    "\\x3cimg src=x onerror=window.__pwned=1\\x3e",
    "\\u003cimg src=x onerror=window.__pwned=1\\u003e",
    "C:\\users\\new \\",
    "javascript:window.__pwned=1",
    "&lt;img src=x onerror=window.__pwned=1&gt;",
    "&#60;script&#62; &amp;amp; &#x27;",
    "{{'</script>'}}",
    "*/ } { ; window.__pwned=1 /*",
    "'; window.__pwned=1; '",
    "Bakı Баку 霍尔果斯 \u05d0\u05d1 e\u0301 🚂",
)

NAMED = (
    "{{7*7}}`${window.__pwned=1}</script><img src=x onerror=window.__pwned=1>",
    "\\`{% raw %}<svg onload=window.__pwned=1>",
)
COLUMNS = {
    "node": ("name", "note"),
    "name": ("name",),
    "country": ("name",),
    "link": ("operator", "note"),
    "transfer": ("note",),
    "service": ("name", "operator", "capacity", "note"),
    "running_time": ("note",),
    "speed": ("note",),
    "dwell": ("note",),
    "charge": ("note",),
    "tariff": ("note",),
    "emission_factor": ("note",),
    "parameter": ("note",),
    "capacity": ("note",),
    "advisory": ("title", "text"),
    "corridor": ("name",),
    "source": ("title", "publisher", "date", "note"),
}
"""Every column of free text."""


def hostile(payload: str) -> TinyNetwork:
    """Give the tiny network with a payload in every column of free text, numbered so that names differ."""
    net = tiny()
    for table, columns in COLUMNS.items():
        for number, row in enumerate(net.tables[table]):
            for column in columns:
                row[column] = f"{payload} n{number}"
    return net


def hostile_itinerary(folder: Path, payload: str) -> cr.Itinerary:
    """Write such a network and route through it."""
    return cr.route(cr.load_network(hostile(payload).write(folder)), "cn-xian", "tr-kars", via=["ge-tbilisi"])
