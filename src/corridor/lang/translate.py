"""Looking up fixed words by their English form, so that code reads as the page does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

from corridor.errors import QueryError, nearest

LANGUAGES: dict[str, str] = {
    "en": "English",
    "ru": "Русский",
    "zh": "中文",
    "tr": "Türkçe",
    "az": "Azərbaycanca",
    "ka": "ქართული",
    "kk": "Қазақша",
}
"""Each language by its ISO 639-1 code, named in itself."""


class Named(Protocol):
    """What has names in several languages, such as a place of the network."""

    def name_in(self, language: str) -> str:
        """Give the name in a language."""
        ...


@dataclass(frozen=True)
class Translator:
    """The fixed words of one language; called with English words, it gives them in its language."""

    language: str
    words: Mapping[str, str]

    def __call__(self, english: str, /, **filled: object) -> str:
        """Give words in the language, with what stands in braces filled in.

        >>> translator("en")("{count} sources", count=5)
        '5 sources'
        """
        told = self.words.get(english, english)
        return told.format(**filled) if filled else told

    def place(self, named: Named, *, short: bool = False) -> str:
        """Give a place's name in the language; `short` leaves out what stands in brackets."""
        name = named.name_in(self.language)
        return name.split(" (")[0] if short else name

    def ends(self, origin: Named, destination: Named) -> str:
        """Give two places as origin and destination."""
        return self("{origin} to {destination}", origin=self.place(origin), destination=self.place(destination))


@cache
def translator(language: str = "en") -> Translator:
    """Give the translator of a language by its code; raise `QueryError` with the nearest code for another.

    >>> translator("en").language
    'en'
    """
    if language not in LANGUAGES:
        raise QueryError("--lang", language, f"choose from {', '.join(LANGUAGES)}", nearest(language, LANGUAGES))
    if language == "en":
        return Translator(language, {})
    text = files("corridor.lang").joinpath(f"{language}.json").read_text(encoding="utf-8")
    return Translator(language, json.loads(text))
