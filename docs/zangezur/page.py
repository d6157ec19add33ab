"""A page as a list of blocks, so that Markdown and HTML say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corridor.cli.text import markdown_text, to_markdown
from corridor.maps.safe import safe


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Points:
    """A list of short statements."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Link:
    """One entry of the list of sources."""

    name: str
    text: str
    url: str


Block = Heading | Paragraph | Points | Table | Link

CSS = """
body{margin:0 auto;max-width:1080px;padding:0 18px 40px;color:#1a1a1a;background:#fff;
 font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
h1{font-size:26px;line-height:1.2;margin:26px 0 6px}h2{font-size:19px;margin:30px 0 6px;border-bottom:1px solid #c9ced2}
p{margin:8px 0;max-width:80ch}li{max-width:78ch}.scroll{overflow-x:auto;margin:10px 0}
table{border-collapse:collapse;font-size:13px}caption{text-align:left;color:#444;padding:2px 0 4px}
th,td{text-align:left;padding:3px 10px 3px 0;border-bottom:1px solid #e3e6e8;vertical-align:top}
th{border-bottom:1px solid #1a1a1a}td:not(:first-child){font-variant-numeric:tabular-nums}
.source{font-size:12.5px;margin:2px 0;overflow-wrap:anywhere}
@media print{body{font-size:10pt;max-width:none}table{font-size:8pt}h2{break-after:avoid}tr{break-inside:avoid}}
@page{size:A4;margin:14mm}
"""


def markdown(blocks: Sequence[Block]) -> str:
    """Write the blocks as Markdown."""
    return "\n".join(part for block in blocks if (part := _markdown(block))) + "\n"


def _markdown(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {markdown_text(text)}\n"
        case Paragraph(text):
            return f"{markdown_text(text)}\n"
        case Points(items):
            return "\n".join(f"- {markdown_text(item)}" for item in items) + "\n"
        case Table(header, rows, caption):
            return to_markdown(header, rows) + (f"\n\n{markdown_text(caption)}\n" if caption else "\n")
        case Link(name, text, url):
            return f"- `{markdown_text(name)}` [{markdown_text(text)}]({url})"
    return ""


def html(blocks: Sequence[Block]) -> str:
    """Write the blocks as safe HTML."""
    return "\n".join(_html(block) for block in blocks)


def _html(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level}>{safe(text)}</h{level}>"
        case Paragraph(text):
            return f"<p>{safe(text)}</p>"
        case Points(items):
            return "<ul>" + "".join(f"<li>{safe(item)}</li>" for item in items) + "</ul>"
        case Table():
            return _html_table(block)
        case Link(name, text, url):
            shown = f'<a href="{safe(url)}">{safe(text)}</a>' if url.startswith(("http://", "https://")) else safe(text)
            return f'<p class="source"><b>{safe(name)}</b> {shown}</p>'
    raise AssertionError


def _html_table(table: Table) -> str:
    head = "".join(f"<th>{safe(cell)}</th>" for cell in table.header)
    rows = "".join("<tr>" + "".join(f"<td>{safe(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
    caption = f"<caption>{safe(table.caption)}</caption>" if table.caption else ""
    return f'<div class="scroll"><table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
