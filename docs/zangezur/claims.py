"""What is claimed of the line, by whom, and what the lengths and the ledger say to it."""

from __future__ import annotations

from dataclasses import dataclass

from corridor.analysis.versus import gap
from corridor.model.itinerary import Itinerary
from corridor.model.link import Link
from corridor.units import days
from zangezur.figures import BTK, LINE, Figures


@dataclass(frozen=True)
class Claim:
    """A claim and its source; `answer` is reckoned."""

    source_id: str
    who: str
    text: str
    url: str
    title: str
    answer: str


def claims(told: Figures) -> tuple[Claim, ...]:
    """Give the claims with what the network says to each."""
    return (
        Claim(
            "haqqin-358018",
            "Transport minister of Türkiye, August 2025",
            "It cuts China–Europe from 18 to 14 days.",
            "https://haqqin.az/news/358018",
            "Zangezur corridor cuts China-Europe by the Middle Corridor from 18 to 14 days, says Uraloğlu to Milliyet",
            _four_days(told),
        ),
        Claim(
            "todayaz-213126",
            "Port of Baku, December 2021",
            "It saves up to 12 days between China and Europe.",
            "http://www.today.az/news/business/213126.html",
            "Zangazur corridor may reduce China-Europe time by up to 12 days, says the port of Baku",
            _twelve_days(told),
        ),
        Claim(
            "menafn-1110377617",
            "Minister of Kazakhstan, November 2025",
            "Until now by Georgia's Black Sea ports; the line allows to reach Nakhchivan and then directly the seaports "
            "of Türkiye.",
            "https://menafn.com/1110377617/"
            "Kazakhstan-To-Secure-New-Link-To-Turkish-Ports-With-Zangezur-Corridor-Launch-Minister-Says",
            "Kazakhstan to secure new link to Turkish ports with Zangezur corridor launch, minister says",
            _ports(told),
        ),
        Claim(
            "caliber-2025-fidan",
            "Foreign minister of Türkiye, August 2025",
            "It becomes part of an uninterrupted way from Europe to the depth of Asia.",
            "https://caliber.az/post/hakan-fidan-zangezurskij-koridor-stanet-klyuchom-mezhdu-evropoj-i-aziej",
            "Fidan: Zangezur corridor to become the key between Europe and Asia",
            _uninterrupted(told),
        ),
        Claim(
            "trend-4109035",
            "Transport minister of Türkiye, October 2025",
            "Double track from Kars to Dilucu, unlike the BTK, raises the capacity of the Middle Corridor.",
            "https://www.trend.az/business/4109035.html",
            "Zangezur Corridor to increase capacity of the Middle Corridor",
            _capacity(told),
        ),
        Claim(
            "zengezur-com",
            "zengezur.com (Azerbaijan), no date",
            "Baku–Kars is equally long by either line (840 and 843 km).",
            "https://zengezur.com/index.php/kh-b-rl-r/311-z-nzh-zur-d-hlizi-turkiy-v-az-rbaydzana-n-ver-dz-k",
            "What the Zangezur corridor gives to Türkiye and Azerbaijan: lengths by rail",
            _equal(told),
        ),
    )


def _pair(told: Figures, origin: str, destination: str) -> tuple[Itinerary, Itinerary]:
    for bout in told.patient:
        if (bout.query.origin, bout.query.destination) == (origin, destination):
            line, other = bout.of(LINE), bout.of(BTK)
            assert line is not None  # noqa: S101 - the scenario has it open
            assert other is not None  # noqa: S101
            return line, other
    raise KeyError(origin, destination)


def _four_days(told: Figures) -> str:
    line, other = _pair(told, "cn-xian", "hu-budapest")
    difference = days(line.hours - other.hours)
    verdict = "Not borne out" if difference > -2 else "Borne out in part" if difference > -4 else "Borne out"
    return (
        f"{verdict}: Xi'an–Budapest takes {days(line.hours):.1f} days by the line and {days(other.hours):.1f} by the BTK "
        f"({difference + 0.0:+.1f}). What differs is the way from Alat to Kars; by the BTK that takes "
        f"{days(_baku_kars(told).hours):.1f} days from Baku, terminals and the break of gauge included."
    )


def _twelve_days(told: Figures) -> str:
    whole = days(_baku_kars(told).hours)
    verdict = "Impossible by these figures" if whole < 12 else "Not excluded"
    return f"{verdict}: the whole way from Baku to Kars by the BTK, which is what the line replaces, takes {whole:.1f} days."


def _baku_kars(told: Figures) -> Itinerary:
    other = told.baku_kars.bouts[0].of(BTK)
    assert other is not None  # noqa: S101 - the BTK is open
    return other


def _ports(told: Figures) -> str:
    line, other = _pair(told, "kz-almaty", "tr-mersin")
    apart = gap(line, other).cost_usd
    return (
        f"Türkiye's seaports are reached by rail today, by the BTK: Almaty–Mersin USD {other.cost_usd:,.0f} and "
        f"{days(other.hours):.1f} days; by the line USD {line.cost_usd:,.0f} and {days(line.hours):.1f}. The difference is "
        f"USD {apart.typical:+,.0f} ({apart.low:+,.0f} to {apart.high:+,.0f}) for the line."
    )


def _uninterrupted(told: Figures) -> str:
    line, other = _pair(told, "cn-xian", "tr-istanbul-halkali")
    kinds = [step.kind for step in line.transfers]
    changes, others = kinds.count("gauge_change"), [step.kind for step in other.transfers].count("gauge_change")
    words = "as many as" if changes == others else "more than" if changes > others else "fewer than"
    return (
        f"Xi'an–Istanbul by the line: {kinds.count('border')} borders, {changes} breaks of gauge ({words} by the BTK) and a "
        f"crossing of the Caspian; {line.hours_by_activity['moving'] / line.hours:.0%} of the time the box moves."
    )


def _capacity(told: Figures) -> str:
    double = [link for link in _turkish(told) if link.tracks == 2]
    kilometres = sum(link.length.value for link in double)
    links = [told.today.links[name] for name in told.line_links]
    single = [link for link in links if link.tracks == 1]
    return (
        f"True of Kars–Dilucu ({kilometres:,.0f} km). Not of the rest: {sum(link.length.value for link in single):,.0f} km "
        "from Horadiz to Sadarak are single track, or are planned so. Capacity is not priced here."
    )


def _turkish(told: Figures) -> list[Link]:
    return [told.today.links[name] for name in told.line_links if name.startswith("rail-tr")]


def _equal(told: Figures) -> str:
    bout = told.baku_kars.bouts[0]
    line, other = bout.of(LINE), bout.of(BTK)
    assert line is not None  # noqa: S101
    assert other is not None  # noqa: S101
    difference = line.distance_km - other.distance_km
    word = "longer" if difference > 0 else "shorter"
    return (
        f"By the network's lengths {line.distance_km:,.0f} against {other.distance_km:,.0f} km: the line is "
        f"{abs(difference):,.0f} km {word}. The tally leaves 185 km for Alat–Horadiz, which are 188 in a straight line."
    )
