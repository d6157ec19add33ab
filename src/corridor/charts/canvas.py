"""Drawing in SVG: axes with round ticks, marks and words that never overlap, all text shown as it is.

A figure is a text of some kilobytes, the same bytes for the same answer; no plotting library draws one as small.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import floor, log10
from pathlib import Path

from corridor.data.write import write_text

INK, FAINT, GRID = "#1a1a1a", "#5c6570", "#e3e6e8"
MODES = {"rail": "#0072b2", "sea": "#009e73", "road": "#d55e00", "pipeline": "#4d4d4d"}
DASHES = {"rail": "", "sea": "9 5", "road": "2 4", "pipeline": "10 3 2 3"}
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#1a1a1a", "#7a5195")
"""As on the maps: Okabe and Ito's, which the colour-blind tell apart."""
FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif"
_SMALL = 10.0
_HIDDEN = {"Cc", "Cf", "Cs", "Co"}
_NOT_IN_XML = "\ufffe\uffff"
_WIDE = 0.58
"""Width of a letter as a share of its size, on the safe side."""


def clean(text: object) -> str:
    r"""Give text for SVG: shown literally, control and direction characters as a visible mark.

    >>> clean("a<b & c")
    'a&lt;b &amp; c'
    """
    visible = "".join("\ufffd" if _is_hidden(char) else char for char in str(text))
    return html.escape(visible, quote=True)


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in _HIDDEN or char in _NOT_IN_XML


def width_of(text: str, size: float) -> float:
    """Give the pixels that a line of text takes, on the safe side; Chinese letters are as wide as they are high.

    >>> width_of("days", 10), width_of("西安", 10)
    (23.2, 20.0)
    """
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return round((len(text) - wide) * size * _WIDE + wide * size, 6)


def ticks(low: float, high: float, count: int = 6) -> list[float]:
    """Give round numbers from at most `low` to at least `high`, about so many.

    >>> ticks(0, 17), ticks(0, 430)
    ([0.0, 5.0, 10.0, 15.0, 20.0], [0.0, 100.0, 200.0, 300.0, 400.0, 500.0])
    """
    span = (high - low) or 1.0
    raw = span / max(count - 1, 1)
    power = 10.0 ** floor(log10(raw))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= raw * 0.999)
    first = floor(low / step)
    made = [first * step]
    while made[-1] < high - step * 1e-9:
        made.append((first + len(made)) * step)
    return [round(value, 10) for value in made]


@dataclass(frozen=True)
class Axis:
    """A scale from values to pixels, with its ticks and its words."""

    low: float
    high: float
    start: float
    end: float
    label: str
    marks: tuple[float, ...] = ()

    def at(self, value: float) -> float:
        """Give the pixel of a value."""
        return self.start + (value - self.low) / ((self.high - self.low) or 1.0) * (self.end - self.start)

    @classmethod
    def of(cls, low: float, high: float, start: float, end: float, label: str) -> Axis:
        """Make an axis over a range, widened to round numbers."""
        marks = ticks(low, high)
        return cls(marks[0], marks[-1], start, end, label, tuple(marks))


@dataclass(frozen=True)
class Chart:
    """A finished figure: `svg` is its text, `save` writes it; a notebook shows it."""

    svg: str = field(repr=False)
    title: str = ""
    rows: tuple[dict[str, object], ...] = ()
    """What is drawn, for those who draw their own."""

    def save(self, path: str | Path) -> Path:
        """Write the figure, whole or not at all; raise `OutputError` when that fails."""
        write_text(path, self.svg)
        return Path(path)

    def _repr_html_(self) -> str:
        return self.svg


