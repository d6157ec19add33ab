"""The local time of a place: by its country, and in Russia, which has eleven zones, by its longitude.

Offsets and changes of the clock come from the zone data that `zoneinfo` finds: those of the system, or the package
`tzdata`.  Kazakhstan has one zone, UTC+5, since 1 March 2024, which data older than that do not know.
"""

from __future__ import annotations

from datetime import timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from corridor.model.place import Node

_ZONE_OF_COUNTRY = {
    "AE": "Asia/Dubai", "AF": "Asia/Kabul", "AL": "Europe/Tirane", "AM": "Asia/Yerevan", "AT": "Europe/Vienna",
    "AZ": "Asia/Baku", "BA": "Europe/Sarajevo", "BE": "Europe/Brussels", "BG": "Europe/Sofia", "BY": "Europe/Minsk",
    "CH": "Europe/Zurich", "CN": "Asia/Shanghai", "CY": "Asia/Nicosia", "CZ": "Europe/Prague", "DE": "Europe/Berlin",
    "DK": "Europe/Copenhagen", "EE": "Europe/Tallinn", "EG": "Africa/Cairo", "ES": "Europe/Madrid",
    "FI": "Europe/Helsinki", "FR": "Europe/Paris", "GB": "Europe/London", "GE": "Asia/Tbilisi", "GR": "Europe/Athens",
    "HR": "Europe/Zagreb", "HU": "Europe/Budapest", "IL": "Asia/Jerusalem", "IN": "Asia/Kolkata",
    "IQ": "Asia/Baghdad", "IR": "Asia/Tehran", "IT": "Europe/Rome", "JP": "Asia/Tokyo", "KG": "Asia/Bishkek",
    "KR": "Asia/Seoul", "KZ": "Asia/Almaty", "LT": "Europe/Vilnius", "LV": "Europe/Riga", "MD": "Europe/Chisinau",
    "ME": "Europe/Podgorica", "MK": "Europe/Skopje", "NL": "Europe/Amsterdam", "PK": "Asia/Karachi",
    "PL": "Europe/Warsaw", "RO": "Europe/Bucharest", "RS": "Europe/Belgrade", "SE": "Europe/Stockholm",
    "SG": "Asia/Singapore", "SI": "Europe/Ljubljana", "SK": "Europe/Bratislava", "SY": "Asia/Damascus",
    "TJ": "Asia/Dushanbe", "TM": "Asia/Ashgabat", "TR": "Europe/Istanbul", "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent", "VN": "Asia/Ho_Chi_Minh",
}  # fmt: skip
_ZONES_OF_RUSSIA = (
    (49.5, "Europe/Moscow"), (50.9, "Europe/Samara"), (71.0, "Asia/Yekaterinburg"), (75.5, "Asia/Omsk"),
    (89.0, "Asia/Novosibirsk"), (98.5, "Asia/Krasnoyarsk"), (108.5, "Asia/Irkutsk"), (120.0, "Asia/Yakutsk"),
    (180.0, "Asia/Vladivostok"),
)  # fmt: skip
"""How far east each reaches on the main line, in degrees: coarse, and right for the towns on it."""
_DEGREES_PER_HOUR = 15


def zone_of(node: Node) -> tzinfo:
    """Give the time zone of a place; of a country that is not listed, the nautical zone of its longitude.

    Raises `zoneinfo.ZoneInfoNotFoundError` where the machine has no zone data.
    """
    name = _ZONE_OF_COUNTRY.get(node.country)
    if node.country == "RU":
        name = next(zone for east, zone in _ZONES_OF_RUSSIA if node.lon <= east)
    return _nautical(node.lon) if name is None else _zone(name)


@cache
def _zone(name: str) -> tzinfo:
    return ZoneInfo(name)


def _nautical(lon: float) -> tzinfo:
    return timezone(timedelta(hours=round(lon / _DEGREES_PER_HOUR)))
