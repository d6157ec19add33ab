"""How things look on a map: colours that the colour-blind tell apart (Okabe and Ito) and print in grey."""

from __future__ import annotations

from typing import NamedTuple

from corridor.lang import Translator
from corridor.maps.safe import safe, safe_colour


class Stroke(NamedTuple):
    """The line of a mode."""

    colour: str
    dash: str
    width: float


STROKES: dict[str, Stroke] = {
    "rail": Stroke("#0072b2", "", 4.5),
    "sea": Stroke("#009e73", "10 7", 4.0),
    "road": Stroke("#d55e00", "2 7", 4.5),
    "pipeline": Stroke("#4d4d4d", "12 4 2 4", 4.0),
}

MARKS: dict[str, tuple[str, str]] = {
    "loading": ("#1a1a1a", "origin and destination"),
    "transshipment": ("#cc79a7", "transshipment, boarding, wait for a vessel"),
    "border": ("#e69f00", "border crossing"),
    "gauge_change": ("#56b4e9", "break of gauge"),
}
"""Colour and words by group of transfers; a circle's area grows with the hours spent."""

GROUP_OF_KIND = {"unloading": "loading", "boarding": "transshipment", "waiting": "transshipment"}

CSS = """
.leaflet-container{background:#dbe7ee;font:12px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
.panel{position:absolute;z-index:1000;background:rgba(255,255,255,.94);border:1px solid #c9ced2;border-radius:4px;
 padding:8px 11px;font:12px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
 color:#1a1a1a;max-width:min(430px,calc(100vw - 40px))}
.panel h1{font-size:15px;margin:0 0 2px;display:inline}.panel summary{cursor:pointer}
.panel.low{top:auto;bottom:64px;left:10px;max-width:min(560px,calc(100vw - 40px))}
.panel p{margin:0}
.ways td{font-variant-numeric:tabular-nums;white-space:nowrap}.ways td:nth-child(2){white-space:normal}
.panel table{border-collapse:collapse}.panel td{padding:1px 8px 1px 0;vertical-align:middle}
#title{top:10px;left:54px}#title.low{top:auto;left:10px}#legend{bottom:64px;left:10px}
#note{bottom:0;right:0;border:0;border-radius:0;padding:1px 6px;font-size:10px;background:rgba(255,255,255,.8);
 max-width:none}
.warning{color:#a02a00}
.place{white-space:nowrap;font-weight:600;font-size:12px;color:#1a1a1a;
 text-shadow:-1px -1px 0 #fff,1px -1px 0 #fff,-1px 1px 0 #fff,1px 1px 0 #fff,0 0 4px #fff}
@media(max-width:600px){#title,#title.low{left:10px;top:84px;bottom:auto;max-width:calc(100vw - 64px);
 max-height:55vh;overflow:auto}
 #legend{display:none}#note{left:110px}}
@media print{.leaflet-control-zoom,.leaflet-control-layers{display:none}}
"""
NARROW = "@media(max-width:600px){.leaflet-tooltip{white-space:normal;width:max-content;max-width:40vw}}"
"""Tooltips stand beside the point, on the wider side: two fifths of a narrow screen are always free there."""
CSS += NARROW


BETWEEN = """
html,body{height:auto!important}
body{box-sizing:border-box;display:flex;flex-direction:column;margin:0 auto!important;padding:0 18px 40px!important}
#lead{order:1}.folium-map{order:2;border:1px solid #c9ced2;flex:none}#rest{order:3}.note{font-size:11px;color:#555}
.place{white-space:nowrap;font-weight:600;font-size:12px;color:#1a1a1a;
 text-shadow:-1px -1px 0 #fff,1px -1px 0 #fff,-1px 1px 0 #fff,1px 1px 0 #fff}
.leaflet-container{background:#dbe7ee;font:12px/1.4 system-ui,sans-serif}
"""
BETWEEN += NARROW
"""The map between what stands before and after it, though Folium writes it last."""

FOLDED = '<script>if(innerWidth<=600){document.getElementById("title").open=false;}</script>'
"""Folds the title's text away where the screen is narrow; a tap on the title shows it."""


def titled(title: str, body: str, *, low: bool = False) -> str:
    """Give the panel with a map's title, as safe HTML made of safe HTML; `low` puts it at the foot of the map."""
    place = ' class="panel low"' if low else ' class="panel"'
    return f'<details id="title"{place} open><summary><h1>{title}</h1></summary>{body}</details>{FOLDED}'


def legend(modes: list[str], groups: list[str], t: Translator) -> str:
    """Give the legend of the modes and marks that a map shows, as safe HTML."""
    rows = []
    for mode in modes:
        stroke = STROKES[mode]
        paint = f'stroke="{safe_colour(stroke.colour)}" stroke-width="{stroke.width}" stroke-dasharray="{stroke.dash}"'
        line = f'<line x1="1" y1="6" x2="37" y2="6" {paint}/>'
        rows.append(f'<tr><td><svg width="38" height="12">{line}</svg></td><td>{safe(t(mode))}</td></tr>')
    for group in groups:
        colour, words = MARKS[group]
        dot = f'<circle cx="19" cy="6" r="5" fill="{safe_colour(colour)}" stroke="#1a1a1a"/>'
        rows.append(f'<tr><td><svg width="38" height="12">{dot}</svg></td><td>{safe(t(words))}</td></tr>')
    told = safe(t("Circles grow with the hours spent."))
    return f'<div id="legend" class="panel"><table>{"".join(rows)}</table><p>{told}</p></div>'