class Canvas:
    """A page of SVG on which marks are put in order; words are left out where they would lie on others."""

    def __init__(self, width: float, height: float, title: str, about: str) -> None:
        self.width, self.height = width, height
        self.title = title
        self._parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
            f'height="{height:g}" role="img" font-family="{clean(FONT)}" font-size="12">',
            f"<title>{clean(title)}</title><desc>{clean(about)}</desc>",
            f'<rect width="{width:g}" height="{height:g}" fill="#ffffff"/>',
        ]
        self._taken: list[tuple[float, float, float, float]] = []

    def path(self, points: Sequence[tuple[float, float]], colour: str, width: float = 1.0, dash: str = "") -> None:
        """Draw a line through points."""
        told = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(
            f'<polyline points="{told}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dashed} '
            'stroke-linejoin="round"/>'
        )

    def box(self, x: float, y: float, width: float, height: float, colour: str, about: str = "") -> None:
        """Draw a filled box, with words that show when it is pointed at."""
        told = f"<title>{clean(about)}</title>" if about else ""
        self._parts.append(
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{max(width, 0):.2f}" height="{height:.2f}" fill="{colour}" '
            f'stroke="#ffffff" stroke-width="0.6">{told}</rect>'
        )

    def dot(self, x: float, y: float, colour: str, radius: float = 4.5, *, full: bool = True, about: str = "",
            number: int | None = None) -> None:  # fmt: skip
        """Draw a circle, full or hollow; a `number` lets a page find it again."""
        told = f"<title>{clean(about)}</title>" if about else ""
        fill = colour if full else "#ffffff"
        mark = "" if number is None else f' data-point="{number}"'
        self._parts.append(
            f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:g}" fill="{fill}" stroke="{colour}" '
            f'stroke-width="1.6"{mark}>{told}</circle>'
        )

    def words(self, x: float, y: float, text: str, *, size: float = 12, colour: str = INK, anchor: str = "start",
              bold: bool = False, must: bool = True) -> bool:  # fmt: skip
        """Write words with their foot at a point; those that need not be are left out where they would overlap."""
        width = width_of(text, size)
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        frame = left, y - size, left + width, y + size * 0.25
        inside = frame[0] >= 0 and frame[2] <= self.width
        if not must and (not inside or any(_overlap(frame, other) for other in self._taken)):
            return False
        self._taken.append(frame)
        heavy = ' font-weight="600"' if bold else ""
        self._parts.append(
            f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size:g}" fill="{colour}" text-anchor="{anchor}"{heavy}>'
            f"{clean(text)}</text>"
        )
        return True

    def frame(self, across: Axis, up: Axis) -> None:
        """Draw both axes with their ticks and labels."""
        for value in across.marks:
            x = across.at(value)
            self.path([(x, up.start), (x, up.end)], GRID)
            self.words(x, up.start + 16, f"{value:,g}", size=11, colour=FAINT, anchor="middle")
        for value in up.marks:
            y = up.at(value)
            self.path([(across.start, y), (across.end, y)], GRID)
            self.words(across.start - 6, y + 4, f"{value:,g}", size=11, colour=FAINT, anchor="end")
        self.words(across.end, up.start + 32, across.label, size=11, colour=FAINT, anchor="end")
        self.words(across.start - 44, up.end - 10, up.label, size=11, colour=FAINT)

    def heading(self) -> None:
        """Write the title."""
        self.words(16, 24, self.title, size=15, bold=True)

    def foot(self, text: str) -> None:
        """Write the note at the foot, in two lines where it takes more than one."""
        first, second = text, ""
        if width_of(text, _SMALL) > self.width - 24:
            middle = len(text) // 2
            spaces = [place for place, char in enumerate(text) if char == " "] or [middle]
            cut = min(spaces, key=lambda place: abs(place - middle))
            first, second = text[:cut], text[cut:].strip()
            self.words(16, self.height - 9, second, size=_SMALL, colour=FAINT)
        self.words(16, self.height - (21 if second else 10), first, size=_SMALL, colour=FAINT)

    def chart(self, rows: Sequence[dict[str, object]]) -> Chart:
        """Finish the figure."""
        return Chart("\n".join([*self._parts, "</svg>"]) + "\n", self.title, tuple(rows))


def _overlap(one: tuple[float, float, float, float], two: tuple[float, float, float, float]) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
